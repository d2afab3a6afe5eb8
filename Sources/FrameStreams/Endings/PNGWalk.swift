/// PNG files in a row: chunks, of which IEND is the last (PNG specification, section 5).
struct PNGWalk: Walk {
  private enum Place {
    case start, signature, chunk, header, lastChunk
  }

  private var place = Place.start
  private static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  mutating func next(_ field: [UInt8]) throws(StreamError) -> Step {
    switch place {
    case .start:
      place = .signature
      return .field(Self.signature.count)
    case .signature:
      guard field == Self.signature else { throw .garbage(offset: 0, expected: "a PNG file") }
      place = .chunk
      return .field(8)
    case .chunk:
      return try pass(field)
    case .header:
      place = .chunk
      return .field(8)
    case .lastChunk:
      place = .start
      return .end
    }
  }

  /// A chunk's length and type have come: passes its data and its checksum.
  private mutating func pass(_ field: [UInt8]) throws(StreamError) -> Step {
    let length = field.prefix(4).reduce(0) { $0 << 8 | Int($1) }
    guard length < 1 << 31 else { throw .badHeader(offset: 0, what: "a chunk of \(length) bytes") }
    place = field.suffix(4).elementsEqual("IEND".utf8) ? .lastChunk : .header
    return .pass(length + 4)
  }
}
