import Pixels
import Testing

@Suite struct ComposingTests {
  private let backdrop = Backdrop(
    bars: 0xFF01_0203, firstSquares: 0xFF20_2020, secondSquares: 0xFF60_6060, squareSide: 4)

  @Test("bars are around the picture, and nowhere else")
  func bars() throws {
    let picture = StridedPicture(8, 6) { _, _ in 0xFF77_7777 }
    var composer = FrameComposer(backdrop: backdrop)
    let place = PixelRect(x: 3, y: 2, width: 4, height: 3)
    let window = try picture.drawn(at: place, window: 11, 7, by: &composer)
    for y in 0..<7 {
      for x in 0..<11 {
        let inside = (3..<7).contains(x) && (2..<5).contains(y)
        #expect(window[x, y] == (inside ? 0xFF77_7777 : 0xFF01_0203), "\(x), \(y)")
      }
    }
  }

  @Test("a picture wholly outside leaves bars alone")
  func outside() throws {
    let picture = StridedPicture(8, 6) { _, _ in 0xFF77_7777 }
    var composer = FrameComposer(backdrop: backdrop)
    let place = PixelRect(x: -90, y: 400, width: 80, height: 60)
    let window = try picture.drawn(at: place, window: 5, 5, by: &composer)
    #expect(window.pixels.allSatisfy { $0 == 0xFF01_0203 })
  }

  @Test(
    "nothing outside the clip is touched, and inside it is as without",
    arguments: [4, 10, 20, 33], [false, true])
  func clip(side: Int, hasAlpha: Bool) throws {
    let picture = StridedPicture(20, 20, hasAlpha: hasAlpha) { x, y in
      UInt32(truncatingIfNeeded: scrambled(x, y)) | (hasAlpha ? 0 : 0xFF00_0000)
    }
    var composer = FrameComposer(backdrop: backdrop)
    let place = PixelRect(x: 2, y: 3, width: side, height: side)
    let clip = PixelRect(x: 1, y: 5, width: 9, height: 100)
    let whole = try picture.drawn(at: place, window: 16, 16, by: &composer)
    let part = try picture.drawn(at: place, window: 16, 16, clip: clip, by: &composer)
    for y in 0..<16 {
      for x in 0..<16 {
        let inside = (1..<10).contains(x) && y >= 5
        #expect(part[x, y] == (inside ? whole[x, y] : StridedPicture.mark), "\(x), \(y)")
      }
    }
  }

  @Test(
    "a large drawing, which two threads make in bands, is the same as one in strips",
    arguments: [(1000, 701), (800, 800), (2000, 1402), (667, 999)], [false, true])
  func bands(size: (width: Int, height: Int), hasAlpha: Bool) throws {
    let picture = StridedPicture(size.width, size.height, hasAlpha: hasAlpha) { x, y in
      UInt32(truncatingIfNeeded: scrambled(x, y)) | (hasAlpha ? 0 : 0xFF00_0000)
    }
    let place = PixelRect(x: 0, y: 0, width: 1000, height: 701)
    for magnification in [Magnification.nearest, .bilinear] {
      var composer = FrameComposer(backdrop: backdrop, magnification: magnification)
      let whole = try picture.drawn(at: place, window: 1000, 701, by: &composer)
      for y in stride(from: 0, to: 701, by: 200) {
        var other = FrameComposer(backdrop: backdrop, magnification: magnification)
        let strip = PixelRect(x: 0, y: y, width: 1000, height: min(200, 701 - y))
        let part = try picture.drawn(at: place, window: 1000, 701, clip: strip, by: &other)
        let rows = y * 1000..<strip.maxY * 1000
        #expect(part.pixels[rows] == whole.pixels[rows])
      }
    }
  }

  @Test("clear pixels show squares that stand still in the window, and the result is opaque")
  func squares() throws {
    let picture = StridedPicture(20, 20, hasAlpha: true) { _, _ in 0x00FF_FFFF }
    for (left, side) in [(0, 20), (-3, 20), (2, 7), (1, 13), (0, 60)] {
      var composer = FrameComposer(backdrop: backdrop)
      let place = PixelRect(x: left, y: left, width: side, height: side)
      let window = try picture.drawn(at: place, window: 16, 16, by: &composer)
      for y in max(0, left)..<min(16, left + side) {
        for x in max(0, left)..<min(16, left + side) {
          let isFirst = (x / 4 + y / 4).isMultiple(of: 2)
          #expect(window[x, y] == (isFirst ? 0xFF20_2020 : 0xFF60_6060), "\(x), \(y)")
        }
      }
    }
  }

