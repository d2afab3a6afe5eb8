import Testing

@testable import ShareCLI

@Suite("PlaceList") struct PlaceListTests {
  private func names(_ text: String) throws -> [String] {
    try PlaceList(PlaceLines.lines(of: Array(text.utf8)), host: "desk").places.map { names in
      ([names.name] + [names.alternative].compactMap { $0 })
        .map { String(decoding: $0, as: UTF8.self) }.joined(separator: " or ")
    }
  }

  @Test("a list may end its lines in any way", arguments: ["\n", "\0", "\n\n"])
  func ends(end: String) throws {
    #expect(try names("a.jpg\(end)b c\(end)") == ["a.jpg", "b c"])
  }

  @Test("a carriage return may be a part of a name, or of the end of its line")
  func carriageReturn() throws {
    #expect(try names("a.jpg\r\nb\n\r\n") == ["a.jpg\r or a.jpg", "b"])
  }

  @Test("a byte order mark in front of a list is not a part of its first name")
  func byteOrderMark() throws {
    #expect(try names("\u{FEFF}a.jpg\n\u{FEFF}b.jpg\n") == ["a.jpg", "\u{FEFF}b.jpg"])
    #expect(try names("\u{FEFF}a.jpg\0") == ["a.jpg"])
    #expect(try names("\u{FEFF}file:///a.jpg\n") == ["/a.jpg"])
  }

  @Test("lines may be URIs of files", arguments: ["\n", "\r\n"])
  func uris(end: String) throws {
    let lines = ["file:///%C3%A4%20b.jpg", "file://localhost/c", "FILE://Desk/d", "file:/e"]
    #expect(try names(lines.map { $0 + end }.joined()) == ["/ä b.jpg", "/c", "/d", "/e"])
  }

  @Test("a URI of another machine's file is no path")
  func foreign() throws {
    let lines = try PlaceLines.lines(of: Array("file://nas/a\r\na://b\n/c\n".utf8))
    let list = PlaceList(lines, host: "desk")
    #expect(list.foreign == ["file://nas/a", "a://b"])
    #expect(list.places == [PlaceList.Names(name: Array("/c".utf8))])
  }
}
