/// Keys and buttons to actions: one table, from which the help is made too.
package struct Controls: Sendable {
  /// Controls that belong together.
  package struct Group: Sendable {
    package let heading: String
    package let controls: [Control]
  }

  /// Every control that a key or a button has, in the order of the help.
  package let groups: [Group]
  /// What a person has bound, most wanted first; empty for what is to do nothing.
  let exceptions: [Trigger.Cause: [Action]]
  /// What each key and button may do, most wanted first; empty for one that is to do nothing.
  let byCause: [Trigger.Cause: [Action]]

  /// A table, in which the first of two controls with one trigger counts for which there is
  /// something to do.
  ///
  /// - Parameter exceptions: what these may do, in place of what the table says.
  init(groups: [Group], exceptions: [Trigger.Cause: [Action]] = [:]) {
    self.groups = groups
    self.exceptions = exceptions
    var actions: [Trigger.Cause: [Action]] = [:]
    for control in groups.flatMap(\.controls) {
      for trigger in control.triggers { actions[trigger.cause, default: []].append(control.action) }
    }
    byCause = actions.merging(exceptions) { $1 }
  }

  /// The controls of all groups.
  package var table: [Control] { groups.flatMap(\.controls) }

  /// What the key or button may do, most wanted first; empty for one that does nothing.
  package func actions(for cause: Trigger.Cause) -> [Action] { byCause[cause] ?? [] }

  /// What a button that has gone down may do, most wanted first.
  package func actions(for button: MouseButton, withShift isShifted: Bool) -> [Action] {
    let plain = actions(for: .button(button))
    guard isShifted, let shifted = byCause[.shiftButton(button)] else { return plain }
    return shifted.isEmpty ? [] : shifted + plain
  }

  /// Whether something moves with the pointer until the button is let go.
  package func drags(with button: MouseButton) -> Bool {
    (actions(for: .button(button)) + actions(for: .shiftButton(button))).contains(where: \.isDrag)
  }

  /// What a key that has gone down means.
  ///
  /// - Parameter symbols: what it may stand for, the likeliest first.
  /// - Returns: that of its symbols which means something; nil if none does.
  package func meaning(
    of symbols: [Keysym], with modifiers: KeyModifiers
  ) -> (key: Keysym, actions: [Action])? {
    for cause in Trigger.Cause.forms(of: symbols, with: modifiers) {
      if let actions = byCause[cause], let key = cause.key { return (key, actions) }
    }
    return nil
  }
}
