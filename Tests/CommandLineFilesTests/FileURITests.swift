import Testing

@testable import CommandLineFiles

@Suite struct FileURITests {
  private func path(_ uri: String) -> [UInt8]? {
    FileURI.path(of: Array(uri.utf8)[...], host: "Desk")
  }

  @Test(
    "a file's URI may have a host, which must be this one, or none at all",
    arguments: [
      ("file:/a", "/a"), ("FILE:///a", "/a"), ("file://localhost/a", "/a"),
      ("file://desk/a/b", "/a/b"), ("file:////a", "//a"),
    ])
  func hosts(uri: String, expected: String) {
    #expect(path(uri) == Array(expected.utf8))
  }

  @Test(
    "percent signs stand for bytes, which need not be text",
    arguments: [
      ("file:///a%20b%25.png", Array("/a b%.png".utf8)),
      ("file:///gr%C3%BCn", Array("/grün".utf8)), ("file:///%ff", [0x2F, 0xFF]),
      ("file:///a#b?c", Array("/a#b?c".utf8)),
    ])
  func escapes(uri: String, expected: [UInt8]) {
    #expect(path(uri) == expected)
  }

  @Test(
    "what is no URI of a file of this machine has no path",
    arguments: [
      "https://example.org/a.png", "file://other/a.png", "file:a.png", "file:", "file://desk",
      "/a.png", "file:///a%2", "file:///a%zz", "file:///a%00b", "file:///%+1", "%", "fi", "",
    ])
  func others(uri: String) {
    #expect(path(uri) == nil)
  }

  @Test(
    "a scheme with an authority behind it makes a URI",
    arguments: [
      ("file://other/a.png", true), ("https://example.org", true), ("x-a+b.1://", true),
      ("FILE:///a%zz", true), ("/a.png", false), ("a://b".uppercased(), true), ("1a://b", false),
      ("://b", false), ("a b://c", false), ("file:/a", false), ("a:b", false), ("", false),
    ])
  func scheme(text: String, isURI: Bool) {
    #expect(FileURI.isURI(Array(text.utf8)[...]) == isURI)
  }
}
