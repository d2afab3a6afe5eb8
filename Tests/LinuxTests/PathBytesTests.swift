import Linux
import SystemPackage
import Testing

@Suite struct PathBytesTests {
  @Test(
    "bytes come back as they were", arguments: [[], [0x61], [0xFF, 0x2F], [0xC3, 0x28, 0x2F]])
  func bytes(_ bytes: [UInt8]) {
    #expect(PathBytes(bytes).bytes == bytes)
    #expect(PathBytes(bytes).isEmpty == bytes.isEmpty)
    #expect(PathBytes(bytes).cString.last == 0)
  }

  @Test("a path ends at a NUL, as C has it")
  func nul() {
    #expect(PathBytes([0x61, 0, 0x62]) == "a")
    #expect(PathBytes("a\0b") == "a")
  }

  @Test("the slash at the end stays")
  func slash() { #expect(PathBytes("a/").description == "a/") }

  @Test("a FilePath goes in and comes out")
  func filePath() {
    let path = FilePath("/pictures/\u{E9}.png")
    #expect(PathBytes(path) == PathBytes("/pictures/\u{E9}.png"))
    #expect(PathBytes(path).filePath == path)
  }

  @Test("what is not UTF-8 shows as U+FFFD")
  func words() { #expect(PathBytes([0x61, 0xFF]).description == "a\u{FFFD}") }
}
