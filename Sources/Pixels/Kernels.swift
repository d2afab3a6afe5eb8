import CPixels

/// What is done to rows of pixels, by functions that are compiled for several kinds of processors.
enum Kernels {
  /// From the plainest to the best that this processor has; all of them make the same bits.
  nonisolated(unsafe) static let all = unsafe (0..<Int32(CPIXELS_KINDS))
    .compactMap { unsafe cpixels_kernels_at($0)?.pointee }

  /// Those for this processor.
  nonisolated(unsafe) static let best = unsafe all[all.count - 1]

  /// Whether a part is so large that it is stored past the caches, if another process reads it
  /// next: that finds little of it there in any case.
  static func goesPastCaches(_ part: PixelRect) -> Bool { part.width * part.height >= 1 << 20 }
}
