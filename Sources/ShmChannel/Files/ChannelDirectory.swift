private import CLinux
private import Glibc
import SystemPackage

/// One incarnation of a channel: its directory and its control file, opened and checked.
package final class ChannelDirectory {
  package let name: ChannelName
  package let directory: Directory
  package let control: ControlFile
  /// Nil when it is open for reading only.
  let lockFile: LockFile?
  private let identity: FileStatus.Identity

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

  /// Whether the channel's name below `root` still is this directory.
  func isNamed(in root: ChannelRoot) throws(ChannelError) -> Bool {
    let now = try FileStatus(
      of: root.path.appending(name.string).string, in: AT_FDCWD, path: path)
    return now?.identity == identity
  }

  /// Whether this incarnation is what the name means, and is not being deleted.
  package func isCurrent(in root: ChannelRoot) throws(ChannelError) -> Bool {
    guard try isNamed(in: root) else { return false }
    return try hasControl()
  }

  /// Whether whoever opens `control` now gets the file that is open here.
  func hasControl() throws(ChannelError) -> Bool { try control.isInPlace(in: directory) }

  /// The serials of all frame files, in no order.
  func frameSerials() throws(ChannelError) -> [Serial] {
    try directory.entries().compactMap(Serial.init(fileName:))
  }
}
