import ImageDecoding
import ShmChannel
import TestSupport
import Testing

/// The portable float map.
@Suite struct PFMTests {
  @Test("PFM has its bottom row first, in either byte order")
  func pfm() throws {
    let values: [Float] = [1, 2, 3, -4, 0.5, 1000]
    for (scale, big) in [("-1.0", false), ("1.0", true)] {
      let data = NumberFiles.bytes(values.map(\.bitPattern), big: big)
      try expectNumbers(
        Array("Pf\n3 2\n\(scale)\n".utf8) + data, "grayf32le", 3, 2, [-4, 0.5, 1000, 1, 2, 3])
      try expectNumbers(
        Array("PF\n1 2\n\(scale)\n".utf8) + data, "rgbf32le", 1, 2, [-4, 0.5, 1000, 1, 2, 3])
    }
    let bytes = Array("Pf\n3 2\n0\n".utf8) + [UInt8](repeating: 0, count: 24)
    #expect(throws: DecodingError.corrupt(.pfm, "its scale is 0, or not a number")) {
      try numbers(bytes)
    }
    #expect(throws: DecodingError.truncated(.pfm)) {
      try numbers(Array("Pf\n3 2\n-1\n".utf8) + [UInt8](repeating: 0, count: 23))
    }
  }
  @Test("lines may end in two characters, where the second one is no sample")
  func pairs() throws {
    let data = NumberFiles.bytes([1, 2, 3, -4, 0.5, 1000].map { Float($0).bitPattern })
    try expectNumbers(
      Array("Pf\r\n3 2\r\n-1.0\r\n".utf8) + data, "grayf32le", 3, 2, [-4, 0.5, 1000, 1, 2, 3])
    // The first sample begins with a line feed.
    let bits: [UInt32] = [0x4040_400A, 0x4040_4040]
    let values = bits.map { Double(Float(bitPattern: $0)) }
    try expectNumbers(
      Array("Pf\r\n2 1\r\n-1\r".utf8) + NumberFiles.bytes(bits), "grayf32le", 2, 1, values)
    try expectNumbers(
      Array("Pf\n2 1\n-1\r".utf8) + NumberFiles.bytes(bits), "grayf32le", 2, 1, values)
  }
}
