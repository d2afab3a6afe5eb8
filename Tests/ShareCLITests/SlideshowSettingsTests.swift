import ArgumentParser
import Settings
import TestSupport
import Testing

@testable import ShareCLI

@Suite("Settings beside the slideshow's options") struct SlideshowSettingsTests {
  @Test(
    "a setting takes what its option takes, and nothing else",
    arguments: SettingKey.slideshow.filter { $0.kind.examples != nil })
  func values(key: SettingKey) throws {
    let examples = try #require(key.kind.examples)
    for value in examples.right {
      #expect(throws: Never.self) { _ = try SlideshowCommand.parse(key.arguments(value) + ["."]) }
    }
    for value in examples.wrong {
      #expect(key.kind.problem(with: value) != nil)
      #expect(throws: (any Error).self) {
        _ = try SlideshowCommand.parse(key.arguments(value) + ["."])
      }
    }
  }
}
