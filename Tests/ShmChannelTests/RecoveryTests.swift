import Glibc
import Linux
import TestSupport
import Testing

@testable import ShmChannel

@Suite struct RecoveryTests {
  let directory: TemporaryRoot

  init() throws { directory = try TemporaryRoot() }
  let name = ChannelName.standard

  var frames: [String] {
    Folder.entries(directory.path("default")).filter { $0.hasPrefix("frame-") }
  }

  @Test("a header that was never committed is not believed, and is put back to zero")
  func orphan() throws {
    let channel = try Channel.openOrCreate(name, root: directory.root)
    for byte in UInt8(1)...3 { try channel.put(byte) }
    var loan = try channel.loan(width: 4, height: 3, format: .bgrx)
    let lent = frames.count
    // Another publisher's orphan, of the very generation that the loan is going to have.
    let orphan = directory.path("default/frame-99")
    let header = FrameHeader.encode(
      FrameInfo(
        channelID: channel.id, serial: Serial(rawValue: 99), generation: Generation(rawValue: 4),
        layout: FrameLayout(width: 4, height: 3, format: .bgrx), publishedAt: .zero,
        caption: Caption(title: "")))
    let descriptor = open(orphan, O_CREAT | O_RDWR, 0o600)
    ftruncate(descriptor, 4096 + 48)
    close(descriptor)
    overwrite(orphan, at: 0, header)
    try loan.write([UInt8](repeating: 4, count: 48).span.bytes)
    #expect(try loan.publish(title: "").rawValue == 4)
    #expect(Folder.contents(orphan)[32] == 0)
    #expect(frames.count == lent + 1)
    let reader = try ChannelReader(name: name, root: directory.root)
    let frame = try reader.latestFrame()
    let read = try frame.pixels()
    #expect(read == [UInt8](repeating: 4, count: 48))
  }

  @Test("what a killed publisher leaves half-written is swept by the next loan")
  func halfWritten() throws {
    let channel = try Channel.openOrCreate(name, root: directory.root)
    for byte in UInt8(1)...3 { try channel.put(byte) }
    for (serial, size) in [(50, 0), (51, 17), (52, 4096), (53, 5000)] {
      let descriptor = open(directory.path("default/frame-\(serial)"), O_CREAT | O_RDWR, 0o600)
      ftruncate(descriptor, off_t(size))
      close(descriptor)
    }
    try channel.put(4)
    // The one that is long enough for a frame may be lent; the others are of no use to anybody.
    #expect(frames.count <= 3)
    #expect(Set(frames).isDisjoint(with: ["frame-50", "frame-51", "frame-52"]))
  }

  @Test("a directory that is deleted under a publisher's lock is made anew")
  func deletedUnderLock() throws {
    let channel = try Channel.openOrCreate(name, root: directory.root)
    try channel.put(1)
    let id = channel.id
    var isDeleted = false
    _ = try channel.withLock { (current) throws(ChannelError) in
      if !isDeleted { Folder.remove(directory.path("default")) }
      isDeleted = true
      return try PublisherFrame(creating: Serial(rawValue: 77), in: current.directory)
    }
    #expect(channel.id != id)
    #expect(try channel.put(2).rawValue == 1)
  }

  @Test("work under the lock of a directory that is deleted meanwhile comes to nothing")
  func deletedUnderCommit() throws {
    let channel = try Channel.openOrCreate(name, root: directory.root)
    try channel.put(1)
    let current = channel.current
    let frame = try channel.underLock(of: current) { () throws(ChannelError) in
      Folder.remove(directory.path("default"))
      return try PublisherFrame(creating: Serial(rawValue: 77), in: current.directory)
    }
    #expect(frame == nil)
  }

