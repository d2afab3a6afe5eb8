import Linux
import Slideshow
import SystemPackage
import Testing

@testable import ShareCLI

@Suite("ShowPlaces") struct ShowPlacesTests {
  private func list(_ text: String) throws -> ShowPlaces {
    var places = try ShowPlaces([])
    try places.add(lines: Array(text.utf8), of: "list")
    return places
  }

  @Test("what ends with a slash is a directory, and all else may be either")
  func kinds() throws {
    let places = try ShowPlaces(["/album/", "/a.jpg", "/./b"])
    #expect(places.directories == ["/album"])
    #expect(
      places.unknown == ["/a.jpg", "/b"].map { NamedPlace($0, mayBecomeDirectory: true) })
    #expect(places.text == "/album, /a.jpg, /b")
  }

  @Test("a picture to start with may lie in each of the places")
  func start() throws {
    var places = try ShowPlaces(["/album/", "/b"])
    try places.add(lines: Array("/c.jpg\n".utf8), of: "list")
    #expect(places.pictures("x/a.jpg") == ["/album/x/a.jpg", "/b/x/a.jpg"])
    for path in ["/b/a.jpg", "/c.jpg", "/elsewhere.jpg"] {
      #expect(places.pictures(path) == [FilePath(path)])
    }
    let here = try #require(WorkingDirectory.path)
    #expect(try ShowPlaces(["."]).pictures("a.jpg") == [here.pushing("a.jpg")])
  }

  @Test("what a list names is a file unless it is a directory already")
  func lists() throws {
    let places = try list("/a.jpg\r\n/album\n")
    #expect(
      places.unknown == [
        NamedPlace("/a.jpg\r", alternative: "/a.jpg", mayBecomeDirectory: false),
        NamedPlace("/album", mayBecomeDirectory: false),
      ])
    #expect(places.text == "the files of list")
    #expect(places.remarks == [])
  }

  @Test("lines that name files of other machines are passed over, and one line says so")
  func foreign() throws {
    #expect(
      try list("file://nas/a.jpg\n/a.jpg\n").remarks
        == ["list: file://nas/a.jpg does not name a file on this machine; passed over"])
    #expect(
      try list("file:///a%zz\n/a.jpg\nhttps://b\nftp://c\n").remarks
        == [
          "list: file:///a%zz does not name a file on this machine; passed over; so are 2 more such "
            + "lines"
        ])
  }

  @Test(
    "a list that names nothing is an error",
    arguments: [
      ("", ""), ("\n\n", ""), ("\0", ""), ("\u{FEFF}\n", ""), ("\r\n", ""),
      ("file://nas/a.jpg", " on this machine: file://nas/a.jpg"),
    ])
  func empty(text: String, reason: String) throws {
    #expect(throws: Failure(.noInput, "list: no line of it names a file\(reason)")) {
      try list(text)
    }
  }

  @Test(
    "a list in UTF-16 is an error that says what to do", arguments: [[0xFF, 0xFE], [0xFE, 0xFF]])
  func otherEncoding(mark: [UInt8]) throws {
    var places = try ShowPlaces([])
    #expect(
      throws: Failure(
        .noInput, "list: is not a list in UTF-8 but in UTF-16; save it as UTF-8")
    ) {
      try places.add(lines: mark + [0x61, 0, 0x0A, 0], of: "list")
    }
  }
}
