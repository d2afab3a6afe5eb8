import ImageDecoding
import Pixels
import TestSupport
import Testing

@Suite struct PNGAnimationTests {
  private let red: UInt32 = 0xFFFF_0000
  private let blue: UInt32 = 0xFF00_00FF
  private let green: UInt32 = 0xFF00_FF00
  private let glass: UInt32 = 0x80FF_FFFF

  /// One row of pixels at (`x`, 0).
  private func row(
    _ pixels: [UInt32], x: Int = 0, _ disposal: ModelFrame.Disposal = .keep,
    isBlended: Bool = true, delay: Int = 50
  ) -> ModelFrame {
    ModelFrame(
      area: PixelRect(x: x, y: 0, width: pixels.count, height: 1), pixels: pixels,
      disposal: disposal, isBlended: isBlended, delay: delay)
  }

  private func file(_ frames: [ModelFrame], width: Int = 3) -> PNGFile {
    PNGFile(size: (width, 1), frames: frames)
  }

  private func pixels(of file: PNGFile) throws -> [[UInt32]] {
    try #require(try Pass(of: file.bytes)).pictures.map(\.pixels)
  }

  @Test("a frame replaces what is there, alpha and all, or is laid over it")
  func blending() throws {
    let replacing = file([row([red, red, red]), row([0, glass], x: 1, isBlended: false)])
    #expect(try pixels(of: replacing) == [[red, red, red], [red, 0, glass]])
    let blended = file([row([red, red, 0]), row([0, glass, glass])])
    #expect(try pixels(of: blended) == [[red, red, 0], [red, 0xFFFF_8080, glass]])
  }

  @Test("glass over glass has the colour of both, by their shares")
  func twoGlasses() throws {
    let file = file([row([0x8000_00FF]), row([0x80FF_0000])], width: 1)
    #expect(try pixels(of: file)[1] == [0xC0AA_0055])
  }

