/// Finds the number at a place in the order of many, without sorting them.
struct OrderedNumbers {
  /// Numbers whose order as integers is that of the floats.
  private let keys: [UInt32]

  init(_ numbers: [Float]) {
    keys = numbers.map { number in
      let bits = number.bitPattern
      return bits & 0x8000_0000 == 0 ? bits | 0x8000_0000 : ~bits
    }
  }

  /// The number below which that share of the others lies, to the nearest; nil where there are
  /// none.
  func number(at share: Double) -> Float? {
    if keys.isEmpty { return nil }
    let rank = Int((share * Double(keys.count - 1)).rounded())
    let (high, left) = Self.find(rank, in: keys) { $0 >> 16 }
    let (low, _) = Self.find(left, in: keys.filter { $0 >> 16 == high }) { $0 & 0xFFFF }
    let key = high << 16 | low
    return Float(bitPattern: key & 0x8000_0000 != 0 ? key & 0x7FFF_FFFF : ~key)
  }

  /// The half of the key at that rank, and the rank among the keys that have it.
  private static func find(
    _ rank: Int, in keys: [UInt32], by half: (UInt32) -> UInt32
  ) -> (half: UInt32, rank: Int) {
    var counts = [Int](repeating: 0, count: 1 << 16)
    for key in keys { counts[Int(half(key))] += 1 }
    var left = rank
    for (index, count) in counts.enumerated() {
      if left < count { return (UInt32(index), left) }
      left -= count
    }
    preconditionFailure("rank \(rank) of \(keys.count)")
  }
}
