import Testing

@testable import ShmChannel

@Suite struct FrameHeaderTests {
  static let info = FrameInfo(
    channelID: .random(), serial: Serial(rawValue: 3), generation: Generation(rawValue: 9),
    layout: FrameLayout(width: 100, height: 50, format: .bgra, rowStride: 512),
    publishedAt: .nanoseconds(123_456_789), title: "日本.png", transition: .milliseconds(0x1234))
  static let fileByteCount = 4096 + 512 * 50

  @Test("what is encoded is decoded again")
  func roundTrip() throws {
    let bytes = FrameHeader.encode(Self.info)
    let decoded = try FrameHeader.decode(bytes, fileByteCount: Self.fileByteCount, path: "f")
    #expect(decoded == Self.info)
  }

  @Test("the fields stand where docs/PROTOCOL.md says")
  func layout() {
    let bytes = FrameHeader.encode(Self.info)
    #expect(Array(bytes[0..<8]) == Array("SHMVFRAM".utf8))
    #expect(Array(bytes[8..<16]) == [1, 0, 0, 0, 0, 16, 0, 0])
    #expect(bytes[32] == 9)
    #expect(bytes[40] == 3)
    #expect(Array(bytes[48..<64]) == [100, 0, 0, 0, 50, 0, 0, 0, 0, 2, 0, 0, 2, 0, 0, 0])
    #expect(bytes[72] == UInt8("日本.png".utf8.count))
    #expect(Array(bytes[76..<80]) == [0x34, 0x12, 0, 0])
    #expect(bytes.count == 1104)
  }

  @Test(
    "a field out of its range is damage, not a trap",
    arguments: [
      (FrameHeader.Offset.magic, 0), (8, 2), (12, 0), (12, 8192), (48, 0), (48, 65_536),
      (48, 0x8000_0000), (48, UInt32.max), (48, 129), (52, 0), (52, 65_536), (52, UInt32.max),
      (52, 51), (56, 0), (56, 396), (56, 513), (56, 262_144), (56, UInt32.max), (60, 0), (60, 3),
      (72, 1025), (72, UInt32.max),
    ] as [(Int, UInt32)])
  func damaged(offset: Int, value: UInt32) {
    var bytes = FrameHeader.encode(Self.info)
    bytes.set(value, at: offset)
    #expect(throws: ChannelError.self) {
      try FrameHeader.decode(bytes, fileByteCount: Self.fileByteCount, path: "f")
    }
  }

  @Test(
    "a transition of more than a minute is none, and the frame is good",
    arguments: [(60_000, .seconds(60)), (60_001, .zero), (.max, .zero)] as [(UInt32, Duration)])
  func longTransition(milliseconds: UInt32, transition: Duration) throws {
    var bytes = FrameHeader.encode(Self.info)
    bytes.set(milliseconds, at: 76)
    let info = try FrameHeader.decode(bytes, fileByteCount: Self.fileByteCount, path: "f")
    #expect(info.transition == transition)
  }

  @Test(
    "a file that is one byte short is damaged, whatever its size", arguments: [0, 1, 4095, 29_695])
  func short(fileByteCount: Int) {
    let bytes = FrameHeader.encode(Self.info)
    #expect(throws: ChannelError.self) {
      try FrameHeader.decode(bytes, fileByteCount: fileByteCount, path: "f")
    }
  }

  @Test("a header that is cut short is none", arguments: [0, 7, 40, 1103])
  func cut(count: Int) {
    let bytes = Array(FrameHeader.encode(Self.info).prefix(count))
    #expect(throws: ChannelError.damagedFrame(path: "f", "no frame header")) {
      try FrameHeader.decode(bytes, fileByteCount: Self.fileByteCount, path: "f")
    }
  }

  @Test("any bytes decode to a frame or an error")
  func random() {
    var source = SystemRandomNumberGenerator()
    for _ in 0..<20_000 {
      var bytes = FrameHeader.encode(Self.info)
      for _ in 0..<Int.random(in: 1...4, using: &source) {
        let offset = Int.random(in: 0..<100, using: &source)
        bytes[offset] = UInt8.random(in: .min ... .max, using: &source)
      }
      let size = Int.random(in: 0...100_000, using: &source)
      if let info = try? FrameHeader.decode(bytes, fileByteCount: size, path: "f") {
        #expect(info.byteCount <= size - 4096)
        #expect(info.width * 4 <= info.rowStride)
      }
    }
  }
}
