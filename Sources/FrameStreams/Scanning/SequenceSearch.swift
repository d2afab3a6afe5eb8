/// Finds a sequence of bytes that may lie across the pieces in which they come (Knuth, Morris and
/// Pratt: no byte is looked at twice).
struct SequenceSearch {
  private let sequence: [UInt8]
  /// How much of the sequence still matches after a mismatch behind each of its bytes.
  private let fallback: [Int]
  /// How many bytes of the sequence the last bytes were.
  private var matched = 0

  /// - Precondition: there is at least one byte to find.
  init(_ sequence: [UInt8]) {
    precondition(!sequence.isEmpty, "nothing to find")
    self.sequence = sequence
    var fallback = [0]
    for index in sequence.indices.dropFirst() {
      var length = fallback[index - 1]
      while length > 0 && sequence[length] != sequence[index] { length = fallback[length - 1] }
      fallback.append(sequence[length] == sequence[index] ? length + 1 : 0)
    }
    self.fallback = fallback
  }

  /// Where the sequence ends in `bytes`, which follow on those of the last call; nil if not yet.
  mutating func end(in bytes: Span<UInt8>, from start: Int) -> Int? {
    var index = start
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      while matched > 0 && sequence[matched] != byte { matched = fallback[matched - 1] }
      if sequence[matched] == byte { matched += 1 }
      if matched == sequence.count {
        matched = 0
        return index
      }
    }
    return nil
  }
}
