/// A place in a window, in its pixels, whose middles are at halves.
package struct Point: Equatable, Sendable {
  package var x: Double
  package var y: Double

  package init(x: Double, y: Double) {
    self.x = x
    self.y = y
  }

  /// The same place, as seen from another.
  func from(x left: Int, y top: Int) -> Point { Point(x: x - Double(left), y: y - Double(top)) }

  /// The middle of a pixel.
  package init(atX x: Int32, y: Int32) { self.init(x: Double(x) + 0.5, y: Double(y) + 0.5) }
}
