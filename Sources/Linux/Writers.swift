import SystemPackage

private import CLinux
private import Glibc

/// Who else has a file open.
package enum Writers {
  /// Whether some process has the file open for writing.
  ///
  /// fcntl(2): a read lease is refused with `EAGAIN` then. False where the kernel does not tell: a
  /// file of another user, or a file system without leases.
  package static func exist(of path: PathBytes) -> Bool {
    guard
      let file = try? Descriptor(opening: path, options: [.nonBlocking, .noControllingTerminal])
    else { return false }
    // A writer that comes while the lease is held breaks it by a signal; this one is ignored unless
    // it is asked for, unlike the usual SIGIO.
    guard clinux_fcntl(file.number, CInt(CLINUX_F_SETSIG), SIGURG) == 0 else { return false }
    do throws(SystemError) {
      try check("fcntl") { clinux_fcntl(file.number, CInt(CLINUX_F_SETLEASE), CInt(F_RDLCK)) }
    } catch {
      return error.errno == .resourceTemporarilyUnavailable
    }
    _ = clinux_fcntl(file.number, CInt(CLINUX_F_SETLEASE), CInt(F_UNLCK))
    return false
  }
}
