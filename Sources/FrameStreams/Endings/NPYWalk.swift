/// NPY files in a row, as `numpy.save` writes them one after the other (NumPy's `numpy.lib.format`,
/// versions 1 to 3).
struct NPYWalk: Walk {
  private enum Place {
    case start, magic, length, header, elements
  }

  /// The mark, and the version.
  private static let headByteCount = 8

  private var place = Place.start

  mutating func next(_ field: [UInt8]) throws(StreamError) -> Step {
    switch place {
    case .start:
      place = .magic
      return .field(Self.headByteCount)
    case .magic:
      guard field.starts(with: [0x93] + Array("NUMPY".utf8)) else {
        throw .garbage(offset: 0, expected: "an NPY file")
      }
      place = .length
      return .field(field[6] > 1 ? 4 : 2)
    case .length:
      let count = field.reversed().reduce(0) { $0 << 8 | Int($1) }
      guard (1...NPYSize.longestHeader).contains(count) else {
        throw .badHeader(offset: 0, what: "it has \(count) bytes")
      }
      place = .header
      return .field(count)
    case .header:
      place = .elements
      return .pass(try NPYSize.byteCount(header: String(decoding: field, as: UTF8.self)))
    case .elements:
      place = .start
      return .end
    }
  }
}
