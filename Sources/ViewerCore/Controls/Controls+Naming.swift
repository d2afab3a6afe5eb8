/// What settings call keys and what they do.
extension Controls {
  /// A key or a button, and the names of what it does, as settings write it.
  package struct NamedKey: Equatable {
    package let cause: Trigger.Cause
    package let key: String
    package let value: String
  }

  /// Every key and button of the table, in its order, and those that are to do nothing.
  ///
  /// - Parameter name: the name that X has for a key; nil for one that has none.
  package func namedKeys(_ name: (Keysym) -> String?) -> [NamedKey] {
    var seen: Set<Trigger.Cause> = []
    let causes = table.flatMap { $0.triggers.map(\.cause) }.filter { seen.insert($0).inserted }
    let silent = byCause.filter { $1.isEmpty && !seen.contains($0) }.keys
    let named = (causes + silent.sorted { "\($0)" < "\($1)" }).compactMap { cause -> NamedKey? in
      let key =
        cause.key.map { name($0).map { cause.held.names + $0 } } ?? ButtonName.name(of: cause)
      guard let key, let actions = byCause[cause] else { return nil }
      let value = actions.map { names(of: $0).joined(separator: ", ") }.joined(separator: " or ")
      return NamedKey(
        cause: cause, key: key, value: value.isEmpty ? "none" : value)
    }
    return named
  }

  /// Every name of what keys and buttons do, with what that is.
  package static var meanings: [(name: String, meaning: String)] {
    standard.table.compactMap { control in control.name.map { ($0, control.meaning) } }
  }

  private func names(of action: Action) -> [String] {
    if case .sequence(let actions) = action { return actions.flatMap(names) }
    return Controls.standard.table.first { $0.action == action }.flatMap(\.name).map { [$0] } ?? []
  }
}

extension KeyModifiers {
  /// As settings write them in front of a key.
  var names: String {
    Self.names.filter { contains($0.modifier) }.map { $0.name + "+" }.joined()
  }
}
