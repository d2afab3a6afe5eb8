/// What is wrong with a line of a file of settings.
package enum SettingsMistake: Error, Equatable, Sendable {
  /// A heading, and what is wrong with it; what follows it is about nothing.
  case section(String)
  /// Anything else, and what to do.
  case line(String)

  /// For a person.
  package var words: String {
    switch self {
    case .section(let words): words + "; the lines below it are passed over"
    case .line(let words): words
    }
  }
}