  @Test("opaque pixels of a frame with alpha hide the squares")
  func opaque() throws {
    let picture = StridedPicture(19, 19, hasAlpha: true) { _, _ in 0xFFC0_8040 }
    for side in [2, 5, 12, 19, 40] {
      let window = try picture.scaled(to: side, side)
      #expect(window.pixels.allSatisfy { $0 == 0xFFC0_8040 }, "side \(side)")
    }
  }

  @Test("the colour of clear pixels never bleeds into their neighbours", arguments: 1...21)
  func noBleeding(side: Int) throws {
    // Opaque green beside clear red: any red seen beyond the grey's has bled.
    let picture = StridedPicture(21, 21, hasAlpha: true) { x, y in
      (x / 2 + y / 3).isMultiple(of: 2) ? 0xFF00_FF00 : 0x00FF_0000
    }
    var composer = FrameComposer(
      backdrop: Backdrop(
        bars: 0xFF00_0000, firstSquares: 0xFF00_0000, secondSquares: 0xFF00_0000, squareSide: 8))
    let place = PixelRect(x: 0, y: 0, width: side, height: side)
    let window = try picture.drawn(at: place, window: side, side, by: &composer)
    #expect(window.pixels.allSatisfy { $0 & 0xFFFF_00FF == 0xFF00_0000 })
  }

  @Test("half clear pixels mix evenly with what is behind", arguments: [20, 14, 10, 6, 40])
  func halfClear(side: Int) throws {
    let picture = StridedPicture(20, 20, hasAlpha: true) { _, _ in 0x80FF_FFFF }
    var composer = FrameComposer(
      backdrop: Backdrop(
        bars: 0, firstSquares: 0xFF40_4040, secondSquares: 0xFF40_4040, squareSide: 8))
    let place = PixelRect(x: 0, y: 0, width: side, height: side)
    let window = try picture.drawn(at: place, window: side, side, by: &composer)
    for pixel in window.pixels { #expect(abs(channels(pixel).x - 160) <= 3) }
  }

  @Test("a new frame is drawn in place of the last one, whatever was kept of that")
  func newFrame() throws {
    var composer = FrameComposer()
    let place = PixelRect(x: 0, y: 0, width: 9, height: 9)
    for value in [10.0, 200.0] {
      let picture = StridedPicture(50, 50) { _, _ in grey(value) }
      composer.frameDidChange()
      let window = try picture.drawn(at: place, window: 9, 9, by: &composer)
      #expect(window.pixels.allSatisfy { $0 == grey(value) })
    }
  }

  @Test("one composer draws any sequence of sizes as a new one would")
  func sequence() throws {
    let picture = TestPicture.photograph.make(200, 3)
    var composer = FrameComposer()
    for width in [10, 100, 3, 200, 50, 7, 400, 25, 1] {
      let height = max(1, width * 3 / 200)
      let place = PixelRect(x: 0, y: 0, width: width, height: height)
      let kept = try picture.drawn(at: place, window: width, height, by: &composer)
      #expect(kept.pixels == (try picture.scaled(to: width, height)).pixels, "width \(width)")
    }
  }

  @Test("fill paints the rectangle as far as it is in the window")
  func filling() {
    var window = StridedPicture(6, 5) { _, _ in StridedPicture.mark }
    let layout = window.layout
    window.pixels.withUnsafeMutableBytes { bytes in
      var bytes = MutableRawSpan(_unsafeBytes: bytes)
      fill(
        PixelRect(x: -2, y: 3, width: 5, height: 9), with: 0xFFAA_BBCC, in: &bytes,
        layout: layout)
    }
    for y in 0..<5 {
      for x in 0..<6 {
        #expect(window[x, y] == (x < 3 && y >= 3 ? 0xFFAA_BBCC : StridedPicture.mark), "\(x), \(y)")
      }
    }
  }
}
