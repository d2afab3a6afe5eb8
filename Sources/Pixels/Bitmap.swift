private import Glibc
package import ShmChannel

/// A picture in memory: rows of 32-bit pixels, top row first.
///
/// A pixel is four bytes in the order blue, green, red, alpha (little-endian `0xAARRGGBB`, X11's
/// `0x00RRGGBB` with a fourth byte). Alpha is straight (not premultiplied); in an opaque picture
/// every fourth byte is 255. Rows follow one another without a gap.
@safe package struct Bitmap: ~Copyable, @unchecked Sendable {
  /// Bytes a pixel.
  package static let pixelByteCount = MemoryLayout<UInt32>.size

  /// Columns, 1 or more.
  package let width: Int
  /// Rows, 1 or more.
  package let height: Int
  /// Whether no pixel lets a background through: the alpha of each is 255.
  package var isOpaque: Bool

  private let memory: UnsafeMutableRawBufferPointer

  /// How its pixels lie in memory: BGRX if it is opaque, else BGRA.
  package var layout: FrameLayout {
    .display(width: width, height: height, hasAlpha: !isOpaque)
  }
  /// Bytes from one row to the next.
  package var rowStride: Int { layout.rowByteCount }
  /// Bytes in all: `rowStride * height`.
  package var byteCount: Int { unsafe memory.count }

  /// Where a pixel begins, in bytes from the first one.
  package func offset(x: Int, y: Int) -> Int { y * rowStride + x * Self.pixelByteCount }

  /// Makes a picture of zero bytes, so that what a decoder leaves out is never foreign memory.
  ///
  /// - Throws: `PixelsError.outOfMemory` when the system has none of that size.
  /// - Precondition: `width` and `height` are from 1 to 65,535.
  package init(width: Int, height: Int, isOpaque: Bool = true) throws(PixelsError) {
    let byteCount = FrameLayout.display(width: width, height: height).byteCount
    // Anonymous memory is zero already; huge pages make 8 MB cost 4 faults instead of 2,000.
    let address = unsafe mmap(
      nil, byteCount, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let address = unsafe address, unsafe address != MAP_FAILED else {
      throw .outOfMemory(byteCount: byteCount)
    }
    _ = unsafe madvise(address, byteCount, MADV_HUGEPAGE)
    self.width = width
    self.height = height
    self.isOpaque = isOpaque
    unsafe memory = UnsafeMutableRawBufferPointer(start: address, count: byteCount)
  }

  /// Takes over pixels that a C library wrote, without a copy; they are unmapped with this value.
  ///
  /// - Precondition: `memory` is one whole anonymous mapping of the picture's bytes.
  package init(adopting memory: UnsafeMutableRawBufferPointer, width: Int, height: Int) {
    precondition(
      memory.count == FrameLayout.display(width: width, height: height).byteCount,
      "the mapping is not the picture's size")
    self.width = width
    self.height = height
    self.isOpaque = true
    unsafe self.memory = memory
  }

  deinit { _ = unsafe munmap(memory.baseAddress, memory.count) }

  /// The pixels, for reading; the span ends with `body`.
  package func withBytes<R: ~Copyable, E: Error>(
    _ body: (RawSpan) throws(E) -> R
  ) throws(E) -> R {
    try body(unsafe RawSpan(_unsafeBytes: UnsafeRawBufferPointer(memory)))
  }

  /// The pixels, for reading and writing; the span ends with `body`.
  package mutating func withMutableBytes<R: ~Copyable, E: Error>(
    _ body: (inout MutableRawSpan) throws(E) -> R
  ) throws(E) -> R {
    var bytes = unsafe memory.mutableBytes
    return try body(&bytes)
  }

  /// The pixels, for C libraries to write; the pointer ends with `body`.
  package mutating func withUnsafeMutableBytes<R: ~Copyable, E: Error>(
    _ body: (UnsafeMutableRawBufferPointer) throws(E) -> R
  ) throws(E) -> R {
    try unsafe body(memory)
  }
}
