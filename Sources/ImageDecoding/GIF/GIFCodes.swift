/// GIF's variant of LZW (GIF89a, appendix F).
enum GIFCodes {
  /// Decodes as many indices as there is room for; more data behind them is not an error, less is.
  static func decode(
    _ data: [UInt8], minimumCodeSize: Int, into indices: UnsafeMutableBufferPointer<UInt8>
  ) throws(DecodingError) {
    guard (1...11).contains(minimumCodeSize) else {
      throw .corrupt(.gif, "a code size of \(minimumCodeSize)")
    }
    var table = GIFCodeTable(minimumCodeSize: minimumCodeSize)
    var position = 0
    var bits: UInt32 = 0
    var bitCount = 0
    for byte in data {
      bits |= UInt32(byte) << UInt32(bitCount)
      bitCount += 8
      while bitCount >= table.codeSize {
        let code = Int(bits & ((1 << UInt32(table.codeSize)) - 1))
        bits >>= UInt32(table.codeSize)
        bitCount -= table.codeSize
        if code == table.endCode { throw .truncated(.gif) }
        guard let string = try table.follow(code) else { continue }
        position = unsafe table.write(string, to: indices, at: position)
        if position == indices.count { return }
      }
    }
    throw .truncated(.gif)
  }
}

/// The strings that codes stand for: each is another string and one index more.
private struct GIFCodeTable {
  private struct Entry {
    var prefix: UInt16 = 0
    var length: UInt16 = 1
    var first: UInt8 = 0
    var last: UInt8 = 0
  }

  private static let maxCodes = 4096

  let endCode: Int
  private(set) var codeSize: Int
  private let clearCode: Int
  private var nextCode: Int
  private var previous: Int?
  private var entries = [Entry](repeating: Entry(), count: maxCodes)

  init(minimumCodeSize: Int) {
    clearCode = 1 << minimumCodeSize
    endCode = clearCode + 1
    codeSize = minimumCodeSize + 1
    nextCode = clearCode + 2
    for index in 0..<clearCode {
      let value = UInt8(truncatingIfNeeded: index)
      entries[index] = Entry(first: value, last: value)
    }
  }

  /// The string to write for `code`, after learning the one that it makes known; nil to clear.
  mutating func follow(_ code: Int) throws(DecodingError) -> Int? {
    if code == clearCode {
      nextCode = clearCode + 2
      codeSize = clearCode.trailingZeroBitCount + 1
      previous = nil
      return nil
    }
    if let previous {
      guard code < nextCode || (code == nextCode && nextCode < Self.maxCodes) else {
        throw .corrupt(.gif, "an invalid code")
      }
      learn(previous, entries[code < nextCode ? code : previous].first)
    } else if code >= clearCode {
      throw .corrupt(.gif, "an invalid code")
    }
    previous = code
    return code
  }

  private mutating func learn(_ prefix: Int, _ last: UInt8) {
    guard nextCode < Self.maxCodes else { return }  // full: the table stays until it is cleared
    let known = entries[prefix]
    entries[nextCode] = Entry(
      prefix: UInt16(prefix), length: known.length + 1, first: known.first, last: last)
    nextCode += 1
    if nextCode == 1 << codeSize, codeSize < 12 { codeSize += 1 }
  }

  /// Writes what of a string fits, last index first, and returns the position behind it.
  func write(
    _ string: Int, to indices: UnsafeMutableBufferPointer<UInt8>, at position: Int
  ) -> Int {
    let end = position + Int(entries[string].length)
    var code = string
    for place in stride(from: end - 1, through: position, by: -1) {
      if place < indices.count { unsafe indices[place] = entries[code].last }
      code = Int(entries[code].prefix)
    }
    return min(end, indices.count)
  }
}
