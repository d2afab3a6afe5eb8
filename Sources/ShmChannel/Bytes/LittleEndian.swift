// Headers are bytes with named offsets, read and written field by field: Swift promises no layout.

extension [UInt8] {
  /// The little-endian number at `offset`, of the size of `T`.
  package func number<T: FixedWidthInteger & UnsignedInteger>(_: T.Type, at offset: Int) -> T {
    var value: T = 0
    for index in (0..<MemoryLayout<T>.size).reversed() {
      value = value << 8 | T(self[offset + index])
    }
    return value
  }

  /// Writes `value` at `offset`, little-endian.
  package mutating func set<T: FixedWidthInteger & UnsignedInteger>(_ value: T, at offset: Int) {
    for index in 0..<MemoryLayout<T>.size {
      self[offset + index] = UInt8(truncatingIfNeeded: value >> T(8 * index))
    }
  }

  /// The channel id at `offset`, 16 bytes.
  package func channelID(at offset: Int) -> ChannelID {
    ChannelID(low: number(UInt64.self, at: offset), high: number(UInt64.self, at: offset + 8))
  }

  /// Writes a channel id at `offset`, 16 bytes.
  package mutating func set(_ id: ChannelID, at offset: Int) {
    set(id.low, at: offset)
    set(id.high, at: offset + 8)
  }
}
