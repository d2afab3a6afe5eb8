import ShmShow
import Testing
import ViewerCore

@testable import X11Viewer

/// The character keys of a layout, row by row, as `xkbcomp` prints them; and a keypad.
private struct TableLayout: KeyboardLayout {
  private var groups: [[UInt8: (plain: UInt32, shifted: UInt32)]]

  static let us = TableLayout([
    (10, "1234567890-=", "!@#$%^&*()_+"), (24, "qwertyuiop[]", "QWERTYUIOP{}"),
    (38, "asdfghjkl;'`", "ASDFGHJKL:\"~"), (51, "\\zxcvbnm,./", "|ZXCVBNM<>?"),
  ])
  static let de = TableLayout([
    (10, "1234567890ß´", "!\"§$%&/()=?`"), (24, "qwertzuiopü+", "QWERTZUIOPÜ*"),
    (38, "asdfghjklöä^", "ASDFGHJKLÖÄ°"), (51, "#yxcvbnm,.-", "'YXCVBNM;:_"), (94, "<", ">"),
  ])
  static let fr = TableLayout([
    (10, "&é\"'(-è_çà)=", "1234567890°+"), (24, "azertyuiop^$", "AZERTYUIOP¨£"),
    (38, "qsdfghjklmù²", "QSDFGHJKLM%~"), (51, "*wxcvbn,;:!", "µWXCVBN?./§"), (94, "<", ">"),
  ])
  static let ru = TableLayout([
    (10, "1234567890-=", "!\"№;%:?*()_+"), (24, "йцукенгшщзхъ", "ЙЦУКЕНГШЩЗХЪ"),
    (38, "фывапролджэё", "ФЫВАПРОЛДЖЭЁ"), (51, "\\ячсмитьбю.", "/ЯЧСМИТЬБЮ,"),
  ])
  static let gr = TableLayout([
    (10, "1234567890-=", "!@#$%^&*()_+"), (24, ";ςερτυθιοπ[]", ":΅ΕΡΤΥΘΙΟΠ{}"),
    (38, "ασδφγηξκλ΄'`", "ΑΣΔΦΓΗΞΚΛ¨\"~"), (51, "\\ζχψωβνμ,./", "|ΖΧΨΩΒΝΜ<>?"),
  ])

  private init(_ rows: [(first: UInt8, plain: String, shifted: String)]) {
    var keys: [UInt8: (plain: UInt32, shifted: UInt32)] = [:]
    for row in rows {
      for (index, both) in zip(row.plain.unicodeScalars, row.shifted.unicodeScalars).enumerated() {
        keys[row.first + UInt8(index)] = (Self.keysym(both.0), Self.keysym(both.1))
      }
    }
    keys[87] = (0xFF9C, 0xFFB1)  // XK_KP_End, XK_KP_1
    keys[83] = (0xFF96, 0xFFB4)  // XK_KP_Left, XK_KP_4
    keys[81] = (0xFF9A, 0xFFB9)  // XK_KP_Page_Up, XK_KP_9
    keys[117] = (0xFF56, 0xFF56)  // XK_Page_Down
    keys[90] = (0xFF9E, 0xFFB0)  // XK_KP_Insert, XK_KP_0
    groups = [keys]
  }

  /// That layout, with others to switch to.
  func and(_ other: TableLayout) -> TableLayout {
    var both = self
    both.groups += other.groups
    return both
  }

  var groupCount: Int { groups.count }

  func symbol(of code: UInt8, group: Int, modifiers: UInt32) -> UInt32 {
    guard let key = groups[group][code] else { return 0 }
    let isShifted = modifiers & shift != 0
    let isKeypad = (79...91).contains(code)
    let hasLock = modifiers & lock != 0 && !isKeypad
    if hasLock { return (Self.uppercased(isShifted ? key.shifted : key.plain)) }
    return isShifted != (isKeypad && modifiers & numLock != 0) ? key.shifted : key.plain
  }

  private static func uppercased(_ symbol: UInt32) -> UInt32 {
    (0x61...0x7A).contains(symbol) ? symbol - 0x20 : symbol
  }

  /// As `keysymdef.h` says of Latin-1 and of all other characters.
  private static func keysym(_ character: Unicode.Scalar) -> UInt32 {
    character.value <= 0xFF ? character.value : 0x100_0000 + character.value
  }
}

/// Bits of `X.h`.
private let (shift, lock, numLock): (UInt32, UInt32, UInt32) = (1, 2, 16)

@Suite("What keys mean on the layouts of the world")
struct PressedKeyTests {
  private func action(
    _ code: UInt8, _ modifiers: UInt32 = 0, group: Int = 0, on layout: TableLayout
  ) -> Action? {
    PressedKey(code: code, group: group, modifiers: modifiers).symbols(on: layout).lazy
      .compactMap { Controls.standard.actions(for: .key(Keysym(rawValue: $0))).first }.first
  }

