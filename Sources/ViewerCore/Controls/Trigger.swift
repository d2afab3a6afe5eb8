/// A key or a button.
package struct Trigger: Sendable {
  /// As a person calls it.
  package let name: String
  package let cause: Cause

  /// As X calls it.
  package enum Cause: Hashable, Sendable {
    case key(Keysym)
    case button(MouseButton)
    /// Two clicks of the first button; see `Clicks`.
    case doubleClick
  }

  /// A key that has a name.
  static func key(_ name: String, _ keysym: Keysym) -> Trigger {
    Trigger(name: name, cause: .key(keysym))
  }

  /// A key that is called by the character on it.
  static func key(_ character: Unicode.Scalar) -> Trigger {
    Trigger(name: "\(character)", cause: .key(.character(character)))
  }

  /// A button of the mouse.
  static func button(_ name: String, _ button: MouseButton) -> Trigger {
    Trigger(name: name, cause: .button(button))
  }
}
