import ImageDecoding
import Pixels
import TestSupport
import Testing

@Suite struct GIFAnimationTests {
  private let red: UInt32 = 0xFFFF_0000
  private let blue: UInt32 = 0xFF00_00FF
  private let green: UInt32 = 0xFF00_FF00

  /// One row of pixels at (`x`, 0).
  private func row(
    _ pixels: [UInt32], x: Int = 0, _ disposal: ModelFrame.Disposal = .keep, delay: Int = 10
  ) -> ModelFrame {
    ModelFrame(
      area: PixelRect(x: x, y: 0, width: pixels.count, height: 1), pixels: pixels,
      disposal: disposal, delay: delay)
  }

  private func file(_ frames: [ModelFrame], width: Int = 3) -> GIFFile {
    GIFFile(screen: (width, 1), frames: frames)
  }

  private func pixels(of file: GIFFile) throws -> [[UInt32]] {
    try #require(try Pass(of: file.bytes)).pictures.map(\.pixels)
  }

  @Test("a kept frame stays below the next, and shows through its transparent pixels")
  func keep() throws {
    let file = file([row([red, red, 0]), row([0, blue], x: 1)])
    #expect(try pixels(of: file) == [[red, red, 0], [red, red, blue]])
  }

  @Test("a cleared frame leaves its own area transparent, and nothing else")
  func clear() throws {
    let file = file([row([red, red, red]), row([blue], x: 1, .clear), row([green])])
    #expect(try pixels(of: file) == [[red, red, red], [red, blue, red], [green, 0, red]])
  }

