import Testing

@testable import ViewerCore

@Suite struct URIListTests {
  /// A list whose URIs of files are `file://` and their paths as they are.
  private func list(_ text: String) -> URIList {
    URIList(Array(text.utf8)) { uri in
      uri.starts(with: "file://".utf8) ? Array(uri.dropFirst(7)) : nil
    }
  }

  private func files(_ text: String) -> [String] {
    list(text).files.map { String(decoding: $0, as: UTF8.self) }
  }

  @Test("files come in order; comments and empty lines are none")
  func several() {
    let text = "# from a file manager\r\nfile:///a/b.png\r\n\r\nfile:///c.jpg\r\n"
    #expect(files(text) == ["/a/b.png", "/c.jpg"])
    #expect(list(text).others.isEmpty)
  }

  @Test("what the parser refuses is named, and no file")
  func others() {
    let list = list("https://example.org/a.png\nfile:///b\n/c.png\n")
    #expect(list.others == ["https://example.org/a.png", "/c.png"])
    #expect(list.files == [Array("/b".utf8)])
  }

  @Test("a list ends at a zero byte, as some programs end it, and an empty one holds nothing")
  func ends() {
    #expect(files("file:///a\0") == ["/a"])
    #expect(list("") == list("\r\n\0"))
  }
}
