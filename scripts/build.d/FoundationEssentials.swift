// The part of FoundationEssentials that swift-argument-parser uses, as a module of that name, which
// scripts/build links in place of it: the whole of it is a third of each program.
//
// The parser asks whether an error has words of its own, and encodes what it knows of a command as
// JSON (--experimental-dump-help, from which the manual pages and completions are made).

/// An error that has words for a person.
public protocol LocalizedError: Error {
  var errorDescription: String? { get }
}

extension LocalizedError {
  public var errorDescription: String? { nil }
}

/// Bytes.
public struct Data {
  fileprivate let text: String
}

extension String {
  public struct Encoding: Sendable {
    public static let utf8 = Encoding()
  }

  public init?(data: Data, encoding: Encoding) { self = data.text }
}

/// Values as JSON: objects with sorted keys, a line for each member.
public final class JSONEncoder {
  public struct OutputFormatting: OptionSet, Sendable {
    public let rawValue: UInt
    public init(rawValue: UInt) { self.rawValue = rawValue }
    public static let prettyPrinted = OutputFormatting(rawValue: 1 << 0)
    public static let sortedKeys = OutputFormatting(rawValue: 1 << 1)
  }

  /// Both are always so.
  public var outputFormatting: OutputFormatting = [.prettyPrinted, .sortedKeys]

  public init() {}

  public func encode(_ value: some Encodable) throws -> Data {
    let node = Node()
    try value.encode(to: TreeEncoder(node: node))
    return Data(text: node.text(indent: ""))
  }
}

/// A value of JSON, filled while something is encoded.
private final class Node {
  enum Content {
    case null
    case scalar(String)
    case array([Node])
    case object([String: Node])
  }

  var content = Content.null

  func member(_ key: String) -> Node {
    let node = Node()
    var members: [String: Node] = [:]
    if case .object(let present) = content { members = present }
    members[key] = node
    content = .object(members)
    return node
  }

  func element() -> Node {
    let node = Node()
    var elements: [Node] = []
    if case .array(let present) = content { elements = present }
    content = .array(elements + [node])
    return node
  }

  func text(indent: String) -> String {
    let inner = indent + "  "
    switch content {
    case .null: return "null"
    case .scalar(let text): return text
    case .array(let elements):
      return Self.lines(elements.map { inner + $0.text(indent: inner) }, "[", "]", indent)
    case .object(let members):
      let lines = members.sorted { $0.key < $1.key }.map { key, node in
        "\(inner)\(Self.quoted(key)) : \(node.text(indent: inner))"
      }
      return Self.lines(lines, "{", "}", indent)
    }
  }

  private static func lines(
    _ lines: [String], _ start: String, _ end: String, _ indent: String
  ) -> String {
    lines.isEmpty
      ? "\(start)\n\n\(indent)\(end)"
      : "\(start)\n" + lines.joined(separator: ",\n") + "\n\(indent)\(end)"
  }

  static func quoted(_ text: String) -> String {
    let escaped = text.unicodeScalars.map { scalar -> String in
      switch scalar {
      case "\"": return "\\\""
      case "\\": return "\\\\"
      case "\n": return "\\n"
      case "\t": return "\\t"
      case "\r": return "\\r"
      default:
        if scalar.value >= 0x20 { return String(scalar) }
        let digits = String(scalar.value, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }
    }
    return "\"" + escaped.joined() + "\""
  }
}

private struct TreeEncoder: Encoder {
  let node: Node
  let codingPath: [any CodingKey] = []
  let userInfo: [CodingUserInfoKey: Any] = [:]

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    if case .null = node.content { node.content = .object([:]) }
    return KeyedEncodingContainer(Members<Key>(node: node))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    if case .null = node.content { node.content = .array([]) }
    return Elements(node: node)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer { Single(node: node) }
}

private struct Members<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let node: Node
  let codingPath: [any CodingKey] = []

  func encodeNil(forKey key: Key) { node.member(key.stringValue).content = .null }

  func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
    try Single(node: node.member(key.stringValue)).encode(value)
  }

  func nestedContainer<Inner: CodingKey>(
    keyedBy type: Inner.Type, forKey key: Key
  ) -> KeyedEncodingContainer<Inner> {
    TreeEncoder(node: node.member(key.stringValue)).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    TreeEncoder(node: node.member(key.stringValue)).unkeyedContainer()
  }

  func superEncoder() -> any Encoder { TreeEncoder(node: node.member("super")) }

  func superEncoder(forKey key: Key) -> any Encoder {
    TreeEncoder(node: node.member(key.stringValue))
  }
}

private struct Elements: UnkeyedEncodingContainer {
  let node: Node
  let codingPath: [any CodingKey] = []

  var count: Int {
    if case .array(let elements) = node.content { return elements.count }
    return 0
  }

  func encodeNil() { node.element().content = .null }

  func encode<T: Encodable>(_ value: T) throws { try Single(node: node.element()).encode(value) }

  func nestedContainer<Inner: CodingKey>(
    keyedBy type: Inner.Type
  ) -> KeyedEncodingContainer<Inner> {
    TreeEncoder(node: node.element()).container(keyedBy: type)
  }

  func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
    TreeEncoder(node: node.element()).unkeyedContainer()
  }

  func superEncoder() -> any Encoder { TreeEncoder(node: node.element()) }
}

private struct Single: SingleValueEncodingContainer {
  let node: Node
  let codingPath: [any CodingKey] = []

  func encodeNil() { node.content = .null }

  /// Texts, numbers and truth values stand for themselves; all others encode themselves.
  func encode<T: Encodable>(_ value: T) throws {
    switch value {
    case let text as String: node.content = .scalar(Node.quoted(text))
    case let flag as Bool: node.content = .scalar("\(flag)")
    case let number as any BinaryInteger: node.content = .scalar("\(number)")
    case let number as any BinaryFloatingPoint: node.content = .scalar("\(number)")
    default: try value.encode(to: TreeEncoder(node: node))
    }
  }
}