  @Test("a restored frame leaves what was there before it; two of them too")
  func restore() throws {
    let file = file([
      row([red, red, 0]), row([blue], x: 1, .restore), row([green], x: 2, .restore), row([blue]),
    ])
    #expect(
      try pixels(of: file) == [
        [red, red, 0], [red, blue, 0], [red, red, green], [blue, red, 0],
      ])
  }

  @Test("a first frame that is restored leaves nothing")
  func restoreFirst() throws {
    let file = file([row([red, red, red], .restore), row([blue], x: 1)])
    #expect(try pixels(of: file) == [[red, red, red], [0, blue, 0]])
  }

  @Test("the fourth way to dispose of a frame, an old writer's, is the third")
  func oldRestore() throws {
    var bytes = file([row([red, red, 0]), row([blue], x: 1, .restore), row([green])]).bytes
    let control = try #require(bytes.indices.first { bytes[$0...].starts(with: [0xF9, 4, 0x0D]) })
    bytes[control + 2] = 4 << 2 | 1
    #expect(
      try #require(try Pass(of: bytes)).pictures.map(\.pixels) == [
        [red, red, 0], [red, blue, 0], [green, red, 0],
      ])
  }

  @Test("what reaches out of the canvas is left out, and so is a frame that is all outside")
  func outside() throws {
    let file = file([row([red, red, red]), row([blue, blue, blue], x: 2), row([green], x: 9)])
    #expect(try pixels(of: file) == [[red, red, red], [red, red, blue], [red, red, blue]])
  }

  @Test("a first frame larger than the screen widens the canvas for all")
  func widening() throws {
    let file = file([row([red, red, red]), row([blue], x: 2)], width: 1)
    #expect(try pixels(of: file) == [[red, red, red], [red, red, blue]])
  }

  @Test("a transparent pixel needs no colour in the palette")
  func transparentBeyondPalette() throws {
    var bytes = file([row([red, 0, red]), row([blue])]).bytes
    let flags = 10
    bytes[flags] = 0x80  // two colours, and the rest of the palette's bytes taken out
    bytes.removeSubrange((13 + 6)..<(13 + 128 * 3))
    #expect(
      try #require(try Pass(of: bytes)).pictures.map(\.pixels) == [[red, 0, red], [blue, 0, red]])
  }

  @Test("each frame has its delay; none, or one hundredth of a second, is a tenth of a second")
  func delays() throws {
    let file = file([0, 1, 2, 10, 65_535].map { row([red], delay: $0) })
    try withAnimation(file.bytes) { animation in
      let pass = try Pass(&animation)
      #expect(pass.delays == [100, 100, 20, 100, 655_350].map { .milliseconds($0) })
      #expect(animation.passDuration == pass.delays.reduce(.zero, +))
      #expect(animation.frameCount == 5)
    }
  }

  @Test(
    "repetitions come on top of the first pass; none is for ever; without a word it is one pass",
    arguments: [(nil, 1), (0, 0), (1, 2), (4, 5), (65_535, 65_536)] as [(Int?, Int)])
  func loops(_ repetitions: Int?, loopCount: Int) throws {
    for name in ["NETSCAPE2.0", "ANIMEXTS1.0"] {
      var file = file([row([red]), row([blue])])
      file.repetitions = repetitions.map { ($0, name) }
      try #expect(withAnimation(file.bytes) { $0.loopCount } == loopCount)
    }
    var file = file([row([red]), row([blue])])
    file.repetitions = (7, "XMP DataXMP")
    try #expect(withAnimation(file.bytes) { $0.loopCount } == 1)
  }

  @Test("one frame alone is a still picture")
  func still() throws {
    try #expect(Pass(of: file([row([red])]).bytes) == nil)
    try #expect(Pass(of: fixture("ramp.gif")) == nil)
  }

  @Test("a second pass shows the same as the first")
  func secondPass() throws {
    let file = file([
      row([red, 0, 0]), row([0, blue], x: 1, .clear), row([green], x: 1, .restore),
    ])
    try withAnimation(file.bytes) { animation in
      let first = try Pass(&animation)
      #expect(try Pass(&animation) == first)
      #expect(first.pictures.count == 3)
    }
  }

  @Test(
    "frames of any place, palette, order of rows and disposal are composed as the model says",
    arguments: 0..<60)
  func model(_ seed: Int) throws {
    var random = Random(seed: UInt64(seed))
    let (width, height) = (1 + random.next(below: 12), 1 + random.next(below: 20))
    var frames = [ModelFrame(filling: width, height, &random, colors: Self.colors)]
    for _ in 0..<(1 + random.next(below: 6)) {
      frames.append(ModelFrame(near: width, height, &random, colors: Self.colors))
    }
    let file = GIFFile(
      screen: (width, height), frames: frames, isInterlaced: seed % 2 == 0,
      hasLocalPalettes: seed % 3 == 0)
    let pass = try #require(try Pass(of: file.bytes))
    #expect(pass.pictures == composed(width: width, height: height, frames))
    #expect(try Picture(decoding: file.bytes) == pass.pictures[0])
  }

  private static let colors: [UInt32] = [0, 0xFFFF_0000, 0xFF00_FF00, 0xFF00_00FF, 0xFF12_3456]
}

extension ModelFrame {
  /// A frame of the size of the canvas.
  init(filling width: Int, _ height: Int, _ random: inout Random, colors: [UInt32]) {
    self.init(PixelRect(x: 0, y: 0, width: width, height: height), &random, colors)
  }

  /// A frame that begins on the canvas, and may reach beyond it.
  init(near width: Int, _ height: Int, _ random: inout Random, colors: [UInt32]) {
    let area = PixelRect(
      x: random.next(below: width), y: random.next(below: height),
      width: 1 + random.next(below: width), height: 1 + random.next(below: height))
    self.init(area, &random, colors)
  }

  init(_ area: PixelRect, _ random: inout Random, _ colors: [UInt32]) {
    let pixels = (0..<(area.width * area.height)).map { _ in
      colors[random.next(below: colors.count)]
    }
    self.init(
      area: area, pixels: pixels, disposal: Disposal.allCases[random.next(below: 3)],
      isBlended: random.next(below: 2) == 0 || colors.count < 6, delay: 2 + random.next(below: 50))
  }
}
