import CX11

/// Text as core fonts take it: UCS-2, which Latin-1 fonts know the first part of.
enum TextLine {
  private static let dots = characters("...")

  /// One character a scalar; what UCS-2 cannot say becomes a question mark.
  static func characters(_ text: String) -> [XChar2b] {
    text.unicodeScalars.map { scalar in
      let number = UInt16(exactly: scalar.value) ?? 0x3F
      return XChar2b(byte1: UInt8(number >> 8), byte2: UInt8(number & 0xFF))
    }
  }

  /// The line, or its start and its end with dots between, which say most of a path; as much of it
  /// as fits, or all of it where not even that does.
  static func fitted(_ line: [XChar2b], where fits: ([XChar2b]) -> Bool) -> [XChar2b] {
    if fits(line) { return line }
    for kept in stride(from: line.count - 1, to: 0, by: -1) {
      let shorter = Array(line.prefix((kept + 1) / 2) + dots + line.suffix(kept / 2))
      if fits(shorter) { return shorter }
    }
    return line
  }
}
