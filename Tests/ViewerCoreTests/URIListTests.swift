import Testing

@testable import ViewerCore

@Suite struct URIListTests {
  private func list(_ text: String) -> URIList { URIList(Array(text.utf8), host: "Desk") }

  private func files(_ text: String) -> [String] {
    list(text).files.map { String(decoding: $0, as: UTF8.self) }
  }

  @Test("files come in order; comments and empty lines are none")
  func several() {
    let text = "# from a file manager\r\nfile:///a/b.png\r\n\r\nfile:///c.jpg\r\n"
    #expect(files(text) == ["/a/b.png", "/c.jpg"])
    #expect(list(text).others.isEmpty)
  }

  @Test(
    "a file's URI may have a host, which must be this one, or none at all",
    arguments: [
      ("file:/a", "/a"), ("FILE:///a", "/a"), ("file://localhost/a", "/a"),
      ("file://desk/a/b", "/a/b"), ("file:////a", "//a"),
    ])
  func hosts(uri: String, path: String) {
    #expect(files(uri) == [path])
  }

  @Test(
    "percent signs stand for bytes, which need not be text",
    arguments: [
      ("file:///a%20b%25.png", Array("/a b%.png".utf8)),
      ("file:///gr%C3%BCn", Array("/grün".utf8)), ("file:///%ff", [0x2F, 0xFF]),
      ("file:///a#b?c", Array("/a#b?c".utf8)),
    ])
  func escapes(uri: String, path: [UInt8]) {
    #expect(list(uri).files == [path])
  }

  @Test(
    "what is no file of this machine is named, and no file",
    arguments: [
      "https://example.org/a.png", "file://other/a.png", "file:a.png", "file:", "file://desk",
      "/a.png", "file:///a%2", "file:///a%zz", "file:///a%00b", "file:///%+1", "%", "fi",
    ])
  func others(uri: String) {
    #expect(list(uri).others == [uri])
    #expect(list(uri).files.isEmpty)
  }

  @Test("a list ends at a zero byte, as some programs end it, and an empty one holds nothing")
  func ends() {
    #expect(files("file:///a\0") == ["/a"])
    #expect(list("") == list("\r\n\0"))
  }
}
