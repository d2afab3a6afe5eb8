import CLibYUV
import ShmChannel

/// Makes display pixels of bytes that only stand in another order, by libyuv.
struct ByteConversion: Sendable {
  private let format: PixelFormat

  /// Nil where the bytes are something else, or stand in planes.
  init?(of format: PixelFormat) {
    guard [.gray8, .rgb24, .bgr24, .rgba].contains(format) else { return nil }
    self.format = format
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
        let start = unsafe (base + layout.offset(x: columns.lowerBound, y: y))
          .assumingMemoryBound(to: UInt8.self)
        let (count, pixels) = unsafe (CInt(columns.count), bytes(target))
        // libyuv names its formats by the bytes of a word, the highest first.
        switch format.layout {
        case .gray: unsafe J400ToARGB(start, 0, pixels, 0, count, 1)
        case .rgb: unsafe RAWToARGB(start, 0, pixels, 0, count, 1)
        case .bgr: unsafe RGB24ToARGB(start, 0, pixels, 0, count, 1)
        case .rgba: unsafe ABGRToARGB(start, 0, pixels, 0, count, 1)
        case .bgrx, .bgra: preconditionFailure("\(format) is the display's own")
        }
      }
    }
  }
}
