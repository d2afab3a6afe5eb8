import ImageDecoding
import ImageEncoding
import Pixels
import ShmChannel
import Testing

/// What a frame's header says of its samples, in files of display values.
@Suite struct DisplayTonesTests {
  @Test("samples are display values as they are, unless they are floats or something is said")
  func matter() throws {
    let range = try #require(SampleRange(low: 0, high: 9))
    #expect(!DisplayTones().matter(for: .bgrx) && !DisplayTones().matter(for: .gray16))
    #expect(DisplayTones().matter(for: .grayFloat))
    #expect(DisplayTones(range: range).matter(for: .rgb24))
    #expect(DisplayTones(colorTable: .turbo).matter(for: .gray8))
    #expect(!DisplayTones(colorTable: .turbo).matter(for: .rgb24))
  }

  @Test("linear light becomes the bytes of sRGB")
  func light() throws {
    #expect(DisplayTones(transfer: .linear).matter(for: .gray16))
    let half = try Self.file([32_768, 0], .png, DisplayTones(transfer: .linear))
    let picture = try half.withUnsafeBytes { bytes in
      try ImageDecoder.decode(bytes).withBytes { $0.unsafeLoad(as: UInt32.self) }
    }
    #expect(picture == 0xFFBC_BCBC)
  }

  /// The file of a row of gray samples.
  private static func file(
    _ values: [UInt16], _ format: ImageEncoder.Format, _ tones: DisplayTones?
  ) throws -> [UInt8] {
    var file: [UInt8] = []
    let layout = FrameLayout(width: values.count, height: 1, format: .gray16)
    try ImageEncoder.write(values.span.bytes, layout: layout, as: format, tones: tones) {
      (piece) throws(EncodingError) in file += piece
    }
    return file
  }

  @Test("with tones a PNG has bytes: the range's ends are black and white, gray has its colors")
  func tones() throws {
    let range = try #require(SampleRange(low: 0, high: 4095))
    func pixels(_ tones: DisplayTones) throws -> [UInt32] {
      let file = try Self.file([0, 4095, 5000], .png, tones)
      return try file.withUnsafeBytes { bytes in
        let picture = try ImageDecoder.decode(bytes)
        return picture.withBytes { bytes in
          (0..<3).map { bytes.unsafeLoad(fromByteOffset: $0 * 4, as: UInt32.self) }
        }
      }
    }
    #expect(try pixels(DisplayTones(range: range)) == [0xFF00_0000, 0xFFFF_FFFF, 0xFFFF_FFFF])
    let colored = try pixels(DisplayTones(range: range, colorTable: .viridis))
    #expect(colored[0] == 0xFF44_0154 && colored[1] == 0xFFFD_E725)
  }

  @Test("PGM has gray samples as they are, and no others")
  func pgm() throws {
    #expect(
      try Self.file([1, 515], .pgm, nil) == Array("P5\n2 1\n65535\n".utf8) + [0, 1, 2, 3])
    let layout = FrameLayout(width: 1, height: 1, format: .rgb24)
    let problem = EncodingError.encoder("PGM has room for gray samples of 8 and 16 bits alone")
    #expect(throws: problem) {
      try ImageEncoder.write([UInt8](repeating: 0, count: 3).span.bytes, layout: layout, as: .pgm) {
        _ throws(EncodingError) in
      }
    }
  }
}
