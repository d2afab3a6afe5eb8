/// The words of a PNM file, without its comments.
struct PNMTokens {
  private let file: FileBytes
  private let type: ImageType
  /// Behind the last word.
  private(set) var offset: Int

  init(_ file: FileBytes, offset: Int, type: ImageType = .pnm) {
    self.file = file
    self.type = type
    self.offset = offset
  }

  mutating func word() throws(DecodingError) -> String {
    try skipSpace()
    let start = offset
    while let byte = file[offset], !FileBytes.isSpace(byte) { offset += 1 }
    return unsafe String(decoding: file.raw[start..<offset], as: UTF8.self)
  }

  /// A decimal number of at most nine digits.
  mutating func number() throws(DecodingError) -> Int {
    try skipSpace()
    let start = offset
    var value = 0
    while let byte = file[offset], let digit = Self.digit(byte) {
      guard offset - start < 9 else { throw .corrupt(type, "a number of more than nine digits") }
      value = value * 10 + digit
      offset += 1
    }
    guard offset > start else { throw .corrupt(type, "something else where a number should be") }
    return value
  }

  /// One digit of a plain PBM, which need not be separated.
  mutating func bit() throws(DecodingError) -> Int {
    try skipSpace()
    guard let byte = file[offset], let digit = Self.digit(byte), digit < 2 else {
      throw .corrupt(type, "something else where 0 or 1 should be")
    }
    offset += 1
    return digit
  }

  private static func digit(_ byte: UInt8) -> Int? {
    (48...57).contains(byte) ? Int(byte) - 48 : nil
  }

  /// Where the samples begin. One space ends the header, and what follows may look like one more;
  /// but where lines end in two, of which the second one is no sample: `byteCount` of those are
  /// left.
  func dataOffset(before byteCount: Int) -> Int {
    let hasPairs = file[2] == 13 && file[3] == 10 && file[offset] == 13 && file[offset + 1] == 10
    return offset + (hasPairs && file.count - offset - 2 >= byteCount ? 2 : 1)
  }

  private mutating func skipSpace() throws(DecodingError) {
    while let byte = file[offset] {
      if byte == UInt8(ascii: "#") {
        while let byte = file[offset], byte != 10 { offset += 1 }
      } else if FileBytes.isSpace(byte) {
        offset += 1
      } else {
        return
      }
    }
    throw .truncated(type)
  }
}
