private import Glibc

/// Memory for the samples of one strip or tile.
@safe struct TIFFMemory: ~Copyable {
  private let start: UnsafeMutableRawPointer
  private let count: Int

  init(byteCount: Int) throws(DecodingError) {
    // Zeroed pages cost nothing before they are written to, however large a block calls itself.
    guard let start = unsafe calloc(max(1, byteCount), 1) else { throw .outOfMemory }
    unsafe self.start = start
    count = byteCount
  }

  deinit { unsafe free(start) }

  func part(from offset: Int, count: Int) -> UnsafeMutableRawBufferPointer {
    precondition(offset >= 0 && count >= 0 && offset + count <= self.count)
    return unsafe UnsafeMutableRawBufferPointer(start: start + offset, count: count)
  }

  /// The sample number `index` of the row that begins at `offset`.
  func sample<Sample>(_ index: Int, at offset: Int, of _: Sample.Type) -> UnsafePointer<Sample> {
    unsafe UnsafePointer((start + offset).assumingMemoryBound(to: Sample.self)) + index
  }
}
