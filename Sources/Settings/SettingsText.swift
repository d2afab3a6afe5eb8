/// What a file of settings says: a pure value.
package struct SettingsText: Sendable {
  /// The file, as a person sees it.
  package let file: String
  /// In their order, without those that make no sense.
  package var entries: [SettingsEntry] { lines.compactMap(\.self) }
  package private(set) var problems: [SettingsProblem] = []
  /// What the lines are about; nil below a heading that makes no sense.
  private var section: SettingsSection? = .general
  /// The entries, and nil for those that a later line replaces.
  private var lines: [SettingsEntry?] = []
  /// Where in `lines` each key is set that can be set once.
  private var places: [Name: Int] = [:]

  private struct Name: Hashable {
    let section: SettingsSection
    let key: String
  }

  /// A file's bytes.
  ///
  /// - Parameter problem: what a program that knows more of a key has against a value of it.
  package init(
    _ bytes: some Collection<UInt8>, of file: String,
    problem: (SettingKey, String) -> String? = { _, _ in nil }
  ) {
    self.file = file
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]  // UTF-8's byte order mark
    let rest = bytes.starts(with: mark) ? bytes.dropFirst(mark.count) : bytes[...]
    let lines = rest.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      let place = SettingsPlace(file: file, line: index + 1)
      do throws(SettingsMistake) {
        try take(line, at: place, problem)
      } catch {
        if case .section = error { section = nil } else if section == nil { continue }
        problems.append(SettingsProblem(place: place, words: error.words))
      }
    }
  }

  /// A file that cannot be read, and why.
  package init(unreadable file: String, _ reason: String) {
    self.file = file
    problems = [SettingsProblem(place: SettingsPlace(file: file), words: reason)]
  }

  private mutating func take(
    _ line: some Collection<UInt8>, at place: SettingsPlace,
    _ problem: (SettingKey, String) -> String?
  ) throws(SettingsMistake) {
    let text = try Self.text(line)
    switch try SettingsLine(text) {
    case .blank: break
    case .heading(let heading): section = heading
    case .entry(let key, let value):
      guard let section else { return }
      let entry = SettingsEntry(section, key, value, at: place)
      try add(section == .keys ? entry : Self.settled(entry, problem))
      if value.isEmpty, section != .keys, SettingKey.named(key)?.key.kind == .text,
        SettingsLine.hidesValue(text)
      {
        problems.append(
          entry.problem("\(key) is set to nothing: a # and a blank begin a comment, unless in \"\"")
        )
      }
    }
  }

  /// One line, without the CR that some editors end it with.
  private static func text(_ line: some Collection<UInt8>) throws(SettingsMistake) -> String {
    let bytes = Array(line)
    guard
      let text = String(
        validating: bytes.last == 0x0D ? bytes.dropLast() : bytes[...], as: UTF8.self)
    else { throw .line("this line is not UTF-8") }
    let isControl = { (scalar: Unicode.Scalar) in scalar.value < 0x20 || scalar.value == 0x7F }
    guard !text.unicodeScalars.contains(where: { isControl($0) && $0 != "\t" }) else {
      throw .line("this line has control characters in it")
    }
    return text
  }

  /// The entry by the key's own name, if its value makes sense.
  private static func settled(
    _ entry: SettingsEntry, _ problem: (SettingKey, String) -> String?
  ) throws(SettingsMistake) -> SettingsEntry {
    guard let (key, isTurned) = SettingKey.named(entry.key) else { throw unknown(entry.key) }
    if key == .channel, entry.section != .general {
      throw .line("channel has no place in [channel NAME], which is about one already")
    }
    if entry.value.isEmpty {
      return SettingsEntry(entry.section, key.name, "", at: entry.place)
    }
    if let words = key.kind.problem(with: entry.value) { throw .line("\(entry.key)\(words)") }
    if let words = problem(key, entry.value) { throw .line("\(entry.key): \(words)") }
    let isOn = SettingKind.flag(entry.value) != isTurned
    let value = key.kind == .flag ? (isOn ? "yes" : "no") : entry.value
    return SettingsEntry(entry.section, key.name, value, at: entry.place)
  }

  private static func unknown(_ name: String) -> SettingsMistake {
    let names = SettingKey.all.map(\.name)
    let advice =
      Suggestion.nearest(to: name, in: names).map { "did you mean \($0)?" }
      ?? "shmview --print-config prints all there are"
    return .line("\(name) is not a setting; \(advice)")
  }

  /// Of one key twice the later one counts, unless it is one that adds to others.
  private mutating func add(_ entry: SettingsEntry) {
    let isList =
      entry.section != .keys && SettingKey.named(entry.key)?.key.kind.isList == true
    let name = Name(section: entry.section, key: entry.key)
    if !isList, let index = places.updateValue(lines.count, forKey: name) {
      let line = lines[index]?.place.line ?? 0
      problems.append(
        entry.problem("\(entry.key) is set in line \(line) already; this line counts"))
      lines[index] = nil
    }
    lines.append(entry)
  }
}
