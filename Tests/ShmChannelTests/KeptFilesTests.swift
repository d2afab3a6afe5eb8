import Glibc
import TestSupport
import Testing

@testable import ShmChannel

/// What a publisher that stays keeps between frames, and when it looks again.
@Suite struct KeptFilesTests {
  let directory: TemporaryRoot
  let name = ChannelName.standard

  init() throws { directory = try TemporaryRoot() }

  /// Publishes two frames, and waits until the directory's times tell every change.
  func settled() throws -> Channel {
    let channel = try Channel.openOrCreate(name, root: directory.root)
    for byte: UInt8 in 1...3 { try channel.put(byte) }
    usleep(50_000)
    try channel.put(4)
    try channel.put(5)
    return channel
  }

  func frames() -> [String] {
    Folder.entries(directory.path("default")).filter { $0.hasPrefix("frame-") }
  }

  @Test("a publisher that stays takes turns with two frames, and makes no other")
  func steady() throws {
    let channel = try settled()
    let before = frames()
    for byte: UInt8 in 6...20 { try channel.put(byte) }
    #expect(frames() == before)
    let frame = try directory.root.latestFrame(of: name)
    #expect(try frame.pixels().allSatisfy { $0 == 20 })
  }

  @Test("an orphan that somebody has left meanwhile is none after the next commit")
  func orphan() throws {
    let channel = try settled()
    // A reader that stays at its frame, while two others take turns.
    let pinned = try directory.root.latestFrame(of: name)
    for byte: UInt8 in 6...8 { try channel.put(byte) }
    usleep(50_000)
    for byte: UInt8 in 9...10 { try channel.put(byte) }
    var loan = try channel.loan(width: 4, height: 3, format: .bgrx)
    let next = try directory.root.latestFrame(of: name).info.generation.rawValue + 1
    let left = directory.path("default/" + pinned.info.serial.fileName)
    overwrite(left, at: 32, littleEndian(next))
    try loan.write([UInt8](repeating: 11, count: loan.byteCount).span.bytes)
    let generation = try loan.publish(title: "t")
    #expect(generation.rawValue == next)
    #expect(Array(Folder.contents(left)[32..<40]) == littleEndian(UInt64(0)))
    let claims = frames().filter {
      Array(Folder.contents(directory.path("default/" + $0))[32..<40])
        == littleEndian(generation.rawValue)
    }
    #expect(claims.count == 1)
  }

  /// At any moment of the kernel's tick, and without a pause: what was listed must count for
  /// nothing as long as a change would not show in the directory's time.
  @Test("a frame that another publisher makes right after a scan is in the next one")
  func sameTick() throws {
    let channel = try Channel.openOrCreate(name, root: directory.root)
    let second = try Channel.openOrCreate(name, root: directory.root)
    try channel.put(1)
    var serials: Set<Serial> = []
    for round in 0..<400 {
      _ = try channel.withLock { (directory) throws(ChannelError) in
        try channel.scan(directory).count
      }
      // None of the two frames that are left fits, so that a file is made, and one deleted.
      let generation = try second.put(1, width: [1_000, 30_000, 60_000][round % 3])
      let serial = try directory.root.latestFrame(of: name).info.serial
      try #require(serials.insert(serial).inserted)
      let seen = try channel.withLock { (directory) throws(ChannelError) in
        try channel.scan(directory).first { $0.frame.serial == serial }?.generation
      }
      try #require(seen == generation, "round \(round)")
      if round % 40 == 0 { usleep(35_000) }  // the next one finds an old list that counts
    }
  }

  @Test("a stamp tells nothing until the kernel's clock has gone on")
  func stamps() {
    let changedAt: Int64 = 1_700_000_000_000_000_000
    func stamp(_ changedAt: Int64, after delay: Int64) -> DirectoryStamp {
      DirectoryStamp(changedAt: changedAt, now: changedAt + delay)
    }
    let later = stamp(changedAt, after: 1_000_000_000)
    // The clock was set back, stands at the change, is a tick on, is far on.
    for delay in [-3_600_000_000_000, 0, 10_000_000, DirectoryStamp.margin] {
      #expect(!stamp(changedAt, after: delay).holds(at: later))
    }
    let settled = stamp(changedAt, after: DirectoryStamp.margin + 1)
    #expect(settled.holds(at: later))
    #expect(settled.holds(at: stamp(changedAt, after: 0)))
    #expect(!settled.holds(at: stamp(changedAt + 1, after: 1_000_000_000)))
  }

  @Test("a kept frame that was cut, unlinked or linked twice is not lent", arguments: 0..<3)
  func spoiled(way: Int) throws {
    let channel = try settled()
    let latest = try directory.root.latestFrame(of: name).info
    let other = try #require(frames().first { $0 != latest.serial.fileName })
    let path = directory.path("default/" + other)
    switch way {
    case 0: truncate(path, 10)
    case 1: unlink(path)
    default: link(path, directory.path("link"))
    }
    for byte: UInt8 in 6...9 {
      let generation = try channel.put(byte)
      let frame = try directory.root.latestFrame(of: name)
      #expect(frame.info.generation == generation)
      #expect(try frame.pixels().allSatisfy { $0 == byte })
      if way == 2 { #expect(frame.info.serial.fileName != other) }
    }
  }

  @Test("a channel that is removed between two frames is made anew, whatever was kept")
  func removed() throws {
    let channel = try settled()
    let old = channel.id
    try directory.root.remove(name)
    #expect(try channel.put(7) == Generation(rawValue: 1))
    #expect(channel.id != old)
  }

  @Test("control that is renamed between two frames is missed, although the directory was kept")
  func renamedControl() throws {
    let channel = try settled()
    rename(directory.path("default/control"), directory.path("default/elsewhere"))
    #expect(throws: ChannelError.self) { try channel.put(7) }
  }

  @Test("two publishers that stay never give one generation to two frames")
  func two() throws {
    let first = try settled()
    let second = try Channel.openOrCreate(name, root: directory.root)
    var seen: Set<Generation> = []
    for round in 0..<60 {
      let generation = try (round % 2 == 0 ? first : second).put(UInt8(round))
      #expect(seen.insert(generation).inserted)
      let frame = try directory.root.latestFrame(of: name)
      #expect(try frame.pixels().allSatisfy { $0 == UInt8(round) })
      if round % 20 == 0 { usleep(30_000) }
    }
    #expect(frames().count <= 4)
  }
}
