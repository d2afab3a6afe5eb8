/// Reads JSON (RFC 8259) that a stranger has written: all of it must be right.
package struct JSONReader {
  /// Why a text is not JSON.
  package enum Problem: Error, Equatable {
    /// At that byte.
    case syntax(at: Int)
    case notUTF8
    /// Arrays and objects in each other, deeper than `maximumDepth`.
    case tooDeep
  }

  /// How deep arrays and objects may lie in each other.
  package static let maximumDepth = 16

  private let bytes: [UInt8]
  private var position = 0
  private var depth = 0

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The one value that the bytes hold.
  package static func read(_ bytes: [UInt8]) throws(Problem) -> JSONValue {
    guard String(validating: bytes, as: UTF8.self) != nil else { throw .notUTF8 }
    var reader = JSONReader(bytes)
    let value = try reader.value()
    reader.skipBlanks()
    guard reader.position == bytes.count else { throw reader.problem }
    return value
  }

  private var problem: Problem { .syntax(at: position) }
  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipBlanks() {
    while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { position += 1 }
  }

  /// Passes over a byte if it is the next one.
  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func require(_ character: Unicode.Scalar) throws(Problem) {
    guard take(character) else { throw problem }
  }

  private mutating func value() throws(Problem) -> JSONValue {
    skipBlanks()
    switch next {
    case UInt8(ascii: "{"): return try nested { (reader) throws(Problem) in try reader.object() }
    case UInt8(ascii: "["): return try nested { (reader) throws(Problem) in try reader.array() }
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .boolean(true))
    case UInt8(ascii: "f"): return try word("false", .boolean(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return .number(try number())
    }
  }

  private mutating func nested(
    _ body: (inout JSONReader) throws(Problem) -> JSONValue
  ) throws(Problem) -> JSONValue {
    guard depth < Self.maximumDepth else { throw .tooDeep }
    depth += 1
    defer { depth -= 1 }
    position += 1
    return try body(&self)
  }

  private mutating func word(_ word: String, _ value: JSONValue) throws(Problem) -> JSONValue {
    guard bytes[position...].starts(with: word.utf8) else { throw problem }
    position += word.utf8.count
    return value
  }

  private mutating func array() throws(Problem) -> JSONValue {
    var values: [JSONValue] = []
    skipBlanks()
    if take("]") { return .array([]) }
    repeat {
      values.append(try value())
      skipBlanks()
    } while take(",")
    try require("]")
    return .array(values)
  }

  private mutating func object() throws(Problem) -> JSONValue {
    var members: [JSONValue.Member] = []
    skipBlanks()
    if take("}") { return .object([]) }
    repeat {
      skipBlanks()
      let name = try string()
      skipBlanks()
      try require(":")
      members.append(JSONValue.Member(name: name, value: try value()))
      skipBlanks()
    } while take(",")
    try require("}")
    return .object(members)
  }

  private mutating func number() throws(Problem) -> String {
    let start = position
    _ = take("-")
    if !take("0") { try digits() }
    if take(".") { try digits() }
    if take("e") || take("E") {
      if !take("+") { _ = take("-") }
      try digits()
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func digits() throws(Problem) {
    let start = position
    while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
    guard position > start else { throw problem }
  }

  private mutating func string() throws(Problem) -> String {
    try require("\"")
    var text: [UInt8] = []
    while let byte = next {
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): text += UTF8.encode(try escape()).map { Array($0) } ?? []
      case ..<0x20: throw problem
      default: text.append(byte)
      }
    }
    throw problem
  }

  private mutating func escape() throws(Problem) -> Unicode.Scalar {
    guard let byte = next else { throw problem }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try unicodeEscape()
    default: throw problem
    }
  }

  /// Behind `\u`: one unit of UTF-16, or two of which the second has a `\u` of its own.
  private mutating func unicodeEscape() throws(Problem) -> Unicode.Scalar {
    let unit = try fourDigits()
    if let scalar = Unicode.Scalar(unit) { return scalar }
    try require("\\")
    try require("u")
    let second = try fourDigits()
    guard UTF16.isLeadSurrogate(UInt16(unit)), UTF16.isTrailSurrogate(UInt16(second)),
      let scalar = Unicode.Scalar(0x1_0000 + (unit - 0xD800) << 10 + (second - 0xDC00))
    else { throw problem }
    return scalar
  }

  private mutating func fourDigits() throws(Problem) -> UInt32 {
    guard position + 4 <= bytes.count else { throw problem }
    var number: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = Character(Unicode.Scalar(bytes[position])).hexDigitValue else {
        throw problem
      }
      number = number << 4 | UInt32(digit)
      position += 1
    }
    return number
  }
}
