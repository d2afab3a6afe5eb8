/// Reads the header of a binary netpbm file byte by byte, and tells how much follows on it.
struct PNMHeaderReader {
  private enum Kind {
    case bitmap, gray, color, arbitrary
  }

  /// No header that a program writes is longer; comments may stand in it.
  private static let longest = 65_536
  static let magicByteCount = 2

  private let kind: Kind
  private var byteCount = 0
  private var token: [UInt8] = []
  private var isComment = false
  private var numbers: [Int] = []
  /// Of a PAM file: the line so far, and the fields that were read.
  private var fields: [String: Int] = [:]

  init() { kind = .color }

  /// Nil for anything but such a file.
  init?(magic: [UInt8]) {
    switch magic {
    case Array("P4".utf8): kind = .bitmap
    case Array("P5".utf8): kind = .gray
    case Array("P6".utf8): kind = .color
    case Array("P7".utf8): kind = .arbitrary
    default: return nil
    }
  }

  /// Takes the next byte of the header.
  ///
  /// - Returns: the number of bytes that follow, once it is whole.
  mutating func take(_ byte: UInt8) throws(StreamError) -> Int? {
    byteCount += 1
    do throws(StreamError) {
      guard byteCount <= Self.longest else { throw .badHeader(offset: 0, what: "it does not end") }
      return kind == .arbitrary ? try takeLine(byte) : try takeToken(byte)
    } catch {
      throw error.moved(by: -distance)
    }
  }

  /// From where the file begins to the byte that came last.
  private var distance: Int { Self.magicByteCount + byteCount - 1 }

  private mutating func takeToken(_ byte: UInt8) throws(StreamError) -> Int? {
    if isComment {
      isComment = byte != UInt8(ascii: "\n")
      return nil
    }
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): token.append(byte)
    case UInt8(ascii: "#") where token.isEmpty: isComment = true
    case 0x09...0x0D, 0x20:
      if token.isEmpty { return nil }
      numbers.append(try number(token))
      token = []
      if numbers.count == (kind == .bitmap ? 2 : 3) { return try pixelByteCount() }
    default: throw .badHeader(offset: 0, what: "it is not made of numbers")
    }
    return nil
  }

  private func pixelByteCount() throws(StreamError) -> Int {
    if kind == .bitmap { return try product((numbers[0] + 7) / 8, numbers[1]) }
    let samples = kind == .color ? 3 : 1
    return try product(numbers[0], numbers[1], samples, try sampleByteCount(numbers[2]))
  }

  private mutating func takeLine(_ byte: UInt8) throws(StreamError) -> Int? {
    guard byte == UInt8(ascii: "\n") else {
      token.append(byte)
      return nil
    }
    let line = String(decoding: token, as: UTF8.self)
    token = []
    if line == "ENDHDR" {
      return try product(
        try field("WIDTH"), try field("HEIGHT"), try field("DEPTH"),
        try sampleByteCount(try field("MAXVAL")))
    }
    let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" })
    if words.count == 2, let value = Int(words[1]) { fields[String(words[0])] = value }
    return nil
  }

  private func field(_ name: String) throws(StreamError) -> Int {
    guard let value = fields[name], value >= 0 else {
      throw .badHeader(offset: 0, what: "it has no \(name)")
    }
    return value
  }

  private func number(_ digits: [UInt8]) throws(StreamError) -> Int {
    guard let number = Int(String(decoding: digits, as: UTF8.self)) else {
      throw .badHeader(offset: 0, what: "a number is too large")
    }
    return number
  }

  private func sampleByteCount(_ maximum: Int) throws(StreamError) -> Int {
    guard (1...65_535).contains(maximum) else {
      throw .badHeader(offset: 0, what: "a largest value of \(maximum)")
    }
    return maximum > 255 ? 2 : 1
  }

  private func product(_ factors: Int...) throws(StreamError) -> Int {
    var product = 1
    for factor in factors {
      let (next, overflows) = product.multipliedReportingOverflow(by: factor)
      guard !overflows else { throw .badHeader(offset: 0, what: "its size is beyond all bounds") }
      product = next
    }
    return product
  }
}
