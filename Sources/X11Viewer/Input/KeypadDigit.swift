/// The digits of the keypad, which mean what the others mean.
enum KeypadDigit {
  /// `XK_KP_0` to `XK_KP_9` of `keysymdef.h`.
  private static let symbols: ClosedRange<UInt32> = 0xFFB0...0xFFB9

  /// The digit of the main keys for one of the keypad; any other keysym as it is.
  static func plain(_ symbol: UInt32) -> UInt32 {
    symbols.contains(symbol) ? symbol - symbols.lowerBound + 0x30 : symbol
  }
}
