/// What is wrong with a file of settings; it costs its line and nothing else.
package struct SettingsProblem: Equatable, Sendable, CustomStringConvertible {
  package let place: SettingsPlace
  package let words: String

  package init(place: SettingsPlace, words: String) {
    self.place = place
    self.words = words
  }

  package var description: String { "\(place): \(words)" }

  /// In the order of the files and of their lines; what is about a whole file stands behind those.
  package static func sorted(_ problems: [Self], of files: [SettingsText]) -> [Self] {
    let places = Dictionary(
      files.enumerated().map { ($0.element.file, $0.offset) },
      uniquingKeysWith: { first, _ in first })
    return problems.enumerated().sorted { a, b in
      let key = { (index: Int, problem: Self) in
        (places[problem.place.file] ?? .max, problem.place.line ?? .max, index)
      }
      return key(a.offset, a.element) < key(b.offset, b.element)
    }.map(\.element)
  }

  /// As many as a person reads.
  package static let mostTold = 20

  /// Those that are told, and how many more there are.
  package static func lines(_ problems: [SettingsProblem]) -> [String] {
    let lines = problems.prefix(mostTold).map(\.description)
    guard problems.count > mostTold, let last = problems.last else { return lines }
    return lines + ["\(last.place.file): \(problems.count - mostTold) more lines are wrong"]
  }
}
