import ShmChannel
import TestSupport
import Testing

@testable import Pixels

/// Marks against their rule, pixel by pixel.
@Suite struct JudgingTests {
  private struct Window {
    let layout = FrameLayout.display(width: 61, height: 43)
    var pixels: [UInt32]

    /// Colours of which many are at their ends, with edges.
    init() {
      let steps: [UInt32] = [0, 1, 90, 128, 254, 255]
      var random = SystemRandomNumberGenerator()
      pixels = (0..<61 * 43).map { index in
        if index % 61 > 40 { return 0xFF00_0000 | UInt32(index / 61) * 0x03_0201 }
        return (0..<3).reduce(0xFF00_0000) {
          $0 | (steps.randomElement(using: &random) ?? 0) << UInt32($1 * 8)
        }
      }
    }

    subscript(x: Int, y: Int) -> UInt32 { pixels[y * 61 + x] }

    func marked(_ judging: Judging, _ picture: PixelRect, _ clip: PixelRect) -> Window {
      var window = self
      window.pixels.withUnsafeMutableBytes { bytes in
        var rows = MutableRawSpan(_unsafeBytes: bytes)
        judging.mark(picture, in: &rows, layout: layout, clip: clip)
      }
      return window
    }

    func luma(_ x: Int, _ y: Int) -> Int {
      let pixel = self[x, y]
      let (red, green, blue) = (pixel >> 16 & 0xFF, pixel >> 8 & 0xFF, pixel & 0xFF)
      return Int((red * 77 + green * 150 + blue * 29) >> 8)
    }
  }

  private let whole = PixelRect(x: 0, y: 0, width: 61, height: 43)
  private let parts = [
    PixelRect(x: 0, y: 0, width: 61, height: 43), PixelRect(x: 3, y: 2, width: 40, height: 30),
    PixelRect(x: 11, y: 9, width: 17, height: 3), PixelRect(x: 60, y: 42, width: 1, height: 1),
  ]

  private func has(_ part: PixelRect, _ x: Int, _ y: Int) -> Bool {
    (part.x..<part.maxX).contains(x) && (part.y..<part.maxY).contains(y)
  }

  private func expect(
    _ judging: Judging, _ rule: (Window, PixelRect, _ x: Int, _ y: Int) -> UInt32
  ) {
    for part in parts {
      let window = Window()
      let marked = window.marked(judging, whole, part)
      for y in 0..<43 {
        for x in 0..<61 {
          let expected = has(part, x, y) ? rule(window, part, x, y) : window[x, y]
          if marked[x, y] != expected {
            Issue.record("\(part) \(x),\(y): \(String(marked[x, y], radix: 16))")
            return
          }
        }
      }
    }
  }

  @Test("clipped channels are striped in their colours, bright for 255, dim for 0")
  func clipping() {
    var judging = Judging()
    judging.showsClipping = true
    expect(judging) { window, _, x, y in
      let channels: [UInt32] = [0xFF, 0xFF00, 0xFF_0000]
      let over = channels.filter { window[x, y] & $0 == $0 }.reduce(0, |)
      let under = channels.filter { window[x, y] & $0 == 0 }.reduce(0, |)
      if over != 0 { return (x + y) & 7 < 4 ? 0xFF00_0000 | over : 0xFF00_0000 }
      if under == 0 { return window[x, y] }
      return (x - y) & 7 < 4 ? 0xFF00_0000 | under & 0xA0_A0A0 : 0xFF00_0000
    }
  }

  @Test("peaks are where brightness changes by more than the threshold")
  func peaks() {
    for step in [-4, 0, 4] {
      var judging = Judging()
      judging.showsPeaks = true
      judging.changePeakStep(by: step)
      expect(judging) { window, part, x, y in
        guard x > part.x, x < part.maxX - 1, y > part.y, y < part.maxY - 1 else {
          return window[x, y]
        }
        let change =
          abs(window.luma(x + 1, y) - window.luma(x - 1, y))
          + abs(window.luma(x, y + 1) - window.luma(x, y - 1))
        return change > judging.peakThreshold ? PeakMarks.colour : window[x, y]
      }
    }
  }

  @Test("where two threads mark bands, peaks are the same on both sides of each seam")
  func bands() {
    var judging = Judging()
    judging.showsPeaks = true
    judging.showsClipping = true
    let layout = FrameLayout.display(width: 1030, height: 512)
    var random = SystemRandomNumberGenerator()
    // Nothing is at its end, so that only peaks are marked.
    let frame = (0..<1030 * 512).map { _ in
      0xFF40_4040 | UInt32.random(in: 0...0xFF_FFFF, using: &random) & 0x1F_1F1F
    }
    func marked(_ clip: PixelRect) -> [UInt32] {
      var pixels = frame
      pixels.withUnsafeMutableBytes { bytes in
        var rows = MutableRawSpan(_unsafeBytes: bytes)
        judging.mark(layout.bounds, in: &rows, layout: layout, clip: clip)
      }
      return pixels
    }
    let whole = marked(layout.bounds)
    let seams = Pixels.bands(of: layout.bounds).dropFirst().map(\.y)
    #expect(seams == [128, 256, 384])
    for seam in seams {
      let few = marked(PixelRect(x: 0, y: seam - 6, width: 1030, height: 12))
      let around = 1030 * (seam - 5)..<1030 * (seam + 5)
      #expect(whole[around] == few[around] && whole[around] != frame[around])
    }
  }

