import FrameStreams
import Testing

@Suite struct BoxScannerTests {
  private func box(_ type: String, _ content: [UInt8]) -> [UInt8] {
    let size = UInt32(content.count + 8)
    return (0..<4).map { UInt8(truncatingIfNeeded: size >> (24 - 8 * $0)) } + Array(type.utf8)
      + content
  }

  private func longBox(_ type: String, _ content: [UInt8]) -> [UInt8] {
    [0, 0, 0, 1] + Array(type.utf8) + [0, 0, 0, 0, 0, 0, 0, UInt8(content.count + 16)] + content
  }

  private var picture: [UInt8] {
    box("ftyp", Array("avif\0\0\0\0avif".utf8)) + box("meta", [1, 2, 3])
      + longBox("free", [9]) + box("mdat", Array("ftyp in pixels".utf8))
  }

  private var jpegXL: [UInt8] {
    box("JXL ", [13, 10, 0x87, 10]) + box("ftyp", Array("jxl \0\0\0\0jxl ".utf8))
      + box("jxlc", [0xFF, 0x0A, 7])
  }

  /// At how many bytes a second file is noticed; nil if it is not.
  private func place(in bytes: [UInt8]) throws -> Int? {
    let scanner = BoxScanner(head: bytes.span)
    var found = try #require(scanner)
    return (12...bytes.count).first { found.findsSecondFile(in: bytes.span.extracting(first: $0)) }
  }

  @Test("a second file is known by the type of its first box")
  func second() throws {
    #expect(try place(in: picture + picture) == picture.count + 8)
    #expect(try place(in: jpegXL + jpegXL) == jpegXL.count + 8)
    #expect(try place(in: jpegXL + picture) == jpegXL.count + 8)
    #expect(try place(in: picture + jpegXL) == picture.count + 8)
  }

  @Test("where something else may follow is where the last box begins that was looked at")
  func last() throws {
    func last(_ bytes: [UInt8]) throws -> Int? {
      let scanner = BoxScanner(head: bytes.span)
      var found = try #require(scanner)
      let isFollowed = found.findsSecondFile(in: bytes.span)
      #expect(!isFollowed)
      return found.lastBox
    }
    let first = box("ftyp", Array("avif".utf8))
    #expect(try last(first + [1, 2, 3]) == nil)
    #expect(try last(first + box("mdat", [1])) == first.count)
    for rest in ["\u{89}PNG\r\n\u{1A}\n and so on", "\0\0\0\0\0GIF89a", "II*\0 a TIFF"] {
      #expect(try last(picture + Array(rest.utf8)) == picture.count)
    }
  }

  @Test("what else stands behind a file, or in its boxes, is none")
  func single() throws {
    let rests: [[UInt8]] = [
      [], [0], Array("text that follows".utf8), box("mdat", [1]), [0, 0, 0, 7] + picture,
      [0, 0, 0, 0] + Array("mdat".utf8) + picture,
      [0, 0, 0, 1] + Array("mdat".utf8) + [UInt8](repeating: 255, count: 8) + picture,
    ]
    for rest in rests { #expect(try place(in: picture + rest) == nil, "\(rest)") }
  }

  @Test("other files have no boxes")
  func others() {
    for head in ["\u{89}PNG and so on", "....ftyp", "....mdatavif", ""] {
      #expect(BoxScanner(head: Array(head.utf8).span) == nil, "\(head)")
    }
  }
}
