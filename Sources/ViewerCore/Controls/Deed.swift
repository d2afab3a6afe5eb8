/// What a person did with a key or a button, and where.
package struct Deed: Equatable, Sendable {
  /// The key or the button.
  package enum Cause: Hashable, Sendable {
    case key(Keysym)
    /// A key that does something while it is held was let go.
    case keyRelease
    case press(MouseButton)
    case release(MouseButton)
    /// The pointer moves with a button held.
    case motion
    /// Two clicks of the first button; see `Clicks`.
    case doubleClick
  }

  /// What it may mean: the first that there is something to do for counts.
  package let actions: [Action]
  package let cause: Cause
  /// The modifiers and buttons that were held, by the bits of `X.h`.
  package let modifiers: UInt32
  /// The middle of the pixel that the pointer was at, in the window or outside of it.
  package private(set) var pointer: Point
  /// When, by the server's clock.
  package let time: ServerTime

  /// What may be meant, with the pointer's place as X tells it.
  package init(
    _ actions: [Action], cause: Cause, modifiers: UInt32 = 0, atX x: Int32, y: Int32,
    time: ServerTime
  ) {
    self.actions = actions
    self.cause = cause
    self.modifiers = modifiers
    self.time = time
    pointer = Point(atX: x, y: y)
  }

  /// The same with the pointer elsewhere.
  func moved(to place: Point) -> Deed {
    var deed = self
    deed.pointer = place
    return deed
  }

  /// The same, as seen from that place of the window.
  func from(x left: Int, y top: Int) -> Deed { moved(to: pointer.from(x: left, y: top)) }
}

extension Deed.Cause {
  /// Whether somebody has pressed something: the pointer also moves by itself.
  var isTouch: Bool {
    switch self {
    case .key, .press, .doubleClick: true
    case .keyRelease, .release, .motion: false
    }
  }
}
