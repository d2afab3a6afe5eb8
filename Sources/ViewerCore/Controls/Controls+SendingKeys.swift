/// Controls of a window whose keys are a program's (`--send-keys`).
extension Controls {
  /// The same table without the double click, unless a person has bound it, and without
  /// the keys, but for those of the help and of fullscreen: the first of each, and those
  /// that a person has bound.
  package var forPrograms: Controls {
    let kept = groups.map { group in
      Group(heading: group.heading, controls: group.controls.compactMap(keepingOwnKeys))
    }
    return Controls(
      groups: kept.filter { !$0.controls.isEmpty },
      exceptions: exceptions.filter { cause, actions in
        cause.key == nil || actions.contains(where: \.isOfWindow)
      })
  }

  private func keepingOwnKeys(_ control: Control) -> Control? {
    let standard = Controls.standard.table.first { $0.name == control.name }
    let first = standard?.triggers.first { $0.cause.key != nil }?.cause
    let triggers = control.triggers.filter { trigger in
      let isBound = exceptions[trigger.cause] != nil
      if trigger.cause == .doubleClick { return isBound }
      return trigger.cause.key == nil
        || control.action.isOfWindow && (trigger.cause == first || isBound)
    }
    return triggers.contains { $0.name != nil } ? control.with(triggers) : nil
  }
}

extension Action {
  /// Whether it stays a key's where all others are a program's.
  fileprivate var isOfWindow: Bool {
    switch self {
    case .toggleFullscreen, .nextHelpPage: true
    case .sequence(let actions): actions.contains(where: \.isOfWindow)
    default: false
    }
  }
}
