import SystemPackage

private import CLinux
private import Glibc

/// An open directory, and its path for messages.
package struct Directory: ~Copyable {
  package let descriptor: Descriptor
  package let path: String

  package var number: CInt { descriptor.number }

  /// `path` of an entry, for messages.
  package func path(of name: String) -> String { path + "/" + name }

  /// Opens a directory by its path; follows no link in the last component.
  package init(path: String) throws(ChannelError) {
    try self.init(name: path, in: AT_FDCWD, path: path)
  }

  /// Opens a directory in this one; it must be private to this user.
  package func openDirectory(_ name: String) throws(ChannelError) -> Directory {
    let child = try Directory(name: name, in: number, path: path(of: name))
    try child.status().requirePrivate(path: child.path)
    return child
  }

  private init(name: String, in parent: CInt, path: String) throws(ChannelError) {
    do {
      let number = try check("openat", path) {
        unsafe clinux_openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC, 0)
      }
      self.descriptor = Descriptor(owning: number)
      self.path = path
    } catch {
      switch error.errno {
      // openat(2): O_DIRECTORY with O_NOFOLLOW gives ENOTDIR or ELOOP for a symbolic link.
      case .notDirectory, .tooManySymbolicLinkLevels:
        try Self.requireOwn(name, in: parent, path: path)
        throw .refused(path: path, .notDirectory)
      // Closed to us because it is another user's: then say whose.
      case .permissionDenied:
        let status = try? FileStatus(of: name, in: parent, path: path)
        try status?.requirePrivate(path: path)
        throw error
      default: throw error
      }
    }
  }

  package func status() throws(ChannelError) -> FileStatus {
    try FileStatus(of: number, path: path)
  }

  /// Says first whose a thing is that cannot be opened: another user's is no mistake of ours.
  private static func requireOwn(
    _ name: String, in parent: CInt, path: @autoclosure () -> String
  ) throws(ChannelError) {
    guard let status = try? FileStatus(of: name, in: parent, path: path()) else { return }
    try status.requireOwn(path: path())
  }

  /// What stands under `name` now, or nil.
  package func status(of name: String) throws(ChannelError) -> FileStatus? {
    try FileStatus(of: name, in: number, path: path(of: name))
  }

  /// Opens a regular file that is private to this user and has one name.
  ///
  /// A file that was unlinked meanwhile counts as not there: `ENOENT`.
  package func openFile(
    _ name: String, writing: Bool = false, appending: Bool = false
  ) throws(ChannelError) -> Descriptor {
    let access = (writing ? O_RDWR : O_RDONLY) | (appending ? O_APPEND : 0)
    let flags = access | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK
    let number: CInt
    do {
      number = try check("openat", path(of: name)) {
        unsafe clinux_openat(self.number, name, flags, 0)
      }
    } catch {
      // ELOOP: a symbolic link; EISDIR: a directory, for writing; ENXIO: a socket or a FIFO.
      let notFiles: [Errno] = [
        .tooManySymbolicLinkLevels, .isDirectory, .noSuchAddressOrDevice,
      ]
      guard let code = error.errno, notFiles.contains(code) || code == .permissionDenied else {
        throw error
      }
      try Self.requireOwn(name, in: self.number, path: path(of: name))
      guard code != .permissionDenied else { throw error }
      throw .refused(path: path(of: name), .notRegularFile)
    }
    let file = Descriptor(owning: number)
    let status = try FileStatus(of: number, path: path(of: name))
    try status.requireOwn(path: path(of: name))
    guard status.isRegularFile else { throw .refused(path: path(of: name), .notRegularFile) }
    try status.requirePrivate(path: path(of: name))
    switch status.links {
    case 0: throw .system(call: "openat", path: path(of: name), .noSuchFileOrDirectory)
    case 1: return file
    default: throw .refused(path: path(of: name), .severalLinks(status.links))
    }
  }

  /// Makes a new, empty file that only this user may open; `EEXIST` when the name is taken.
  package func createFile(_ name: String) throws(ChannelError) -> Descriptor {
    let flags = O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    return Descriptor(
      owning: try check("openat", path(of: name)) {
        unsafe clinux_openat(self.number, name, flags, 0o600)
      })
  }

  /// Makes a new, empty file that has no name yet, and goes with its descriptor until it has one.
  package func createUnnamedFile() throws(ChannelError) -> Descriptor {
    Descriptor(
      owning: try check("openat", path) {
        unsafe clinux_openat(
          number, ".", CInt(CLINUX_O_TMPFILE) | O_RDWR | O_CLOEXEC, 0o600)
      })
  }

  /// Gives a file without a name one; `EEXIST` when the name is taken.
  package func link(_ file: CInt, as name: String) throws(ChannelError) {
    // open(2), O_TMPFILE: the way that needs no privilege.
    try check("linkat", path(of: name)) {
      unsafe linkat(AT_FDCWD, "/proc/self/fd/\(file)", number, name, AT_SYMLINK_FOLLOW)
    }
  }

  /// Makes a directory that only this user may open; `EEXIST` when the name is taken.
  package func makeDirectory(_ name: String) throws(ChannelError) {
    try check("mkdirat", path(of: name)) { unsafe mkdirat(number, name, 0o700) }
  }

  /// Unlinks a file; one that is gone already is fine.
  package func unlink(_ name: String) throws(ChannelError) {
    try ignoringMissing { () throws(ChannelError) in
      try check("unlinkat", path(of: name)) { unsafe unlinkat(number, name, 0) }
    }
  }

  /// Removes an empty directory; one that is gone already is fine.
  package func removeDirectory(_ name: String) throws(ChannelError) {
    try ignoringMissing { () throws(ChannelError) in
      try check("unlinkat", path(of: name)) { unsafe unlinkat(number, name, AT_REMOVEDIR) }
    }
  }

  /// Gives an entry another name, if nothing has that name.
  package func rename(_ name: String, toUnused newName: String) throws(ChannelError) {
    try check("renameat2", path(of: name)) {
      unsafe clinux_renameat2(
        number, name, number, newName, UInt32(CLINUX_RENAME_NOREPLACE))
    }
  }

  /// The names of all entries but `.` and `..`, in no order.
  package func entries() throws(ChannelError) -> [String] {
    // A descriptor of its own: a directory stream takes its over, and moves the offset.
    let number = try check("openat", path) {
      unsafe clinux_openat(self.number, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0)
    }
    guard let stream = unsafe fdopendir(number) else {
      close(number)
      throw .system(call: "fdopendir", path: path, Errno(rawValue: errno))
    }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      let name = unsafe String(cString: clinux_entry_name(entry))
      if name != "." && name != ".." { names.append(name) }
    }
    return names
  }

}

/// Runs `body`, content when what it is about is not there.
package func ignoringMissing(_ body: () throws(ChannelError) -> Void) throws(ChannelError) {
  do { try body() } catch {
    guard error.errno == .noSuchFileOrDirectory else { throw error }
  }
}
