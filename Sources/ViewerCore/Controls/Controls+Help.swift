/// What the table says of itself.
extension Controls {
  /// How one comes to the help; nil where no key does.
  package var helpHint: String? { name(for: .nextHelpPage).map { "\($0) for keys" } }

  /// What people call the first key or button that does it; nil where none does.
  func name(for action: Action) -> String? {
    table.first { $0.action == action }?.triggers.lazy.compactMap(\.name).first
  }

  /// Whether some key ends the viewer.
  package var hasWayOut: Bool { table.contains { $0.action.leadsOut } }

  /// A page of the same table over the picture; where there are fewer, the last one.
  package func panel(page: Int = 0) -> Panel {
    Panel(place: .middle, kind: .guide(page: page), rows: rows)
  }

  private var rows: [Panel.Row] {
    groups.flatMap { group in
      [Panel.Row(value: group.heading, isHeading: true)]
        + group.controls.map {
          Panel.Row(value: $0.meaning, caps: $0.triggers.compactMap(\.cap))
        }
    }
  }

  /// One line for each control, keys and buttons first, below the headings of the groups.
  package var help: String {
    let width = table.map(\.names.count).max() ?? 0
    return groups.map { group in
      let lines = group.controls.map { control in
        let space = String(repeating: " ", count: width - control.names.count)
        return "    \(control.names)\(space)  \(control.meaning)"
      }
      return (["  \(group.heading)"] + lines).joined(separator: "\n")
    }.joined(separator: "\n\n")
  }
}
