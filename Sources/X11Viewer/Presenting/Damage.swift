import Pixels
import ViewerCore

/// Which part of the window may hold other pixels than the bars'.
struct Damage {
  private var painted = PixelRect(x: 0, y: 0, width: 0, height: 0)

  /// What has to change when a scene takes the place of what is there: the old picture goes in the
  /// same moment in which the new one comes.
  ///
  /// - Parameter drawn: the part of a window of that size that the scene draws.
  func area(for drawn: PixelRect, in window: Size) -> PixelRect {
    drawn.union(painted.intersection(PixelRect(window)))
  }

  /// A request for that area is being sent; it may fail in the middle.
  mutating func willDraw(_ area: PixelRect) { painted = painted.union(area) }

  /// That is all that the window holds now.
  mutating func didDraw(_ area: PixelRect) { painted = area }
}
