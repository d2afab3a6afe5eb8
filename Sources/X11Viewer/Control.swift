import CX11

/// One line of the table of controls.
struct Control: Sendable {
  let triggers: [Trigger]
  let action: Action
  /// What it does, for the help text.
  let meaning: String

  init(_ triggers: [Trigger], _ action: Action, _ meaning: String) {
    self.triggers = triggers
    self.action = action
    self.meaning = meaning
  }

  /// What a person calls the triggers.
  var names: String { triggers.map(\.name).joined(separator: ", ") }
}

/// A key or a button.
struct Trigger: Sendable {
  /// As a person calls it.
  let name: String
  let cause: Cause

  /// As X calls it.
  enum Cause: Hashable, Sendable {
    /// `keysymdef.h`
    case key(KeySym)
    /// `X.h`
    case button(CInt)
    /// Two clicks of the first button; see `Clicks`.
    case doubleClick
  }

  /// A key, by one of the `XK_` numbers.
  static func key(_ name: String, _ keysym: CInt) -> Trigger {
    Trigger(name: name, cause: .key(KeySym(keysym)))
  }

  /// A button of the mouse, by one of the `Button` numbers, which the wheel has as well.
  static func button(_ name: String, _ number: CInt) -> Trigger {
    Trigger(name: name, cause: .button(number))
  }
}
