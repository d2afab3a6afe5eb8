internal import ImageDecoding

/// Takes a list of files and directories apart as it comes. A byte order mark in front of the first
/// line is passed over. A list with a zero byte is one of `find -print0`, whose names end so and
/// not with their line.
struct PlaceLines {
  /// The list cannot be one of names.
  enum Nonsense: Error, Equatable {
    /// It is a picture.
    case picture(ImageType)
    /// It is something else that is not text.
    case binary
    /// The bytes are those of another encoding.
    case utf16
    /// Longer than any name.
    case longLine
  }

  /// What has come of a line that has not ended.
  private var rest: [UInt8] = []
  private var isBegun = false
  /// Nil until the first line has ended.
  private var separator: UInt8?

  /// U+FEFF in UTF-8, which some editors put in front of a text.
  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
  /// U+FEFF in UTF-16, in either order of bytes.
  private static let otherMarks: [[UInt8]] = [[0xFF, 0xFE], [0xFE, 0xFF]]
  /// More than `PATH_MAX` of limits.h, 4096, of which a URI may write each byte as three.
  static let longestLine = 16_384

  /// The lines of a whole list.
  static func lines(of list: [UInt8]) throws(Nonsense) -> [ArraySlice<UInt8>] {
    var lines = PlaceLines()
    lines.separator = list.contains(0) ? 0 : UInt8(ascii: "\n")
    return try lines.take(list[...]) + lines.finish()
  }

  /// Takes the next bytes of a list.
  ///
  /// - Returns: the lines that have ended with them.
  mutating func take(_ bytes: ArraySlice<UInt8>) throws(Nonsense) -> [ArraySlice<UInt8>] {
    rest += bytes
    try begin()
    let newline = UInt8(ascii: "\n")
    if separator == nil, rest.contains(where: { $0 == 0 || $0 == newline }) {
      separator = rest.contains(0) ? 0 : newline
    }
    guard let separator, let end = rest.lastIndex(of: separator) else {
      guard rest.count <= Self.longestLine else { throw .longLine }
      return []
    }
    var lines = rest[..<end].split(separator: separator)
    // No name has a zero byte, whatever ended the first line.
    if separator == newline { lines = lines.flatMap { $0.split(separator: 0) } }
    rest = Array(rest[(end + 1)...])
    guard rest.count <= Self.longestLine else { throw .longLine }
    return lines
  }

  /// The list has ended.
  ///
  /// - Returns: its last line, if that did not end with it.
  mutating func finish() -> [ArraySlice<UInt8>] {
    defer { rest = [] }
    return rest.isEmpty ? [] : [rest[...]]
  }

  /// Looks for a mark, once there is enough to see.
  private mutating func begin() throws(Nonsense) {
    if isBegun { return }
    if Self.otherMarks.contains(where: rest.starts) { throw .utf16 }
    if rest.starts(with: Self.byteOrderMark) {
      rest.removeFirst(Self.byteOrderMark.count)
    } else if Self.byteOrderMark.starts(with: rest) {
      return  // the next bytes will tell
    }
    if let nonsense = ListHead(rest).nonsense { throw nonsense }
    isBegun = true
  }
}
