import Glibc
import ShmChannel
import SystemPackage
import TestSupport
import Testing

/// Nothing that somebody planted is followed, opened or believed.
@Suite struct TrustTests {
  let directory: TemporaryRoot

  init() throws { directory = try TemporaryRoot() }
  let name = ChannelName.standard

  func expectRefused(_ path: String, _ refusal: ChannelError.Refusal, _ words: String) {
    let error = ChannelError.refused(path: path, refusal)
    #expect(throws: error) { try Channel.openOrCreate(name, root: directory.root) }
    #expect(throws: error) { try ChannelReader(name: name, root: directory.root) }
    #expect(throws: error) { try directory.root.list() }
    #expect(error.description == "\(path) \(words)")
  }

  @Test("a root that is open to others is refused")
  func openRoot() {
    mkdir(directory.path, 0o700)
    chmod(directory.path, 0o750)
    expectRefused(
      directory.path, .openToOthers(mode: 0o750),
      "is open to other users (mode 750); close it with chmod go-rwx, or set SHMVIEW_DIR")
  }

  @Test("a root that belongs to somebody else is refused, naming path and owner")
  func foreignRoot() throws {
    try #require(geteuid() == 0, "giving a directory away takes root")
    mkdir(directory.path, 0o700)
    chown(directory.path, 4242, 4242)
    expectRefused(
      directory.path, .foreign(owner: 4242),
      "belongs to user 4242, not to you; remove it or set SHMVIEW_DIR")
  }

  @Test("a root that is a symbolic link is refused, wherever it leads")
  func linkedRoot() throws {
    let target = try TemporaryRoot()
    mkdir(target.path, 0o700)
    symlink(target.path, directory.path)
    expectRefused(
      directory.path, .notDirectory, "is not a directory; remove it or set SHMVIEW_DIR")
    #expect(Folder.entries(target.path) == [])
  }

  @Test("a root that is a file is refused")
  func fileRoot() {
    close(open(directory.path, O_CREAT | O_WRONLY, 0o600))
    expectRefused(
      directory.path, .notDirectory, "is not a directory; remove it or set SHMVIEW_DIR")
  }

  @Test(
    "a root's name that somebody else has taken, by whatever it is, is refused, naming the owner",
    arguments: ["file", "pipe", "link", "dangling link"])
  func squattedRoot(kind: String) throws {
    try #require(geteuid() == 0, "giving a file away takes root")
    switch kind {
    case "file": close(open(directory.path, O_CREAT | O_WRONLY, 0o600))
    case "pipe": mkfifo(directory.path, 0o600)
    case "link": symlink("/dev/shm", directory.path)
    default: symlink("nowhere", directory.path)
    }
    lchown(directory.path, 4242, 4242)
    expectRefused(
      directory.path, .foreign(owner: 4242),
      "belongs to user 4242, not to you; remove it or set SHMVIEW_DIR")
  }

