import TestSupport
import Testing

@testable import ShmChannel

@Suite struct HistoryTests {
  let directory: TemporaryRoot
  let name = ChannelName.standard

  init() throws { directory = try TemporaryRoot() }

  @Test("generations that the history keeps are acquired with their own pixels")
  func kept() throws {
    let channel = try Channel.openOrCreate(name, root: directory.root)
    #expect(try channel.history() == 0)
    try channel.setHistory(2)
    #expect(try channel.history() == 2)
    for byte: UInt8 in 1...6 { try channel.put(byte) }
    let reader = try ChannelReader(name: name, root: directory.root)
    for number: UInt64 in 4...6 {
      guard let frame = try reader.acquire(Generation(rawValue: number)) else {
        Issue.record("generation \(number) is gone")
        continue
      }
      #expect(frame.info.generation.rawValue == number)
      #expect(try frame.pixels().allSatisfy { $0 == UInt8(number) })
    }
  }

  @Test("what is older than the history, zero, or above the latest is not there")
  func absent() throws {
    let channel = try Channel.openOrCreate(name, root: directory.root)
    for byte: UInt8 in 1...9 { try channel.put(byte) }
    let reader = try ChannelReader(name: name, root: directory.root)
    for number: UInt64 in [0, 1, 10] {
      let isThere = try reader.acquire(Generation(rawValue: number)) != nil
      #expect(!isThere, "\(number)")
    }
  }

  @Test("an orphan above the latest is not believed")
  func orphan() throws {
    let channel = try Channel.openOrCreate(name, root: directory.root)
    for byte: UInt8 in 1...3 { try channel.put(byte) }
    let latest = try directory.root.latestFrame(of: name).info
    let other = Folder.entries(directory.path("default")).first {
      $0.hasPrefix("frame-") && $0 != latest.serial.fileName
    }
    overwrite(directory.path("default/" + (try #require(other))), at: 32, littleEndian(UInt64(4)))
    let reader = try ChannelReader(name: name, root: directory.root)
    let isThere = try reader.acquire(Generation(rawValue: 4)) != nil
    #expect(!isThere)
  }

  @Test("a reader that has never refreshed finds the channel by itself")
  func attaches() throws {
    try Channel.openOrCreate(name, root: directory.root).put(8)
    let reader = try ChannelReader(name: name, root: directory.root)
    guard let frame = try reader.acquireLatest() else {
      Issue.record("no frame")
      return
    }
    #expect(try frame.pixels().allSatisfy { $0 == 8 })
    #expect(reader.keeps(frame.info.serial))
  }

  @Test("two threads fill one loan")
  func threads() throws {
    let channel = try Channel.openOrCreate(name, root: directory.root)
    var loan = try channel.loan(width: 16, height: 32, format: .bgrx)
    let pixels = try loan.mappedPixels()
    let threads = [0..<16, 16..<32].map { rows in
      Thread {
        pixels.withRows(rows) { bytes in
          for offset in 0..<bytes.byteCount {
            bytes.storeBytes(
              of: UInt8(rows.lowerBound + 1), toByteOffset: offset, as: UInt8.self)
          }
        }
      }
    }
    threads.forEach { $0.join() }
    _ = try loan.publish(title: "t")
    let frame = try directory.root.latestFrame(of: name)
    let bytes = try frame.pixels()
    #expect(bytes[..<(16 * 64)].allSatisfy { $0 == 1 })
    #expect(bytes[(16 * 64)...].allSatisfy { $0 == 17 })
  }
}
