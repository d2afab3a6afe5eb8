/// How often a level has been halved along each axis.
struct Reduction: Equatable {
  var x = 0
  var y = 0

  /// The halvings to make of a picture that is to be shown at `width` by `height`: while both axes
  /// shrink to half or less, and further along one axis that shrinks by much more than the other
  /// (a very long picture whose short side has reached one pixel). Less than 4:1 remains to do.
  static func steps(for layout: PixelLayout, width: Int, height: Int) -> [Reduction] {
    var ratioX = Double(layout.width) / Double(width)
    var ratioY = Double(layout.height) / Double(height)
    var steps: [Reduction] = []
    while true {
      let both = ratioX >= 2 && ratioY >= 2
      let (halvesX, halvesY) = (both || ratioX >= 4, both || ratioY >= 4)
      guard halvesX || halvesY else { return steps }
      let last = steps.last ?? Reduction()
      steps.append(Reduction(x: last.x + (halvesX ? 1 : 0), y: last.y + (halvesY ? 1 : 0)))
      ratioX /= halvesX ? 2 : 1
      ratioY /= halvesY ? 2 : 1
    }
  }
}

/// The size of a level in its own pixels: where the frame's size is odd, its last ones are partial.
struct LevelSize: Equatable {
  let extentX: Double
  let extentY: Double

  /// Columns, the partial one included.
  var width: Int { Int(extentX.rounded(.up)) }
  /// Rows, the partial one included.
  var height: Int { Int(extentY.rounded(.up)) }

  init(_ layout: PixelLayout, _ reduction: Reduction) {
    extentX = Double(layout.width) / Double(1 << reduction.x)
    extentY = Double(layout.height) / Double(1 << reduction.y)
  }
}
