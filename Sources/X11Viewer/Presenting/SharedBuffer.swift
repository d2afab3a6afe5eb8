import Glibc
import Linux

/// Memory of our own that the X server can read too: what the viewer composes is put from here.
/// Unmapped when it goes.
final class SharedBuffer {
  /// The file behind the memory, of a size that nobody can change.
  var descriptor: CInt { file.number }
  let byteCount: Int
  /// The server's side of it, once a draw request has needed it.
  var attachment: Attachment?

  private let file: Descriptor
  private let memory: UnsafeMutableRawPointer

  /// Makes a zeroed buffer of at least that many bytes.
  init(byteCount wanted: Int) throws(SystemError) {
    let byteCount = (wanted + 4095) & ~4095
    let file = try Descriptor(memoryNamed: "shmview", allowsSealing: true)
    // Neither side can now be killed by the other's truncation.
    try file.fixSize(byteCount)
    memory = try Self.map(file.number, byteCount)
    self.file = file
    self.byteCount = byteCount
  }

  deinit { munmap(memory, byteCount) }

  /// Makes all of it zeros that take no memory. The corresponding C function is `madvise`.
  func discard() { _ = madvise(memory, byteCount, MADV_REMOVE) }

  private static func map(
    _ descriptor: CInt, _ byteCount: Int
  ) throws(SystemError) -> UnsafeMutableRawPointer {
    let address = mmap(
      nil, byteCount, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0)
    guard let address, address != MAP_FAILED else {
      throw .last("mmap")
    }
    return address
  }

  /// The memory, for writing and for Xlib to read from; it ends with `body`.
  func withUnsafeMutableBytes<R, E: Error>(
    _ body: (UnsafeMutableRawBufferPointer) throws(E) -> R
  ) throws(E) -> R {
    try body(UnsafeMutableRawBufferPointer(start: memory, count: byteCount))
  }
}
