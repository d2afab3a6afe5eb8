internal import Linux
internal import SystemPackage

/// Bytes of a message between the show and the process that looks at files: numbers have eight
/// bytes, little-endian; everything else is its length and then itself.
struct WireWriter {
  private(set) var bytes: [UInt8] = []

  mutating func put(_ number: UInt64) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func put(_ isTrue: Bool) { put(UInt64(isTrue ? 1 : 0)) }

  mutating func put(_ number: Int64) { put(UInt64(bitPattern: number)) }

  mutating func put(_ text: [UInt8]) {
    put(UInt64(text.count))
    bytes += text
  }

  mutating func put(_ text: String) { put(Array(text.utf8)) }

  mutating func put(_ path: FilePath) { put(PathBytes(path).bytes) }

  mutating func put(_ paths: [FilePath]) {
    put(UInt64(paths.count))
    for path in paths { put(path) }
  }

  mutating func put(_ texts: [String]) {
    put(UInt64(texts.count))
    for text in texts { put(text) }
  }

  mutating func putOptional(_ number: Int64?) {
    put(number != nil)
    put(number ?? Int64.zero)
  }
}

/// Takes such bytes apart; nil for what is not there. The other side may be of another build.
struct WireReader {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func number() -> UInt64? {
    guard rest.count >= 8 else { return nil }
    defer { rest = rest.dropFirst(8) }
    return rest.prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  mutating func flag() -> Bool? { number().map { $0 != 0 } }

  mutating func signed() -> Int64? { number().map { Int64(bitPattern: $0) } }

  mutating func optional() -> Int64?? {
    guard let isThere = flag(), let number = signed() else { return nil }
    return .some(isThere ? number : nil)
  }

  mutating func bytes() -> ArraySlice<UInt8>? {
    guard let count = number(), count <= UInt64(rest.count) else { return nil }
    defer { rest = rest.dropFirst(Int(count)) }
    return rest.prefix(Int(count))
  }

  mutating func text() -> String? { bytes().map { String(decoding: $0, as: UTF8.self) } }

  mutating func path() -> FilePath? { bytes().map { PathBytes($0).filePath } }

  mutating func list<Element>(_ element: (inout WireReader) -> Element?) -> [Element]? {
    guard let count = number(), count <= UInt64(rest.count) else { return nil }
    var elements: [Element] = []
    for _ in 0..<count {
      guard let next = element(&self) else { return nil }
      elements.append(next)
    }
    return elements
  }
}
