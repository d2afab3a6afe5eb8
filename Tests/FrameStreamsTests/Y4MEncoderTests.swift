import FrameStreams
import ShmChannel
import Testing

@Suite struct Y4MEncoderTests {
  typealias Color = (red: Int, green: Int, blue: Int)

  /// A frame without its marker, of pixels as `color` gives them, in rows with a gap behind them.
  private func encoded(
    _ width: Int, _ height: Int, matrix: YUVColors.Matrix? = nil, _ color: (Int, Int) -> Color
  ) -> [UInt8] {
    let encoder = Y4MEncoder(width: width, height: height, rate: nil, matrix: matrix)
    let stride = width * 4 + 8
    let layout = FrameLayout(width: width, height: height, format: .bgrx, rowStride: stride)
    var pixels = [UInt8](repeating: 0xEE, count: stride * height)
    for y in 0..<height {
      for x in 0..<width {
        let (red, green, blue) = color(x, y)
        let start = y * stride + x * 4
        (pixels[start], pixels[start + 1], pixels[start + 2]) = (
          UInt8(blue), UInt8(green), UInt8(red)
        )
      }
    }
    var frame = [UInt8](repeating: 0, count: encoder.frameByteCount)
    pixels.withUnsafeBytes { source in
      frame.withUnsafeMutableBytes { encoder.encode(source, layout: layout, into: $0) }
    }
    #expect(frame.starts(with: "FRAME\n".utf8))
    return Array(frame.dropFirst(6))
  }

  /// Exact luma and chroma of a color, as the recommendations have them.
  private func exact(_ matrix: YUVColors.Matrix, _ color: (Double, Double, Double)) -> [Double] {
    let (red, green, blue) = color
    let (kr, kb) =
      switch matrix {
      case .bt601: (0.299, 0.114)
      case .bt709: (0.2126, 0.0722)
      case .bt2020: (0.2627, 0.0593)
      }
    let luma = kr * red + (1 - kr - kb) * green + kb * blue
    return [
      16 + 219 * luma / 255, 128 + 112 * (blue - luma) / (1 - kb) / 255,
      128 + 112 * (red - luma) / (1 - kr) / 255,
    ]
  }

  @Test("every color comes out as the nearest values", arguments: YUVColors.Matrix.allCases)
  func colors(_ matrix: YUVColors.Matrix) {
    let levels = [0, 1, 64, 127, 128, 200, 254, 255]
    for red in levels {
      for green in levels {
        for blue in levels {
          let frame = encoded(2, 2, matrix: matrix) { _, _ in (red, green, blue) }
          let expected = exact(matrix, (Double(red), Double(green), Double(blue)))
          for (value, expected) in zip([frame[0], frame[4], frame[5]], expected) {
            #expect(abs(Double(value) - expected) <= 0.51, "\(red) \(green) \(blue)")
          }
        }
      }
    }
  }

  @Test("grays have no color at all, and black and white are 16 and 235")
  func grays() {
    for gray in 0...255 {
      let frame = encoded(2, 2) { _, _ in (gray, gray, gray) }
      #expect(frame[4...] == [128, 128])
    }
    #expect(encoded(1, 1) { _, _ in (0, 0, 0) } == [16, 128, 128])
    #expect(encoded(1, 1) { _, _ in (255, 255, 255) } == [235, 128, 128])
  }

  @Test("a chroma sample stands above its left pixel, between two rows; sides may be odd")
  func siting() {
    let (width, height) = (5, 3)
    func color(_ x: Int, _ y: Int) -> Color { (x * 50, 255 - y * 100, (x + y) * 35) }
    let frame = encoded(width, height, color)
    #expect(frame.count == 15 + 2 * 6)
    for y in 0..<2 {
      for x in 0..<3 {
        var sum = (0.0, 0.0, 0.0)
        for (column, weight) in [(2 * x - 1, 1.0), (2 * x, 2), (2 * x + 1, 1)] {
          for row in [2 * y, 2 * y + 1] {
            let color = color(min(max(column, 0), width - 1), min(row, height - 1))
            sum.0 += Double(color.red) * weight / 8
            sum.1 += Double(color.green) * weight / 8
            sum.2 += Double(color.blue) * weight / 8
          }
        }
        let expected = exact(.bt601, sum)
        #expect(abs(Double(frame[15 + y * 3 + x]) - expected[1]) <= 0.51)
        #expect(abs(Double(frame[21 + y * 3 + x]) - expected[2]) <= 0.51)
      }
    }
  }

  @Test("the matrix is BT.601 below 720 rows, and BT.709 from there on")
  func matrixRule() {
    for (height, matrix) in [(719, YUVColors.Matrix.bt601), (720, .bt709)] {
      let frame = encoded(1, height) { _, _ in (255, 0, 0) }
      #expect(abs(Double(frame[0]) - exact(matrix, (255, 0, 0))[0]) <= 0.51)
    }
  }

  @Test("what is written is read back: size, rate, color space and range")
  func header() throws {
    let rate = try #require(StreamRate("30000/1001"))
    let encoder = Y4MEncoder(width: 4, height: 2, rate: rate)
    var scanner = UnitScanner(StreamFormat.y4m)
    let stream =
      Array(encoder.header.utf8) + Array("FRAME\n".utf8) + [UInt8](repeating: 0, count: 12)
    #expect(try scanner.scan(stream.span).isEnd)
    let header = try #require(scanner.y4mHeader)
    #expect((header.width, header.height) == (4, 2))
    #expect(header.rate == rate)
    #expect(header.isFullRange == false)
    #expect(Y4MEncoder(width: 4, height: 2, rate: nil).header.contains(" F0:0 "))
  }
}
