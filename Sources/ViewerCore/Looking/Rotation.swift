package import Pixels

/// By how many degrees all that a window shows is turned clockwise, for a screen that hangs turned.
///
/// Everything is decided and composed *upright*, as a person before the screen sees it; the X
/// server counts in pixels of the *window*.
package enum Rotation: Int, CaseIterable, Sendable {
  case upright = 0
  case quarter = 90
  case half = 180
  case threeQuarters = 270

  /// What is undone on the way from upright rows to the window's.
  package var orientation: Orientation {
    switch self {
    case .upright: .upright
    case .quarter: .quarterClockwise
    case .half: .upsideDown
    case .threeQuarters: .quarterCounterclockwise
    }
  }

  /// The window's size of an upright one, and the upright size of a window's.
  package func turned(_ size: Size) -> Size {
    orientation.swapsSides ? Size(width: size.height, height: size.width) : size
  }

  /// The upright place of one in a window of that size.
  package func upright(_ point: Point, in window: Size) -> Point {
    let (right, down) = (Double(window.width) - point.x, Double(window.height) - point.y)
    return switch self {
    case .upright: point
    case .quarter: Point(x: point.y, y: right)
    case .half: Point(x: right, y: down)
    case .threeQuarters: Point(x: down, y: point.x)
    }
  }

  /// The upright part that is seen in a part of a window of that size.
  package func upright(_ part: PixelRect, in window: Size) -> PixelRect {
    orientation.stored(part, width: window.width, height: window.height)
  }

  /// The part of a window that shows a part of what has that size upright.
  package func window(_ part: PixelRect, of upright: Size) -> PixelRect {
    inverse.upright(part, in: upright)
  }

  private var inverse: Rotation {
    switch self {
    case .upright: .upright
    case .quarter: .threeQuarters
    case .half: .half
    case .threeQuarters: .quarter
    }
  }
}
