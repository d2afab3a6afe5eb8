/// Cuts a stream of bytes into messages, each of which comes behind its length.
package struct MessageStream {
  private var bytes: [UInt8] = []
  private var start = 0

  /// No message is longer: a list of a million files.
  private static let longest: UInt64 = 1 << 30

  package init() {}

  /// What is to be sent for a message.
  package static func framed(_ message: [UInt8]) -> [UInt8] {
    var writer = WireWriter()
    writer.put(message)
    return writer.bytes
  }

  package mutating func append(_ piece: some Sequence<UInt8>) {
    bytes.removeSubrange(..<start)
    start = 0
    bytes += piece
  }

  /// The next whole message; nil until there is one.
  ///
  /// - Throws: `Nonsense` for what no message begins with.
  package mutating func next() throws(Nonsense) -> ArraySlice<UInt8>? {
    let rest = bytes[start...]
    var reader = WireReader(rest)
    guard let count = reader.number() else { return nil }
    if count > Self.longest { throw Nonsense() }
    guard rest.count >= 8 + Int(count) else { return nil }
    defer { start += 8 + Int(count) }
    return rest.dropFirst(8).prefix(Int(count))
  }

  /// The other side does not speak this language.
  package struct Nonsense: Error {}
}
