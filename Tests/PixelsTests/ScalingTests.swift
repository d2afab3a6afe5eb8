import Pixels
import Testing

@Suite struct ScalingTests {
  static let ratios = [1.3, 1.5, 2, 3, 3.47, 5, 6.17]
  static let sizes = [[160, 120], [211, 97], [65, 131]]

  @Test(
    "a photograph and text below 100 % are their exact area mean, within rms 2",
    arguments: ratios, sizes)
  func closeToMean(ratio: Double, size: [Int]) throws {
    for kind in [TestPicture.photograph, .text] {
      let picture = kind.make(size[0], size[1])
      let (width, height) = (reduced(size[0], ratio), reduced(size[1], ratio))
      let mean = AreaMean(of: picture, width: width, height: height)
      let difference = mean.difference(from: try picture.scaled(to: width, height))
      #expect(difference.rms <= 2, "\(kind)")
      #expect(difference.most <= 4, "\(kind)")
    }
  }

  @Test(
    "a large reduction, which begins with halvings, keeps to the exact mean within rms 8",
    arguments: [4, 8, 9.3, 12.3, 16, 21], [[320, 240], [211, 197]])
  func largeReductions(ratio: Double, size: [Int]) throws {
    for kind in [TestPicture.photograph, .text] {
      let picture = kind.make(size[0], size[1])
      let (width, height) = (reduced(size[0], ratio), reduced(size[1], ratio))
      let mean = AreaMean(of: picture, width: width, height: height)
      let difference = mean.difference(from: try picture.scaled(to: width, height))
      #expect(difference.rms <= 8, "\(kind)")
    }
  }

  @Test(
    "a checkerboard of single pixels has no more contrast than its exact mean, give or take 4",
    arguments: ratios, sizes)
  func noMoire(ratio: Double, size: [Int]) throws {
    let picture = TestPicture.checkerboard.make(size[0], size[1])
    let (width, height) = (reduced(size[0], ratio), reduced(size[1], ratio))
    let mean = AreaMean(of: picture, width: width, height: height)
    let scaled = try picture.scaled(to: width, height)
    let blues = (0..<height).flatMap { y in (0..<width).map { x in scaled[x, y] & 255 } }
    let contrast = Double((blues.max() ?? 0) - (blues.min() ?? 0))
    #expect(abs(contrast - mean.contrast) <= 4)
    #expect(mean.difference(from: scaled).most <= 4)
  }

  @Test(
    "very long pictures and those of a few pixels are their exact area mean",
    arguments: [
      ([1, 1], [1, 1]), ([2, 1], [1, 1]), ([1, 7], [1, 1]), ([3, 3], [2, 2]), ([5, 3], [1, 1]),
      ([33, 7], [10, 2]), ([20_000, 3], [300, 1]), ([3, 9_000], [1, 90]),
      ([40_000, 4], [40, 1]), ([40_000, 2], [20_000, 1]), ([65_531, 1], [100, 1]),
    ])
  func oddShapes(size: [Int], target: [Int]) throws {
    let picture = TestPicture.photograph.make(size[0], size[1])
    let mean = AreaMean(of: picture, width: target[0], height: target[1])
    let difference = mean.difference(from: try picture.scaled(to: target[0], target[1]))
    #expect(difference.most <= 8)
    #expect(difference.rms <= 5)
  }

  @Test("white stays white and black stays black at any ratio", arguments: [0, 255.0])
  func extremes(value: Double) throws {
    let picture = StridedPicture(61, 47) { _, _ in grey(value) }
    for width in 1...70 {
      let scaled = try picture.scaled(to: width, max(1, width * 47 / 61))
      #expect(scaled.pixels.allSatisfy { $0 == grey(value) }, "width \(width)")
    }
  }

  @Test("at 100 % each pixel is the frame's")
  func unscaled() throws {
    let picture = TestPicture.photograph.make(33, 7)
    let scaled = try picture.scaled(to: 33, 7)
    for y in 0..<7 {
      for x in 0..<33 { #expect(scaled[x, y] == picture[x, y]) }
    }
  }

  @Test("a part drawn alone equals that part of the whole", arguments: ratios + [0.4, 0.25, 1])
  func parts(ratio: Double) throws {
    let picture = TestPicture.photograph.make(211, 97)
    let (width, height) = (reduced(211, ratio), reduced(97, ratio))
    let whole = try picture.scaled(to: width, height)
    var composer = FrameComposer()
    let part = try picture.drawn(
      at: PixelRect(x: -5, y: -3, width: width, height: height), window: 17, 9, by: &composer)
    for y in 0..<9 {
      for x in 0..<17 { #expect(part[x, y] == whole[x + 5, y + 3], "\(x), \(y)") }
    }
  }

  private func reduced(_ length: Int, _ ratio: Double) -> Int {
    max(1, Int((Double(length) / ratio).rounded()))
  }
}
