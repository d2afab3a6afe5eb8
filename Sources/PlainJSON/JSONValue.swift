/// A value of JSON (RFC 8259), as it was read.
package indirect enum JSONValue: Equatable, Sendable {
  /// A member of an object.
  package struct Member: Equatable, Sendable {
    package let name: String
    package let value: JSONValue
  }

  case null
  case boolean(Bool)
  /// As it was written: a text that the grammar of numbers allows.
  case number(String)
  case string(String)
  case array([JSONValue])
  /// In their order; a name may come twice.
  case object([Member])
}

extension JSONValue {
  /// The text of a string; nil for other values.
  package var text: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// A number that is written as an integer, and fits; nil for other values.
  package var integer: Int? {
    if case .number(let text) = self { Int(text) } else { nil }
  }

  /// A number that is finite as a `Double`; nil for other values.
  package var number: Double? {
    guard case .number(let text) = self, let number = Double(text), number.isFinite else {
      return nil
    }
    return number
  }

  /// What an object has under a name; nil where that is nothing, or more than one thing.
  package subscript(_ name: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    let found = members.filter { $0.name == name }
    return found.count == 1 ? found[0].value : nil
  }
}
