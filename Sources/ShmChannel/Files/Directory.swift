package import Linux
import SystemPackage

/// An open directory, and its path for messages.
package struct Directory: ~Copyable {
  package let path: String
  private let descriptor: Descriptor

  /// For system calls while this value lives; never kept.
  package var number: CInt { descriptor.number }

  /// `path` of an entry, for messages.
  package func path(of name: String) -> String { path + "/" + name }

  /// Opens a directory by its path; follows no link in the last component.
  package init(path: String) throws(ChannelError) {
    try self.init(name: path, in: Descriptor.workingDirectory, path: path)
  }

  /// Opens a directory in this one; it must be private to this user.
  package func openDirectory(_ name: String) throws(ChannelError) -> Directory {
    let child = try Directory(name: name, in: number, path: path(of: name))
    try child.status().requirePrivate(path: child.path)
    return child
  }

  private init(name: String, in parent: CInt, path: String) throws(ChannelError) {
    do throws(SystemError) {
      descriptor = try Descriptor(
        opening: PathBytes(name), in: parent, options: [.directory, .noFollow], named: path)
      self.path = path
    } catch {
      let status = try? FileStatus(at: PathBytes(name), in: parent, followingLink: false)
      switch error.errno {
      // openat(2): O_DIRECTORY with O_NOFOLLOW gives ENOTDIR or ELOOP for a symbolic link. But
      // first whose it is: another user's is not a mistake of ours.
      case .notDirectory, .tooManySymbolicLinkLevels:
        try status?.requireOwn(path: path)
        throw .refused(path: path, .notDirectory)
      // Closed to us because it is another user's: then say whose.
      case .permissionDenied:
        try status?.requirePrivate(path: path)
        throw ChannelError(error)
      default: throw ChannelError(error)
      }
    }
  }

  package func status() throws(ChannelError) -> FileStatus {
    try kernel(FileStatus(of: number, path: path))
  }

  /// What stands under `name` now, itself and not what it may link to; nil when nothing does.
  package func status(of name: String) throws(ChannelError) -> FileStatus? {
    try kernel(
      ifPresent { () throws(SystemError) in
        try FileStatus(
          at: PathBytes(name), in: number, followingLink: false, named: path(of: name))
      })
  }

  /// Locks it at once, or says that somebody else's lock forbids it.
  func tryLock(_ lock: FileLock) throws(ChannelError) -> Bool {
    try kernel(Linux::tryLock(number, lock, path: path))
  }

  /// Gives the lock back.
  func unlock() { Linux::unlock(number) }

  /// The names of all entries but `.` and `..`, in no order.
  package func entries() throws(ChannelError) -> [String] {
    let stream = try kernel(DirectoryStream(of: number, path: path))
    var names: [String] = []
    while let entry = stream.next() { names.append(entry.name.string) }
    return names
  }
}