  @Test(
    "a picture that is drawn with its marks is as one that is drawn, and then marked",
    arguments: [(0, 0, 61, 43), (-7, 5, 61, 43), (3, 2, 50, 30), (-40, -9, 122, 86)])
  func drawnWithMarks(place: (x: Int, y: Int, width: Int, height: Int)) throws {
    let window = Window()
    let picture = StridedPicture(61, 43) { window[$0, $1] }
    let place = PixelRect(x: place.x, y: place.y, width: place.width, height: place.height)
    try expectMarks(picture, at: place)
  }

  @Test(
    "a large picture, drawn with its marks in bands, is as one that is drawn, and then marked",
    .enabled(if: Optimisation.isOn, "\(Optimisation.reason)"))
  func drawnInBands() throws {
    let window = Window()
    let picture = StridedPicture(1030, 512) { window[$0 % 61, $1 % 43] }
    try expectMarks(picture, at: PixelRect(x: 0, y: 0, width: 1030, height: 512))
  }

  private func expectMarks(_ picture: StridedPicture, at place: PixelRect) throws {
    var judging = Judging()
    (judging.showsClipping, judging.showsPeaks, judging.guides) = (true, true, .thirds)
    let (width, height) = (picture.layout.width, picture.layout.height)
    var composer = FrameComposer()
    let together = try picture.drawn(
      at: place, window: width, height, judging: judging, by: &composer)
    var apart = try picture.drawn(at: place, window: width, height, by: &composer)
    let (plain, layout) = (apart.pixels, apart.layout)
    apart.pixels.withUnsafeMutableBytes { bytes in
      var rows = MutableRawSpan(_unsafeBytes: bytes)
      judging.mark(place, in: &rows, layout: layout, clip: layout.bounds)
    }
    let (isSame, isMarked) = (together.pixels == apart.pixels, apart.pixels != plain)
    #expect(isSame && isMarked)
    let hasPeaks = apart.pixels.contains(PeakMarks.colour)
    #expect(hasPeaks)
  }

  @Test("marks of what is judged come over what is seen, and nothing else of it does")
  func judgedApart() {
    var judging = Judging()
    (judging.showsClipping, judging.showsPeaks, judging.guides) = (true, true, .thirds)
    var marks = judging
    marks.guides = .none
    let judged = Window()
    var seen = Window()
    for index in seen.pixels.indices { seen.pixels[index] = 0x0012_3400 | UInt32(index & 0xFF) }
    for part in parts {
      var (source, target) = (judged, seen)
      let layout = judged.layout
      source.pixels.withUnsafeMutableBytes { source in
        target.pixels.withUnsafeMutableBytes { target in
          var source = MutableRawSpan(_unsafeBytes: source)
          var target = MutableRawSpan(_unsafeBytes: target)
          judging.mark(whole, judgedBy: &source, in: &target, layout: layout, clip: part)
        }
      }
      let marked = judged.marked(marks, whole, part)
      var peaks = marks
      peaks.showsClipping = false
      let peaked = judged.marked(peaks, whole, part)
      var guided = seen
      for y in 0..<43 {
        for x in 0..<61 where has(part, x, y) {
          let isAtEnd = [0, 8, 16].contains { [0, 255].contains(judged[x, y] >> $0 & 0xFF) }
          guard isAtEnd || peaked[x, y] == PeakMarks.colour else { continue }
          guided.pixels[y * 61 + x] = marked[x, y]
        }
      }
      let expected = guided.marked(judging.guidesAlone, whole, part)
      #expect(target.pixels == expected.pixels, "\(part)")
    }
  }

  @Test("with clipping, peaks are found in the picture and not in its stripes")
  func both() {
    var (peaks, both) = (Judging(), Judging())
    peaks.showsPeaks = true
    (both.showsPeaks, both.showsClipping) = (true, true)
    let window = Window()
    let (alone, together) = (
      window.marked(peaks, whole, whole), window.marked(both, whole, whole)
    )
    for index in window.pixels.indices where alone.pixels[index] != window.pixels[index] {
      #expect(together.pixels[index] == PeakMarks.colour)
    }
  }

  @Test("guides stand in the picture, wherever that is, and on nothing else")
  func guides() {
    var judging = Judging()
    judging.guides = .thirds
    let picture = PixelRect(x: -20, y: 10, width: 60, height: 30)
    let window = Window()
    let marked = window.marked(judging, picture, whole)
    for y in 0..<43 {
      for x in 0..<61 {
        let isIn = has(picture, x, y)
        let isLine = isIn && ([0, 19, 20].contains(x) || [19, 20, 29, 30].contains(y))
        let isSame = marked[x, y] == window[x, y]
        if !isLine && !isSame || isLine && ![0xFF00_0000, 0xFFFF_FFFF].contains(marked[x, y]) {
          Issue.record("\(x),\(y)")
        }
      }
    }
    var guides = Judging.Guides.none
    for _ in Judging.Guides.allCases { guides = guides.next }
    #expect(guides == .none)
  }

  @Test("of what is drawn over no picture, guides alone are left")
  func alone() {
    var judging = Judging()
    judging.showsClipping = true
    judging.showsPeaks = true
    judging.guides = .thirds
    var guides = Judging()
    guides.guides = .thirds
    #expect(judging.guidesAlone == guides)
  }

  @Test("thresholds end where they end, and nothing switched on draws nothing")
  func steps() {
    var judging = Judging()
    #expect(judging.isEmpty && Window().marked(judging, whole, whole).pixels.count == 61 * 43)
    judging.changePeakStep(by: -100)
    #expect(judging.peakThreshold == Judging.peakSteps.first)
    judging.changePeakStep(by: 100)
    #expect(judging.peakThreshold == Judging.peakSteps.last)
  }
}
