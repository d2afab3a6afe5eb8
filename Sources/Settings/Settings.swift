package import ShmChannel

/// What files of settings say to a window on one channel: a pure value.
package struct Settings: Sendable {
  /// What each key is set to, by its name: the lines of the part that counts, of which only lists
  /// have several.
  package let entries: [String: [SettingsEntry]]
  /// What keys of the keyboard are to do; of two that mean one key the later one counts.
  package let keys: [SettingsEntry]

  /// - Parameters:
  ///   - files: the one that counts most first.
  ///   - channel: nil for one that has no name of its own.
  package init(_ files: [SettingsText] = [], channel: ChannelName?) {
    var entries: [String: [SettingsEntry]] = [:]
    for section in channel.map({ [.channel($0), .general] }) ?? [SettingsSection.general] {
      for file in files {
        let found = file.entries.filter { $0.section == section }
        entries.merge(Dictionary(grouping: found, by: \.key)) { first, _ in first }
      }
    }
    self.entries = entries
    keys = files.reversed().flatMap { $0.entries.filter { $0.section == .keys } }
  }

  /// Whether the section of the channel sets the key, and not what is for every window.
  package func isOfChannel(_ key: SettingKey) -> Bool {
    lines(of: key).first.map { $0.section != .general } ?? false
  }

  /// What one of the keys is set to, in lines.
  package func lines(of key: SettingKey) -> [SettingsEntry] {
    (entries[key.name] ?? []).filter { !$0.value.isEmpty }
  }
}
