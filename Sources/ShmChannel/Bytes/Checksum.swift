/// CRC-32 as zlib has it (RFC 1952, section 8): tells a page that was read whole.
package func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
  var value = UInt32.max
  for byte in bytes {
    value ^= UInt32(byte)
    // Without a branch, which a fuzzer would note each time, and be ten times slower.
    for _ in 0..<8 { value = value >> 1 ^ 0xEDB8_8320 & (0 &- (value & 1)) }
  }
  return ~value
}
