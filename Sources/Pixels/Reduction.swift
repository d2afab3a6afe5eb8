import ShmChannel

/// How often a level has been halved along each axis.
struct Reduction: Equatable {
  var x = 0
  var y = 0

  /// The halvings that come before the area filter for a picture shown at `width` by `height`.
  ///
  /// A halved picture no longer tells where in a block the ink was. What is left to do must be so
  /// coarse that this does not show: with 1.5:1 left, text at 1:3 is off its exact mean by 25 of
  /// 255 (root mean square), with 4:1 left by 5. So there are halvings where they alone lead to
  /// the size wanted, and else as long as 4:1 remains: along both axes, or along the one that
  /// shrinks by much more (of a very long picture whose short side has reached one pixel).
  static func steps(for layout: FrameLayout, width: Int, height: Int) -> [Reduction] {
    if let count = halvings(from: layout, to: width, height) {
      return (0..<count).map { Reduction(x: $0 + 1, y: $0 + 1) }
    }
    var ratioX = Double(layout.width) / Double(width)
    var ratioY = Double(layout.height) / Double(height)
    var steps: [Reduction] = []
    while true {
      let both = ratioX >= 8 && ratioY >= 8
      let (halvesX, halvesY) = (both || ratioX >= 12, both || ratioY >= 12)
      guard halvesX || halvesY else { return steps }
      let last = steps.last ?? Reduction()
      steps.append(Reduction(x: last.x + (halvesX ? 1 : 0), y: last.y + (halvesY ? 1 : 0)))
      ratioX /= halvesX ? 2 : 1
      ratioY /= halvesY ? 2 : 1
    }
  }

  /// How many halvings, 1 or more, make exactly `width` by `height`; nil if none do.
  private static func halvings(
    from layout: FrameLayout, to width: Int, _ height: Int
  ) -> Int? {
    (1..<16).first { layout.width == width << $0 && layout.height == height << $0 }
  }
}
