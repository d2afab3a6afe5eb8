private import Glibc

/// The memory that Imlib2 puts pictures in.
@safe struct PictureMemory {
  /// A C function cannot bring its own state; `Imlib2Decoder`'s lock is held wherever this is used.
  nonisolated(unsafe) static var current = PictureMemory(maxPixels: 0)

  private let maxPixels: Int
  private(set) var refusedPixels: Int?
  private var regions: [UnsafeMutableRawPointer: Int] = unsafe [:]

  init(maxPixels: Int) { self.maxPixels = maxPixels }

  /// Imlib2's one function for both (`Imlib_Image_Data_Memory_Function`).
  mutating func allocateOrFree(
    _ old: UnsafeMutableRawPointer?, _ byteCount: Int
  ) -> UnsafeMutableRawPointer? {
    if let old = unsafe old {
      if let byteCount = unsafe regions.removeValue(forKey: old) { unsafe munmap(old, byteCount) }
      return nil
    }
    guard byteCount > 0, byteCount / 4 <= maxPixels else {
      refusedPixels = byteCount / 4
      return nil
    }
    let address = unsafe mmap(
      nil, byteCount, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let address = unsafe address, unsafe address != MAP_FAILED else { return nil }
    unsafe madvise(address, byteCount, MADV_HUGEPAGE)
    unsafe regions[address] = byteCount
    return unsafe address
  }

  /// Gives the region away, if it is one; Imlib2's own freeing then does nothing.
  mutating func take(_ pixels: UnsafePointer<UInt32>, byteCount: Int)
    -> UnsafeMutableRawBufferPointer?
  {
    let start = unsafe UnsafeMutableRawPointer(mutating: pixels)
    guard unsafe regions[start] == byteCount else { return nil }
    unsafe regions[start] = nil
    return unsafe UnsafeMutableRawBufferPointer(start: start, count: byteCount)
  }

  mutating func freeAll() {
    unsafe regions.forEach { region in unsafe munmap(region.key, region.value) }
    unsafe regions = [:]
  }
}
