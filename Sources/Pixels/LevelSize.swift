import ShmChannel

/// The size of a level in its own pixels: where the frame's size is odd, its last ones are partial.
struct LevelSize: Equatable {
  let extentX: Double
  let extentY: Double

  /// Columns, the partial one included.
  var width: Int { Int(extentX.rounded(.up)) }
  /// Rows, the partial one included.
  var height: Int { Int(extentY.rounded(.up)) }

  init(_ layout: FrameLayout, _ reduction: Reduction) {
    extentX = Double(layout.width) / Double(1 << reduction.x)
    extentY = Double(layout.height) / Double(1 << reduction.y)
  }
}
