extension Controls {
  /// The same table, in which keys are bound as a person wants; of two bindings of one key the
  /// later one counts.
  package func bound(by bindings: [KeyBinding]) -> Controls {
    var last: [Trigger.Cause: Int] = [:]
    for (index, binding) in bindings.enumerated() { last[binding.cause] = index }
    let counting = bindings.enumerated().filter { last[$1.cause] == $0 }.map(\.element)
    if counting.isEmpty { return self }
    var groups = groups.map { group in
      Group(heading: group.heading, controls: group.controls.compactMap { bound($0, by: counting) })
    }
    groups.append(Group(heading: "Bound together", controls: counting.flatMap { sequences($0) }))
    let exceptions = counting.map { ($0.cause, $0.alternatives.map(action(of:))) }
    return Controls(
      groups: groups.filter { !$0.controls.isEmpty },
      exceptions: Dictionary(exceptions) { $1 })
  }

  /// A control without the keys that mean something else now, and with those that mean it; nil if
  /// none is left.
  private func bound(_ control: Control, by bindings: [KeyBinding]) -> Control? {
    let causes = bindings.map(\.cause)
    let kept = control.triggers.filter { !causes.contains($0.cause) }
    let new = bindings.filter { $0.alternatives.contains { $0 == [control.name] } }
    let triggers = kept + new.map(Trigger.bound)
    // What a keypad has as well is nothing that a person could look for.
    return triggers.contains { $0.name != nil } ? control.with(triggers) : nil
  }

  /// What a key does that does several things.
  private func sequences(_ binding: KeyBinding) -> [Control] {
    binding.alternatives.filter { $0.count > 1 }.map { names in
      Control(
        nil, [.bound(binding)], action(of: names),
        names.joined(separator: ", "))
    }
  }

  private func action(of names: [String]) -> Action {
    let actions = names.compactMap { name in
      Controls.standard.table.first { $0.name == name }?.action
    }
    return actions.count == 1 ? actions[0] : .sequence(actions)
  }
}
