import Testing

@testable import ShmChannel

@Suite struct FrameHeaderTests {
  static let info = FrameInfo(
    channelID: .random(), serial: Serial(rawValue: 3), generation: Generation(rawValue: 9),
    layout: FrameLayout(width: 100, height: 50, format: .bgra, rowStride: 512),
    publishedAt: .nanoseconds(123_456_789),
    caption: Caption(
      title: "日本.png", transition: .milliseconds(0x1234), range: SampleRange(low: -1.5, high: 4095),
      colorTable: .magma, transfer: .linear, capturedAt: .nanoseconds(0x0102_0304_0506),
      details: "iso: 100\nn"))
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
    #expect(
      Array(bytes[1104..<1120]) == [0, 0, 0xC0, 0xBF, 0, 0xF0, 0x7F, 0x45, 3, 0, 0, 0, 10, 0, 0, 0])
    #expect(Array(bytes[1120..<1128]) == [6, 5, 4, 3, 2, 1, 0, 0])
    #expect(Array(bytes[1128..<1139]) == Array("iso: 100\nn".utf8) + [0])
    #expect(Array(bytes[2152...]) == [1, 0, 0, 0])
  }

  @Test(
    "a transfer that this version does not know is shown as sRGB",
    arguments: [2, 3, 0x100, UInt32.max])
  func strangeTransfer(value: UInt32) throws {
    var bytes = FrameHeader.encode(Self.info)
    bytes.set(value, at: FrameHeader.Offset.transfer)
    let read = try FrameHeader.decode(bytes, fileByteCount: Self.fileByteCount, path: "f")
    #expect(read.caption.transfer == .srgb && read.layout == Self.info.layout)
  }

  @Test(
    "a field out of its range is damage, not a trap",
    arguments: [
      (FrameHeader.Offset.magic, 0), (8, 2), (12, 0), (12, 8192), (48, 0), (48, 65_536),
      (48, 0x8000_0000), (48, UInt32.max), (48, 129), (52, 0), (52, 65_536), (52, UInt32.max),
      (52, 51), (56, 0), (56, 396), (56, 513), (56, 262_144), (56, UInt32.max), (60, 0), (60, 7),
      (60, 0x101), (60, 0x102), (60, 0x302), (60, 0x1_0002), (60, 0x1_0003), (60, 0x2_0004),
      (60, 0x1_0004), (60, 0x8000_0002), (60, UInt32.max), (72, 1025), (72, UInt32.max),
      (1104, Float.nan.bitPattern), (1108, Float.infinity.bitPattern),
      (1104, Float(4095).bitPattern),
      (1112, 5), (1112, UInt32.max), (1116, 1025), (1116, UInt32.max),
    ] as [(Int, UInt32)])
  func damaged(offset: Int, value: UInt32) {
    var bytes = FrameHeader.encode(Self.info)
    bytes.set(value, at: offset)
    #expect(throws: ChannelError.self) {
      try FrameHeader.decode(bytes, fileByteCount: Self.fileByteCount, path: "f")
    }
  }

  @Test("what is not said is zero, and zero is read as not said")
  func silence() throws {
    let info = FrameInfo(
      channelID: .random(), serial: Serial(rawValue: 3), generation: Generation(rawValue: 9),
      layout: FrameLayout(width: 2, height: 2, format: .gray16), publishedAt: .zero,
      caption: Caption(title: ""))
    let bytes = FrameHeader.encode(info)
    #expect(bytes[1104...].allSatisfy { $0 == 0 })
    let read = try FrameHeader.decode(bytes, fileByteCount: 4104, path: "f")
    #expect(read == info)
    #expect(read.range == .words)
    #expect(
      (read.caption.range, read.caption.colorTable, read.caption.capturedAt) == (nil, nil, nil))
  }

  @Test(
    "rows are as far apart as their format allows, and no farther", arguments: PixelFormat.allCases)
  func strides(format: PixelFormat) {
    let row = 7 * format.columnByteCount
    let (unit, most) = format.isDisplay ? (4, 262_140) : (format.sample.byteCount, 1_048_560)
    func allows(_ stride: Int) -> Bool {
      FrameLayout.allows(rowStride: stride, width: 7, format: format)
    }
    #expect(allows(row) && allows(row + unit) && allows(most))
    #expect(!allows(row - unit) && !allows(most + unit) && (unit == 1 || !allows(row + 1)))
    let layout = FrameLayout(width: 7, height: 3, format: format, rowStride: row + 4)
    #expect(layout.byteCount == (row + 4) * 3 * (format.isPlanar ? format.channelCount : 1))
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

  @Test("a header that is cut short is none", arguments: [0, 7, 40, 2151])
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
        let offset = Int.random(in: 0..<200, using: &source)
        // Both groups of fields.
        bytes[offset < 100 ? offset : offset + 1004] = UInt8.random(
          in: .min ... .max, using: &source)
      }
      let size = Int.random(in: 0...100_000, using: &source)
      if let info = try? FrameHeader.decode(bytes, fileByteCount: size, path: "f") {
        #expect(info.byteCount <= size - 4096)
        #expect(info.layout.rowByteCount <= info.rowStride)
      }
    }
  }
}
