import ShmChannel
import Testing

@testable import Pixels

@Suite struct DisplayMappingTests {
  /// The frame's pixels with their colours inverted, alpha kept.
  private static func inverting(hasAlpha: Bool) -> DisplayMapping {
    DisplayMapping(hasAlpha: hasAlpha) { frame, layout, y, columns, output, _ in
      for x in columns {
        let pixel = frame.unsafeLoadUnaligned(
          fromByteOffset: layout.offset(x: x, y: y), as: UInt32.self)
        output[x - columns.lowerBound] = pixel ^ 0xFF_FFFF
      }
    }
  }

  private static func inverted(_ picture: StridedPicture, hasAlpha: Bool) -> StridedPicture {
    StridedPicture(picture.layout.width, picture.layout.height, hasAlpha: hasAlpha) {
      picture[$0, $1] ^ 0xFF_FFFF
    }
  }

  @Test("BGRX and BGRA are the display's own", arguments: [PixelFormat.bgrx, .bgra])
  func identity(format: PixelFormat) {
    let mapping = DisplayMapping(of: format)
    #expect(mapping.isIdentity)
    #expect(mapping.hasAlpha == (format == .bgra))
    #expect(mapping.showsAsStored == (format == .bgrx))
    let picture = StridedPicture(5, 3, rowPadding: 2, hasAlpha: mapping.hasAlpha) { x, y in
      UInt32(0x4030_2010 + x + y * 16)
    }
    var row = [UInt32](repeating: 0, count: 3)
    picture.pixels.withUnsafeBytes { bytes in
      var output = row.mutableSpan
      mapping.write(
        row: 2, columns: 1..<4, of: RawSpan(_unsafeBytes: bytes), layout: picture.layout,
        to: &output)
    }
    #expect(row == (1..<4).map { picture[$0, 2] })
  }

  @Test(
    "a frame of another format is drawn as its display rows would be",
    arguments: [false, true], [1.0, 0.5, 0.3, 2.0])
  func drawing(hasAlpha: Bool, scale: Double) throws {
    let picture = StridedPicture(41, 29, rowPadding: 3, hasAlpha: hasAlpha) { x, y in
      UInt32(truncatingIfNeeded: (x &* 7 &+ y &* 13) &* 2_654_435_761)
    }
    let expected = Self.inverted(picture, hasAlpha: hasAlpha)
    let width = Int((41 * scale).rounded())
    let height = Int((29 * scale).rounded())
    for orientation in [Orientation.upright, .quarterClockwise] {
      let isTurned = orientation.swapsSides
      let destination = PixelRect(
        x: -3, y: 2, width: isTurned ? height : width, height: isTurned ? width : height)
      var composer = FrameComposer()
      var other = FrameComposer()
      // Piece by piece, so that each finds some pixels made and some missing.
      for clip in [
        PixelRect(x: 4, y: 4, width: 6, height: 5), PixelRect(x: 0, y: 0, width: 30, height: 30),
      ] {
        let drawn = try picture.drawn(
          at: destination, orientation: orientation, window: 30, 30, clip: clip,
          mapping: Self.inverting(hasAlpha: hasAlpha), by: &composer)
        let wanted = try expected.drawn(
          at: destination, orientation: orientation, window: 30, 30, clip: clip, by: &other)
        #expect(drawn.pixels == wanted.pixels, "\(orientation), \(clip)")
      }
    }
  }

  @Test("no pixel of a frame is made twice, and none that is not needed")
  func economy() throws {
    let counter = Counter()
    let mapping = DisplayMapping(hasAlpha: false) { _, _, y, columns, output, _ in
      for x in columns {
        counter.made[[x, y], default: 0] += 1
        output[x - columns.lowerBound] = 0xFF00_0000
      }
    }
    let picture = StridedPicture(40, 30) { _, _ in 0 }
    var composer = FrameComposer()
    func draw(_ clip: PixelRect) throws {
      _ = try picture.drawn(
        at: picture.layout.bounds, window: 40, 30, clip: clip, mapping: mapping, by: &composer)
    }
    try draw(PixelRect(x: 5, y: 5, width: 10, height: 4))
    #expect(counter.made.count == 40)
    try draw(PixelRect(x: 5, y: 5, width: 10, height: 4))
    try draw(PixelRect(x: 8, y: 5, width: 10, height: 4))
    #expect(counter.made.count == 52)
    try draw(picture.layout.bounds)
    #expect(counter.made.count == 1200)
    #expect(counter.made.values.allSatisfy { $0 == 1 })
    composer.frameDidChange()
    try draw(PixelRect(x: 0, y: 0, width: 1, height: 1))
    #expect(counter.made[[0, 0]] == 2)
  }

  @Test("of frames that are drawn once each pixel is made once, and drawn again they are the same")
  func stream() throws {
    let counter = Counter()
    let mapping = DisplayMapping(hasAlpha: false) { _, _, y, columns, output, _ in
      for x in columns {
        counter.made[[x, y], default: 0] += 1
        output[x - columns.lowerBound] = 0xFF00_0000 | UInt32(y * 40 + x)
      }
    }
    let picture = StridedPicture(40, 30) { _, _ in 0 }
    let part = PixelRect(x: 3, y: 4, width: 20, height: 10)
    var composer = FrameComposer()
    for _ in 0..<4 {
      counter.made = [:]
      composer.frameDidChange()
      let drawn = try picture.drawn(
        at: picture.layout.bounds, window: 40, 30, clip: part, mapping: mapping, by: &composer)
      #expect(counter.made.count == 200 && counter.made.values.allSatisfy { $0 == 1 })
      #expect(drawn[3, 4] == 0xFF00_00A3 && drawn[22, 13] == 0xFF00_021E)
    }
    // The last one after all.
    for _ in 0..<2 {
      let drawn = try picture.drawn(
        at: picture.layout.bounds, window: 40, 30, mapping: mapping, by: &composer)
      #expect(drawn[39, 29] == 0xFF00_04AF && drawn[3, 4] == 0xFF00_00A3)
    }
    #expect(counter.made.count == 1200 && counter.made.values.allSatisfy { $0 <= 2 })
  }

  private final class Counter: @unchecked Sendable {
    var made: [[Int]: Int] = [:]
  }
}
