import ImageDecoding
import ImageEncoding
import ShmChannel
import Testing

/// Frames of any format, written and read back.
@Suite struct SampleFilesTests {
  /// Rows with a gap behind each, of numbers that no two places share.
  private struct Frame {
    let layout: FrameLayout
    let bytes: [UInt8]

    init(_ format: PixelFormat) {
      let size = format.isDisplay ? 4 : format.sample.byteCount
      layout = FrameLayout(
        width: 5, height: 3, format: format, rowStride: 5 * format.columnByteCount + 2 * size)
      // Not infinite and not NaN as float32 either.
      bytes = (0..<layout.byteCount).map { $0 % 4 == 3 ? 60 : UInt8($0 * 37 % 251) }
    }

    /// The numbers as people read them: red, green, blue, alpha, or gray.
    func numbers(withAlpha: Bool = true) -> [Double] {
      (0..<layout.height).flatMap { y in
        (0..<layout.width).flatMap { x in
          let samples = layout.samples(x: x, y: y, of: bytes.span.bytes)
          return zip(layout.format.channels, samples)
            .filter { $0.0 != .unused && (withAlpha || $0.0 != .alpha) }
            .sorted { $0.0.rawValue < $1.0.rawValue }.map(\.1)
        }
      }
    }

    func file(_ format: ImageEncoder.Format) throws -> [UInt8] {
      var file: [UInt8] = []
      try ImageEncoder.write(bytes.span.bytes, layout: layout, as: format) {
        (piece) throws(EncodingError) in file += piece
      }
      return file
    }
  }

  private static func numbers(_ file: [UInt8]) throws -> [Double]? {
    try file.withUnsafeBytes { bytes in
      guard case .samples(let picture) = try ImageDecoder.still(of: bytes, keepsDepth: true) else {
        return nil
      }
      let layout = picture.layout
      return picture.withBytes { pixels in
        (0..<layout.height).flatMap { y in
          (0..<layout.width).flatMap { x in layout.samples(x: x, y: y, of: pixels) }
        }
      }
    }
  }

  @Test("NPY gives back every number of every format", arguments: PixelFormat.allCases)
  func npy(_ format: PixelFormat) throws {
    let frame = Frame(format)
    #expect(try Self.numbers(frame.file(.npy)) == frame.numbers())
  }

  @Test("PFM gives back every number of every format but alpha", arguments: PixelFormat.allCases)
  func pfm(_ format: PixelFormat) throws {
    let frame = Frame(format)
    #expect(try Self.numbers(frame.file(.pfm)) == frame.numbers(withAlpha: false))
  }

  @Test(
    "PNG and PPM of 16 bits give back every number",
    arguments: PixelFormat.allCases.filter { $0.sample == .uint16 })
  func wide(_ format: PixelFormat) throws {
    let frame = Frame(format)
    #expect(try Self.numbers(frame.file(.png)) == frame.numbers())
    let colors = frame.numbers(withAlpha: false)
    #expect(
      try Self.numbers(frame.file(.ppm))
        == (format.layout == .gray ? colors.flatMap { [$0, $0, $0] } : colors))
  }

  @Test("the header of an NPY is NumPy's own")
  func header() throws {
    let file = try Frame(.gray16).file(.npy)
    let words = "{'descr': '<u2', 'fortran_order': False, 'shape': (3, 5), }"
    #expect(Array(file[..<10]) == [0x93] + Array("NUMPY".utf8) + [1, 0, 118, 0])
    #expect(String(decoding: file[10..<10 + words.utf8.count], as: UTF8.self) == words)
    #expect(file[127] == 10 && file.count == 128 + 30)
  }
}
