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

  private static func frame(_ format: PixelFormat) -> (bytes: [UInt8], layout: FrameLayout) {
    let layout = FrameLayout(width: 41, height: 17, format: format)
    let bytes = (0..<layout.byteCount).map {
      UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 11)
    }
    return (bytes, layout)
  }

  @Test(
    "a frame that is drawn in a window's pixels is as one that is drawn, and then encoded",
    arguments: [PixelFormat.bgr24, .bgrx, .gray16, .rgb24])
  func encoded(format: PixelFormat) throws {
    let (bytes, layout) = Self.frame(format)
    let mapping = DisplayMapping(of: format)
    let window = Self.window
    for format in try Self.formats() {
      let (encoder, rowStride) = (RowEncoder(format), format.rowStride(width: window.width))
      var composer = FrameComposer()
      var other = FrameComposer()
      // The second of two frames that are drawn once is kept nowhere; drawn again, it is.
      for (isNew, x, y, clip) in [
        (true, 5, 3, window.bounds), (true, -7, 9, PixelRect(x: 3, y: 2, width: 50, height: 20)),
        (false, 30, -4, window.bounds), (true, 0, 0, window.bounds),
      ] {
        if isNew {
          composer.frameDidChange()
          other.frameDidChange()
        }
        let place = PixelRect(x: x, y: y, width: layout.width, height: layout.height)
        var drawn = [UInt32](repeating: 0, count: window.width * window.height)
        var expected = [UInt8](repeating: 0xEE, count: rowStride * window.height)
        var encoded = expected
        try drawn.withUnsafeMutableBytes { rows in
          var rows = MutableRawSpan(_unsafeBytes: rows)
          try other.draw(
            bytes.span.bytes, layout: layout, by: mapping, at: place, into: &rows, layout: window,
            clip: clip)
        }
        expected.withUnsafeMutableBytes { output in
          var output = MutableRawSpan(_unsafeBytes: output)
          encoder.encode(
            clip, of: drawn.span.bytes, layout: window, to: &output, rowStride: rowStride,
            at: (clip.x, clip.y))
        }
        let isDone = try encoded.withUnsafeMutableBytes { output in
          var output = MutableRawSpan(_unsafeBytes: output)
          return try composer.encode(
            bytes.span.bytes, layout: layout, by: mapping, at: place, as: encoder, into: &output,
            rowStride: rowStride, clip: clip)
        }
        #expect(isDone && encoded == expected, "\(format), \(place)")
      }
    }
  }

  @Test("what is scaled, transparent or out of sight is left to be drawn and then encoded")
  func leftAlone() throws {
    let encoder = RowEncoder(try Self.formats()[0])
    let rowStride = encoder.format.rowStride(width: Self.window.width)
    for (format, width, x) in [(PixelFormat.bgr24, 20, 0), (.bgra, 41, 0), (.bgr24, 41, 90)] {
      let (bytes, layout) = Self.frame(format)
      var composer = FrameComposer()
      var output = [UInt8](repeating: 0xEE, count: rowStride * Self.window.height)
      let isDone = try output.withUnsafeMutableBytes { output in
        var output = MutableRawSpan(_unsafeBytes: output)
        return try composer.encode(
          bytes.span.bytes, layout: layout, by: DisplayMapping(of: format),
          at: PixelRect(x: x, y: 0, width: width, height: 17), as: encoder, into: &output,
          rowStride: rowStride, clip: Self.window.bounds)
      }
      #expect(!isDone && output.allSatisfy { $0 == 0xEE }, "\(format)")
    }
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
