private import CLinux
private import Glibc

/// A file descriptor that this value owns, and closes when it goes.
package struct Descriptor: ~Copyable, Sendable {
  /// For system calls while this value lives; never kept.
  package let number: CInt

  /// Takes over `number`, which nobody else closes.
  package init(owning number: CInt) { self.number = number }

  deinit { Glibc.close(number) }

  /// Closes it now.
  package consuming func close() {}

  /// Gives the number to a new owner, unclosed.
  package consuming func take() -> CInt {
    let number = number
    discard self
    return number
  }

  /// A second descriptor of what `number` has open, with the same offset and locks.
  package init(duplicating number: CInt) throws(SystemError) {
    self.number = try check("fcntl") { clinux_fcntl(number, F_DUPFD_CLOEXEC, 0) }
  }

  /// Has reads and writes fail with `EAGAIN` where they would wait.
  package func makeNonBlocking() throws(SystemError) {
    let flags = try check("fcntl") { clinux_fcntl(number, F_GETFL, 0) }
    try check("fcntl") { clinux_fcntl(number, F_SETFL, flags | O_NONBLOCK) }
  }
}