  @Test(
    "a file that somebody else has planted in a channel is refused, naming the owner",
    arguments: ["file", "pipe", "link"])
  func plantedControl(kind: String) throws {
    try #require(geteuid() == 0, "giving a file away takes root")
    _ = try Channel.openOrCreate(name, root: directory.root)
    let path = directory.path("default/control")
    unlink(path)
    switch kind {
    case "file": close(open(path, O_CREAT | O_WRONLY, 0o666))
    case "pipe": mkfifo(path, 0o666)
    default: symlink("lock", path)
    }
    lchown(path, 4242, 4242)
    #expect(throws: ChannelError.refused(path: path, .foreign(owner: 4242))) {
      try Channel.openOrCreate(name, root: directory.root)
    }
  }

  @Test("a root that is not in memory is refused, and not made first")
  func diskRoot() throws {
    let path = "/var/tmp/shmview-test-\(getpid())"
    let root = ChannelRoot(path: FilePath(path))
    let error = ChannelError.refused(path: path, .notTmpfs)
    #expect(throws: error) { try Channel.openOrCreate(name, root: root) }
    #expect(throws: error) { try ChannelReader(name: name, root: root) }
    #expect(access(path, F_OK) != 0)
    #expect(mkdir(path, 0o700) == 0)
    defer { Folder.remove(path) }
    #expect(throws: error) { try Channel.openOrCreate(name, root: root) }
  }

  @Test("a root below a directory that is missing is an error that names it")
  func missingParent() {
    let path = directory.path + "/a/b"
    #expect(throws: ChannelError.system(call: "mkdir", path: path, .noSuchFileOrDirectory)) {
      try Channel.openOrCreate(name, root: ChannelRoot(path: FilePath(path)))
    }
  }

  @Test(
    "a control file that is a link, a FIFO, a directory, or has two names is refused",
    arguments: ["symlink", "fifo", "directory", "hard link", "mode"])
  func control(kind: String) throws {
    _ = try Channel.openOrCreate(name, root: directory.root)
    let path = directory.path("default/control")
    let other = directory.path(".other")
    switch kind {
    case "symlink":
      rename(path, other)
      symlink(other, path)
    case "fifo":
      unlink(path)
      mkfifo(path, 0o600)
    case "directory":
      unlink(path)
      mkdir(path, 0o700)
    case "hard link": link(path, other)
    default: chmod(path, 0o644)
    }
    #expect(throws: ChannelError.self) { try Channel.openOrCreate(name, root: directory.root) }
    let reader = try ChannelReader(name: name, root: directory.root)
    // Again and again: it is no missing channel, which viewers let their picture go for.
    for _ in 0..<3 { #expect(throws: ChannelError.self) { try reader.refresh() } }
    #expect(try directory.root.list().failures.map(\.name) == [name])
    // And it can be removed all the same.
    try directory.root.remove(name)
    #expect(try reader.refresh() == .noChannel)
  }

  @Test("a frame file that is no file of ours is neither shown, lent nor deleted")
  func plantedFrames() throws {
    let channel = try Channel.openOrCreate(name, root: directory.root)
    try channel.put(1)
    symlink("/etc/passwd", directory.path("default/frame-7"))
    mkfifo(directory.path("default/frame-8"), 0o600)
    mkdir(directory.path("default/frame-9"), 0o700)
    for byte in UInt8(2)...9 { try channel.put(byte) }
    let names = Folder.entries(directory.path("default"))
    #expect(names.contains("frame-7") && names.contains("frame-8") && names.contains("frame-9"))
    overwrite(
      directory.path("default/control"), at: 32,
      littleEndian(UInt64(10)) + littleEndian(UInt64(7)))
    let reader = try ChannelReader(name: name, root: directory.root)
    _ = try reader.refresh()
    let path = directory.path("default/frame-7")
    #expect(throws: ChannelError.refused(path: path, .notRegularFile)) {
      _ = try reader.acquireLatest()
    }
    try directory.root.remove(name)
    #expect(Folder.entries(directory.path) == [])
  }

  @Test("latest naming a frame that is not there is damage, not an endless search")
  func danglingLatest() throws {
    let channel = try Channel.openOrCreate(name, root: directory.root)
    try channel.put(1)
    let control = directory.path("default/control")
    overwrite(control, at: 32, littleEndian(UInt64(5)) + littleEndian(UInt64(99)))
    let reader = try ChannelReader(name: name, root: directory.root)
    _ = try reader.refresh()
    let what = "generation 5 is not in frame-99"
    let error = ChannelError.damagedFrame(path: directory.path("default"), what)
    #expect(throws: error) { _ = try reader.acquireLatest() }
    try channel.put(2)
    let frame = try reader.latestFrame()
    #expect(frame.info.generation.rawValue == 6)
  }

  @Test("a control file of another version says which")
  func otherVersion() throws {
    _ = try Channel.openOrCreate(name, root: directory.root)
    let path = directory.path("default/control")
    overwrite(path, at: 8, littleEndian(UInt32(2)))
    #expect(throws: ChannelError.otherVersion(path: path, version: 2)) {
      try Channel.openOrCreate(name, root: directory.root)
    }
  }

  @Test("a frame that is cut while it is mapped reads as zeros, and the next one is whole")
  func truncated() throws {
    let channel = try Channel.openOrCreate(name, root: directory.root)
    let reader = try ChannelReader(name: name, root: directory.root)
    try channel.put(9, width: 100, height: 100)
    do {
      let frame = try reader.latestFrame()
      _ = try frame.pixels()
      let path = directory.path("default/frame-\(frame.info.serial.rawValue)")
      truncate(path, 0)
      let read = try frame.pixels()
      #expect(read == [UInt8](repeating: 0, count: 40_000))
      let wasTruncated = frame.wasTruncated
      #expect(wasTruncated)
    }
    #expect(throws: ChannelError.self) { _ = try reader.acquireLatest() }
    try channel.put(8, width: 100, height: 100)
    let frame = try reader.latestFrame()
    let read = try frame.pixels()
    #expect(read == [UInt8](repeating: 8, count: 40_000))
  }

  @Test("a loan that is cut while it is written is not published")
  func truncatedLoan() throws {
    let channel = try Channel.openOrCreate(name, root: directory.root)
    try channel.put(1)
    var loan = try channel.loan(width: 100, height: 100, format: .bgrx)
    let path = directory.path("default/frame-2")
    var failure: ChannelError?
    do throws(ChannelError) {
      try loan.withMappedPixels { pixels in
        truncate(path, 0)
        for offset in pixels.byteOffsets {
          pixels.storeBytes(of: 1, toByteOffset: offset, as: UInt8.self)
        }
      }
    } catch { failure = error }
    #expect(failure == .damagedFrame(path: path, "it was cut while it was written"))
  }
}

