/// Tells double clicks of the first button from single ones, and from drags. Times are the
/// server's, in milliseconds, which begin at zero again after 49 days.
package struct Clicks: Equatable, Sendable {
  private struct Press: Equatable {
    let time: UInt32
    let place: SIMD2<Int32>
  }

  /// The press that may become a click, and the one that the click before began with.
  private var press: Press?
  private var click: Press?

  /// The longest time between two presses of a double click.
  private static let interval: UInt32 = 400
  /// How far the pointer may move in a click, and between two, in pixels along either axis.
  private static let slack: Int32 = 4

  /// No button has gone down yet.
  package init() {}

  /// A button has gone down or up.
  ///
  /// - Returns: whether that ends a double click.
  package mutating func follow(_ change: ButtonChange) -> Bool {
    let here = Press(time: change.time.rawValue, place: [change.x, change.y])
    guard change.button == .left else {
      self = Clicks()
      return false
    }
    if change.isPress {
      press = here
      return false
    }
    return release(here)
  }

  private mutating func release(_ end: Press) -> Bool {
    guard let press, Self.areNear(press, end) else {
      self = Clicks()
      return false
    }
    self.press = nil
    guard let first = click, press.time &- first.time <= Self.interval,
      Self.areNear(first, press)
    else {
      click = press
      return false
    }
    click = nil  // a third click begins anew
    return true
  }

  private static func areNear(_ first: Press, _ second: Press) -> Bool {
    let across = abs(Int(first.place.x) - Int(second.place.x))
    let down = abs(Int(first.place.y) - Int(second.place.y))
    return max(across, down) <= Int(slack)
  }
}
