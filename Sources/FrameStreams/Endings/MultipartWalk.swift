/// Parts of an HTTP `multipart/x-mixed-replace` body (RFC 2046, section 5.1), as network cameras
/// send them: a line with the boundary, header lines, an empty line, and a picture.
///
/// A part without a Content-Length must be a JPEG file, whose end its own markers tell. Parts of a
/// known length are passed over that are empty, or by their Content-Type sound, text or another
/// application's.
struct MultipartWalk: Walk {
  private enum Place {
    case start, boundary, header, other, body, rest, jpeg
  }

  /// RFC 9112 recommends to take lines of at least 8,000 bytes.
  private static let longestLine = 8_192

  private var place = Place.start
  private var line: [UInt8] = []
  private var length: Int?
  private var isPicture = true
  private var jpeg = JPEGWalk()

  mutating func next(_ field: [UInt8]) throws(StreamError) -> Step {
    switch place {
    case .start, .other:
      (length, isPicture) = (nil, true)
      place = .boundary
      return .field(1)
    case .boundary, .header: return try take(field[0])
    case .body:
      if let length {
        place = .rest
        return .pass(length)
      }
      place = .jpeg
      return try jpeg.next([])
    case .rest:
      place = .start
      return .end
    case .jpeg:
      let step = try jpeg.next(field)
      if step == .end { place = .start }
      return step
    }
  }

  /// Before the empty line that ends a part's headers. Senders differ in how they end: by `--`
  /// behind the boundary, after the last picture, or (ffmpeg) with the line that would begin
  /// another part.
  var isBetweenPictures: Bool {
    switch place {
    case .start, .boundary, .header, .other: true
    case .body, .rest, .jpeg: false
    }
  }

  private mutating func take(_ byte: UInt8) throws(StreamError) -> Step {
    guard byte == UInt8(ascii: "\n") else {
      line.append(byte)
      guard line.count <= Self.longestLine, place == .header || isBoundarySoFar else {
        throw .garbage(offset: 1 - line.count, expected: "a part of a multipart stream")
      }
      return .field(1)
    }
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    defer { line = [] }
    if place == .boundary {
      // Empty lines end the part before, and a boundary with two more dashes the stream.
      if line.isEmpty || line.suffix(2).elementsEqual("--".utf8) {
        place = .start
        return .begin
      }
      place = .header
      return .field(1)
    }
    if !line.isEmpty {
      readHeader()
      return .field(1)
    }
    if let length, length == 0 || !isPicture {
      place = .other
      return .skip(length)
    }
    place = .body
    return .begin
  }

  /// A line that begins no part's headers: `--` and what the sender has chosen, or nothing.
  private var isBoundarySoFar: Bool {
    line == [UInt8(ascii: "\r")] || line.prefix(2).elementsEqual("--".utf8.prefix(line.count))
  }

  private mutating func readHeader() {
    let text = String(decoding: line, as: UTF8.self)
    guard let colon = text.firstIndex(of: ":") else { return }
    let value = text[text.index(after: colon)...].filter { $0 != " " && $0 != "\t" }
    switch text[..<colon].lowercased() {
    case "content-length": length = Int(value).flatMap { $0 >= 0 ? $0 : nil }
    case "content-type": isPicture = Self.mayBePicture(value.lowercased())
    default: return
    }
  }

  /// Senders call their pictures many things; what else comes beside them has the type it should.
  private static func mayBePicture(_ type: String) -> Bool {
    if type.hasPrefix("application/") { return type.hasPrefix("application/octet-stream") }
    return !type.hasPrefix("text/") && !type.hasPrefix("audio/")
  }
}
