/// A line of what a publisher says of its picture (docs/PROTOCOL.md, "Details").
struct DetailLine {
  let name: String
  /// Without the blanks before it.
  let value: String

  /// Nil for a line without a colon.
  init?(_ line: Substring) {
    // By bytes: a mark that stands over a letter would be one character with the blank before it.
    let bytes = line.utf8
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    name = String(line[..<colon])
    value = String(
      Substring(bytes[bytes.index(after: colon)...].drop { $0 == UInt8(ascii: " ") }))
  }
}
