import Linux
import SystemPackage

/// One incarnation of a channel: its directory and its control file, opened and checked.
package final class ChannelDirectory {
  package let name: ChannelName
  package let directory: Directory
  package let control: ControlFile
  /// Nil when it is open for reading only.
  let lockFile: LockFile?
  private let identity: FileStatus.Identity
  /// The directory at the last look under the publishers' lock.
  private(set) var stamp: DirectoryStamp?
  /// When `control` and `lock` were in their places last.
  private var stampInPlace: DirectoryStamp?

  package var id: ChannelID { control.id }
  package var path: String { directory.path }

  /// - Parameter writing: open `control` for publishing, not just for reading.
  /// - Throws: `ENOENT` where there is no channel of that name.
  init(
    _ name: ChannelName, in root: borrowing Directory, writing: Bool
  ) throws(ChannelError) {
    let directory = try root.openDirectory(name.string)
    let identity = try directory.status().identity
    let control = try ControlFile(in: directory, writing: writing)
    let lockFile = writing ? try LockFile(in: directory) : nil
    self.name = name
    self.directory = directory
    self.control = control
    self.lockFile = lockFile
    self.identity = identity
  }

  /// The channel of that name, or nil when there is none.
  ///
  /// - Throws: `ChannelError.incomplete` for a directory without its files.
  static func openIfPresent(
    _ name: ChannelName, in root: borrowing Directory, writing: Bool
  ) throws(ChannelError) -> ChannelDirectory? {
    guard let before = try root.status(of: name.string) else { return nil }
    do { return try ChannelDirectory(name, in: root, writing: writing) } catch {
      guard error.errno == .noSuchFileOrDirectory else { throw error }
      // A channel has all its files before it has its name, and loses the name first.
      guard try root.status(of: name.string)?.identity == before.identity else { return nil }
      throw .incomplete(path: root.path(of: name.string))
    }
  }

  /// What the channel's name below `root` is now, if that is this directory.
  private func named(in root: ChannelRoot) throws(ChannelError) -> FileStatus? {
    let place = PathBytes(root.path.appending(name.string))
    let now = try kernel(
      ifPresent { () throws(SystemError) in
        try FileStatus(at: place, followingLink: false, named: path)
      })
    return now?.identity == identity ? now : nil
  }

  /// Whether this incarnation is what the name means, and is not being deleted.
  package func isCurrent(in root: ChannelRoot) throws(ChannelError) -> Bool {
    guard try named(in: root) != nil else { return false }
    return try hasControl()
  }

  /// Under the publishers' lock: whether the name still is this directory, and a process that opens
  /// `control` and `lock` in it gets the files that are open here.
  ///
  /// The files are looked at only when the directory has changed since they were in place.
  func isInPlace(in root: ChannelRoot) throws(ChannelError) -> Bool {
    guard let status = try named(in: root) else { return false }
    let now = DirectoryStamp(status)
    stamp = now
    if let stampInPlace, stampInPlace.holds(at: now) { return true }
    stampInPlace = nil
    guard try hasControl(), try lockFile?.isInPlace(in: directory) == true else { return false }
    stampInPlace = now
    return true
  }

  /// Whether a process that opens `control` now gets the file that is open here.
  func hasControl() throws(ChannelError) -> Bool { try control.isInPlace(in: directory) }

  /// The serials of all frame files, in no order.
  func frameSerials() throws(ChannelError) -> [Serial] {
    try directory.entries().compactMap(Serial.init(fileName:))
  }
}
