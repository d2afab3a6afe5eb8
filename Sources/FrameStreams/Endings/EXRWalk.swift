/// OpenEXR files in a row (OpenEXR's "File Layout"): attributes, a table of places, and chunks of
/// scanlines. Files of tiles, deep data or several parts are not taken apart.
struct EXRWalk: Walk {
  private enum Place {
    case start, head, name, type, size, value, table, chunk, pixels
  }

  /// exr_compression_t (openexr_attr.h): the scanlines in a chunk.
  private static let chunkHeights = [1, 1, 1, 16, 32, 16, 32, 32, 32, 256, 256, 32]
  /// Bits of the second word, and what they stand for.
  private static let obstacles: [(bit: Int, what: String)] = [
    (0x200, "tiles"), (0x800, "deep data"), (0x1000, "several parts"),
  ]
  /// Names have up to 255 bytes.
  private static let longestName = 255

  private var place = Place.start
  private var (name, word): ([UInt8], [UInt8]) = ([], [])
  private var chunkHeight: Int?
  private var height: Int?
  private var chunkCount = 0

  mutating func next(_ field: [UInt8]) throws(StreamError) -> Step {
    switch place {
    case .start:
      self = EXRWalk()
      return go(.head, .field(8))
    case .head:
      guard field.starts(with: [0x76, 0x2F, 0x31, 0x01]) else {
        throw .garbage(offset: 0, expected: "an OpenEXR file")
      }
      let version = Self.number(field[4...])
      if let obstacle = Self.obstacles.first(where: { version & $0.bit != 0 }) {
        throw .unsupported(what: "a stream of OpenEXR files with \(obstacle.what)")
      }
      return go(.name, .field(1))
    case .name, .type: return try take(field[0])
    case .size:
      let count = Self.number(field[...])
      guard count < 1 << 31 else {
        throw .badHeader(offset: 0, what: "an attribute of \(count) bytes")
      }
      return go(.value, Self.lengths[name] == count ? .field(count) : .pass(count))
    case .value:
      takeValue(field)
      return go(.name, .field(1))
    case .table: return nextChunk()
    case .chunk:
      let count = Self.number(field[4...])
      guard count < 1 << 31 else { throw .badHeader(offset: 0, what: "a chunk of \(count) bytes") }
      return go(.pixels, .pass(count))
    case .pixels: return nextChunk()
    }
  }

  private mutating func go(_ place: Place, _ step: Step) -> Step {
    self.place = place
    return step
  }

  /// The next byte of an attribute's name or type, which a zero ends; an empty name ends them all.
  private mutating func take(_ byte: UInt8) throws(StreamError) -> Step {
    guard byte == 0 else {
      guard word.count < Self.longestName else {
        throw .badHeader(offset: 0, what: "a name does not end")
      }
      word.append(byte)
      return .field(1)
    }
    defer { word = [] }
    if place == .type { return go(.size, .field(4)) }
    if word.isEmpty { return try endAttributes() }
    name = word
    return go(.type, .field(1))
  }

  /// The attributes that tell how many chunks there are, and their lengths.
  private static let lengths = [
    Array("compression".utf8): 1, Array("dataWindow".utf8): 16,
  ]

  private mutating func takeValue(_ field: [UInt8]) {
    switch field.count {
    case 1: chunkHeight = Self.chunkHeights.dropFirst(Int(field[0])).first
    case 16:
      let (top, bottom) = (Self.signed(field[4..<8]), Self.signed(field[12..<16]))
      height = bottom - top + 1
    default: break  // one that was passed over
    }
  }

  private mutating func endAttributes() throws(StreamError) -> Step {
    guard let chunkHeight, let height, height > 0 else {
      throw .badHeader(offset: 0, what: "it has no data window, or no compression that is known")
    }
    chunkCount = (height + chunkHeight - 1) / chunkHeight
    return go(.table, .pass(8 * chunkCount))
  }

  private mutating func nextChunk() -> Step {
    if chunkCount == 0 { return go(.start, .end) }
    chunkCount -= 1
    return go(.chunk, .field(8))
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
  }

  private static func signed(_ bytes: ArraySlice<UInt8>) -> Int {
    Int(Int32(truncatingIfNeeded: number(bytes)))
  }
}
