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

  @Test("a line without an end is refused before it takes all memory")
  func longLine() throws {
    var lines = PlaceLines()
    let piece = [UInt8](repeating: 0x61, count: 16_000)
    #expect(try lines.take(piece[...]).isEmpty)
    #expect(throws: PlaceLines.Nonsense.longLine) { try lines.take(piece[...]) }
  }
}
