/// What a command line says, as far as settings have to know: a pure value.
package struct GivenOptions: Equatable, Sendable {
  /// What it says of each key; flags say yes or no.
  package private(set) var values: [SettingKey: [String]] = [:]
  /// Words that are no options, in front of `--`.
  package private(set) var operands: [String] = []
  /// The words behind `--`.
  package private(set) var rest: [String] = []
  /// Other long options, each with its value; empty for those that have none.
  package private(set) var others: [String: String] = [:]
  /// The command line without those `--no-...` that only take a setting back, which the parser
  /// does not know.
  package var arguments: [String] { words.compactMap(\.self) }

  /// The same, with nil for what a later word takes back.
  private var words: [String?] = []
  /// Where in `words` flags stand.
  private var places: [SettingKey: [Int]] = [:]

  /// The keys that the command line has a word on.
  package var keys: Set<SettingKey> { Set(values.keys) }

  /// - Parameters:
  ///   - keys: the settings among its options.
  ///   - others: the long names of other options that have a value.
  package init(_ arguments: [String], keys: [SettingKey], others: Set<String> = []) {
    var left = arguments[...]
    while let word = left.popFirst() {
      if word == "--" {
        rest = Array(left)
        words += [word] + rest
        return
      }
      if word.hasPrefix("--") {
        takeLong(word, &left, keys, others)
      } else if word.hasPrefix("-"), word != "-" {
        takeShort(word, &left, keys)
      } else {
        operands.append(word)
        words.append(word)
      }
    }
  }

  private mutating func takeLong(
    _ word: String, _ left: inout ArraySlice<String>, _ keys: [SettingKey], _ others: Set<String>
  ) {
    let parts = word.dropFirst(2).split(
      separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = parts.first.map(String.init) ?? ""
    let value = parts.count == 2 ? String(parts[1]) : nil
    if let key = keys.first(where: { $0.name == name }) {
      words.append(word)
      take(key, value, &left)
    } else if name.hasPrefix("no-"), value == nil,
      let key = keys.first(where: { $0.kind == .flag && $0.name == name.dropFirst(3) })
    {
      values[key] = ["no"]
      if key.standard == "yes" { return words.append(word) }
      takeBack(key)
    } else {
      words.append(word)
      var value = value
      if others.contains(name), value == nil, let next = left.popFirst() {
        words.append(next)
        value = next
      }
      self.others[name] = value ?? ""
    }
  }

  /// `-t 8`, `-t=8`, or several flags in one word.
  private mutating func takeShort(
    _ word: String, _ left: inout ArraySlice<String>, _ keys: [SettingKey]
  ) {
    words.append(word)
    var letters = word.dropFirst()
    while let letter = letters.popFirst() {
      let value = letters.first == "=" ? String(letters.dropFirst()) : nil
      if let key = keys.first(where: { $0.short == letter }) { take(key, value, &left) }
      if value != nil { return }
    }
  }

  private mutating func take(
    _ key: SettingKey, _ value: String?, _ left: inout ArraySlice<String>
  ) {
    if key.kind == .flag {
      values[key] = ["yes"]
      return places[key, default: []].append(words.count - 1)
    }
    var value = value
    if value == nil, let next = left.popFirst() {
      words.append(next)
      value = next
    }
    guard let value else { return }
    values[key] = (key.kind.isList ? values[key] ?? [] : []) + [value]
  }

  /// Removes a flag from the words in which it stands, long or as one of several letters.
  private mutating func takeBack(_ key: SettingKey) {
    for place in places.removeValue(forKey: key) ?? [] {
      words[place] = words[place].flatMap { Self.word($0, without: key) }
    }
  }

  private static func word(_ word: String, without key: SettingKey) -> String? {
    if word.hasPrefix("--") { return nil }
    let end = word.firstIndex(of: "=") ?? word.endIndex
    let letters = word[..<end].filter { $0 != key.short }
    return letters == "-" ? nil : letters + word[end...]
  }
}
