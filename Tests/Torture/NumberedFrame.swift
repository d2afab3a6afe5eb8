/// A frame that tells of itself whether it is whole.
///
/// Every row begins with the frame's number (which no other frame has), the row's number and a
/// checksum of the row; what follows is made from them. The title is the frame's number, too.
struct NumberedFrame {
  /// At least what the first pixels need: 8 bytes of number, 4 of row, 4 of checksum.
  static let smallestWidth = 8

  let number: UInt64
  let width: Int
  let height: Int

  /// A publisher's `count`th frame, of a size that changes from frame to frame.
  init(_ count: UInt64, by publisher: UInt64, _ random: inout SeededGenerator) {
    number = publisher << 48 | count
    // Three classes of size, so that memory is recycled at times, and made anew at others.
    let side = [16, 48, 160].randomElement(using: &random) ?? 16
    width = Self.smallestWidth + Int.random(in: 0...side, using: &random)
    height = 1 + Int.random(in: 0...side, using: &random)
  }

  var title: String { String(number, radix: 16) }

  /// The row's pixels, made from the frame's and the row's number.
  static func fill(_ words: inout MutableSpan<UInt32>, number: UInt64, row: Int) {
    let seed = SeededGenerator.mixed(number &+ UInt64(row) << 32)
    var state = UInt32(truncatingIfNeeded: seed) | 1
    words[0] = UInt32(truncatingIfNeeded: number)
    words[1] = UInt32(truncatingIfNeeded: number >> 32)
    words[2] = UInt32(row)
    for index in 4..<words.count {
      state = state &* 1_664_525 &+ 1_013_904_223  // Numerical Recipes' generator
      words[index] = state
    }
    words[3] = state
  }
}
