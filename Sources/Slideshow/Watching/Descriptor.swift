private import Glibc

/// A file descriptor that this value owns, and closes when it goes.
struct Descriptor: ~Copyable, Sendable {
  /// For system calls while this value lives; never kept.
  let number: CInt

  /// Takes over `number`, which nobody else closes.
  init(owning number: CInt) { self.number = number }

  deinit { close(number) }
}
