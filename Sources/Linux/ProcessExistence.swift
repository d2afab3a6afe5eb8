private import Glibc

/// Whether a process is there, which may be one that has ended and was not waited for.
package func isProcess(_ id: CInt) -> Bool {
  id > 0 && (kill(id, 0) == 0 || errno == EPERM)
}
