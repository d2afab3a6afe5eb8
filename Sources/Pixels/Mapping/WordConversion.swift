import CPixels
import ShmChannel

/// Makes display pixels of grays of 16 bits in all their range, in whole numbers: what
/// `SampleConversion` makes of them, faster.
struct WordConversion: Sendable {
  /// Nil for other samples.
  init?(of format: PixelFormat) {
    guard format == .gray16 else { return nil }
  }

  /// Writes the pixels in those columns of a row of the frame.
  ///
  /// - Precondition: `frame` holds all of `layout`, the pixels are in it, and `output` has room.
  func write(
    _ frame: RawSpan, _ layout: FrameLayout, _ y: Int, _ columns: Range<Int>,
    _ output: inout MutableSpan<UInt32>, _ pastCaches: Bool
  ) {
    precondition(frame.byteCount >= layout.byteCount, "\(frame.byteCount) bytes")
    unsafe frame.withUnsafeBytes { frame in
      unsafe output.withUnsafeMutableBufferPointer { output in
        guard let base = frame.baseAddress, let target = output.baseAddress else { return }
        let start = unsafe base + layout.offset(x: columns.lowerBound, y: y)
        unsafe Kernels.best.words(
          start.assumingMemoryBound(to: UInt8.self), columns.count, target, pastCaches ? 1 : 0)
      }
    }
  }

  /// The nearest of 256 steps: a 257th of the word. Taking away a 256th of it (rounded) leaves 256
  /// for each step.
  @inline(__always)
  static func byte(_ word: UInt16) -> UInt16 {
    let part = (word &>> 7 &+ 1) &>> 1
    return (word &- part &+ 128) &>> 8
  }

  /// The same of eight.
  @inline(__always)
  static func bytes(_ words: SIMD8<UInt16>) -> SIMD8<UInt16> {
    let parts = (words &>> 7 &+ 1) &>> 1
    return (words &- parts &+ 128) &>> 8
  }
}
