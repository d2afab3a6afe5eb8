import Glibc
import ShmChannel
import Testing

@testable import Pixels

@Suite struct EncodedDrawingTests {
  /// Depths 16, 15 and 30, and one that goes by tables.
  private static func formats() throws -> [WindowFormat] {
    try [
      (16, PixelMasks(red: 0xF800, green: 0x07E0, blue: 0x001F), 16, .leastSignificantFirst),
      (15, PixelMasks(red: 0x7C00, green: 0x03E0, blue: 0x001F), 16, .mostSignificantFirst),
      (
        30, PixelMasks(red: 0x3FF0_0000, green: 0x000F_FC00, blue: 0x0000_03FF), 32,
        .leastSignificantFirst
      ),
      (24, PixelMasks(red: 0xFF, green: 0xFF00, blue: 0xFF_0000), 32, .leastSignificantFirst),
    ].map { (depth: Int, masks, bits: Int, order: WindowFormat.ByteOrder) in
      try #require(
        WindowFormat(
          checking: depth, masks: masks, bitsPerPixel: bits, rowPadding: 32, byteOrder: order))
    }
  }

  private static let window = FrameLayout.display(width: 61, height: 23)

  private static func frame(
    _ format: PixelFormat, _ width: Int, _ height: Int
  ) -> (bytes: [UInt8], layout: FrameLayout) {
    let layout = FrameLayout(width: width, height: height, format: format)
    let bytes = (0..<layout.byteCount).map {
      UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 11)
    }
    return (bytes, layout)
  }

  /// Draws frames and encodes that, and draws them in a window's pixels.
  private struct Pair: ~Copyable {
    private var drawing = FrameComposer()
    private var encoding = FrameComposer()

    /// Whether both come to the same.
    mutating func agree(
      on bytes: [UInt8], _ layout: FrameLayout, isNew: Bool, at place: PixelRect,
      in clip: PixelRect, magnification: Magnification = .nearest, as format: WindowFormat
    ) throws -> Bool {
      if isNew {
        drawing.frameDidChange()
        encoding.frameDidChange()
      }
      (drawing.magnification, encoding.magnification) = (magnification, magnification)
      let (encoder, mapping) = (RowEncoder(format), DisplayMapping(of: layout.format))
      let rowStride = format.rowStride(width: window.width)
      var rows = [UInt32](repeating: 0, count: window.width * window.height)
      var expected = [UInt8](repeating: 0xEE, count: rowStride * window.height)
      var encoded = expected
      try rows.withUnsafeMutableBytes { rows in
        var rows = MutableRawSpan(_unsafeBytes: rows)
        try drawing.draw(
          bytes.span.bytes, layout: layout, by: mapping, at: place, into: &rows, layout: window,
          clip: clip)
      }
      expected.withUnsafeMutableBytes { output in
        var output = MutableRawSpan(_unsafeBytes: output)
        encoder.encode(
          clip, of: rows.span.bytes, layout: window, to: &output, rowStride: rowStride,
          at: (clip.x, clip.y))
      }
      try encoded.withUnsafeMutableBytes { output in
        var output = MutableRawSpan(_unsafeBytes: output)
        try encoding.encode(
          bytes.span.bytes, layout: layout, by: mapping, at: place, as: encoder, into: &output,
          rowStride: rowStride, clip: clip)
      }
      return encoded == expected
    }
  }

  private static let formatsOfFrames = [PixelFormat.bgr24, .bgrx, .gray16, .rgb24, .bgra]

  @Test(
    "a frame that is drawn in a window's pixels is as one that is drawn, and then encoded",
    arguments: formatsOfFrames)
  func encoded(frame: PixelFormat) throws {
    let (bytes, layout) = Self.frame(frame, 41, 17)
    for format in try Self.formats() {
      var pair = Pair()
      // The second of two frames that are drawn once is kept nowhere; drawn again, it is.
      for (isNew, x, y, clip) in [
        (true, 5, 3, Self.window.bounds),
        (true, -7, 9, PixelRect(x: 3, y: 2, width: 50, height: 20)),
        (false, 30, -4, Self.window.bounds), (true, 0, 0, Self.window.bounds),
        (true, 90, 0, Self.window.bounds),
      ] {
        let place = PixelRect(x: x, y: y, width: layout.width, height: layout.height)
        #expect(
          try pair.agree(on: bytes, layout, isNew: isNew, at: place, in: clip, as: format),
          "\(format), \(place)")
      }
    }
  }

  @Test(
    "so is one that is fitted, halved or magnified, in part or whole, and drawn again",
    arguments: formatsOfFrames)
  func scaled(frame: PixelFormat) throws {
    let (bytes, layout) = Self.frame(frame, 80, 40)
    let part = PixelRect(x: 3, y: 2, width: 50, height: 13)
    for format in try Self.formats() {
      var pair = Pair()
      for (isNew, width, height, clip, magnification) in [
        (true, 53, 21, Self.window.bounds, .nearest), (true, 40, 20, part, .nearest),
        (false, 40, 20, Self.window.bounds, .nearest), (true, 10, 5, part, .nearest),
        (false, 7, 3, part, .nearest), (true, 170, 90, Self.window.bounds, .nearest),
        (true, 170, 90, part, .bilinear), (true, 81, 31, part, .bilinear),
      ] as [(Bool, Int, Int, PixelRect, Magnification)] {
        let place = PixelRect(x: -2, y: 1, width: width, height: height)
        #expect(
          try pair.agree(
            on: bytes, layout, isNew: isNew, at: place, in: clip, magnification: magnification,
            as: format), "\(format), \(place)")
      }
    }
  }

  @Test("a frame of 16 bits has ten of them in a window of 30, within one step, and bars beside it")
  func deep() throws {
    let layout = FrameLayout(width: 41, height: 17, format: .gray16)
    let words = (0..<41 * 17).map { UInt16($0 * 94) }
    let bytes = words.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
    let mappings = RowEncoder.quarters.map { lift in
      // Brighter by so much of the 255 steps.
      let shift = lift / 255 * 65_535
      return SampleRange(low: Float(-shift), high: Float(65_535 - shift)).map {
        DisplayMapping(of: .gray16, range: $0)
      }
    }.compactMap(\.self)
    let format = try Self.formats()[2]
    let rowStride = format.rowStride(width: Self.window.width)
    var output = [UInt32](repeating: 7, count: rowStride / 4 * Self.window.height)
    let isDone = output.withUnsafeMutableBytes { output in
      var output = MutableRawSpan(_unsafeBytes: output)
      return FrameComposer().encodeDeep(
        bytes.span.bytes, layout: layout, by: mappings,
        at: PixelRect(x: 5, y: -3, width: 41, height: 17), as: RowEncoder(format),
        into: &output, rowStride: rowStride, clip: Self.window.bounds)
    }
    #expect(isDone)
    for y in 0..<14 {
      for x in 0..<41 {
        let wanted = Double(words[(y + 3) * 41 + x]) / 65_535 * 1023
        let pixel = output[y * rowStride / 4 + x + 5]
        let isNear = [0, 10, 20].allSatisfy { abs(Double(pixel >> $0 & 0x3FF) - wanted) < 1.01 }
        #expect(isNear, "\(x),\(y): \(pixel)")
      }
    }
    #expect(output[0] == format.pixel(Backdrop.dark.bars) && output.last == output[0])
  }

  @Test(
    "a large frame that is stored past the caches is as one that is kept",
    arguments: [PixelFormat.bgr24, .gray16])
  func pastCaches(format: PixelFormat) throws {
    let layout = FrameLayout(width: 1031, height: 1031, format: format)
    let pattern = [UInt8]((0..<4099).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 11) })
    var bytes = [UInt8](repeating: 0, count: layout.byteCount)
    bytes.withUnsafeMutableBytes { bytes in
      for start in stride(from: 0, to: bytes.count, by: pattern.count) {
        let part = UnsafeMutableRawBufferPointer(rebasing: bytes[start...])
        part.copyBytes(from: pattern.prefix(part.count))
      }
    }
    let window = FrameLayout.display(width: 1031, height: 1031)
    var composer = FrameComposer()
    let pictures = try (0..<2).map { _ in
      composer.frameDidChange()
      var drawn = [UInt32](repeating: 0, count: window.width * window.height)
      try drawn.withUnsafeMutableBytes { rows in
        var rows = MutableRawSpan(_unsafeBytes: rows)
        try composer.draw(
          bytes.span.bytes, layout: layout, by: DisplayMapping(of: format), at: window.bounds,
          into: &rows, layout: window)
      }
      return drawn
    }
    let isSame = pictures[0].withUnsafeBytes { first in
      pictures[1].withUnsafeBytes { second in
        guard let one = first.baseAddress, let other = second.baseAddress else { return false }
        return memcmp(one, other, first.count) == 0
      }
    }
    #expect(isSame && pictures[0][1031 * 500] != 0)
  }
}
