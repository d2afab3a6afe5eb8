import SystemPackage

private import CLinux
private import Glibc

/// Whether some process has the file open for writing.
///
/// fcntl(2): a read lease is refused with `EAGAIN` then. False where the kernel does not tell: a
/// file of another user, or a file system without leases.
func isOpenForWriting(_ path: FilePath) -> Bool {
  let flags = O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY
  let number = path.withPlatformString { clinux_openat(AT_FDCWD, $0, flags, 0) }
  guard number >= 0 else { return false }
  let file = Descriptor(owning: number)
  // A writer that comes while the lease is held breaks it by a signal; this one is ignored unless
  // somebody asks for it, unlike the usual SIGIO.
  guard clinux_fcntl(file.number, CInt(CLINUX_F_SETSIG), SIGURG) == 0 else { return false }
  if clinux_fcntl(file.number, CInt(CLINUX_F_SETLEASE), CInt(F_RDLCK)) == 0 {
    _ = clinux_fcntl(file.number, CInt(CLINUX_F_SETLEASE), CInt(F_UNLCK))
    return false
  }
  return errno == EAGAIN
}
