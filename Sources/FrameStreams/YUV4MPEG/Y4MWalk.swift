/// The frames of a YUV4MPEG2 stream, or of several in a row: each is a line that begins with
/// `FRAME`, and its planes.
struct Y4MWalk: Walk {
  private enum Place {
    case start, line, planes, frame
  }

  /// No program writes a longer line.
  private static let longestLine = 4_096

  private var place = Place.start
  private var line: [UInt8] = []
  /// Of the stream that the frame belongs to.
  private(set) var header: Y4MHeader?

  mutating func next(_ field: [UInt8]) throws(StreamError) -> Step {
    switch place {
    case .start:
      place = .line
      return .field(1)
    case .line: return try take(field[0])
    case .planes:
      place = .frame
      return .pass(header?.frameByteCount ?? 0)
    case .frame:
      place = .start
      return .end
    }
  }

  /// Behind a stream's header there may be no frame.
  var isBetweenPictures: Bool { place == .start || place == .line && line.isEmpty }

  private mutating func take(_ byte: UInt8) throws(StreamError) -> Step {
    guard byte == UInt8(ascii: "\n") else {
      line.append(byte)
      guard line.count <= Self.longestLine, isLineSoFar else {
        throw .garbage(offset: 1 - line.count, expected: expected)
      }
      return .field(1)
    }
    let text = String(decoding: line, as: UTF8.self)
    let start = -line.count
    line = []
    if header != nil, text == "FRAME" || text.hasPrefix("FRAME ") {
      place = .planes
      return .begin
    }
    guard text.hasPrefix(Y4MHeader.magic) else {
      throw .garbage(offset: start, expected: expected)
    }
    do throws(StreamError) {
      header = try Y4MHeader(text)
    } catch {
      throw error.moved(by: start)
    }
    return .field(1)
  }

  private var expected: String { header == nil ? "a YUV4MPEG2 stream" : "a frame" }

  /// Whether the bytes of the line can begin a frame or a stream, so that other data is known for
  /// what it is at once.
  private var isLineSoFar: Bool {
    let starts = header == nil ? [Y4MHeader.magic] : ["FRAME", Y4MHeader.magic]
    return starts.contains { start in
      zip(line, start.utf8).allSatisfy { $0 == $1 }
    }
  }
}
