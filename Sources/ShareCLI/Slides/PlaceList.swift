private import CommandLineFiles
private import Linux

/// The lines of a list of files and directories: paths, and URIs of files. Empty ones are passed
/// over, and so is a byte order mark in front of the first. A list with a zero byte is one of `find
/// -print0`, whose names end so and not with their line.
struct PlaceList: Equatable {
  /// What a line names.
  struct Names: Equatable {
    let name: [UInt8]
    /// The name where nothing has the first one: lists that were written on other systems end their
    /// lines with a carriage return as well.
    var alternative: [UInt8]?
  }

  /// The bytes are those of another encoding.
  struct NoText: Error {}

  private(set) var places: [Names] = []
  /// Lines that are URIs, but of no file of this machine.
  private(set) var foreign: [String] = []

  /// U+FEFF in UTF-8, which some editors put in front of a text.
  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
  /// U+FEFF in UTF-16, in either order of bytes.
  private static let otherMarks: [[UInt8]] = [[0xFF, 0xFE], [0xFE, 0xFF]]

  init(_ bytes: [UInt8], host: String = HostName.text) throws(NoText) {
    if Self.otherMarks.contains(where: bytes.starts) { throw NoText() }
    let separator = bytes.contains(0) ? 0 : UInt8(ascii: "\n")
    let hasMark = bytes.starts(with: Self.byteOrderMark)
    let lines = bytes.dropFirst(hasMark ? Self.byteOrderMark.count : 0)
    for line in lines.split(separator: separator) { add(line, host) }
  }

  private mutating func add(_ line: ArraySlice<UInt8>, _ host: String) {
    let isEndedTwice = line.last == UInt8(ascii: "\r")
    let bare = isEndedTwice ? line.dropLast() : line
    if let path = FileURI.path(of: bare, host: host) {
      places.append(Names(name: path))
    } else if FileURI.isURI(bare) {
      foreign.append(String(decoding: bare, as: UTF8.self))
    } else if !bare.isEmpty {
      places.append(Names(name: Array(line), alternative: isEndedTwice ? Array(bare) : nil))
    }
  }

  /// What there is to say of lines that are passed over; nil for nothing.
  var words: String? {
    guard let first = foreign.first else { return nil }
    let others = foreign.count - 1
    let more = others == 0 ? "" : "; so are \(others) more such lines"
    return "\(first) does not name a file on this machine; passed over\(more)"
  }
}
