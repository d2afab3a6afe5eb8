/// A key or a button as the help draws it.
package struct KeyCap: Hashable, Sendable {
  /// What a person calls it.
  package var name: String
  /// What is printed on the key, if that is another sign; the name stands where no font has it.
  package var symbol: String?
  /// Whether it is drawn as a key; buttons of the mouse are words.
  package var isKey: Bool

  package init(name: String, symbol: String? = nil, isKey: Bool) {
    self.name = name
    self.symbol = symbol
    self.isKey = isKey
  }
}
