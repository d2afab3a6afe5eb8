import Testing

@testable import CommandLineFiles

@Suite("StandardMessage") struct StandardMessageTests {
  @Test("a long message is cut in its middle, so that the reason stays")
  func long() {
    let path = String(repeating: "ü/", count: 2_000)
    let message = StandardMessage.cut("/start\(path)end.png: no such file")
    #expect(message.utf8.count <= 1_003)
    #expect(message.hasPrefix("/start") && message.hasSuffix("end.png: no such file"))
    #expect(message.contains("…"))
    let short = String(repeating: "x", count: 1_000)
    #expect(StandardMessage.cut(short) == short)
  }
}
