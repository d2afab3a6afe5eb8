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
    _ output: inout MutableSpan<UInt32>
  ) {
    precondition(frame.byteCount >= layout.byteCount, "\(frame.byteCount) bytes")
    unsafe frame.withUnsafeBytes { frame in
      unsafe output.withUnsafeMutableBufferPointer { output in
        guard let base = frame.baseAddress, let target = output.baseAddress else { return }
        let start = unsafe base + layout.offset(x: columns.lowerBound, y: y)
        let whole = columns.count & ~7
        for x in stride(from: 0, to: whole, by: 8) {
          let words = unsafe (start + 2 * x).loadUnaligned(as: SIMD8<UInt16>.self)
          unsafe UnsafeMutableRawPointer(target + x)
            .storeBytes(of: Self.pixels(words), as: SIMD16<UInt16>.self)
        }
        for x in whole..<columns.count {
          let word = unsafe (start + 2 * x).loadUnaligned(as: UInt16.self)
          unsafe target[x] = 0xFF00_0000 | UInt32(Self.byte(word)) * 0x01_0101
        }
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

  /// Each pixel is two words, of blue and green, and of red and what is unused.
  @inline(__always)
  private static func pixels(_ words: SIMD8<UInt16>) -> SIMD16<UInt16> {
    let bytes = bytes(words)
    var pixels = SIMD16<UInt16>()
    (pixels.evenHalf, pixels.oddHalf) = (bytes | bytes &<< 8, bytes | 0xFF00)
    return pixels
  }
}