/// What another process of the same user made too long, or took away.
@Suite struct MeddlingTests {
  let directory: TemporaryRoot

  init() throws { directory = try TemporaryRoot() }
  let name = ChannelName.standard

  @Test("a frame file that was extended without end is shown, recycled and removed all the same")
  func extended() throws {
    let channel = try Channel.openOrCreate(name, root: directory.root)
    try channel.put(5)
    truncate(directory.path("default/frame-1"), .max)
    let reader = try ChannelReader(name: name, root: directory.root)
    do {
      let frame = try reader.latestFrame()
      let read = try frame.pixels()
      #expect(read == [UInt8](repeating: 5, count: 48))
    }
    for byte in UInt8(6)...9 { try channel.put(byte) }
    #expect(!Folder.entries(directory.path("default")).contains("frame-1"))
    let frame = try reader.latestFrame()
    let read = try frame.pixels()
    #expect(read == [UInt8](repeating: 9, count: 48))
  }

  @Test(
    "a publisher does not publish into a channel without its files, and says so",
    arguments: ["control", "lock"])
  func fileDeleted(file: String) throws {
    let channel = try Channel.openOrCreate(name, root: directory.root)
    try channel.put(1)
    unlink(directory.path("default/" + file))
    #expect(throws: ChannelError.incomplete(path: directory.path("default"))) {
      try channel.put(2)
    }
    try directory.root.remove(name)
    try channel.put(3)
    let reader = try ChannelReader(name: name, root: directory.root)
    let pixels = try reader.latestFrame().pixels()
    #expect(pixels.first == 3)
  }

  @Test(
    "a loan is lost when the channel's files are deleted before it is published",
    arguments: ["control", "lock"])
  func fileDeletedUnderLoan(file: String) throws {
    let channel = try Channel.openOrCreate(name, root: directory.root)
    var loan = try channel.loan(width: 4, height: 3, format: .bgrx)
    try loan.write([UInt8](repeating: 7, count: 48).span.bytes)
    unlink(directory.path("default/" + file))
    var failure: ChannelError?
    do throws(ChannelError) { _ = try loan.publish(title: "") } catch { failure = error }
    #expect(failure == .removedWhilePublishing(name))
  }

  @Test("a channel without viewers/ is listed, and gets it back from the next publisher")
  func viewersDeleted() throws {
    try Channel.openOrCreate(name, root: directory.root).put(1)
    Folder.remove(directory.path("default/viewers"))
    #expect(try directory.root.list().channels.map(\.viewers) == [[]])
    _ = try Channel.openOrCreate(name, root: directory.root)
    #expect(Folder.entries(directory.path("default")).contains("viewers"))
  }

  @Test("a stray file in the root is no channel, and no fault")
  func strayFile() throws {
    try Channel.openOrCreate(name, root: directory.root).put(1)
    close(open(directory.path("notes"), O_CREAT | O_WRONLY, 0o600))
    let listing = try directory.root.list()
    #expect(listing.channels.map(\.name) == [name])
    #expect(listing.failures.isEmpty)
  }
}