  /// By the place of `q` on a keyboard of the United States, and so on.
  private let q: UInt8 = 24
  private let w: UInt8 = 25
  private let a: UInt8 = 38
  private let s: UInt8 = 39
  private let z: UInt8 = 52
  private let x: UInt8 = 53
  private let comma: UInt8 = 59

  @Test("where a layout has Latin letters, a key is what is printed on it")
  func latin() {
    #expect(action(w, on: .us) == .look(.fit(.fit)))
    #expect(action(q, on: .us) == .quit)
    #expect(action(z, on: .us) == nil)
    #expect(action(a, on: .fr) == .quit)
    #expect(action(z, on: .fr) == .look(.fit(.fit)))
    #expect(action(q, on: .fr) == .toggleMagnification)
    #expect(action(w, on: .fr) == nil)
    #expect(action(94, on: .de) == .look(.turn(quarters: -1)))
    #expect(action(94, shift, on: .de) == .look(.turn(quarters: 1)))
    #expect(action(20, shift, on: .de) == .nextHelpPage)
    #expect(action(35, on: .de) == .look(.zoom(by: 1)))
  }

  @Test("another layout to switch to changes nothing in one with Latin letters")
  func latinBesideOthers() {
    #expect(action(z, on: .us.and(.fr)) == nil)
    #expect(action(q, on: .us.and(.fr)) == .quit)
    #expect(action(q, group: 1, on: .us.and(.fr)) == .toggleMagnification)
    #expect(action(w, on: .us.and(.ru)) == .look(.fit(.fit)))
  }

  @Test(
    "letters without Latin ones are looked up in the other layouts, else by the key's place",
    arguments: ["ru", "ru,us", "gr", "gr,us", "us,ru"])
  func others(name: String) throws {
    let layouts: [String: (layout: TableLayout, group: Int)] = [
      "ru": (.ru, 0), "ru,us": (.ru.and(.us), 0), "gr": (.gr, 0), "gr,us": (.gr.and(.us), 0),
      "us,ru": (.us.and(.ru), 1),
    ]
    let (layout, group) = try #require(layouts[name])
    #expect(action(q, group: group, on: layout) == .quit)
    #expect(action(w, group: group, on: layout) == .look(.fit(.fit)))
    #expect(action(w, shift, group: group, on: layout) == .look(.fit(.fill)))
    #expect(action(w, lock, group: group, on: layout) == .look(.fit(.fit)))
    #expect(action(s, group: group, on: layout) == .look(.nextFit))
    #expect(action(x, group: group, on: layout) == .toggleFreeze)
    #expect(action(comma, shift, group: group, on: layout) == .look(.turn(quarters: -1)))
    #expect(action(10, group: group, on: layout) == .look(.actualSize))
    #expect(action(29, group: group, on: layout) == nil, "y is not bound")
  }

  @Test("a French letter after a Russian layout is what is printed on the key")
  func latinNeighbour() {
    #expect(action(a, on: .ru.and(.fr)) == .quit)
    #expect(action(z, on: .ru.and(.fr)) == .look(.fit(.fit)))
  }

  @Test("CapsLock does not change what a letter means", arguments: [2, 18] as [UInt32])
  func capsLock(modifiers: UInt32) {
    for layout in [TableLayout.us, .de] {
      #expect(action(w, modifiers, on: layout) == .look(.fit(.fit)))
      #expect(action(w, modifiers | shift, on: layout) == .look(.fit(.fill)))
    }
  }

  @Test("with NumLock the keypad's digits are digits, and those without a meaning are arrows")
  func keypad() {
    #expect(action(87, numLock, on: .us) == .look(.actualSize))
    #expect(action(90, numLock, on: .us) == .reset)
    #expect(action(90, on: .us) == nil)
    #expect(action(83, numLock, on: .us) == .look(.pan(.left)))
    #expect(action(83, on: .us) == .look(.pan(.left)))
    #expect(action(81, numLock, on: .us) == .steer(.previous))
    #expect(action(81, on: .us) == .steer(.previous))
  }

  @Test("Page Down is the next picture, whatever is locked and whatever the layout")
  func pages() {
    for layout in [TableLayout.us, .ru, .gr.and(.us)] {
      for modifiers in [0, lock, numLock, lock | numLock] {
        #expect(action(117, modifiers, on: layout) == .steer(.next))
      }
    }
  }

  @Test("a digit that French keyboards have above another character needs no Shift")
  func frenchDigits() {
    #expect(action(10, on: .fr) == .look(.actualSize))
    #expect(action(10, shift, on: .fr) == .look(.actualSize))
    #expect(action(19, on: .fr) == .reset)
    #expect(action(15, on: .fr) == .look(.zoom(by: -1)))
    #expect(action(10, shift, on: .us) == nil, "an exclamation mark is no digit")
  }
}
