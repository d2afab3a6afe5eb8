private import Glibc

/// A file descriptor that this value owns, and closes when it goes.
package struct Descriptor: ~Copyable, Sendable {
  /// For system calls while this value lives; never kept.
  package let number: CInt

  /// Takes over `number`, which nobody else closes.
  package init(owning number: CInt) { self.number = number }

  deinit { Glibc.close(number) }

  /// Closes it now.
  consuming func close() {}

  /// Gives the number to a new owner, unclosed.
  consuming func take() -> CInt {
    let number = number
    discard self
    return number
  }
}
