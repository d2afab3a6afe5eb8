import Pixels
import ShmChannel

/// What programs that listen are told of what a person does.
extension ViewerModel {
  /// What a deed makes the viewer do; nil where there is nothing to do.
  func action(of deed: Deed) -> Action? { deed.actions.first(where: isOfUse) }

  /// What is told of a deed: keys that the viewer has no use for, or all; buttons; the pointer's
  /// way while one is held, or all of it; the wheel with Control.
  func event(of deed: Deed, isUsed: Bool) -> ViewerEvent? {
    switch deed.cause {
    case .key(let key):
      if key.isModifier || isUsed && !preferences.sendsKeys { return nil }
      return event(.key, deed, code: key.rawValue)
    case .press(let button):
      if deed.isForWindowManager { return nil }
      if !button.isWheel { return event(.press, deed, code: button.rawValue) }
      return deed.hasControl ? event(.wheel, deed, code: button.rawValue) : nil
    case .release(let button):
      if button.isWheel { return nil }
      return event(.release, deed, code: button.rawValue)
    case .motion where (deed.hasButton || preferences.sendsKeys) && !deed.isForWindowManager:
      return event(.motion, deed, code: 0)
    case .motion, .doubleClick, .keyRelease: return nil
    }
  }

  /// Draws a rectangle, with Control and the left button held, and tells of it when that is let go.
  mutating func drawRectangle(_ deed: Deed) {
    guard let shown = following.shown else { return overlays.rectangle = nil }
    let place = view(of: shown.size).place(of: deed.pointer)
    switch deed.cause {
    case .press(.left) where deed.hasControl && !deed.isForWindowManager:
      overlays.rectangle = RectangleDrag(at: place)
    case .motion: overlays.rectangle?.move(to: place)
    case .release(.left):
      let part = overlays.rectangle?.part(of: shown.size)
      overlays.rectangle = nil
      if let part { report(part, deed) }
    default: break
    }
  }

  private mutating func report(_ part: PixelRect, _ deed: Deed) {
    var event = event(.rectangle, deed, code: 0)
    event.place = ViewerEvent.Place(x: Double(part.x), y: Double(part.y))
    event.width = Double(part.width)
    event.height = Double(part.height)
    perform(.report(event))
  }

  private func event(_ kind: ViewerEvent.Kind, _ deed: Deed, code: UInt32) -> ViewerEvent {
    var event = event(kind)
    event.modifiers = deed.modifiers
    event.code = code
    if let shown = following.shown {
      let place = view(of: shown.size).place(of: deed.pointer)
      event.place = ViewerEvent.Place(x: place.x, y: place.y)
    }
    return event
  }

  private func event(_ kind: ViewerEvent.Kind) -> ViewerEvent {
    var event = ViewerEvent(kind, at: clock.wall)
    if let shown = following.shown { event.generation = shown.info.generation }
    return event
  }

  /// Tells what has become of the window.
  mutating func report(_ kind: ViewerEvent.Kind) {
    var event = event(kind)
    if kind != .closed {
      event.width = Double(upright.width)
      event.height = Double(upright.height)
    }
    effects.append(.report(event))
  }
}

extension Deed {
  /// Bits of `X.h`.
  private static let control: UInt32 = 1 << 2
  private static let alt: UInt32 = 1 << 3
  private static let superKey: UInt32 = 1 << 6

  /// `Button1Mask` to `Button5Mask`
  private static let buttons: UInt32 = 0x1F00

  /// Whether Control was held.
  var hasControl: Bool { modifiers & Self.control != 0 }

  /// Whether a button of the mouse was held.
  var hasButton: Bool { modifiers & Self.buttons != 0 }

  /// Whether buttons with what was held belong to the window manager.
  var isForWindowManager: Bool { modifiers & (Self.alt | Self.superKey) != 0 }
}

extension Keysym {
  /// Whether it is a key that changes what others mean, or none at all.
  var isModifier: Bool {
    let ranges: [ClosedRange<UInt32>] = [
      0...0,  // `NoSymbol`
      0xFE01...0xFE13,  // `XK_ISO_Lock` to `XK_ISO_Level5_Lock`
      0xFF7E...0xFF7F,  // `XK_Mode_switch`, `XK_Num_Lock`
      0xFFE1...0xFFEE,  // `XK_Shift_L` to `XK_Hyper_R`
    ]
    return ranges.contains { $0.contains(rawValue) }
  }
}

extension MouseButton {
  /// Whether it stands for a turn of the wheel.
  var isWheel: Bool { (MouseButton.wheelUp.rawValue...MouseButton.wheelRight.rawValue) ~= rawValue }
}
