import SystemPackage

private import CLinux
private import Glibc

/// `show` of a channel, open: the state of its slideshow, and the commands for it.
///
/// The show that lives holds it locked; a file that nobody has locked is a killed show's.
final class ShowFile {
  static let name = "show"

  let path: String
  private let descriptor: Descriptor

  var number: CInt { descriptor.number }

  private init(_ descriptor: consuming Descriptor, path: String) {
    self.descriptor = descriptor
    self.path = path
  }

  /// The file that a channel has now, or nil.
  ///
  /// - Parameter appending: open it for sending commands, not just for reading.
  static func openIfPresent(
    in channel: borrowing Directory, appending: Bool = false
  ) throws(ChannelError) -> ShowFile? {
    do {
      let descriptor = try channel.openFile(name, writing: appending, appending: appending)
      return ShowFile(descriptor, path: channel.path(of: name))
    } catch {
      guard error.errno == .noSuchFileOrDirectory else { throw error }
      return nil
    }
  }

  /// A new file, whole and locked before it has its name, so that a kill leaves none or a whole
  /// one; nil when the name is taken.
  static func create(
    in channel: borrowing Directory, _ page: ShowPage
  ) throws(ChannelError) -> ShowFile? {
    let path = channel.path(of: name)
    let file = ShowFile(try channel.createUnnamedFile(), path: path)
    guard try tryLockExclusive(file.number, path: path) else { return nil }  // nobody has it yet
    try file.write(page)
    do { try channel.link(file.number, as: name) } catch {
      guard error.errno == .fileExists else { throw error }
      return nil
    }
    return file
  }

  func status() throws(ChannelError) -> FileStatus { try FileStatus(of: number, path: path) }

  /// Whether the channel still has this file.
  func isLinked() throws(ChannelError) -> Bool { try status().links > 0 }

  /// Takes the lock that says that its show lives.
  func tryLock() throws(ChannelError) -> Bool { try tryLockExclusive(number, path: path) }

  /// Keeps shows from starting with this file; others may look at it meanwhile, and do the same.
  func tryLockShared() throws(ChannelError) -> Bool {
    try ShmChannel.tryLockShared(number, path: path)
  }

  func unlock() { ShmChannel.unlock(number) }

  /// Whether a show lives that has this file.
  func isHeld() throws(ChannelError) -> Bool {
    // A shared lock, for a moment: several may look at once, and a show that starts tries again.
    guard try tryLockShared() else { return true }
    unlock()
    return false
  }

  /// The page, read whole; nil when it is of another version, or damaged.
  func page() throws(ChannelError) -> ShowPage? {
    let deadline = Deadline(after: .milliseconds(50))
    while true {
      let bytes = try readBytes(number, count: ShowPage.byteCount, at: 0, path: path)
      switch ShowPage.decode(bytes) {
      case .page(let page): return page
      case .unreadable: return nil
      case .torn:
        guard !deadline.hasPassed else { return nil }
        Clock.sleep(.microseconds(20))
      }
    }
  }

  /// Writes the page, and waits for commands that are being appended at this moment: the kernel
  /// lets one writer at a time into a file.
  func write(_ page: ShowPage) throws(ChannelError) {
    try writeBytes(page.bytes, to: number, at: 0, path: path)
  }

  /// Appends a command whole, by one `write(2)`.
  ///
  /// - Returns: where its record ends.
  func append(_ record: [UInt8]) throws(ChannelError) -> Int {
    let count = try check("write", path) {
      unsafe record.withUnsafeBytes { unsafe Glibc.write(number, $0.baseAddress, $0.count) }
    }
    // The show passes over what was cut short.
    guard count == record.count else { throw .system(call: "write", path: path, .noSpace) }
    return Int(try check("lseek", path) { lseek(number, 0, SEEK_CUR) })
  }

  /// Gives back the memory of commands that have been read.
  func punch(_ range: Range<Int>) {
    let mode = CLINUX_FALLOC_FL_PUNCH_HOLE | CLINUX_FALLOC_FL_KEEP_SIZE
    _ = clinux_fallocate(number, CInt(mode), off_t(range.lowerBound), off_t(range.count))
  }
}

extension ShowStatus {
  /// What the show of a channel says, or said when it was killed; nil when there is none.
  init?(in channel: borrowing Directory) throws(ChannelError) {
    guard let file = try ShowFile.openIfPresent(in: channel), let page = try file.page() else {
      return nil
    }
    let isHeld = try file.isHeld()
    guard try file.isLinked() else { return nil }  // ended meanwhile
    self = page.status
    isRunning = isHeld
  }
}

extension ChannelReader {
  /// What the channel's slideshow says; nil when there is none.
  ///
  /// The doorbell rings when it says another `state` or `note`, and when a show begins or ends;
  /// not when one is killed. Call `refresh()` first.
  public func show() throws(ChannelError) -> ShowStatus? {
    guard let attachment else { return nil }
    return try ShowStatus(in: attachment.directory.directory)
  }
}
