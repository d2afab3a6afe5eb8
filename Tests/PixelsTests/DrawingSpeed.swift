import Glibc
import Pixels
import ShmChannel
import Testing

/// Not a proof: it prints how long drawings take when `SHMVIEW_BENCHMARK` is set.
///
///     SHMVIEW_BENCHMARK=1 swift test -c release -Xswiftc -enable-testing --filter DrawingSpeed
@Suite(.enabled(if: getenv("SHMVIEW_BENCHMARK") != nil), .serialized)
struct DrawingSpeed {
  @Test(
    "the time to draw a frame for the first time, and again",
    arguments: [
      ([3840, 2160], [1920, 1080]), ([3840, 2160], [1728, 972]), ([2560, 1600], [1728, 1080]),
      ([6000, 4000], [1620, 1080]), ([8000, 6000], [800, 600]), ([1920, 1080], [1920, 1080]),
      ([960, 540], [1920, 1080]),
    ], [(false, Magnification.nearest), (true, .nearest), (false, .bilinear)])
  func speed(sizes: ([Int], [Int]), kind: (hasAlpha: Bool, magnification: Magnification)) {
    let (size, target) = sizes
    if kind.magnification == .bilinear && size[0] >= target[0] { return }
    let layout = FrameLayout.display(
      width: size[0], height: size[1], hasAlpha: kind.hasAlpha)
    let frame = (0..<size[0] * size[1]).map { UInt32(truncatingIfNeeded: $0 &* 2_654_435_761) }
    var window = [UInt32](repeating: 0, count: target[0] * target[1])
    let windowLayout = FrameLayout.display(width: target[0], height: target[1])
    var composer = FrameComposer(magnification: kind.magnification)
    func draw() {
      frame.withUnsafeBytes { frame in
        window.withUnsafeMutableBytes { window in
          var window = MutableRawSpan(_unsafeBytes: window)
          try? composer.draw(
            RawSpan(_unsafeBytes: frame), layout: layout, by: DisplayMapping(of: layout.format),
            at: windowLayout.bounds, into: &window, layout: windowLayout)
        }
      }
    }
    draw()
    let first = fastest {
      composer.frameDidChange(); draw()
    }
    let again = fastest { draw() }
    print(
      "\(size[0])x\(size[1]) -> \(target[0])x\(target[1])",
      kind.hasAlpha ? "alpha:" : "\(kind.magnification):", "first \(first), again \(again)")
  }

  @Test("the time to make display pixels of 1920x1080", arguments: PixelFormat.allCases)
  func mapping(format: PixelFormat) {
    let layout = FrameLayout(width: 1920, height: 1080, format: format)
    let size = format.sample.byteCount
    let bytes = (0..<layout.byteCount).map { index in
      // Floats between 0 and 1.
      size == 4 && index & 3 == 3 ? 0x3E : UInt8(truncatingIfNeeded: index &* 2_654_435_761 >> 8)
    }
    var row = [UInt32](repeating: 0, count: 1920)
    func time(_ range: String?, _ table: ColorTable?) -> String {
      let mapping = DisplayMapping(
        of: format, range: range.flatMap { SampleRange($0) }, colorTable: table)
      let time = fastest {
        for y in 0..<1080 {
          var output = row.mutableSpan
          mapping.write(
            row: y, columns: 0..<1920, of: bytes.span.bytes, layout: layout, to: &output)
        }
      }
      return "\(time)"
    }
    print(
      "\(format): whole \(time(nil, nil)), range \(time("0.1:200.5", nil))",
      format.layout == .gray ? ", table \(time(nil, .turbo))" : "")
  }

  @Test("the time to mark a window of 1920x1080")
  func marks() {
    let layout = FrameLayout.display(width: 1920, height: 1080)
    let frame = (0..<1920 * 1080).map { UInt32(truncatingIfNeeded: $0 &* 2_654_435_761) }
    var window = frame
    func time(_ change: (inout Judging) -> Void) -> Duration {
      var judging = Judging()
      change(&judging)
      return fastest {
        window.withUnsafeMutableBytes { window in
          var window = MutableRawSpan(_unsafeBytes: window)
          judging.mark(layout.bounds, in: &window, layout: layout, clip: layout.bounds)
        }
      }
    }
    let clipping = time { $0.showsClipping = true }
    let peaks = time { $0.showsPeaks = true }
    let both = time { ($0.showsClipping, $0.showsPeaks, $0.guides) = (true, true, .thirds) }
    let histogram = fastest {
      frame.withUnsafeBytes { bytes in
        _ = SampleHistogram(layout.bounds, of: RawSpan(_unsafeBytes: bytes), layout: layout)
      }
    }
    print("clipping \(clipping), peaks \(peaks), both \(both), histogram \(histogram)")
  }

  @Test(
    "the time to mix two windows for a step of a fade", arguments: [(1920, 1080), (3840, 2160)])
  func mixing(width: Int, height: Int) {
    let layout = FrameLayout.display(width: width, height: height)
    let first = (0..<width * height).map { UInt32(truncatingIfNeeded: $0 &* 2_654_435_761) }
    let second = Array(first.reversed())
    var mixture = first
    let time = first.withUnsafeBytes { first in
      second.withUnsafeBytes { second in
        mixture.withUnsafeMutableBytes { mixture in
          var mixture = MutableRawSpan(_unsafeBytes: mixture)
          return fastest {
            blend(
              RawSpan(_unsafeBytes: first), RawSpan(_unsafeBytes: second), share: 77,
              in: layout.bounds, into: &mixture, layout: layout)
          }
        }
      }
    }
    print("\(width)x\(height), mixing: \(time)")
  }

  @Test("the time to convert a megapixel for a monitor", arguments: [false, true])
  func lattice(isNoise: Bool) {
    let bytes = (0..<ColorLattice.byteCount).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    guard let lattice = ColorLattice(bytes) else { return }
    // In pieces, so that one core works.
    let layout = FrameLayout.display(width: 1024, height: 256)
    let frame = (0..<1024 * 256).map { index -> UInt32 in
      isNoise
        ? UInt32(truncatingIfNeeded: index &* 2_654_435_761)
        : UInt32(truncatingIfNeeded: index % 1024 / 4 | index / 1024 << 8 | index / 2048 << 16)
    }
    var window = frame
    let time = frame.withUnsafeBytes { frame in
      window.withUnsafeMutableBytes { window in
        fastest {
          for _ in 0..<4 { lattice.convert(layout.bounds, of: frame, to: window, layout: layout) }
        }
      }
    }
    print("a megapixel for a monitor, \(isNoise ? "noise" : "smooth"): \(time)")
  }

  private func fastest(_ body: () -> Void) -> Duration {
    (0..<15).map { _ in ContinuousClock().measure(body) }.min() ?? .zero
  }
}
