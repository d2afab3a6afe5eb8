import Settings
import TestSupport
import Testing

@testable import X11Viewer

@Suite("Settings beside the viewer's options") struct SettledOptionsTests {
  @Test(
    "a setting takes what its option takes, and nothing else",
    arguments: SettingKey.viewer.filter { $0.kind.examples != nil })
  func values(key: SettingKey) throws {
    let examples = try #require(key.kind.examples)
    for value in examples.right {
      #expect(throws: Never.self) { _ = try Shmview.parseMarked(key.arguments(value)).options() }
    }
    for value in examples.wrong {
      #expect(key.kind.problem(with: value) != nil)
      #expect(throws: (any Error).self) {
        _ = try Shmview.parseMarked(key.arguments(value)).options()
      }
    }
  }
}
