/// A key or a button.
package struct Trigger: Sendable {
  /// As a person calls it; nil for one that a person takes for another of the same control.
  package let name: String?
  package let cause: Cause
  /// What is printed on the key, if that is not its name.
  private var symbol: String?

  init(name: String?, cause: Cause, symbol: String? = nil) {
    self.name = name
    self.cause = cause
    self.symbol = symbol
  }

  /// How it is drawn; nil for one without a name.
  package var cap: KeyCap? {
    guard let name else { return nil }
    return KeyCap(name: name, symbol: symbol, isKey: cause.key != nil)
  }

  /// As X calls it.
  package enum Cause: Hashable, Sendable {
    case key(Keysym)
    /// With other keys held, of which there is one at least.
    case chord(KeyModifiers, Keysym)
    case button(MouseButton)
    /// With Shift held.
    case shiftButton(MouseButton)
    /// Two clicks of the first button; see `Clicks`.
    case doubleClick
  }

  /// A key that has a name.
  static func key(_ name: String, _ keysym: Keysym, symbol: String? = nil) -> Trigger {
    Trigger(name: name, cause: .key(keysym), symbol: symbol)
  }

  /// A key that is called by the character on it.
  static func key(_ character: Unicode.Scalar) -> Trigger {
    Trigger(name: "\(character)", cause: .key(.character(character)))
  }

  /// A key that a person has bound, as it is called where nobody has.
  static func bound(_ binding: KeyBinding) -> Trigger {
    guard let key = binding.cause.key else {
      let known = Controls.standard.table.lazy.flatMap(\.triggers).first {
        $0.cause == binding.cause
      }
      return known ?? Trigger(name: binding.name, cause: binding.cause)
    }
    let held = binding.cause.held.names
    let known = Controls.standard.table.lazy.flatMap(\.triggers).first {
      $0.cause == .key(key) && $0.name != nil
    }
    let name = known?.name ?? key.character.map(String.init)
    return Trigger(
      name: name.map { held + $0 } ?? binding.name, cause: binding.cause,
      symbol: known?.symbol.map { held + $0 })
  }

  /// A key that has the same on it as another: those of the keypad without NumLock.
  static func other(_ keysym: Keysym) -> Trigger { Trigger(name: nil, cause: .key(keysym)) }

  /// A button of the mouse.
  static func button(_ name: String, _ button: MouseButton) -> Trigger {
    Trigger(name: name, cause: .button(button))
  }
}

extension Trigger.Cause {
  /// What is held while the key goes down.
  var held: KeyModifiers {
    if case .chord(let modifiers, _) = self { return modifiers }
    return []
  }

  /// The key, if it is one.
  package var key: Keysym? {
    switch self {
    case .key(let key), .chord(_, let key): key
    case .button, .shiftButton, .doubleClick: nil
    }
  }

  /// What a key that went down may be bound as, the most exact first.
  ///
  /// Shift that has made another character of the key is part of that character. Keys with Control,
  /// Alt or Super mean nothing but what is bound to them: they are the window manager's.
  static func forms(of symbols: [Keysym], with modifiers: KeyModifiers) -> [Self] {
    var forms: [Self] = []
    if !modifiers.isEmpty { forms += symbols.map { .chord(modifiers, $0) } }
    let others = modifiers.subtracting(.shift)
    if others.isEmpty { return forms + symbols.map { .key($0) } }
    if others != modifiers { forms += symbols.map { .chord(others, $0) } }
    return forms
  }
}
