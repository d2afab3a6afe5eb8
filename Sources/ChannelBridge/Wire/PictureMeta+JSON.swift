private import PlainJSON
private import ShmChannel

extension PictureMeta {
  /// Why a payload is left alone; to stand behind its topic and a colon.
  package enum Problem: Error, Equatable {
    case tooLong(Int)
    case notJSON
    /// Of another version of the format.
    case version(Int)
    /// A member that is missing, comes twice, or is out of its range.
    case member(String)
  }

  /// The payload.
  package var json: String {
    JSONText.object([
      "version": "\(Self.version)", "epoch": JSONText.string(mark.epoch),
      "sequence": "\(mark.sequence)", "bytes": "\(byteCount)",
      "type": JSONText.string(type.rawValue), "width": "\(width)", "height": "\(height)",
      "title": JSONText.string(title), "time": JSONText.seconds(time),
    ])
  }

  /// A payload, as a stranger sent it.
  package init(json bytes: [UInt8]) throws(Problem) {
    guard bytes.count <= Self.maximumByteCount else { throw .tooLong(bytes.count) }
    guard let value = try? JSONReader.read(bytes), case .object = value else { throw .notJSON }
    let version = try Self.integer("version", in: value, 1...Int.max)
    guard version == Self.version else { throw .version(version) }
    let sequence = try Self.integer("sequence", in: value, 1...PictureMark.maximumSequence)
    guard let epoch = value["epoch"]?.text,
      let mark = PictureMark(checkingEpoch: epoch, sequence: sequence)
    else { throw .member("epoch") }
    guard let type = value["type"]?.text.flatMap(MediaType.init) else { throw .member("type") }
    guard let title = value["title"]?.text, title.utf8.count <= Title.maximumByteCount else {
      throw .member("title")
    }
    guard let time = value["time"]?.number, (0..<Self.endOfTime).contains(time) else {
      throw .member("time")
    }
    self.init(
      mark: mark, byteCount: try Self.integer("bytes", in: value, 1...Self.maximumImageByteCount),
      type: type, width: try Self.integer("width", in: value, Self.sides),
      height: try Self.integer("height", in: value, Self.sides),
      title: Title.sanitized(title), time: .milliseconds(Int64((time * 1000).rounded())))
  }

  /// Seconds; the year 33,658, and far from what a `Duration` holds.
  private static let endOfTime = 1e12

  private static func integer(
    _ name: String, in value: JSONValue, _ range: ClosedRange<Int>
  ) throws(Problem) -> Int {
    guard let number = value[name]?.integer, range.contains(number) else { throw .member(name) }
    return number
  }
}

extension PictureMeta.Problem: CustomStringConvertible {
  package var description: String {
    switch self {
    case .tooLong(let count):
      "has \(count) bytes, and at most \(PictureMeta.maximumByteCount) are read"
    case .notJSON: "is not a JSON object"
    case .version(let number):
      "is of version \(number) of the format, and this program knows \(PictureMeta.version)"
    case .member(let name): "has no proper \"\(name)\""
    }
  }
}
