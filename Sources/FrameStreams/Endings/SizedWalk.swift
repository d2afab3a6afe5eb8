/// Files in a row that say in their first bytes how long they are.
struct SizedWalk: Walk {
  /// How many bytes tell it.
  private let headByteCount: Int
  /// The length of the whole file; nil if the bytes do not begin one.
  private let length: @Sendable ([UInt8]) -> Int?
  /// What is expected, with its article.
  private let name: String

  private enum Place {
    case start, head, rest
  }

  private var place = Place.start

  mutating func next(_ field: [UInt8]) throws(StreamError) -> Step {
    switch place {
    case .start:
      place = .head
      return .field(headByteCount)
    case .head:
      guard let length = length(field) else { throw .garbage(offset: 0, expected: name) }
      guard length >= headByteCount else {
        throw .badHeader(offset: 0, what: "a file of \(length) bytes")
      }
      place = .rest
      return .pass(length - headByteCount)
    case .rest:
      place = .start
      return .end
    }
  }

  /// BMP: `bfSize` of the BITMAPFILEHEADER.
  static var bmp: SizedWalk {
    SizedWalk(headByteCount: 6, name: "a BMP file") { head in
      head.starts(with: "BM".utf8) ? littleEndian(head[2..<6]) : nil
    }
  }

  /// WebP: the size of the RIFF chunk, padded to an even number (RFC 9649, section 2.3).
  static var webP: SizedWalk {
    SizedWalk(headByteCount: 12, name: "a WebP file") { head in
      guard head.starts(with: "RIFF".utf8), head[8..<12].elementsEqual("WEBP".utf8) else {
        return nil
      }
      let size = littleEndian(head[4..<8])
      return 8 + size + size % 2
    }
  }

  private init(
    headByteCount: Int, name: String, length: @escaping @Sendable ([UInt8]) -> Int?
  ) {
    self.headByteCount = headByteCount
    self.name = name
    self.length = length
  }

  private static func littleEndian(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.reversed().reduce(0) { $0 << 8 | Int($1) }
  }
}
