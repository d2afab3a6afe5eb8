package import SystemPackage

private import CLinux
private import Glibc

extension Descriptor {
  /// For `in:`, the working directory: openat(2), `AT_FDCWD`.
  package static var workingDirectory: CInt { AT_FDCWD }

  /// Opens a file; child processes do not inherit it. The corresponding C function is `openat`.
  ///
  /// - Parameters:
  ///   - directory: where a relative path begins.
  ///   - permissions: those of a file that is made, before the umask.
  ///   - name: what errors call it; the path, if nil.
  package init(
    opening path: PathBytes, in directory: CInt = Descriptor.workingDirectory,
    _ access: FileDescriptor.AccessMode = .readOnly, options: FileDescriptor.OpenOptions = [],
    permissions: FilePermissions = [], named name: @autoclosure () -> String? = nil
  ) throws(SystemError) {
    let flags = access.rawValue | options.rawValue | O_CLOEXEC
    number = try check("openat", name() ?? path.description) {
      unsafe clinux_openat(directory, path.cString, flags, permissions.rawValue)
    }
  }

  /// Opens a file to read it, whatever kind of file it is, and waits neither for the writer of a
  /// FIFO, nor for a device, nor later in read(2). Only a lease on a regular file, as file servers
  /// take them, is waited for until it is given back: open(2), `EWOULDBLOCK`.
  package init(openingInput path: PathBytes) throws(SystemError) {
    do {
      try self.init(opening: path, options: [.nonBlocking, .noControllingTerminal])
    } catch {
      guard error.errno == .resourceTemporarilyUnavailable else { throw error }
      try self.init(opening: path, options: .noControllingTerminal)
    }
  }

  /// Makes a file in memory that has no path. The corresponding C function is `memfd_create`.
  ///
  /// - Parameter allowsSealing: whether its size can be fixed later.
  package init(memoryNamed name: PathBytes, allowsSealing: Bool = false) throws(SystemError) {
    let flags =
      CUnsignedInt(CLINUX_MFD_CLOEXEC)
      | (allowsSealing ? CUnsignedInt(CLINUX_MFD_ALLOW_SEALING) : 0)
    number = try check("memfd_create", name.description) {
      unsafe clinux_memfd_create(name.cString, flags)
    }
  }
}

extension Descriptor {
  /// Gives a file that `allowsSealing` its size, which nobody changes from now on. The
  /// corresponding C functions are `ftruncate` and `fcntl`, `F_ADD_SEALS`.
  package func fixSize(_ byteCount: Int) throws(SystemError) {
    try check("ftruncate") { ftruncate(number, off_t(byteCount)) }
    let seals = CLINUX_F_SEAL_SHRINK | CLINUX_F_SEAL_GROW | CLINUX_F_SEAL_SEAL
    try check("fcntl") { clinux_add_seals(number, CInt(seals)) }
  }
}

extension FileDescriptor.OpenOptions {
  /// A terminal that is opened does not become the process's own: open(2), `O_NOCTTY`.
  package static var noControllingTerminal: Self { Self(rawValue: O_NOCTTY) }

  /// Only the place of the file, which takes no permission to read it: open(2), `O_PATH`.
  package static var placeOnly: Self { Self(rawValue: CInt(CLINUX_O_PATH)) }

  /// A new file without a name, in the directory that the path names: open(2), `O_TMPFILE`.
  package static var unnamed: Self { Self(rawValue: CInt(CLINUX_O_TMPFILE)) }
}
