import CX11
import ViewerCore

// X's events as the core knows them.

extension ServerTime {
  /// Takes a time of the protocol, which has 32 bits there and more in Xlib.
  init(_ time: Time) { self.init(rawValue: UInt32(truncatingIfNeeded: time)) }

  /// The same for Xlib.
  var xlib: Time { Time(rawValue) }
}

extension ButtonChange {
  /// The button of an event.
  init(_ event: XButtonEvent) {
    self.init(
      MouseButton(rawValue: event.button), isPress: event.type == ButtonPress, x: event.x,
      y: event.y, time: ServerTime(event.time))
  }
}
