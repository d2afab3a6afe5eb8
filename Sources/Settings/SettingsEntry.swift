/// A value that a file gives, and where.
package struct SettingsEntry: Hashable, Sendable {
  package let section: SettingsSection
  /// The name of the key; in `[keys]` that of a key of the keyboard.
  package let key: String
  /// What it is set to; empty for nothing, in place of what another file says.
  package let value: String
  package let place: SettingsPlace

  package init(_ section: SettingsSection, _ key: String, _ value: String, at place: SettingsPlace)
  {
    self.section = section
    self.key = key
    self.value = value
    self.place = place
  }

  /// It has no effect, for that reason.
  package func isLeftOut(because words: String) -> SettingsProblem {
    problem("\(key) is left out: \(words)")
  }

  /// What is wrong here.
  package func problem(_ words: String) -> SettingsProblem {
    SettingsProblem(place: place, words: words)
  }
}
