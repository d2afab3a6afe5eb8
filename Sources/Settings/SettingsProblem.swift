/// What is wrong with a file of settings; it costs its line and nothing else.
package struct SettingsProblem: Equatable, Sendable, CustomStringConvertible {
  package let place: SettingsPlace
  package let words: String

  package init(place: SettingsPlace, words: String) {
    self.place = place
    self.words = words
  }

  package var description: String { "\(place): \(words)" }

  /// As many as a person reads.
  package static let mostTold = 20

  /// Those that are told, and how many more there are.
  package static func lines(_ problems: [SettingsProblem]) -> [String] {
    let lines = problems.prefix(mostTold).map(\.description)
    guard problems.count > mostTold, let last = problems.last else { return lines }
    return lines + ["\(last.place.file): \(problems.count - mostTold) more lines are wrong"]
  }
}
