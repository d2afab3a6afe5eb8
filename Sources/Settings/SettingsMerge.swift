/// Puts settings underneath a command line: a pure value.
package struct SettingsMerge: Equatable, Sendable {
  /// Options for all settings that can go with the command line.
  package private(set) var arguments: [String] = []
  /// The settings that these are.
  package private(set) var accepted: [SettingsEntry] = []
  /// Those that cannot go together. What cannot go with the command line yields to it unsaid.
  package private(set) var problems: [SettingsProblem] = []

  /// - Parameters:
  ///   - settings: of which those count whose key is among `keys`.
  ///   - given: what the command line says already.
  ///   - home: what `~` stands for in paths; nil where that is not known.
  ///   - problem: what is wrong with the command line and those options in front of it.
  ///   - alone: what is wrong with those options by themselves.
  package init(
    _ settings: Settings, keys: [SettingKey], given: Set<SettingKey>, home: String?,
    problem: ([String]) -> String?, alone: ([String]) -> String?
  ) {
    let wanted = keys.filter { !given.contains($0) }.compactMap { key -> Wish? in
      let lines = settings.lines(of: key)
      return lines.isEmpty
        ? nil : Wish(lines: lines, arguments: lines.flatMap { Self.arguments(key, $0, home) })
    }
    if wanted.isEmpty { return }
    let all = wanted.flatMap(\.arguments)
    if problem(all) == nil {
      (arguments, accepted) = (all, wanted.flatMap(\.lines))
    } else if problem([]) == nil {
      add(wanted, problem, alone)
    }  // else the command line alone is wrong, which is for its own parser to say
  }

  /// What one key is set to.
  private struct Wish {
    let lines: [SettingsEntry]
    let arguments: [String]
  }

  /// Adds them one by one, and again those that needed a later one.
  private mutating func add(
    _ wanted: [Wish], _ problem: ([String]) -> String?, _ alone: ([String]) -> String?
  ) {
    var (rest, count) = (wanted, wanted.count + 1)
    while rest.count < count {
      count = rest.count
      rest = rest.filter { wish in
        if problem(arguments + wish.arguments) != nil { return true }
        arguments += wish.arguments
        accepted += wish.lines
        return false
      }
    }
    for wish in rest {
      guard let words = alone(arguments + wish.arguments), let line = wish.lines.first else {
        continue
      }
      problems.append(line.isLeftOut(because: words))
    }
  }

  private static func arguments(
    _ key: SettingKey, _ entry: SettingsEntry, _ home: String?
  ) -> [String] {
    guard key.kind.isPath, let home, entry.value == "~" || entry.value.hasPrefix("~/") else {
      return key.arguments(entry.value)
    }
    return key.arguments(home + entry.value.dropFirst())
  }
}
