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
  package private(set) var arguments: [String] = []

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
        self.arguments += [word] + rest
        return
      }
      if word.hasPrefix("--") {
        takeLong(word, &left, keys, others)
      } else if word.hasPrefix("-"), word != "-" {
        takeShort(word, &left, keys)
      } else {
        operands.append(word)
        self.arguments.append(word)
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
      arguments.append(word)
      take(key, value, &left)
    } else if name.hasPrefix("no-"), value == nil,
      let key = keys.first(where: { $0.kind == .flag && $0.name == name.dropFirst(3) })
    {
      values[key] = ["no"]
      if key.standard == "yes" { return arguments.append(word) }
      arguments.removeAll { $0 == "--\(key.name)" }
    } else {
      arguments.append(word)
      var value = value
      if others.contains(name), value == nil, let next = left.popFirst() {
        arguments.append(next)
        value = next
      }
      self.others[name] = value ?? ""
    }
  }

  /// `-t 8`, `-t=8`, or several flags in one word.
  private mutating func takeShort(
    _ word: String, _ left: inout ArraySlice<String>, _ keys: [SettingKey]
  ) {
    arguments.append(word)
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
    if key.kind == .flag { return values[key] = ["yes"] }
    var value = value
    if value == nil, let next = left.popFirst() {
      arguments.append(next)
      value = next
    }
    guard let value else { return }
    values[key] = (key.kind.isList ? values[key] ?? [] : []) + [value]
  }
}
