import CX11
import ViewerCore

/// The names of keys, as xev prints them; no X server is asked.
enum KeyNames {
  /// The key of a name; nil for no name of a key. The corresponding C function is
  /// `XStringToKeysym`.
  static func keysym(_ name: String) -> Keysym? {
    let symbol = XStringToKeysym(name)
    return symbol == 0 ? nil : Keysym(rawValue: UInt32(truncatingIfNeeded: symbol))  // `NoSymbol`
  }

  /// The name of a key. The corresponding C function is `XKeysymToString`.
  static func name(_ key: Keysym) -> String? {
    XKeysymToString(KeySym(key.rawValue)).map { String(cString: $0) }
  }

  /// Those of all keys that have no Unicode character for a name (keysymdef.h).
  static let all = (0x20...0xFFFF).compactMap { name(Keysym(rawValue: $0)) }
}
