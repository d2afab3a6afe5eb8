import TestSupport
import Testing

@testable import ShmChannel

@Suite struct PixelFormatTests {
  @Test("the formats have the names that the other clients know")
  func names() {
    let packed = [
      "bgrx", "bgra", "gray8", "rgb24", "bgr24", "rgba", "bgra64le", "gray16le", "rgb48le",
      "bgr48le",
      "rgba64le", "bgraf32le", "grayf32le", "rgbf32le", "bgrf32le", "rgbaf32le",
    ]
    let planar = [
      "rgb24", "bgr24", "rgba", "rgb48le", "bgr48le", "rgba64le", "rgbf32le", "bgrf32le",
      "rgbaf32le",
    ].map { $0 + "-planar" }
    #expect(PixelFormat.allCases.map(\.name) == packed + planar)
    for format in PixelFormat.allCases {
      #expect(PixelFormat(named: format.name) == format)
      #expect(PixelFormat(rawValue: format.rawValue) == format)
    }
    #expect(PixelFormat(named: "gray") == nil)
  }

  @Test(
    "the numbers stand as docs/PROTOCOL.md has them",
    arguments: [
      ("bgrx", 1), ("bgra", 2), ("gray8", 3), ("rgb24", 4), ("bgr24", 5), ("rgba", 6),
      ("gray16le", 0x103), ("rgbaf32le", 0x206), ("bgr48le-planar", 0x1_0105),
    ] as [(String, UInt32)])
  func numbers(name: String, number: UInt32) {
    #expect(PixelFormat(named: name)?.rawValue == number)
  }

  @Test("of all numbers only those of formats are one")
  func unknown() {
    let known = Set(PixelFormat.allCases.map(\.rawValue))
    for number in UInt32(0)..<1 << 19 {
      #expect((PixelFormat(rawValue: number) != nil) == known.contains(number))
    }
    #expect(PixelFormat(rawValue: 1 | 1 << 31) == nil)
  }

  @Test(
    "a range is two finite numbers that differ",
    arguments: [
      ("0:4095", "0:4095"), ("-1.5:1e3", "-1.5:1000"), ("1:0", "1:0"), ("1:1", nil), ("nan:1", nil),
      ("0:inf", nil), ("0", nil), ("0:1:2", nil), (":", nil), ("a:b", nil),
    ] as [(String, String?)])
  func range(text: String, read: String?) {
    #expect(SampleRange(text)?.description == read)
  }

  @Test("a loan of any format is read as it was written", arguments: PixelFormat.allCases)
  func roundTrip(format: PixelFormat) throws {
    let directory = try TemporaryRoot()
    let name = try ChannelName("samples")
    let channel = try Channel.openOrCreate(name, root: directory.root)
    let stride = 5 * format.columnByteCount + 8
    var loan = try channel.loan(width: 5, height: 3, format: format, rowStride: stride)
    let bytes = (0..<loan.byteCount).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    try loan.write(bytes.span.bytes)
    let caption = Caption(
      title: "t", range: SampleRange(low: 10, high: 20), colorTable: .twilight,
      capturedAt: .seconds(5), details: "a: b\r\n\u{7}c\n\n")
    _ = try loan.publish(caption)
    let frame = try ChannelReader(name: name, root: directory.root).latestFrame()
    #expect(
      frame.info.layout == FrameLayout(width: 5, height: 3, format: format, rowStride: stride))
    var expected = caption
    expected.details = "a: b\u{FFFD}\n\u{FFFD}c"
    #expect(frame.info.caption == expected)
    #expect(try frame.pixels() == bytes)
  }
}
