import Pixels
import ShmChannel
import TestSupport
import Testing
import ViewerCore

@testable import Composing

/// Clipping and peaks of numbers that are not seen as they are judged.
@Suite struct JudgedSceneTests {
  private let directory = Result { try TemporaryRoot() }
  private let size = Size(width: 40, height: 24)

  private func pin(_ numbers: [Float], _ caption: Caption) throws -> Pin {
    let root = try directory.get().root
    let channel = try Channel.openOrCreate(.standard, root: root)
    var loan = try channel.loan(
      FrameLayout(width: size.width, height: size.height, format: .grayFloat))
    let bits = numbers.map { $0.bitPattern.littleEndian }
    try loan.write(bits.span.bytes)
    _ = try loan.publish(caption)
    let frame = try root.latestFrame(of: .standard)
    return Pin(frame)
  }

  private func pixels(
    _ pin: Pin, clipping: Bool, peaks: Bool, by composer: Composer
  ) throws -> [UInt32] {
    var looking = Looking()
    looking.changeJudging { ($0.showsClipping, $0.showsPeaks) = (clipping, peaks) }
    let scene = Scene(
      pin: pin, view: looking.view(of: pin.size, in: size), style: looking.style)
    var pixels = [UInt32](repeating: 0, count: size.width * size.height)
    try pixels.withUnsafeMutableBytes { bytes in
      var bytes = MutableRawSpan(_unsafeBytes: bytes)
      try composer.compose(scene, area: PixelRect(size), into: &bytes)
    }
    return pixels
  }

  /// What differs by rows of four: not a number, infinite, above, below, within.
  private var numbers: [Float] {
    (0..<size.height).flatMap { y in
      (0..<size.width).map { x -> Float in
        switch y / 4 {
        case 0: .nan
        case 1: .infinity
        case 2: 1.5
        case 3: -.infinity
        case 4: -0.5
        // A ramp whose grays have no edge, though its colors in turbo change fast.
        default: 0.3 + Float(x) / 200
        }
      }
    }
  }

  @Test("the range is judged, not the colors of its table, and NaN is not clipped")
  func clipping() throws {
    for table in [nil, ColorTable.viridis, .turbo] {
      let pin = try pin(numbers, Caption(title: "", colorTable: table))
      let composer = Composer(overlays: OverlayPainter())
      let plain = try pixels(pin, clipping: false, peaks: false, by: composer)
      let marked = try pixels(pin, clipping: true, peaks: false, by: composer)
      #expect(try pixels(pin, clipping: false, peaks: false, by: composer) == plain)
      for y in 0..<size.height {
        let row = y * size.width..<(y + 1) * size.width
        switch y / 4 {
        case 0, 5: #expect(marked[row] == plain[row], "\(y)")
        case 1, 2: #expect(Set(marked[row]) == [0xFFFF_FFFF, 0xFF00_0000], "\(y) is white")
        default: #expect(Set(marked[row]) == [0xFFA0_A0A0, 0xFF00_0000], "\(y) is black")
        }
      }
    }
  }

  @Test("edges are those of the numbers, whatever colors a table gives them")
  func peaks() throws {
    let numbers = (0..<size.height).flatMap { _ in
      (0..<size.width).map { x in x < 20 ? 0.2 + Float(x) / 100 : 0.9 as Float }
    }
    var marks: [[Bool]] = []
    for table in [nil, ColorTable.turbo, .twilight] {
      let pin = try pin(numbers, Caption(title: "", colorTable: table))
      let composer = Composer(overlays: OverlayPainter())
      let marked = try pixels(pin, clipping: false, peaks: true, by: composer)
      marks.append(marked.map { $0 == 0xFF00_FF40 })
    }
    #expect(marks[1] == marks[0] && marks[2] == marks[0])
    #expect(marks[0].contains(true) && marks[0].contains(false))
  }
}
