import Glibc
import SystemPackage
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

  private func generations(_ reader: ChannelReader) throws -> [UInt64] {
    try reader.keptFrames().map(\.generation.rawValue)
  }

  @Test("what is there is listed with its memory, and the list leaves no file open")
  func listed() throws {
    let channel = try Channel.openOrCreate(name, root: directory.root)
    try channel.setHistory(3)
    for byte: UInt8 in 1...5 { try channel.put(byte, width: 100, height: 100) }
    let reader = try ChannelReader(name: name, root: directory.root)
    let kept = try reader.keptFrames()
    #expect(kept.map(\.generation.rawValue).suffix(4) == [2, 3, 4, 5])
    #expect(kept.allSatisfy { $0.allocatedByteCount >= 44_096 })
    #expect(reader.attachment?.frames.isEmpty == true)
  }

  @Test("a viewer's wish has publishers keep frames while it lives")
  func wish() throws {
    let channel = try Channel.openOrCreate(name, root: directory.root)
    for byte: UInt8 in 1...3 { try channel.put(byte) }
    var viewer: ChannelReader? = try ChannelReader(
      name: name, root: directory.root, presence: .viewer(name: "v", history: 3))
    _ = try viewer?.refresh()
    for byte: UInt8 in 4...8 { try channel.put(byte) }
    let reader = try ChannelReader(name: name, root: directory.root)
    #expect(try generations(reader).suffix(4) == [5, 6, 7, 8])
    viewer = nil
    for byte: UInt8 in 9...11 { try channel.put(byte) }
    // The latest, what was the latest, and an idle one.
    #expect(try generations(reader).count <= 3)
  }

  @Test("the larger of the channel's history and the viewers' wishes counts")
  func larger() throws {
    let channel = try Channel.openOrCreate(name, root: directory.root)
    try channel.setHistory(4)
    let viewers = try [1, 2].map {
      try ChannelReader(
        name: name, root: directory.root, presence: .viewer(name: "v", history: $0))
    }
    for viewer in viewers { _ = try viewer.refresh() }
    for byte: UInt8 in 1...9 { try channel.put(byte) }
    #expect(try generations(viewers[0]).suffix(5) == [5, 6, 7, 8, 9])
    try channel.setHistory(0)
    for byte: UInt8 in 1...9 { try channel.put(byte) }
    #expect(try generations(viewers[0]).suffix(3) == [16, 17, 18])
    #expect(try generations(viewers[0]).count <= 5)
  }

  @Test("a killed viewer's wish ends, although its file is there")
  func killed() throws {
    let channel = try Channel.openOrCreate(name, root: directory.root)
    let record = ViewerRecord(processID: 1, name: "v", history: 200)
    let path = directory.path("default/viewers/00000000000000ab")
    let file = open(path, O_CREAT | O_RDWR, 0o600)
    #expect(flock(file, LOCK_EX | LOCK_NB) == 0)
    #expect(
      record.bytes.withUnsafeBytes { write(file, $0.baseAddress, $0.count) } == record.bytes.count)
    for byte: UInt8 in 1...9 { try channel.put(byte) }
    let reader = try ChannelReader(name: name, root: directory.root)
    #expect(try generations(reader).count == 9)
    close(file)  // as the kernel does for a process that is killed
    for byte: UInt8 in 1...2 { try channel.put(byte) }
    // The latest, what was the latest, and an idle one.
    #expect(try generations(reader).count <= 3)
  }

  @Test("a viewer that has its file, and not its record yet, is looked at again")
  func unready() throws {
    let channel = try Channel.openOrCreate(name, root: directory.root)
    let path = directory.path("default/viewers/00000000000000ab")
    let file = open(path, O_CREAT | O_RDWR, 0o600)
    #expect(flock(file, LOCK_EX | LOCK_NB) == 0)
    usleep(50_000)  // the directory's times tell every change from here on
    for byte: UInt8 in 1...3 { try channel.put(byte) }
    let record = ViewerRecord(processID: 1, name: "v", history: 3)
    #expect(
      record.bytes.withUnsafeBytes { write(file, $0.baseAddress, $0.count) } == record.bytes.count)
    for byte: UInt8 in 4...9 { try channel.put(byte) }
    let reader = try ChannelReader(name: name, root: directory.root)
    #expect(try generations(reader).suffix(4) == [6, 7, 8, 9])
    close(file)
  }

  @Test("no wish is larger than what a process can have open")
  func most() throws {
    let channel = try Channel.openOrCreate(name, root: directory.root)
    try channel.setHistory(.max)
    let count = Int(Channel.maximumHistory) + 20
    for _ in 0..<count { try channel.put(1) }
    let reader = try ChannelReader(name: name, root: directory.root)
    #expect(try reader.keptFrames().count <= Int(Channel.maximumHistory) + 3)
    #expect(try reader.keptFrames().count > Int(Channel.maximumHistory))
  }

  @Test(
    "where memory is short the oldest frames go, and every picture comes",
    arguments: ["mapped", "whole", "in pieces"])
  func shortage(way: String) throws {
    let path = directory.path + "-small"
    let memory = try Tmpfs(at: path, byteCount: 1 << 20)
    defer { _ = consume memory }
    let root = ChannelRoot(path: FilePath(path))
    let channel = try Channel.openOrCreate(name, root: root)
    try channel.setHistory(50)
    for number in 1...40 {
      var loan = try channel.loan(width: 200, height: 200, format: .bgrx)
      let pixels = [UInt8](repeating: UInt8(number), count: 160_000)
      switch way {
      case "mapped":
        try loan.withMappedPixels { pixels in
          pixels.storeBytes(of: UInt8(number), toByteOffset: 0, as: UInt8.self)
        }
      case "whole": try loan.write(pixels.span.bytes)
      default:
        let half = Array(pixels[..<80_000])
        let isFilled = loan.fill { pieces in
          pieces.write(half.span.bytes, at: 0) && pieces.write(half.span.bytes, at: half.count)
        }
        #expect(isFilled)
      }
      #expect(try loan.publish(title: "t").rawValue == number)
    }
    let reader = try ChannelReader(name: name, root: root)
    let kept = try reader.keptFrames().map(\.generation.rawValue)
    #expect(kept.count >= 4 && kept == Array(41 - UInt64(kept.count)...40), "\(kept)")
  }

  @Test("a frame that somebody looks at does not go, however short memory is")
  func pinnedInShortage() throws {
    let path = directory.path + "-small"
    let memory = try Tmpfs(at: path, byteCount: 1 << 20)
    defer { _ = consume memory }
    let root = ChannelRoot(path: FilePath(path))
    let channel = try Channel.openOrCreate(name, root: root)
    try channel.setHistory(50)
    for byte: UInt8 in 1...3 { try channel.put(byte, width: 200, height: 200) }
    let reader = try ChannelReader(name: name, root: root)
    guard let frame = try reader.acquire(Generation(rawValue: 1)) else {
      Issue.record("generation 1 is gone")
      return
    }
    for byte: UInt8 in 4...30 { try channel.put(byte, width: 200, height: 200) }
    #expect(try frame.pixels().allSatisfy { $0 == 1 })
    #expect(try reader.keptFrames().first?.generation.rawValue == 1)
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
