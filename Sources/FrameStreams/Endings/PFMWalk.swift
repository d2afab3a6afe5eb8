/// PFM files in a row (netpbm's pfm(5)).
struct PFMWalk: Walk {
  private enum Place {
    case start, magic, header, pixels
  }

  /// No header that a program writes is longer.
  private static let longestHeader = 1_024
  private static let magicByteCount = 2

  private var place = Place.start
  private var sampleCount = 1
  private var word: [UInt8] = []
  private var words: [String] = []
  private var byteCount = 0

  mutating func next(_ field: [UInt8]) throws(StreamError) -> Step {
    switch place {
    case .start:
      place = .magic
      return .field(Self.magicByteCount)
    case .magic:
      guard field == Array("PF".utf8) || field == Array("Pf".utf8) else {
        throw .garbage(offset: 0, expected: "a PFM file")
      }
      sampleCount = field[1] == UInt8(ascii: "F") ? 3 : 1
      (word, words, byteCount) = ([], [], 0)
      place = .header
      return .field(1)
    case .header:
      byteCount += 1
      do throws(StreamError) {
        return try takeHeader(field[0])
      } catch {
        throw error.moved(by: -(Self.magicByteCount + byteCount - 1))  // to where the file begins
      }
    case .pixels:
      place = .start
      return .end
    }
  }

  private mutating func takeHeader(_ byte: UInt8) throws(StreamError) -> Step {
    try take(byte)
    if words.count < 3 { return .field(1) }
    place = .pixels
    return .pass(try pixelByteCount())
  }

  /// The next byte of width, height and scale, each of which a space ends.
  private mutating func take(_ byte: UInt8) throws(StreamError) {
    guard byteCount <= Self.longestHeader else {
      throw .badHeader(offset: 0, what: "it does not end")
    }
    guard byte == 0x20 || (0x09...0x0D).contains(byte) else { return word.append(byte) }
    if word.isEmpty { return }
    words.append(String(decoding: word, as: UTF8.self))
    word = []
  }

  private func pixelByteCount() throws(StreamError) -> Int {
    guard let width = Int(words[0]), let height = Int(words[1]), width >= 0, height >= 0 else {
      throw .badHeader(offset: 0, what: "it is not made of numbers")
    }
    var product = sampleCount * MemoryLayout<Float>.size
    for factor in [width, height] {
      let (next, overflows) = product.multipliedReportingOverflow(by: factor)
      guard !overflows else { throw .badHeader(offset: 0, what: "its size is beyond all bounds") }
      product = next
    }
    return product
  }
}
