private import Glibc

/// The memory that Imlib2 puts pictures in.
struct PictureMemory {
  /// A C function cannot bring its own state; `Imlib2Decoder`'s lock is held wherever this is used.
  nonisolated(unsafe) static var current = PictureMemory(maxPixels: 0)

  private let maxPixels: Int
  private(set) var refusedPixels: Int?
  private var regions: [UnsafeMutableRawPointer: Int] = [:]

  init(maxPixels: Int) { self.maxPixels = maxPixels }

  /// Imlib2's one function for both (`Imlib_Image_Data_Memory_Function`).
  mutating func allocateOrFree(
    _ old: UnsafeMutableRawPointer?, _ byteCount: Int
  ) -> UnsafeMutableRawPointer? {
    if let old {
      if let byteCount = regions.removeValue(forKey: old) { munmap(old, byteCount) }
      return nil
    }
    guard byteCount > 0, byteCount / 4 <= maxPixels else {
      refusedPixels = byteCount / 4
      return nil
    }
    let address = mmap(
      nil, byteCount, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let address, address != MAP_FAILED else { return nil }
    madvise(address, byteCount, MADV_HUGEPAGE)
    regions[address] = byteCount
    return address
  }

  /// Gives the region away, if it is one; Imlib2's own freeing then does nothing.
  mutating func take(_ pixels: UnsafePointer<UInt32>, byteCount: Int)
    -> UnsafeMutableRawBufferPointer?
  {
    let start = UnsafeMutableRawPointer(mutating: pixels)
    guard regions[start] == byteCount else { return nil }
    regions[start] = nil
    return UnsafeMutableRawBufferPointer(start: start, count: byteCount)
  }

  mutating func freeAll() {
    for (start, byteCount) in regions { munmap(start, byteCount) }
    regions = [:]
  }
}
