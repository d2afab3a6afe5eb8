import ShmShow
import Testing

@testable import ViewerCore

@Suite("Keys that a person binds") struct KeyBindingTests {
  /// Some names, as X has them.
  private static func keysym(_ name: String) -> Keysym? {
    let names = ["Left": Keysym.left, "F5": Keysym(rawValue: 0xFFC2), "plus": .character("+")]
    if let key = names[name] { return key }
    guard let scalar = name.unicodeScalars.first, name.unicodeScalars.count == 1,
      (0x30...0x7A).contains(scalar.value), scalar != "?"
    else { return nil }
    return .character(scalar)
  }

  private func binding(_ key: String, _ value: String) throws -> KeyBinding {
    try KeyBinding(
      key: key, value: value,
      .init(
        keysym: Self.keysym,
        name: { $0 == .character("?") ? "question" : $0.rawValue == 0xE4 ? "adiaeresis" : nil },
        all: { ["Left", "plus"] }))
  }

  private func bound(_ lines: (String, String)...) throws -> Controls {
    Controls.standard.bound(by: try lines.map { try binding($0.0, $0.1) })
  }

  private func meaning(
    _ controls: Controls, _ key: Keysym, _ modifiers: KeyModifiers = []
  ) -> [Action]? {
    controls.meaning(of: [key], with: modifiers)?.actions
  }

  private func caps(_ controls: Controls) -> [String: String] {
    var caps: [String: String] = [:]
    for row in controls.panel().rows where !row.isHeading {
      caps[row.value] = row.caps.map(\.name).joined(separator: " ")
    }
    return caps
  }

  @Test("a key that is bound does that, and no longer what it did; the help shows it")
  func bind() throws {
    let controls = try bound(("n", "quit"), ("F5", "fullscreen"))
    #expect(meaning(controls, .character("n")) == [.quit])
    #expect(meaning(controls, Keysym(rawValue: 0xFFC2)) == [.toggleFullscreen])
    #expect(meaning(controls, .character("p")) == [.steer(.previous)])
    #expect(caps(controls)["quit"] == "q n")
    #expect(caps(controls)["next picture"] == "Space Right Page Down mouse forward")
    #expect(caps(controls)["fullscreen on or off"] == "f F11 double click F5")
  }

  @Test("in the help a key is called as ever, or by its character, whatever X calls it")
  func caps() throws {
    let right = try KeyBinding(key: "Ctrl+Right", value: "last", .init { _ in .right })
    let comma = try KeyBinding(key: "comma", value: "first", .init { _ in .character(",") })
    let row = Controls.standard.bound(by: [right, comma]).panel().rows
    let last = try #require(row.first { $0.value == "last picture" }?.caps.last)
    #expect(last == KeyCap(name: "Control+Right", symbol: "Control+→", isKey: true))
    let first = try #require(row.first { $0.value == "first picture" }?.caps.last)
    #expect(first == KeyCap(name: ",", isKey: true))
  }

  @Test("none takes a key's meaning, and a control without keys leaves the help")
  func unbind() throws {
    let controls = try bound(("i", "none"), ("x", "none"))
    #expect(meaning(controls, .character("i")) == [])
    #expect(meaning(controls, .character("x")) == [])
    #expect(caps(controls)["about the picture"] == nil)
  }

