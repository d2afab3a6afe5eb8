import Settings
import Testing

@Suite("What a command line says") struct GivenOptionsTests {
  private func given(_ words: String) -> GivenOptions {
    GivenOptions(
      words.split(separator: " ").map(String.init), keys: SettingKey.all, others: ["config"])
  }

  private func keys(_ words: String) -> Set<String> { Set(given(words).keys.map(\.name)) }

  @Test(
    "of settings, in every form that the parser takes",
    arguments: [
      ("--fit fill", ["fit"]), ("--fit=fill x", ["fit"]), ("-f", ["fullscreen"]),
      ("-fi", ["fullscreen", "info"]), ("-t 8 -rz", ["interval", "recursive", "shuffle"]),
      ("-t=8", ["interval"]), ("--geometry -0-0 --stats", ["geometry", "stats"]),
      ("--title --stats", ["title"]), ("--config f --stats", ["stats"]), ("x -- --fit fill", []),
      ("--no-shm", ["shm"]), ("--no-fullscreen", ["fullscreen"]), ("- --bogus", []),
    ] as [(String, Set<String>)])
  func given(words: String, keys: Set<String>) { #expect(self.keys(words) == keys) }

  @Test("--no-... that takes a setting back is nothing for the parser")
  func negated() {
    #expect(
      given("-i --fullscreen --no-fullscreen cam --no-shm").arguments == ["-i", "cam", "--no-shm"])
    #expect(given("--no-fullscreen -- --no-stats").arguments == ["--", "--no-stats"])
    #expect(given("--no-fit").arguments == ["--no-fit"])
  }

  @Test(
    "--no-... takes a flag back however that was given, and nothing else",
    arguments: [
      ("-f cam --no-fullscreen", "cam"), ("-fi --no-fullscreen", "-i"), ("-if --no-info", "-f"),
      ("-f --fullscreen -fi --no-fullscreen -i", "-i -i"),
      ("-rt=8 --no-recursive", "-t=8"), ("--no-fullscreen -f", "-f"),
      ("--title --fullscreen --no-fullscreen", "--title --fullscreen"),
      ("-fz --no-fullscreen --no-shuffle", ""),
    ])
  func takenBack(words: String, left: String) {
    #expect(given(words).arguments.joined(separator: " ") == left)
  }

  @Test("values, operands, and what stands behind --")
  func parts() throws {
    let given = given("cam --include a --include=b --fit fit --fit fill --config f -- x")
    #expect(given.operands == ["cam"] && given.rest == ["x"] && given.others == ["config": "f"])
    let values = Dictionary(uniqueKeysWithValues: given.values.map { ($0.key.name, $0.value) })
    #expect(values == ["include": ["a", "b"], "fit": ["fill"]])
  }
}
