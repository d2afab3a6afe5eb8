/// One line of the table of controls.
package struct Control: Sendable {
  package let triggers: [Trigger]
  package let action: Action
  /// What it does, for the help text.
  package let meaning: String

  package init(_ triggers: [Trigger], _ action: Action, _ meaning: String) {
    self.triggers = triggers
    self.action = action
    self.meaning = meaning
  }

  /// What a person calls the triggers.
  package var names: String { triggers.compactMap(\.name).joined(separator: ", ") }
}
