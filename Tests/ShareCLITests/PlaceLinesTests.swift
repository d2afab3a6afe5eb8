import ImageDecoding
import TestSupport
import Testing

@testable import ShareCLI

@Suite("PlaceLines") struct PlaceLinesTests {
  private static let lists = [
    "a\nb c\n", "a\nb", "\n\na\n\n\nb\n", "a\0b\nc\0", "a\0b", "\u{FEFF}a\nb\n", "\u{FEFF}a\0b",
    "\u{FEFF}", "", "\n", "\0\0", "ä\r\nfile:///b\r\n", "\u{FEFF}\u{FEFF}a\n",
  ]

  private func texts(_ lines: [ArraySlice<UInt8>]) -> [String] {
    lines.map { String(decoding: $0, as: UTF8.self) }
  }

  @Test("a list that comes in pieces of any size names what it names in one piece")
  func pieces() throws {
    for list in Self.lists {
      let bytes = Array(list.utf8)
      let whole = texts(try PlaceLines.lines(of: bytes))
      for size in 1...max(1, bytes.count) {
        var lines = PlaceLines()
        var found: [ArraySlice<UInt8>] = []
        for start in stride(from: 0, to: bytes.count, by: size) {
          found += try lines.take(bytes[start..<min(start + size, bytes.count)])
        }
        found += lines.finish()
        #expect(texts(found) == whole, "\(list.debugDescription) in pieces of \(size)")
      }
    }
  }

  @Test("a name is there when its line has ended, and no sooner")
  func halfLine() throws {
    var lines = PlaceLines()
    #expect(texts(try lines.take(Array("a.png\nb.p".utf8)[...])) == ["a.png"])
    #expect(texts(try lines.take(Array("ng".utf8)[...])) == [])
    #expect(texts(try lines.take(Array("\n".utf8)[...])) == ["b.png"])
    #expect(lines.finish().isEmpty)
  }

  @Test("a list in UTF-16 is refused", arguments: [[0xFF, 0xFE, 0x61, 0], [0xFE, 0xFF, 0, 0x61]])
  func utf16(bytes: [UInt8]) {
    #expect(throws: PlaceLines.Nonsense.utf16) { try PlaceLines.lines(of: bytes) }
    var lines = PlaceLines()
    #expect(throws: PlaceLines.Nonsense.utf16) { try lines.take(bytes[..<2]) }
  }

  @Test("a picture is told from a list, and so is what is no text, whole or in pieces")
  func binary() throws {
    for (bytes, nonsense) in [
      (Picture.noise(8, 8).png(), PlaceLines.Nonsense.picture(.png)),
      ([0xFF, 0xD8, 0xFF, 0xE0, 0, 16] + Array("JFIF".utf8) + [0, 1], .picture(.jpeg)),
      (Array("<svg xmlns=\"http://www.w3.org/2000/svg\"/>".utf8), .picture(.svg)),
      (Array("P3\n2 2\n255\n1 2 3 4 5 6 7 8 9 1 2 3\n".utf8), .picture(.pnm)),
      (Array("P5\n2 2\n255\n".utf8) + [1, 2, 3, 4], .picture(.pnm)),
      ([0x1F, 0x8B] + Picture.noise(30, 30).pixels.map { UInt8(truncatingIfNeeded: $0) }, .binary),
      (Array("\u{7F}ELF".utf8) + [UInt8](repeating: 0, count: 600), .binary),
    ] as [([UInt8], PlaceLines.Nonsense)] {
      #expect(throws: nonsense) { try PlaceLines.lines(of: bytes) }
      var lines = PlaceLines()
      #expect(throws: nonsense) { try lines.take(bytes[...]) }
    }
  }

  @Test("odd names are names: of other encodings, with control characters, like marks of pictures")
  func odd() throws {
    for list in [
      "a\u{1}b\u{1B}.png\n", "\u{1}\u{2}\0\u{3}\0", "P5 2024.jpg\nP3\n", "qoif.png\0b.png\0",
      "GIF89a.gif\n", "P3\n2\n", "BM.bmp\n",
    ] {
      let names = list.split { $0 == "\n" || $0 == "\0" }.map { String($0) }
      #expect(texts(try PlaceLines.lines(of: Array(list.utf8))) == names)
    }
    let latin = [[UInt8]](repeating: Array("caf".utf8) + [0xE9, 0x0A], count: 300).joined()
    #expect(try PlaceLines.lines(of: latin + [1, 2, 3, 0x0A]).count == 301)
  }

  @Test("a line without an end is refused before it takes all memory")
  func longLine() throws {
    var lines = PlaceLines()
    let piece = [UInt8](repeating: 0x61, count: 16_000)
    #expect(try lines.take(piece[...]).isEmpty)
    #expect(throws: PlaceLines.Nonsense.longLine) { try lines.take(piece[...]) }
  }
}
