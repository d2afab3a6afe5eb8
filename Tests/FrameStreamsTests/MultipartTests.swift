import FrameStreams
import Testing

@Suite struct MultipartTests {
  private func parts(_ stream: String, _ bodies: [[UInt8]]) -> [UInt8] {
    var bytes: [UInt8] = []
    var bodies = bodies[...]
    for piece in stream.split(separator: "@", omittingEmptySubsequences: false) {
      bytes += Array(piece.utf8)
      if let body = bodies.popFirst() { bytes += body }
    }
    return bytes
  }

  private func check(_ stream: [UInt8], _ expected: [[UInt8]]) throws {
    let head = Array(stream.drop(while: Padding.contains))
    #expect(StreamFormat(sniffing: head.span) == .multipart)
    for pieceSize in [1, 3, 10, stream.count] {
      let (whole, _) = try pictures(in: stream, UnitScanner(.multipart), pieceSize: pieceSize)
      #expect(whole == expected, "pieces of \(pieceSize)")
    }
  }

  @Test("parts with a length are pictures of any format")
  func lengths() throws {
    let bodies = [SampleFiles.png, SampleFiles.jpeg]
    try check(
      parts(
        "--frame\r\nContent-Type: image/png\r\nContent-Length: \(bodies[0].count)\r\n\r\n@\r\n"
          + "--frame\r\ncontent-length:\(bodies[1].count) \r\n\r\n@\r\n--frame--\r\n", bodies),
      bodies)
  }

  @Test("parts without a length end with their JPEG file")
  func noLength() throws {
    let bodies = [SampleFiles.jpeg, SampleFiles.jpeg]
    try check(
      parts("\r\n\n--b\nContent-Type: image/jpeg\n\n@\n--b\nX: y\n\n@\r\n", bodies), bodies)
  }

  @Test("parts that are sound or text, or empty, are passed over; those of an odd type are not")
  func otherParts() throws {
    let bodies = [Array("--a note--".utf8), SampleFiles.png, [1, 2, 3], [], SampleFiles.jpeg]
    func head(_ type: String, _ index: Int) -> String {
      "--b\r\nContent-Type: \(type)\r\nContent-Length: \(bodies[index].count)\r\n\r\n@\r\n"
    }
    let stream = parts(
      head("text/plain; charset=utf-8", 0) + head("application/octet-stream", 1)
        + head("Audio/basic", 2) + head("image/jpeg", 3) + head("jpg", 4), bodies)
    try check(stream, [SampleFiles.png, SampleFiles.jpeg])
  }

  @Test(
    "however a sender ends behind a picture, nothing is cut; within one it is",
    arguments: [
      ("", false), ("\r\n", false), ("\r\n--b--\r\n", false), ("\r\n--b--", false),
      ("\r\n--b\r\n", false), ("\r\n--b\r\nContent-Type: image/jpeg\r\n", false),
      ("\r\n--b\r\n\r\n\u{1}", true), ("\r\n--b\r\nContent-Length: 9\r\n\r\n", true),
    ])
  func ending(rest: String, isCut: Bool) throws {
    let stream = parts("--b\r\nContent-Length: 2\r\n\r\n@\(rest)", [[1, 2]])
    var scanner = UnitScanner(.multipart)
    var position = 0
    while position < stream.count {
      position += try scanner.scan(stream.span.extracting(position...)).count
    }
    #expect(scanner.isInside == isCut)
  }

  @Test("what is neither a boundary nor a part is an error at its line")
  func garbage() {
    let stream = parts("--b\r\nContent-Length: 2\r\n\r\n@\r\nwhat", [[1, 2]])
    #expect(throws: StreamError.garbage(offset: 30, expected: "a part of a multipart stream")) {
      _ = try pictures(in: stream, UnitScanner(.multipart), pieceSize: 5)
    }
  }
}
