/// Radiance pictures in a row (Radiance's "filefmts", Picture Files): lines of text, an empty one,
/// the resolution, and scanlines that tell in their first bytes how they are stored.
struct HDRWalk: Walk {
  private enum Place {
    case start, magic, line, resolution, scanline, runs, pixels
  }

  /// No header that a program writes is longer.
  private static let longestHeader = 65_536
  private static let magicByteCount = 2
  /// Scanlines of other lengths have no runs of the newer kind (Radiance, `color.c`).
  private static let runLengths = 8...32_767

  private var place = Place.start
  private var line: [UInt8] = []
  private var byteCount = 0
  /// Scanlines that are still to come, and the pixels of each.
  private var (count, length) = (0, 0)
  /// Bytes of a scanline's runs, or its pixels, that have been told of so far.
  private var told = 0
  private var runs = OldRuns()

  mutating func next(_ field: [UInt8]) throws(StreamError) -> Step {
    switch place {
    case .start:
      self = HDRWalk()
      place = .magic
      return .field(Self.magicByteCount)
    case .magic:
      guard field == Array("#?".utf8) else {
        throw .garbage(offset: 0, expected: "a Radiance picture")
      }
      line = field  // which is the first one's beginning
      place = .line
      return .field(1)
    case .line, .resolution:
      byteCount += 1
      do throws(StreamError) { return try take(field[0]) } catch {
        throw error.moved(by: -(Self.magicByteCount + byteCount - 1))  // to where the file begins
      }
    case .scanline: return try begin(field)
    case .runs: return try takeRun(field)
    case .pixels: return try takePixel(field)
    }
  }

  private mutating func take(_ byte: UInt8) throws(StreamError) -> Step {
    guard byteCount <= Self.longestHeader else {
      throw .badHeader(offset: 0, what: "it does not end")
    }
    guard byte == UInt8(ascii: "\n") else {
      line.append(byte)
      return .field(1)
    }
    defer { line = [] }
    if place == .resolution {
      (count, length) = try Self.resolution(String(decoding: line, as: UTF8.self))
      return nextScanline()
    }
    if line.isEmpty { place = .resolution }
    return .field(1)
  }

  /// Such as `-Y 1080 +X 1920`: how many scanlines there are, and the pixels of each.
  private static func resolution(_ text: String) throws(StreamError) -> (Int, Int) {
    let words = text.split(separator: " ")
    guard words.count == 4, let count = Int(words[1]), let length = Int(words[3]), count > 0,
      length > 0
    else { throw .badHeader(offset: 0, what: "its resolution makes no sense") }
    return (count, length)
  }

  private mutating func nextScanline() -> Step {
    told = 0
    runs = OldRuns()
    if count == 0 {
      place = .start
      return .end
    }
    count -= 1
    place = .scanline
    return .field(4)
  }

  private mutating func begin(_ field: [UInt8]) throws(StreamError) -> Step {
    guard Self.runLengths.contains(length), field[0] == 2, field[1] == 2, field[2] < 128 else {
      place = .pixels
      return try takePixel(field)
    }
    guard Int(field[2]) << 8 | Int(field[3]) == length else {
      throw .badHeader(offset: 0, what: "a scanline of another length")
    }
    place = .runs
    return .field(1)
  }

  /// A byte that tells of a run of one value, or of as many values; none behind those.
  private mutating func takeRun(_ field: [UInt8]) throws(StreamError) -> Step {
    guard let code = field.first.map(Int.init) else {
      // Each of the four channels ends where its own length does.
      return told == 4 * length ? nextScanline() : .field(1)
    }
    let count = code > 128 ? code - 128 : code
    guard count > 0, count <= length - told % length else {
      throw .badHeader(offset: 0, what: "a run beyond its scanline")
    }
    told += count
    return .pass(code > 128 ? 1 : count)
  }

  private mutating func takePixel(_ field: [UInt8]) throws(StreamError) -> Step {
    told += try runs.count(of: field)
    guard told <= length else {
      throw .badHeader(offset: 0, what: "a run beyond its scanline")
    }
    return told == length ? nextScanline() : .field(4)
  }

  /// Pixels as they are, and of the older kind of runs: a pixel of 1, 1, 1 says how often the one
  /// before it comes again; several of them in a row are the bytes of one number.
  private struct OldRuns {
    private var shift = 0

    mutating func count(of pixel: [UInt8]) throws(StreamError) -> Int {
      guard pixel[0] == 1, pixel[1] == 1, pixel[2] == 1 else {
        shift = 0
        return 1
      }
      guard shift <= 16 else { throw .badHeader(offset: 0, what: "a run beyond its scanline") }
      defer { shift += 8 }
      return Int(pixel[3]) << shift
    }
  }
}
