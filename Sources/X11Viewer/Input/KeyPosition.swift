/// What keys are by their place: the characters that they have on a keyboard of the United States.
enum KeyPosition {
  /// Rows of keys by the number of their first key. X numbers keys as Linux does
  /// (`input-event-codes.h`), 8 higher.
  private static let rows: [(first: UInt8, plain: String, shifted: String)] = [
    (10, "1234567890-=", "!@#$%^&*()_+"),
    (24, "qwertyuiop[]", "QWERTYUIOP{}"),
    (38, "asdfghjkl;'`", "ASDFGHJKL:\"~"),
    (51, "\\zxcvbnm,./", "|ZXCVBNM<>?"),
  ]

  private static let letters: ClosedRange<UInt32> = 0x61...0x7A

  private static let characters: [UInt8: (plain: UInt32, shifted: UInt32)] = {
    var all: [UInt8: (plain: UInt32, shifted: UInt32)] = [:]
    for row in rows {
      for (offset, both) in zip(row.plain.utf8, row.shifted.utf8).enumerated() {
        all[row.first + UInt8(offset)] = (UInt32(both.0), UInt32(both.1))
      }
    }
    return all
  }()

  /// The keysym at a key's place; of these characters, it is the ASCII code.
  static func symbol(of code: UInt8, isShifted: Bool) -> UInt32? {
    characters[code].map { isShifted ? $0.shifted : $0.plain }
  }

  /// Whether a group has most of the letters from a to z somewhere among the keys of characters.
  static func hasLatinLetters(_ group: Int, of layout: some KeyboardLayout) -> Bool {
    let present = characters.keys.filter {
      letters.contains(layout.symbol(of: $0, group: group, modifiers: 0))
    }
    return present.count > letters.count / 2
  }
}
