import Settings
import Testing

@Suite("Settings underneath a command line") struct SettingsMergeTests {
  /// Merges what a file says of the viewer with options that are already given.
  private func merge(
    _ text: String, given: Set<String> = [],
    problem: @escaping ([String]) -> String? = { _ in nil },
    alone: (([String]) -> String?)? = nil
  ) -> SettingsMerge {
    SettingsMerge(
      Settings([SettingsText(text.utf8, of: "f")], channel: nil), keys: SettingKey.viewer,
      given: Set(SettingKey.viewer.filter { given.contains($0.name) }), home: "/home/u",
      problem: problem,
      alone: alone ?? problem)
  }

  @Test("become options; flags only where they change something")
  func arguments() {
    let merge = merge(
      "fit = fill\nshm = no\nstats = no\ni = 1\ninfo = yes\nslideshow = ~/P\nslideshow = a")
    #expect(
      merge.arguments
        == ["--slideshow=/home/u/P", "--slideshow=a", "--fit=fill", "--info", "--no-shm"])
  }

  @Test("yield to what the command line says")
  func given() {
    #expect(merge("fit = fill\ninfo = yes", given: ["fit"]).arguments == ["--info"])
  }

  @Test("what cannot go with the command line is left out without a word")
  func yielding() {
    let merge = merge(
      "fullscreen = yes\ninfo = yes", problem: { $0.contains("--fullscreen") ? "no" : nil },
      alone: { _ in nil })
    #expect(merge.arguments == ["--info"] && merge.problems == [])
  }

  @Test("of two that exclude each other the second is left out, and told")
  func rivals() {
    let merge = merge("fullscreen = yes\ninfo = yes") { $0.count == 2 ? "too many" : nil }
    #expect(merge.arguments == ["--info"])
    #expect(merge.problems.map(\.description) == ["f:1: fullscreen is left out: too many"])
  }

  @Test("one that needs another one waits for it")
  func needy() {
    let merge = merge("slideshow = a\nstats = yes\ntitle = x\ninfo = yes") {
      $0.contains("--title=x") && !$0.isEmpty
        ? "bad" : $0.contains("--slideshow=a") && !$0.contains("--stats") ? "needs --stats" : nil
    }
    #expect(Set(merge.arguments) == ["--slideshow=a", "--stats", "--info"])
  }
}