  @Test("several things one after the other, and the first that there is something to do for")
  func combine() throws {
    let controls = try bound(("F5", "fullscreen, fill"), ("Left", "previous or pan-left, zoom-in"))
    #expect(
      meaning(controls, Keysym(rawValue: 0xFFC2))
        == [.sequence([.toggleFullscreen, .look(.fit(.fill))])])
    #expect(
      meaning(controls, .left)
        == [.steer(.previous), .sequence([.look(.pan(.left)), .look(.zoom(by: 1))])])
    #expect(caps(controls)["fullscreen, fill"] == "F5")
    #expect(caps(controls)["pan-left, zoom-in"] == "Left")
    #expect(caps(controls)["previous picture"] == "p Backspace Page Up mouse back Left")
  }

  @Test("with keys held; Shift that makes another character is part of it")
  func chords() throws {
    let controls = try bound(
      ("ctrl + Left", "first"), ("Control+Shift+w", "quit"), ("Shift+n", "last"),
      ("Shift+Left", "zoom-in"))
    #expect(meaning(controls, .left, .control) == [.steer(.first)])
    #expect(meaning(controls, .left, [.control, .shift]) == [.steer(.first)])
    #expect(meaning(controls, .left, .shift) == [.look(.zoom(by: 1))])
    #expect(meaning(controls, .left) == [.look(.pan(.left)), .steer(.previous)])
    #expect(meaning(controls, .left, .alt) == nil)
    #expect(meaning(controls, .character("W"), [.control, .shift]) == [.quit])
    #expect(meaning(controls, .character("N"), .shift) == [.steer(.last)])
    #expect(caps(controls)["quit"] == "q Control+W")
    #expect(caps(controls)["first picture"] == "g Home Control+Left")
  }

  @Test("keys with Control, Alt or Super are the window manager's as long as nobody binds them")
  func managersKeys() {
    for modifier in [KeyModifiers.control, .alt, .super] {
      #expect(meaning(.standard, .character("q"), modifier) == nil)
    }
    #expect(meaning(.standard, .left, .shift) == [.look(.pan(.left)), .steer(.previous)])
  }

  @Test("buttons are bound by their numbers, also with Shift, and a double click by its name")
  func buttons() throws {
    let controls = try bound(
      ("Button2", "quit"), ("shift + Button8", "last"), ("Button10", "fullscreen, fill"),
      ("DoubleClick", "none"))
    #expect(controls.actions(for: MouseButton(rawValue: 2), withShift: true) == [.quit])
    #expect(
      controls.actions(for: .back, withShift: true) == [.steer(.last), .steer(.previous)])
    #expect(controls.actions(for: .back, withShift: false) == [.steer(.previous)])
    #expect(controls.actions(for: .doubleClick) == [])
    #expect(caps(controls)["quit"] == "q Button2")
    #expect(caps(controls)["last picture"] == "G End Shift+Button8")
    #expect(caps(controls)["fullscreen, fill"] == "Button10")
    #expect(caps(controls)["fullscreen on or off"] == "f F11")
  }

  @Test("a button may drag, and the first need not")
  func dragging() throws {
    let controls = try bound(("Button2", "drag"), ("Button1", "next"), ("Shift+Button1", "none"))
    #expect(controls.drags(with: .middle) && !controls.drags(with: .left))
    #expect(Controls.standard.drags(with: .left) && !Controls.standard.drags(with: .middle))
    #expect(controls.actions(for: .left, withShift: false) == [.steer(.next)])
    #expect(controls.actions(for: .left, withShift: true) == [])
    #expect(caps(controls)["drag the picture"] == "Button2")
    #expect(caps(controls)["adjust the range"] == nil)
  }

  @Test("where keys are a program's, those of the help and of fullscreen stay, as they are bound")
  func forPrograms() throws {
    let standard = Controls.standard.forPrograms
    for key: Keysym in [.character("q"), .f11, .left, .escape, .character("+")] {
      #expect(meaning(standard, key) == nil)
    }
    #expect(meaning(standard, .character("f")) == [.toggleFullscreen])
    #expect(caps(standard)["this help; next page"] == "?")
    #expect(caps(standard)["fullscreen on or off"] == "f")
    #expect(standard.actions(for: .doubleClick).isEmpty, "two clicks are the program's")
    #expect(caps(standard)["zoom in, at the pointer"] == "wheel up")
    let f5 = Keysym(rawValue: 0xFFC2)
    let others = try bound(
      ("F5", "fullscreen"), ("f", "quit"), ("Control+w", "help, info"), ("Button2", "quit"),
      ("DoubleClick", "fit")
    ).forPrograms
    #expect(meaning(others, f5) == [.toggleFullscreen])
    #expect(meaning(others, .character("f")) == nil && meaning(others, .f11) == nil)
    let both = Action.sequence([.nextHelpPage, .toggleInformation])
    #expect(meaning(others, .character("w"), .control) == [both])
    #expect(others.actions(for: .middle, withShift: false) == [.quit])
    #expect(others.actions(for: .doubleClick).count == 1, "a person has bound it")
    #expect(caps(others)["fullscreen on or off"] == "F5")
    #expect(caps(others)["quit"] == "Button2")
  }

  @Test("of a key bound twice the later line counts, once")
  func twice() throws {
    let controls = try bound(("n", "quit"), ("n", "info"), ("F5", "help"), ("F5", "info"))
    #expect(meaning(controls, .character("n")) == [.toggleInformation])
    #expect(caps(controls)["quit"] == "q")
    #expect(caps(controls)["about the picture"] == "i n F5")
  }

  @Test(
    "what is wrong is said, and what was meant",
    arguments: [
      ("left", "next", "\"left\" is no key; did you mean Left?"),
      ("Wombat", "next", "\"Wombat\" is no key; keys have the names that xev prints"),
      ("Ctlr+n", "next", "\"Ctlr\" in Ctlr+n is not Control, Alt, Super or Shift"),
      ("+", "next", "\"+\" is no key; the one with the + on it is called plus"),
      (
        "Button0", "next",
        "\"Button0\" is no button; they are called Button1 to Button255, as xev numbers them"
      ),
      (
        "Control+Button1", "next",
        "\"Control+Button1\" cannot be bound: of buttons with keys held, those with Shift alone can"
      ),
      ("n", "nxet", "\"nxet\" is nothing that a key can do; did you mean next?"),
      (
        "n", "next or",
        "\"\" is nothing that a key can do; shmview --print-config prints all there is"
      ),
      (
        "n", "drag",
        "drag goes with the pointer: a button of the mouse can do it, n cannot"
      ),
      ("n", "none or next", "none stands alone: a key that does nothing does nothing else"),
      ("n", "next, none", "none stands alone: a key that does nothing does nothing else"),
      ("?", "help", "\"?\" is no key; the one with the ? on it is called question"),
      ("Control+ä", "help", "\"ä\" is no key; the one with the ä on it is called adiaeresis"),
      ("é", "help", "\"é\" is no key; keys have the names that xev prints"),
      (
        "n", "next info",
        "\"next info\" is nothing that a key can do; shmview --print-config prints all there is"
      ),
    ])
  func wrong(key: String, value: String, words: String) {
    #expect {
      try binding(key, value)
    } throws: {
      "\($0)" == words
    }
  }

  @Test("whether some key ends the viewer, and leads to the help, is known")
  func wayOut() throws {
    #expect(Controls.standard.hasWayOut)
    #expect(try bound(("q", "none")).hasWayOut)
    let locked = Controls.standard.bound(by: [
      try binding("q", "none"),
      try KeyBinding(key: "Esc", value: "none", .init { _ in .escape }),
      try KeyBinding(key: "question", value: "none", .init { _ in .character("?") }),
    ])
    #expect(!locked.hasWayOut && locked.helpHint == nil)
    #expect(try bound(("F5", "quit")).helpHint == "? for keys")
  }

  @Test("every control for keys has a name of its own, and the table can be written as settings")
  func names() throws {
    let names = Controls.standard.table.compactMap(\.name)
    #expect(Set(names).count == Controls.standard.table.count)
    let keys = Controls.standard.namedKeys { "\($0.rawValue)" }
    let again = try keys.map {
      try KeyBinding(
        key: $0.key, value: $0.value, .init { UInt32($0).map(Keysym.init(rawValue:)) })
    }
    let controls = Controls.standard.bound(by: again)
    #expect(
      controls.namedKeys { "\($0.rawValue)" }.map(\.value).sorted() == keys.map(\.value).sorted())
    for key in keys {
      #expect(controls.actions(for: key.cause) == Controls.standard.actions(for: key.cause))
    }
  }
}
