import Glibc
import SystemPackage
import TestSupport
import Testing

@testable import ShareCLI

@Suite("ShowPlaces") struct ShowPlacesTests {
  private let folder: Folder

  init() throws {
    folder = try Folder()
    mkdir(folder.path + "/album", 0o700)
    try folder.write([1], to: "a.jpg")
  }

  private func path(_ name: String) -> FilePath { FilePath(folder.path).appending(name) }

  private func list(_ text: String) throws -> ShowPlaces {
    var places = try ShowPlaces([])
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: text.utf8.count, alignment: 1)
    defer { memory.deallocate() }
    memory.copyBytes(from: text.utf8)
    try places.add(lines: UnsafeRawBufferPointer(memory), of: "list")
    return places
  }

  @Test("directories are watched, files shown, and what is not there may come as either")
  func kinds() throws {
    let places = try ShowPlaces(
      ["album", "a.jpg", "none", "none/", "a.jpg/"].map { folder.path + "/" + $0 })
    #expect(places.directories == ["album", "none", "none", "a.jpg"].map(path))
    #expect(places.files == ["a.jpg", "none"].map(path))
  }

  @Test(
    "a list may end its lines in any way, and name directories",
    arguments: ["\n", "\r\n", "\0", "\n\n"])
  func lists(end: String) throws {
    let names = ["a.jpg", "later.jpg", "album"].map { folder.path + "/" + $0 + end }
    let places = try list(names.joined())
    #expect(places.directories == [path("album")])
    #expect(places.files == [path("a.jpg"), path("later.jpg")])
    #expect(places.text == "the files of list")
  }

  @Test("a name that ends with a carriage return is found")
  func carriageReturn() throws {
    try folder.write([1], to: "odd.jpg\r")
    #expect(try list(folder.path + "/odd.jpg\r\n").files == [path("odd.jpg\r")])
  }

  @Test("a byte order mark in front of a list is not a part of its first name")
  func byteOrderMark() throws {
    let names = try list("\u{FEFF}\(folder.path)/a.jpg\n\u{FEFF}b.jpg\n").files
    #expect(names.first == path("a.jpg"))
    #expect(names.last?.lastComponent?.string == "\u{FEFF}b.jpg")
  }

  @Test("lines of a list may be URIs of files", arguments: ["\n", "\r\n"])
  func uris(end: String) throws {
    try folder.write([1], to: "ä b.jpg")
    let names = ["file://\(folder.path)/%C3%A4%20b.jpg", "file://localhost\(folder.path)/album"]
    let places = try list(names.map { $0 + end }.joined())
    #expect(places.files == [path("ä b.jpg")])
    #expect(places.directories == [path("album")])
  }

  @Test("a list that names nothing is an error", arguments: ["", "\n\n", "\0", "\u{FEFF}\n"])
  func empty(text: String) throws {
    #expect(throws: Failure(.noInput, "list: no line of it names a file")) { try list(text) }
  }
}
