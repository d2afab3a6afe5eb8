import ShmChannel
import Testing

@testable import Pixels

@Suite struct TurningTests {
  private let backdrop = Backdrop(
    bars: 0xFF01_0203, firstSquares: 0xFF20_2020, secondSquares: 0xFF60_6060, squareSide: 4)

  @Test(
    "a frame is drawn turned as a picture that was stored so is drawn",
    arguments: Orientation.allCases, [false, true])
  func turned(orientation: Orientation, hasAlpha: Bool) throws {
    let stored = TestPicture.photograph.make(23, 14, hasAlpha: hasAlpha)
    let seen = stored.turned(orientation)
    for (scale, offset) in [(1.0, -5), (2, -9), (3, 4), (0.5, 2), (0.3, 0)] {
      let place = PixelRect(
        x: offset, y: 3 - offset, width: Int(Double(seen.layout.width) * scale),
        height: Int(Double(seen.layout.height) * scale))
      for clip in [nil, PixelRect(x: 2, y: 3, width: 11, height: 9)] {
        var composer = FrameComposer(backdrop: backdrop)
        let wanted = try seen.drawn(at: place, window: 30, 25, clip: clip, by: &composer)
        composer.frameDidChange()
        let drawn = try stored.drawn(
          at: place, orientation: orientation, window: 30, 25, clip: clip, by: &composer)
        // Weights are rounded from the first pixel on, which is another one.
        let isExact = scale.rounded() == scale
        #expect(drawn.difference(from: wanted) <= (isExact ? 0 : 2), "\(scale) \(offset)")
      }
    }
  }

  @Test("rows are turned part by part as whole pictures are", arguments: Orientation.allCases)
  func rows(orientation: Orientation) {
    let stored = StridedPicture(23, 14) { x, y in 0xFF00_0000 | UInt32(y * 23 + x) }
    let seen = stored.turned(orientation)
    let part = PixelRect(x: 2, y: 3, width: 9, height: 8)
    let drawn = undone(orientation, stored, in: part, like: seen)
    for y in 0..<seen.layout.height {
      for x in 0..<seen.layout.width {
        let isInside = (2..<11).contains(x) && (3..<11).contains(y)
        #expect(drawn[x, y] == (isInside ? seen[x, y] : StridedPicture.mark), "\(x), \(y)")
      }
    }
  }

  @Test("rows of a large picture are turned by two threads, with nothing between them")
  func bands() {
    let stored = StridedPicture(801, 701) { x, y in 0xFF00_0000 | UInt32(y * 801 + x) }
    let seen = stored.turned(.quarterClockwise)
    let drawn = undone(.quarterClockwise, stored, in: seen.layout.bounds, like: seen)
    #expect(drawn.pixels == seen.pixels)
  }

  /// Turns a part into a picture that is filled with a mark.
  private func undone(
    _ orientation: Orientation, _ stored: StridedPicture, in part: PixelRect,
    like seen: StridedPicture
  ) -> StridedPicture {
    var drawn = seen
    let layout = seen.layout
    drawn.pixels = Array(repeating: StridedPicture.mark, count: seen.pixels.count)
    stored.pixels.withUnsafeBytes { source in
      drawn.pixels.withUnsafeMutableBytes { target in
        var rows = MutableRawSpan(_unsafeBytes: target)
        orientation.undo(
          in: part, from: RawSpan(_unsafeBytes: source), layout: stored.layout, into: &rows,
          layout: layout)
      }
    }
    return drawn
  }

  @Test("turns and flips are a group: four quarters, two flips, and each other's opposites")
  func group() {
    for orientation in Orientation.allCases {
      #expect(orientation.turned(quarters: 4) == orientation)
      #expect(orientation.turned(quarters: 1).turned(quarters: -1) == orientation)
      #expect(orientation.mirroredSideways.mirroredSideways == orientation)
      #expect(
        orientation.mirroredSideways.mirroredUpDown == orientation.turned(quarters: 2))
      let (isFlipped, quarters) = orientation.flipAndQuarters
      #expect(Orientation(isFlipped: isFlipped, quarters: quarters) == orientation)
    }
    #expect(Orientation.upright.turned(quarters: 1) == .quarterClockwise)
    #expect(Orientation.upright.mirroredSideways == .mirrored)
    #expect(Orientation.upright.mirroredUpDown == .flipped)
  }

  @Test("a place is found where its pixel is seen", arguments: Orientation.allCases)
  func places(orientation: Orientation) throws {
    let stored = StridedPicture(5, 3) { x, y in 0xFF00_0000 | UInt32(y * 5 + x) }
    let seen = stored.turned(orientation)
    let (width, height) = (seen.layout.width, seen.layout.height)
    for y in 0..<3 {
      for x in 0..<5 {
        let place = orientation.seen((Double(x) + 0.5) / 5, (Double(y) + 0.5) / 3)
        let (column, row) = (Int(place.x * Double(width)), Int(place.y * Double(height)))
        #expect(seen[column, row] == stored[x, y])
        let back = orientation.stored(place.x, place.y)
        #expect(Int(back.x * 5) == x && Int(back.y * 3) == y)
        let part = PixelRect(x: column, y: row, width: 1, height: 1)
        #expect(
          orientation.stored(part, width: width, height: height)
            == PixelRect(x: x, y: y, width: 1, height: 1))
      }
    }
  }
}

extension StridedPicture {
  /// As `Bitmap.oriented` does it, but pixel by pixel.
  fileprivate func turned(_ orientation: Orientation) -> StridedPicture {
    let (width, height) = (layout.width, layout.height)
    let isSideways = orientation.swapsSides
    return StridedPicture(
      isSideways ? height : width, isSideways ? width : height, hasAlpha: layout.format.hasAlpha
    ) { x, y in
      switch orientation {
      case .upright: self[x, y]
      case .mirrored: self[width - 1 - x, y]
      case .upsideDown: self[width - 1 - x, height - 1 - y]
      case .flipped: self[x, height - 1 - y]
      case .transposed: self[y, x]
      case .quarterClockwise: self[y, height - 1 - x]
      case .transversed: self[width - 1 - y, height - 1 - x]
      case .quarterCounterclockwise: self[width - 1 - y, x]
      }
    }
  }

  /// The largest difference of a channel.
  fileprivate func difference(from other: StridedPicture) -> Int {
    zip(pixels, other.pixels).reduce(0) { largest, pair in
      [0, 8, 16].reduce(largest) {
        max($0, abs(Int(pair.0 >> $1 & 0xFF) - Int(pair.1 >> $1 & 0xFF)))
      }
    }
  }
}
