/// A key that went down, as the X protocol names it.
struct PressedKey: Equatable, Sendable {
  /// The key: its place on the keyboard, whatever the layout.
  let code: UInt8
  /// The group of the layout that is in use, counted from 0 (XKB).
  let group: Int
  /// The modifiers held, by the bits of `X.h`.
  let modifiers: UInt32

  /// Bits of `X.h`.
  private static let shift: UInt32 = 1 << 0
  private static let lock: UInt32 = 1 << 1

  /// The keysyms that the key may stand for, the likeliest first.
  ///
  /// CapsLock changes nothing: it is for text. A layout in use that has no Latin letters is no
  /// hindrance: the other groups are asked, then the key's place on a keyboard of the United
  /// States.
  func symbols(on layout: some KeyboardLayout) -> [UInt32] {
    var all = symbols(in: group, of: layout)
    if !KeyPosition.hasLatinLetters(group, of: layout) {
      for other in 0..<layout.groupCount where other != group {
        all += symbols(in: other, of: layout)
      }
      if let symbol = KeyPosition.symbol(of: code, isShifted: isShifted) { all.append(symbol) }
    }
    return all
  }

  private var isShifted: Bool { modifiers & Self.shift != 0 }

  /// With all that is held, then with Shift at most, as keypads with NumLock need it; last the
  /// digit of a key that has it above another character, as the French ones have.
  private func symbols(in group: Int, of layout: some KeyboardLayout) -> [UInt32] {
    let held = layout.symbol(of: code, group: group, modifiers: modifiers & ~Self.lock)
    let plain = layout.symbol(of: code, group: group, modifiers: modifiers & Self.shift)
    let shifted = layout.symbol(of: code, group: group, modifiers: Self.shift)
    let digits: ClosedRange<UInt32> = 0x30...0x39
    return [KeypadDigit.plain(held), plain] + (digits.contains(shifted) ? [shifted] : [])
  }
}
