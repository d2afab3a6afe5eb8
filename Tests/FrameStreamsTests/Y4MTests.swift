import FrameStreams
import Testing

@Suite struct Y4MTests {
  private func header(_ line: String) throws -> Y4MHeader {
    var scanner = UnitScanner(.y4m)
    _ = try scanner.scan(Array((line + "\n").utf8).span)
    return try #require(scanner.y4mHeader)
  }

  @Test("the header's parameters in any order, with those that are not known passed over")
  func parameters() throws {
    let header = try header(
      "YUV4MPEG2 C422 H480 W640 F30000:1001 It A10:11 XCOLORRANGE=FULL XYSCSS=422 Z7")
    #expect(header.width == 640)
    #expect(header.height == 480)
    #expect(header.rate?.interval == .seconds(1) * 1001 / 30000)
    #expect(header.colorSpace.chroma == .c422)
    #expect(header.isInterlaced)
    #expect(header.isFullRange == true)
    #expect(header.frameByteCount == 640 * 480 * 2)
  }

  @Test("what a header does not say")
  func defaults() throws {
    let header = try header("YUV4MPEG2 W3 H5 F0:0")
    #expect(header.rate == nil)
    #expect(header.colorSpace == .default)
    #expect(!header.isInterlaced)
    #expect(header.isFullRange == nil)
    #expect(header.frameByteCount == 15 + 2 * 2 * 3)
  }

  @Test(
    "bytes of a frame in each colour space, with odd sides",
    arguments: [
      ("420jpeg", 7 * 5 + 2 * 4 * 3), ("420mpeg2", 7 * 5 + 2 * 4 * 3),
      ("420paldv", 7 * 5 + 2 * 4 * 3), ("411", 7 * 5 + 2 * 2 * 5), ("422", 7 * 5 + 2 * 4 * 5),
      ("444", 7 * 5 * 3), ("444alpha", 7 * 5 * 4), ("mono", 7 * 5), ("420p10", 2 * (35 + 24)),
      ("422p10", 2 * (35 + 40)), ("444p10", 2 * 105), ("mono10", 70), ("420p9", 2 * (35 + 24)),
      ("422p12", 2 * (35 + 40)), ("444p14", 2 * 105), ("mono16", 70),
    ])
  func frameSizes(_ space: String, _ byteCount: Int) throws {
    #expect(try header("YUV4MPEG2 W7 H5 C\(space)").frameByteCount == byteCount)
  }

  @Test(
    "headers that cannot be",
    arguments: [
      "YUV4MPEG2 H5", "YUV4MPEG2 W0 H5", "YUV4MPEG2 W5 H65536", "YUV4MPEG2 Wx H5",
      "YUV4MPEG2 W5 H5 F25", "YUV4MPEG2 W5 H5 F1:2:3", "YUV4MPEG2 W5 H5 F-1:2",
    ])
  func badHeader(_ line: String) {
    #expect {
      _ = try header(line)
    } throws: { error in
      guard case StreamError.badHeader(0, _) = error else { return false }
      return true
    }
  }

  @Test("a color space that is not read is told by its name")
  func unsupported() {
    #expect(throws: StreamError.unsupported(what: "YUV4MPEG2 of the color space \"440\"")) {
      _ = try header("YUV4MPEG2 W5 H5 C440")
    }
  }

  private func stream(_ frames: Int, _ header: String, _ byteCount: Int) -> [UInt8] {
    Array((header + "\n").utf8)
      + (0..<frames).flatMap { index in
        Array((index % 2 == 0 ? "FRAME\n" : "FRAME Ip Xq\n").utf8)
          + [UInt8](repeating: UInt8(index), count: byteCount)
      }
  }

  @Test("frames, parameters of frames, and a second stream of another size behind the first")
  func frames() throws {
    let stream =
      stream(3, "YUV4MPEG2 W2 H2 Cmono", 4) + stream(2, "YUV4MPEG2 W3 H1 C444", 9)
    for pieceSize in [1, 4, 11, stream.count] {
      let (whole, rest) = try pictures(in: stream, UnitScanner(.y4m), pieceSize: pieceSize)
      #expect(whole.map(\.count) == [4, 4, 4, 9, 9])
      #expect(whole.map { $0[0] } == [0, 1, 2, 0, 1])
      #expect(rest.isEmpty)
    }
  }

  @Test("garbage between frames is told by its offset, at its first byte that is wrong")
  func garbage() {
    let whole = stream(2, "YUV4MPEG2 W2 H2 Cmono", 4)
    #expect(throws: StreamError.garbage(offset: whole.count, expected: "a frame")) {
      _ = try pictures(in: whole + Array("FRAX".utf8), UnitScanner(.y4m), pieceSize: 3)
    }
    for line in ["FRAMES\n", "F\n", "YUV\n"] {
      #expect(throws: StreamError.garbage(offset: whole.count, expected: "a frame")) {
        _ = try pictures(in: whole + Array(line.utf8), UnitScanner(.y4m), pieceSize: 3)
      }
    }
    #expect(throws: StreamError.garbage(offset: 0, expected: "a YUV4MPEG2 stream")) {
      _ = try pictures(in: Array("FRAME\n".utf8), UnitScanner(.y4m), pieceSize: 100)
    }
  }
}
