package import ShmChannel

/// What a part of a file of settings is about.
package enum SettingsSection: Hashable, Sendable {
  /// Every window; what stands above the first heading is that.
  case general
  /// Windows on that channel.
  case channel(ChannelName)
  /// What keys do.
  case keys
}

extension SettingsSection {
  /// What a heading of that text, without its brackets, begins.
  init(heading: some StringProtocol) throws(SettingsMistake) {
    let words = heading.split { $0 == " " || $0 == "\t" }
    if words == ["keys"] {
      self = .keys
    } else if words.count == 2, words.first == "channel" {
      do throws(ChannelError) { self = .channel(try ChannelName(String(words[1]))) } catch {
        throw .section("\(error)")
      }
    } else {
      let advice = Self.advice(for: words.map { String($0) })
      throw .section("[\(heading)] is not a section; \(advice)")
    }
  }

  private static func advice(for words: [String]) -> String {
    let first = words.first ?? ""
    switch (Suggestion.nearest(to: first, in: ["keys", "channel"]), words.count) {
    case ("keys", 1): return "did you mean [keys]?"
    case ("channel", 2): return "did you mean [channel \(words[1])]?"
    default: return "there are [keys] and [channel NAME]"
    }
  }
}
