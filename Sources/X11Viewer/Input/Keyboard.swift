import CX11

/// The server's keyboard, as Xlib keeps it (XKB). The keysyms alone: text would need the tables of
/// the locale.
struct Keyboard: KeyboardLayout {
  private let connection: OpaquePointer

  /// The keyboard at the other end of a connection, which has to outlive this value.
  init(at connection: OpaquePointer) { self.connection = connection }

  /// XKB has no more (`XkbNumKbdGroups`); Xlib maps numbers past a key's last group to one of them.
  var groupCount: Int { 4 }

  func symbol(of code: UInt8, group: Int, modifiers: UInt32) -> UInt32 {
    var (consumed, symbol): (CUnsignedInt, KeySym) = (0, 0)
    // A state has the modifiers in its low byte and the group in bits 13 and 14 (XKB.h).
    let state = modifiers & 0xFF | UInt32(group & 3) << 13
    let isFound = XkbLookupKeySym(connection, KeyCode(code), state, &consumed, &symbol) != 0
    return isFound ? UInt32(truncatingIfNeeded: symbol) : 0
  }
}

extension PressedKey {
  /// The key of an event.
  init(_ event: XKeyEvent) {
    code = UInt8(truncatingIfNeeded: event.keycode)
    group = Int(event.state >> 13 & 3)  // `XkbGroupForCoreState`
    modifiers = event.state & 0xFF
  }
}
