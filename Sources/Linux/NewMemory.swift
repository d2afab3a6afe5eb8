private import CLinux

/// What the C library's `malloc` gives out, in the whole process.
package enum NewMemory {
  /// Runs `body`; every byte that is allocated meanwhile has that value (mallopt(3), `M_PERTURB`),
  /// but for memory that comes from the kernel, which is zero.
  ///
  /// One caller at a time: the setting is the process's.
  package static func filled<Value: ~Copyable, E: Error>(
    with value: UInt8, _ body: () throws(E) -> Value
  ) throws(E) -> Value {
    _ = clinux_fill_new_memory(CInt(~value))
    defer { _ = clinux_fill_new_memory(0) }
    return try body()
  }
}
