private import Glibc

/// A segment in this process's memory, detached when this value goes. Removal leaves it as it is.
///
/// Its pointer is private to it.
@safe package struct AttachedSegment: ~Copyable {
  private let memory: UnsafeMutableRawBufferPointer

  /// The corresponding C function is `shmat`.
  ///
  /// - Parameters:
  ///   - byteCount: its size, as `SharedSegment.Status` has it.
  ///   - isReadOnly: whether the memory must not be written to.
  package init(
    _ segment: SharedSegment, byteCount: Int, isReadOnly: Bool
  ) throws(SystemError) {
    let address = try check("shmat") {
      unsafe Int(bitPattern: shmat(segment.id, nil, isReadOnly ? SHM_RDONLY : 0))
    }
    unsafe memory = UnsafeMutableRawBufferPointer(
      start: UnsafeMutableRawPointer(bitPattern: address), count: byteCount)
  }

  deinit { _ = unsafe shmdt(memory.baseAddress) }  // fails for what is not attached only

  /// Detaches it now.
  package consuming func detach() {}

  /// Its size in bytes.
  package var byteCount: Int { unsafe memory.count }

  /// The bytes, which other processes may change meanwhile; the pointer ends with `body`.
  package func withUnsafeBytes<R, E: Error>(
    _ body: (UnsafeRawBufferPointer) throws(E) -> R
  ) throws(E) -> R {
    try unsafe body(UnsafeRawBufferPointer(memory))
  }

  /// The same for one that is not read-only, to write to.
  package func withUnsafeMutableBytes<R, E: Error>(
    _ body: (UnsafeMutableRawBufferPointer) throws(E) -> R
  ) throws(E) -> R {
    try unsafe body(memory)
  }
}
