internal import Settings

/// A key, or a button of the mouse, that is bound by a person: a pure value.
package struct KeyBinding: Sendable {
  /// As X names keys.
  package struct Names {
    /// Finds the key of a name; nil for what is no name of one.
    let keysym: (String) -> Keysym?
    /// Finds the name of a key.
    let name: (Keysym) -> String?
    /// The names of all keys.
    let all: () -> [String]

    package init(
      keysym: @escaping (String) -> Keysym?, name: @escaping (Keysym) -> String? = { _ in nil },
      all: @escaping () -> [String] = { [] }
    ) {
      self.keysym = keysym
      self.name = name
      self.all = all
    }
  }

  package let cause: Trigger.Cause
  /// As the person has written it, in the usual way.
  package let name: String
  /// What it does: the first of these for which there is something to do, each by the names of
  /// controls that come one after the other. Empty for a key that does nothing.
  package let alternatives: [[String]]

  /// A line of settings, such as `Control+Right = pan-right or next` or `F5 = fullscreen, fill`.
  ///
  package init(
    key: String, value: String, in controls: Controls = .standard, _ names: Names
  ) throws(KeyBindingError) {
    (cause, name) = try Self.named(key, names)
    alternatives = try Self.alternatives(value, controls.table)
    let isButton = cause.key == nil && cause != .doubleClick
    let drags = controls.table.filter { $0.action.isDrag }.compactMap(\.name)
    if !isButton, let drag = alternatives.joined().first(where: drags.contains) {
      throw .drag(drag, key: name)
    }
  }

  /// The key or the button that a line is about.
  package static func cause(of key: String, _ names: Names) throws(KeyBindingError) -> Trigger.Cause
  { try named(key, names).0 }
}

/// Keys.
extension KeyBinding {
  private static func named(
    _ text: String, _ names: Names
  ) throws(KeyBindingError) -> (Trigger.Cause, String) {
    if let button = try ButtonName.cause(text) { return button }
    var words = text.filter { $0 != " " && $0 != "\t" }.split(
      separator: "+", omittingEmptySubsequences: false
    ).map(String.init)
    let last = words.removeLast()
    var modifiers: KeyModifiers = []
    for word in words {
      guard let modifier = KeyModifiers(name: word) else { throw .modifier(word, key: text) }
      modifiers.insert(modifier)
    }
    guard let key = names.keysym(last) else {
      // Another character is nothing that is near one.
      if let character = last.unicodeScalars.first, last.unicodeScalars.count == 1 {
        throw .character(last, name: Keysym(latin1: character).flatMap(names.name))
      }
      throw .key(last, nearest: Suggestion.nearest(to: last, in: names.all()))
    }
    return named(key, last, modifiers)
  }

  /// Shift with a small letter is the capital, as X says it when both are pressed.
  private static func named(
    _ key: Keysym, _ name: String, _ modifiers: KeyModifiers
  ) -> (Trigger.Cause, String) {
    var (key, name, modifiers) = (key, name, modifiers)
    if modifiers.contains(.shift), let capital = key.capital {
      (key, name) = (capital, name.uppercased())
      modifiers.remove(.shift)
    }
    if modifiers.isEmpty { return (.key(key), name) }
    return (.chord(modifiers, key), modifiers.names + name)
  }
}

/// What they do.
extension KeyBinding {
  private static func alternatives(
    _ text: String, _ table: [Control]
  ) throws(KeyBindingError) -> [[String]] {
    let words = text.split { $0 == " " || $0 == "\t" }
    if words == ["none"] { return [] }
    let known = table.compactMap(\.name)
    var alternatives: [[String]] = []
    for part in words.split(separator: "or", omittingEmptySubsequences: false) {
      let names = part.joined(separator: " ").split(
        separator: ",", omittingEmptySubsequences: false)
      var actions: [String] = []
      for name in names { actions.append(try checked(name, known)) }
      alternatives.append(actions)
    }
    return alternatives
  }

  private static func checked(
    _ text: Substring, _ known: [String]
  ) throws(KeyBindingError) -> String {
    let name = String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    if known.contains(name) { return name }
    if name == "none" { throw .noneAndMore }
    throw .action(name, nearest: Suggestion.nearest(to: name, in: known + ["none"]))
  }
}

extension Keysym {
  /// Of a character that can be seen, if its keysym is its own number.
  fileprivate init?(latin1 character: Unicode.Scalar) {
    guard (0x21...0x7E).contains(character.value) || (0xA1...0xFF).contains(character.value)
    else { return nil }
    self.init(rawValue: character.value)
  }

  /// Of a small letter of ASCII, whose keysyms are their own numbers, the capital.
  fileprivate var capital: Keysym? {
    (0x61...0x7A).contains(rawValue) ? Keysym(rawValue: rawValue - 0x20) : nil
  }
}
