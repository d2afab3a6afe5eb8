/// What a key means, by the numbers of `X11/keysymdef.h`.
package struct Keysym: RawRepresentable, Hashable, Sendable {
  package let rawValue: UInt32

  package init(rawValue: UInt32) { self.rawValue = rawValue }

  /// A printable character of ASCII, whose keysym is its own number.
  package static func character(_ character: Unicode.Scalar) -> Keysym {
    precondition((0x20...0x7E).contains(character.value), "\(character) is not printable ASCII")
    return Keysym(rawValue: character.value)
  }

  /// The character of ASCII that it is, if it can be printed.
  var character: Character? {
    (0x21...0x7E).contains(rawValue) ? Unicode.Scalar(rawValue).map(Character.init) : nil
  }

  /// `XK_BackSpace`
  package static let backSpace = Keysym(rawValue: 0xFF08)
  /// `XK_Escape`
  package static let escape = Keysym(rawValue: 0xFF1B)
  /// `XK_Home`
  package static let home = Keysym(rawValue: 0xFF50)
  /// `XK_Left`
  package static let left = Keysym(rawValue: 0xFF51)
  /// `XK_Up`
  package static let up = Keysym(rawValue: 0xFF52)
  /// `XK_Right`
  package static let right = Keysym(rawValue: 0xFF53)
  /// `XK_Down`
  package static let down = Keysym(rawValue: 0xFF54)
  /// `XK_Page_Up`
  package static let pageUp = Keysym(rawValue: 0xFF55)
  /// `XK_Page_Down`
  package static let pageDown = Keysym(rawValue: 0xFF56)
  /// `XK_End`
  package static let end = Keysym(rawValue: 0xFF57)
  /// `XK_KP_Home`
  package static let keypadHome = Keysym(rawValue: 0xFF95)
  /// `XK_KP_Left`
  package static let keypadLeft = Keysym(rawValue: 0xFF96)
  /// `XK_KP_Up`
  package static let keypadUp = Keysym(rawValue: 0xFF97)
  /// `XK_KP_Right`
  package static let keypadRight = Keysym(rawValue: 0xFF98)
  /// `XK_KP_Down`
  package static let keypadDown = Keysym(rawValue: 0xFF99)
  /// `XK_KP_Page_Up`
  package static let keypadPageUp = Keysym(rawValue: 0xFF9A)
  /// `XK_KP_Page_Down`
  package static let keypadPageDown = Keysym(rawValue: 0xFF9B)
  /// `XK_KP_End`
  package static let keypadEnd = Keysym(rawValue: 0xFF9C)
  /// `XK_KP_Add`
  package static let keypadAdd = Keysym(rawValue: 0xFFAB)
  /// `XK_KP_Subtract`
  package static let keypadSubtract = Keysym(rawValue: 0xFFAD)
  /// `XK_F11`
  package static let f11 = Keysym(rawValue: 0xFFC8)
}
