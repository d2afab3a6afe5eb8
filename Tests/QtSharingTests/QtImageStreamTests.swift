import QtSharing
import Testing

@Suite struct QtImageStreamTests {
  private static let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  @Test("a picture begins behind the marker, or at once in older streams")
  func pictures() throws {
    #expect(try QtImageStream(head: [0, 0, 0, 1] + Self.png) == .picture(at: 4))
    #expect(try QtImageStream(head: Self.png + [0, 0, 0, 13]) == .picture(at: 0))
    #expect(try QtImageStream(head: Array("BM".utf8) + [1, 2, 3]) == .picture(at: 0))
  }

  @Test("zeros are a picture without pixels, whatever follows")
  func null() throws {
    #expect(try QtImageStream(head: [0, 0, 0, 0]) == .null)
    #expect(try QtImageStream(head: [0, 0, 0, 0, 7, 7]) == .null)
  }

  @Test(
    "anything else is refused, and its first bytes are told",
    arguments: [
      [], [0, 0, 0], [1, 0, 0, 0], [0, 0, 0, 1], [0, 0, 0, 2] + png, [0, 0, 0, 1] + png.dropLast(),
      [0, 0, 0, 1, 0xFF, 0xD8, 0xFF], [0x42],
    ] as [[UInt8]])
  func refused(head: [UInt8]) {
    #expect(throws: QtStreamError.self) { try QtImageStream(head: head) }
  }

  @Test("the words for it")
  func words() {
    let error = #expect(throws: QtStreamError.self) {
      try QtImageStream(head: [0, 0, 0, 1, 0xFF, 0xD8, 0xFF, 0xE0, 0, 1])
    }
    #expect(
      error?.description
        == "is not a QImage of a QDataStream; it begins with 00 00 00 01 FF D8 FF E0")
  }

  @Test("there is room for pixels that cannot be compressed")
  func room() {
    #expect(QtImageStream.roomByteCount(width: 1, height: 1) > 100)
    let pixels = 1920 * 1080 * 4
    #expect(QtImageStream.roomByteCount(width: 1920, height: 1080) > pixels + 1080 + pixels / 512)
  }
}