  @Test("frames are kept, cleared and restored as they say")
  func disposal() throws {
    let file = file([
      row([red, red, red]), row([blue], x: 1, .clear), row([green], x: 2, .restore), row([blue]),
    ])
    #expect(
      try pixels(of: file) == [
        [red, red, red], [red, blue, red], [red, 0, green], [blue, 0, red],
      ])
  }

  @Test("a first frame that is restored leaves nothing")
  func restoreFirst() throws {
    let file = file([row([red, red, red], .restore), row([blue], x: 1)])
    #expect(try pixels(of: file) == [[red, red, red], [0, blue, 0]])
  }

  @Test("a picture for those who know no animation is no frame, and is the still picture")
  func still() throws {
    var file = file([row([blue], x: 1), row([green], x: 2)])
    file.still = [red, red, red]
    #expect(try pixels(of: file) == [[0, blue, 0], [0, blue, green]])
    #expect(try Picture(decoding: file.bytes).pixels == [red, red, red])
  }

  @Test("one frame alone, and frames without their announcement, are a still picture")
  func oneFrame() throws {
    try #expect(Pass(of: file([row([red, red, red])]).bytes) == nil)
    let bytes = file([row([red, red, red]), row([blue])]).bytes
    let announcement = 33..<53
    let plain = Array(bytes[..<announcement.lowerBound] + bytes[announcement.upperBound...])
    try #expect(Pass(of: plain) == nil)
    #expect(try Picture(decoding: plain).pixels == [red, red, red])
  }

  @Test("delays are fractions of a second, of hundredths where nothing is said; none is a tenth")
  func delays() throws {
    var file = file([0, 10, 11, 2_500].map { row([red, red, red], delay: $0) })
    #expect(
      try Pass(of: file.bytes)?.delays == [100, 100, 11, 2_500].map { .milliseconds($0) })
    file.denominator = 0
    try withAnimation(file.bytes) { animation in
      #expect(animation.passDuration == .milliseconds(100 + 100 + 110 + 25_000))
    }
    file.denominator = 3
    #expect(try Pass(of: file.bytes)?.delays[1] == .seconds(10) / 3)
  }

  @Test("the number of passes is what the file says, none is for ever", arguments: [0, 1, 7])
  func loops(_ count: Int) throws {
    var file = file([row([red, red, red]), row([blue])])
    file.loopCount = count
    try #expect(withAnimation(file.bytes) { $0.loopCount } == count)
  }

  @Test("a palette, its transparency and the order of the rows count for every frame")
  func palette() throws {
    var header = ByteWriter()
    header.u32(2, 2, big: true)
    header.u8(8, 3, 0, 0, 1)  // 8 bits of palette, interlaced
    var control = ByteWriter()
    control.u32(2, 0, big: true)
    var png = ByteWriter()
    png.raw([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + pngChunk("IHDR", header.bytes))
    png.raw(pngChunk("PLTE", [255, 0, 0, 0, 0, 255, 9, 9, 9]) + pngChunk("tRNS", [255, 255, 0]))
    png.raw(pngChunk("acTL", control.bytes))
    for index in 0..<2 {
      var frame = ByteWriter()
      frame.u32(index, 2, 2, 0, 0, big: true)
      frame.u16(1, 10, big: true)
      frame.u8(0, 1)
      png.raw(pngChunk("fcTL", frame.bytes))
      // Adam7: pixel (0, 0), then (1, 0), then the second row.
      let data = zlibStored(index == 0 ? [0, 0, 0, 1, 0, 1, 0] : [0, 1, 0, 2, 0, 2, 2])
      png.raw(index == 0 ? pngChunk("IDAT", data) : pngChunk("fdAT", [0, 0, 0, 2] + data))
    }
    png.raw(pngChunk("IEND", []))
    let pass = try #require(try Pass(of: png.bytes))
    #expect(pass.pictures.map(\.pixels) == [[red, blue, blue, red], [blue, blue, blue, red]])
    #expect(pass.pictures.map(\.isOpaque) == [true, true])
  }

  @Test("an animation is put upright", arguments: 1...8)
  func orientation(_ orientation: Int) throws {
    var random = Random(seed: 3)
    let colors: [UInt32] = [red, blue, green, glass, 0, 0x0112_3456]
    let frames = [
      ModelFrame(filling: 4, 3, &random, colors: colors),
      row([red, blue], x: 1, .restore), row([glass], x: 2),
    ]
    var file = PNGFile(size: (4, 3), frames: frames)
    let plain = try #require(try Pass(of: file.bytes))
    file.metadata = pngChunk("eXIf", exifBlock(orientation: orientation, big: true))
    let turned = try #require(try Pass(of: file.bytes))
    #expect(turned.pictures == plain.pictures.map { OrientationTests.upright($0, orientation) })
  }

  @Test(
    "frames of any place, blending and disposal are composed as the model says", arguments: 0..<60)
  func model(_ seed: Int) throws {
    var random = Random(seed: UInt64(seed))
    let (width, height) = (1 + random.next(below: 12), 1 + random.next(below: 12))
    let colors: [UInt32] = [0, red, blue, green, glass, 0x0112_3456, 0xFE65_4321, 0x4080_C000]
    var frames = [ModelFrame(filling: width, height, &random, colors: colors)]
    for _ in 0..<(1 + random.next(below: 6)) {
      frames.append(ModelFrame(inside: width, height, &random, colors: colors))
    }
    var file = PNGFile(size: (width, height), frames: frames)
    file.chunksPerFrame = 1 + seed % 3
    if seed % 4 == 0 { file.still = frames[0].pixels }
    try withAnimation(file.bytes) { animation in
      let pass = try Pass(&animation)
      for (shown, expected) in zip(pass.pictures, composed(width: width, height: height, frames)) {
        let difference = try #require(shown.largestDifference(from: expected))
        #expect(difference <= 1 && shown.isOpaque == expected.isOpaque)
      }
      #expect(pass.delays == frames.map { .milliseconds($0.delay <= 10 ? 100 : $0.delay) })
      #expect(try Pass(&animation) == pass)
    }
  }
}

extension ModelFrame {
  /// A frame that is all on the canvas.
  init(inside width: Int, _ height: Int, _ random: inout Random, colors: [UInt32]) {
    let (x, y) = (random.next(below: width), random.next(below: height))
    let area = PixelRect(
      x: x, y: y, width: 1 + random.next(below: width - x),
      height: 1 + random.next(below: height - y))
    self.init(area, &random, colors)
  }
}
