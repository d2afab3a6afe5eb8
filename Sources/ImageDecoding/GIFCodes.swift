/// GIF's variant of LZW (GIF89a, appendix F).
enum GIFCodes {
  private static let maxCodes = 4096

  /// Decodes exactly `count` indices; more data behind them is no fault, less is.
  static func decode(
    _ data: [UInt8], minimumCodeSize: Int, count: Int
  ) throws(DecodingError) -> [UInt8] {
    guard (1...11).contains(minimumCodeSize) else {
      throw .corrupt(.gif, "a code size of \(minimumCodeSize)")
    }
    var table = Table(minimumCodeSize: minimumCodeSize)
    var indices: [UInt8] = []
    indices.reserveCapacity(min(count, data.count * 16))
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
        try table.expand(code, into: &indices)
        if indices.count >= count {
          indices.removeLast(indices.count - count)
          return indices
        }
      }
    }
    throw .truncated(.gif)
  }

  /// The strings that codes stand for: each is another string and one index more.
  private struct Table {
    private let clearCode: Int
    let endCode: Int
    private(set) var codeSize: Int
    private var nextCode: Int
    private var previous: Int?
    private var prefixes = [UInt16](repeating: 0, count: maxCodes)
    private var suffixes = [UInt8](repeating: 0, count: maxCodes)
    private var firsts = [UInt8](repeating: 0, count: maxCodes)
    private var lengths = [UInt16](repeating: 1, count: maxCodes)

    init(minimumCodeSize: Int) {
      clearCode = 1 << minimumCodeSize
      endCode = clearCode + 1
      codeSize = minimumCodeSize + 1
      nextCode = clearCode + 2
      for index in 0..<clearCode {
        suffixes[index] = UInt8(truncatingIfNeeded: index)
        firsts[index] = UInt8(truncatingIfNeeded: index)
      }
    }

    /// Appends what `code` stands for, and learns the string that it makes known.
    mutating func expand(_ code: Int, into indices: inout [UInt8]) throws(DecodingError) {
      if code == clearCode {
        nextCode = clearCode + 2
        codeSize = (clearCode * 2).trailingZeroBitCount
        previous = nil
        return
      }
      guard let last = previous else {
        guard code < clearCode else { throw .corrupt(.gif, "an invalid code") }
        indices.append(suffixes[code])
        previous = code
        return
      }
      guard code < nextCode || (code == nextCode && nextCode < maxCodes) else {
        throw .corrupt(.gif, "an invalid code")
      }
      learn(last, firsts[code < nextCode ? code : last])
      append(code, to: &indices)
      previous = code
    }

    private mutating func learn(_ prefix: Int, _ suffix: UInt8) {
      guard nextCode < maxCodes else { return }  // full: the table stays until it is cleared
      prefixes[nextCode] = UInt16(prefix)
      suffixes[nextCode] = suffix
      firsts[nextCode] = firsts[prefix]
      lengths[nextCode] = lengths[prefix] + 1
      nextCode += 1
      if nextCode == 1 << codeSize, codeSize < 12 { codeSize += 1 }
    }

    private func append(_ code: Int, to indices: inout [UInt8]) {
      let length = Int(lengths[code])
      let end = indices.count + length
      indices.append(contentsOf: repeatElement(0, count: length))
      var code = code
      for position in 1...length {
        indices[end - position] = suffixes[code]
        code = Int(prefixes[code])
      }
    }
  }
}
