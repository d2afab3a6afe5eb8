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

extension Deed {
  /// A key that went down.
  init(_ event: XKeyEvent, on keyboard: Keyboard, _ controls: Controls) {
    let symbols = PressedKey(event).symbols(on: keyboard).map(Keysym.init(rawValue:))
    let meaning = controls.meaning(of: symbols, with: KeyModifiers(ofState: event.state))
    self.init(
      meaning?.actions ?? [],
      cause: .key(meaning?.key ?? symbols.first ?? Keysym(rawValue: 0)),  // `NoSymbol`, X.h
      modifiers: event.state, atX: event.x, y: event.y, time: ServerTime(event.time))
  }

  /// That the key which blinks was let go.
  var afterRelease: Deed {
    Deed(
      [.endBlink], cause: .keyRelease, modifiers: modifiers, atX: Int32(pointer.x),
      y: Int32(pointer.y), time: time)
  }

  /// A button that went down, or was let go. With Control, Alt or Super it belongs to the window
  /// manager.
  init(_ event: XButtonEvent, _ controls: Controls) {
    let button = MouseButton(rawValue: event.button)
    let isPress = event.type == ButtonPress
    let isOurs = !event.state.isForWindowManager
    let isShifted = event.state & CUnsignedInt(ShiftMask) != 0
    let pressing = isOurs ? controls.actions(for: button, withShift: isShifted) : []
    let releasing: [Action] = controls.drags(with: button) ? [.drag(.end)] : []
    self.init(
      isPress ? pressing : releasing, cause: isPress ? .press(button) : .release(button),
      modifiers: event.state, atX: event.x, y: event.y, time: ServerTime(event.time))
  }

  /// The pointer has moved.
  init(_ event: XMotionEvent) {
    self.init(
      [.drag(.move)], cause: .motion, modifiers: event.state, atX: event.x, y: event.y,
      time: ServerTime(event.time))
  }
}

extension CUnsignedInt {
  /// Whether these are modifiers with which buttons belong to the window manager.
  fileprivate var isForWindowManager: Bool {
    self & CUnsignedInt(ControlMask | Mod1Mask | Mod4Mask) != 0
  }
}
