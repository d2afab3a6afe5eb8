import TestSupport
import Testing

@testable import Slideshow

@Suite struct ContentsDigestTests {
  private static func digest(_ bytes: [UInt8]) -> ContentsDigest {
    ContentsDigest(of: bytes.span.bytes)
  }

  @Test("the same bytes have the same digest, wherever they lie")
  func same() {
    var random = SeededGenerator(seed: 1)
    for count in [0, 1, 7, 63, 64, 65, 200, 4099] {
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
      let padded = [9, 9, 9] + bytes
      let digest = Self.digest(bytes)
      #expect(ContentsDigest(of: padded.span.bytes.extracting(droppingFirst: 3)) == digest)
      #expect(ContentsDigest(text: digest.text) == digest)
    }
  }

  @Test("each bit counts, and so do each length and the order of all parts")
  func each() {
    var random = SeededGenerator(seed: 2)
    var bytes = (0..<160).map { _ in UInt8.random(in: 0...255, using: &random) }
    var found: Set<ContentsDigest> = [Self.digest(bytes)]
    var count = 1
    func expectAnother(_ bytes: [UInt8], _ what: String) {
      count += 1
      found.insert(Self.digest(bytes))
      #expect(found.count == count, "\(what)")
    }
    for bit in 0..<bytes.count * 8 {
      bytes[bit / 8] ^= 1 << UInt8(bit % 8)
      expectAnother(bytes, "bit \(bit)")
      bytes[bit / 8] ^= 1 << UInt8(bit % 8)
    }
    for step in [8, 16, 64] {
      for start in stride(from: 0, to: bytes.count - 2 * step + 1, by: step) {
        var other = bytes
        for index in start..<start + step { other.swapAt(index, index + step) }
        expectAnother(other, "\(start) and \(start + step)")
      }
    }
    for length in 0..<300 { expectAnother([UInt8](repeating: 0, count: length), "\(length)") }
  }
}
