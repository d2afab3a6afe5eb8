/// One line of the table of controls.
package struct Control: Sendable {
  /// What settings call it; nil for several controls that are bound together.
  package let name: String?
  package let triggers: [Trigger]
  package let action: Action
  /// What it does, for the help text.
  package let meaning: String

  package init(_ name: String?, _ triggers: [Trigger], _ action: Action, _ meaning: String) {
    self.name = name
    self.triggers = triggers
    self.action = action
    self.meaning = meaning
  }

  /// What a person calls the triggers.
  package var names: String { triggers.compactMap(\.name).joined(separator: ", ") }

  /// The same control for other keys and buttons.
  func with(_ triggers: [Trigger]) -> Control { Control(name, triggers, action, meaning) }
}