  @Test("a lack of one file in a channel that is there stays an error")
  func missingUnderLock() throws {
    let channel = try Channel.openOrCreate(name, root: directory.root)
    let current = channel.current
    #expect(throws: ChannelError.self) {
      _ = try channel.underLock(of: current) { () throws(ChannelError) in
        try PublisherFrame(Serial(rawValue: 7), in: current.directory)
      }
    }
  }

  @Test("a channel that lacks a file is an error, unless it is just being deleted")
  func beingDeleted() throws {
    let path = directory.path("default")
    mkdir(directory.path, 0o700)
    mkdir(path, 0o700)
    #expect(throws: ChannelError.incomplete(path: path)) {
      try Channel.openOrCreate(name, root: directory.root)
    }
    // The thread may come late on a busy machine, but not each time.
    let isMade = (0..<50).contains { _ in
      mkdir(path, 0o700)
      let deleting = Thread {
        Clock.sleep(.milliseconds(20))
        rmdir(path)
      }
      defer { deleting.join() }
      return (try? Channel.openOrCreate(name, root: directory.root)) != nil
    }
    #expect(isMade)
  }

  @Test("a serial below one in use is never given out, whatever control says")
  func serials() throws {
    let channel = try Channel.openOrCreate(name, root: directory.root)
    try channel.put(1)
    overwrite(directory.path("default/control"), at: 48, littleEndian(UInt64(1)))
    try channel.put(2, width: 300, height: 300)
    #expect(frames == ["frame-1", "frame-2"])
  }

  @Test("serials and generations that are used up are an error, not a trap")
  func usedUp() throws {
    let channel = try Channel.openOrCreate(name, root: directory.root)
    let control = directory.path("default/control")
    overwrite(control, at: 48, littleEndian(UInt64.max))
    #expect(throws: ChannelError.damaged(path: control, "its serials are used up")) {
      try channel.put(1)
    }
    overwrite(control, at: 48, littleEndian(UInt64(1)))
    overwrite(control, at: 32, littleEndian(UInt64.max))
    #expect(throws: ChannelError.damaged(path: control, "its generations are used up")) {
      try channel.put(1)
    }
  }

  @Test("directories of killed creators and removers are swept; those in use are not")
  func leftovers() throws {
    _ = try Channel.openOrCreate(name, root: directory.root)
    for kind in [".new-", ".dead-"] {
      mkdir(directory.path(kind + "0000000000000001"), 0o700)
      mkdir(directory.path(kind + "0000000000000001/viewers"), 0o700)
      close(open(directory.path(kind + "0000000000000001/frame-1"), O_CREAT | O_RDWR, 0o600))
    }
    let busy = directory.path(".new-0000000000000002")
    mkdir(busy, 0o700)
    let owner = open(busy, O_RDONLY | O_DIRECTORY)
    defer { close(owner) }
    #expect(try tryLock(owner, .exclusive, path: busy))
    _ = try directory.root.list()
    #expect(Folder.entries(directory.path) == [".new-0000000000000002", "default"])
  }

  /// The publishers' lock of the channel.
  private var lock: String { directory.path("default/lock") }

  /// Takes the publishers' lock by a descriptor of its own, which the caller closes.
  private func holdLock() throws -> CInt {
    let holder = open(lock, O_RDWR)
    #expect(try tryLock(holder, .exclusive, path: lock))
    return holder
  }

  @Test("a lock that is held for too long is an error that names its holder")
  func lockHeld() throws {
    let channel = try Channel.openOrCreate(name, root: directory.root)
    try channel.put(1)
    let holder = try holdLock()
    defer { close(holder) }
    let expected = ChannelError.lockHeld(
      path: lock, holder: "process \(getpid()) (\(processName()))", waited: .seconds(5))
    #expect(throws: expected) { try channel.put(2) }
    unlock(holder)
    #expect(try channel.put(3).rawValue == 2)
  }

  @Test("a lock that a child has inherited is told with the process that is gone, and the child")
  func inheritedLock() throws {
    let channel = try Channel.openOrCreate(name, root: directory.root)
    try channel.put(1)
    let holder = try holdLock()
    defer { close(holder) }
    let gone = "process 999999999 (render)"  // more than any pid_max
    let text = [UInt8](gone.utf8) + [UInt8](repeating: 0, count: 64 - gone.utf8.count)
    #expect(pwrite(holder, text, text.count, 0) == 64)
    let expected = ChannelError.lockHeld(
      path: lock, holder: "\(gone), which is gone; process \(getpid()) has inherited the lock",
      waited: .seconds(5))
    #expect(throws: expected) { try channel.put(2) }
  }

  @Test("a channel whose lock somebody has is in use: it is not waited for, and not removed")
  func unusedButLocked() throws {
    let channel = try Channel.openOrCreate(name, root: directory.root)
    let holder = open(directory.path("default/lock"), O_RDWR)
    defer { close(holder) }
    #expect(try tryLock(holder, .exclusive, path: "lock"))
    try channel.removeIfUnused()  // it would throw `.lockHeld` after it has waited
    #expect(Folder.entries(directory.path) == ["default"])
    unlock(holder)
    try channel.removeIfUnused()
    #expect(Folder.entries(directory.path) == [])
  }

  @Test("whoever hangs with the lock of a channel that was removed keeps nobody from the new one")
  func lockOfRemoved() throws {
    let channel = try Channel.openOrCreate(name, root: directory.root)
    try channel.put(1)
    let holder = open(directory.path("default/lock"), O_RDWR)
    defer { close(holder) }
    #expect(try tryLock(holder, .exclusive, path: "lock"))
    rename(directory.path("default"), directory.path(".dead-0000000000000001"))
    #expect(try channel.put(2).rawValue == 1)
  }

  @Test("a loan outlives a lock that was held for too long, and is published later")
  func loanOutlivesLock() throws {
    let channel = try Channel.openOrCreate(name, root: directory.root)
    var loan = try channel.loan(width: 4, height: 3, format: .bgrx)
    try loan.write([UInt8](repeating: 4, count: 48).span.bytes)
    let holder = open(directory.path("default/lock"), O_RDWR)
    defer { close(holder) }
    #expect(try tryLock(holder, .exclusive, path: "lock"))
    var failure: ChannelError?
    do throws(ChannelError) { _ = try loan.publish(title: "") } catch { failure = error }
    guard case .lockHeld = failure else {
      Issue.record("published, or failed otherwise: \(String(describing: failure))")
      return
    }
    unlock(holder)
    let generation = try loan.publish(title: "")
    #expect(generation.rawValue == 1)
    let reader = try ChannelReader(name: name, root: directory.root)
    let frame = try reader.latestFrame()
    let read = try frame.pixels()
    #expect(read == [UInt8](repeating: 4, count: 48))
  }
}
