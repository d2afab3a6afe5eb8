import ImageDecoding
import Pixels
import TestSupport
import Testing

@Suite struct WebPAnimationTests {
  private let red: UInt32 = 0xFFFF_0000
  private let blue: UInt32 = 0xFF00_00FF
  private let glass: UInt32 = 0x80FF_FFFF

  /// `count` pixels of one colour at (`x`, 0).
  private func row(
    _ pixel: UInt32, _ count: Int = 4, x: Int = 0, _ disposal: ModelFrame.Disposal = .keep,
    isBlended: Bool = true, delay: Int = 50
  ) -> ModelFrame {
    ModelFrame(
      area: PixelRect(x: x, y: 0, width: count, height: 1),
      pixels: [UInt32](repeating: pixel, count: count), disposal: disposal, isBlended: isBlended,
      delay: delay)
  }

  private func pixels(of frames: [ModelFrame]) throws -> [[UInt32]] {
    let bytes = WebPFile(size: (4, 1), frames: frames).bytes
    return try #require(try Pass(of: bytes)).pictures.map(\.pixels)
  }

  @Test("a frame is laid over what is there or replaces it, and is kept or cleared")
  func composing() throws {
    let frames = [
      row(red), row(glass, 2, x: 2), row(glass, 2, isBlended: false), row(blue, 1, x: 2, .clear),
      row(blue, 1),
    ]
    let pink: UInt32 = 0xFFFF_8080
    #expect(
      try pixels(of: frames) == [
        [red, red, red, red], [red, red, pink, pink], [glass, glass, pink, pink],
        [glass, glass, blue, pink], [blue, glass, 0, pink],
      ])
  }

  @Test("the background that the file names is not shown")
  func background() throws {
    #expect(try pixels(of: [row(red, 1), row(blue, 1, x: 2)])[0] == [red, 0, 0, 0])
  }

  @Test("delays and passes are what the file says; ten milliseconds are a tenth of a second")
  func timing() throws {
    var file = WebPFile(
      size: (4, 1), frames: [0, 10, 11, 0xFF_FFFF].map { row(red, delay: $0) }, loopCount: 3)
    try withAnimation(file.bytes) { animation in
      let pass = try Pass(&animation)
      #expect(pass.delays == [100, 100, 11, 0xFF_FFFF].map { .milliseconds($0) })
      #expect(animation.passDuration == pass.delays.reduce(.zero, +))
      #expect(animation.loopCount == 3 && animation.frameCount == 4)
      #expect(try Pass(&animation) == pass)
    }
    file.loopCount = 0
    try #expect(withAnimation(file.bytes) { $0.loopCount } == 0)
  }

  @Test("one frame alone is a still picture, and so is a file without any")
  func still() throws {
    try #expect(Pass(of: WebPFile(size: (4, 1), frames: [row(red)]).bytes) == nil)
    try #expect(Pass(of: fixture("noise.webp")) == nil)
  }

  @Test("the first frame is the still picture; lossless frames are exact")
  func fixtures() throws {
    let bytes = try fixture("part-animated.webp")
    let pass = try #require(try Pass(of: bytes))
    #expect(try Picture(decoding: bytes) == pass.pictures[0])
    #expect(pass.pictures.last == Pattern.color.picture)
  }

  @Test("an animation is put upright", arguments: [3, 6, 8])
  func orientation(_ orientation: Int) throws {
    var file = WebPFile(size: (4, 1), frames: [row(red), row(blue, 2)])
    let plain = try #require(try Pass(of: file.bytes))
    file.metadata = webpChunk("EXIF", exifBlock(orientation: orientation, big: false))
    let turned = try #require(try Pass(of: file.bytes))
    #expect(turned.pictures == plain.pictures.map { OrientationTests.upright($0, orientation) })
  }

  @Test(
    "frames of any place, blending and disposal are composed as the model says", arguments: 0..<60)
  func model(_ seed: Int) throws {
    var random = Random(seed: UInt64(seed))
    let (width, height) = (1 + random.next(below: 12), 1 + random.next(below: 12))
    let colors: [UInt32] = [0, red, blue, glass, 0x0112_3456, 0xFE65_4321, 0x4080_C000]
    let frames = (0..<(2 + random.next(below: 6))).map { _ in
      ModelFrame(inside: width, height, &random, colors: colors).even
    }
    let bytes = WebPFile(size: (width, height), frames: frames).bytes
    let pass = try #require(try Pass(of: bytes))
    for (shown, expected) in zip(pass.pictures, composed(width: width, height: height, frames)) {
      let difference = try #require(shown.largestDifference(from: expected))
      #expect(difference <= 1 && shown.isOpaque == expected.isOpaque)
    }
  }
}

extension ModelFrame {
  /// The frame as WebP can have it: at an even place, of one colour, and not restored.
  var even: ModelFrame {
    var frame = self
    frame.area.width += frame.area.x % 2
    frame.area.height += frame.area.y % 2
    frame.area.x -= frame.area.x % 2
    frame.area.y -= frame.area.y % 2
    let count = frame.area.width * frame.area.height
    frame.pixels = [UInt32](repeating: pixels[0], count: count)
    if disposal == .restore { frame.disposal = .clear }
    return frame
  }
}
