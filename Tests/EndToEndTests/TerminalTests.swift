import TestSupport
import Testing

@Suite("On a terminal") struct TerminalTests {
  let stage: Stage

  init() throws { stage = try Stage.withScreen() }

  @Test("a picture that nobody sees comes with a hint, unless it is to be quiet")
  func hint() throws {
    let path = try stage.file(.plain(0, 3, 2), "x.png")
    #expect(
      try onTerminal(path)
        == "default: generation 1, 3x2, x.png\nno viewer on default: run shmview &\n")
    #expect(
      try onTerminal("--channel cam \(path)")
        == "cam: generation 1, 3x2, x.png\nno viewer on cam: run shmview cam &\n")
    #expect(try onTerminal("--quiet \(path)") == "")
    let viewer = try stage.startViewer()
    #expect(try onTerminal(path) == "default: generation 3, 3x2, x.png\n")
    _ = try viewer.quit()
  }

  @Test("standard input that is the terminal itself is no picture")
  func typedInput() throws {
    #expect(
      try onTerminal("-")
        == "shmshare: standard input: is a terminal; pipe a picture into it: plot | shmshare -\n")
  }

  @Test(
    "--preview shows the picture as the terminal can, and is nothing for a pipe",
    arguments: [
      ("xterm-256color", "\u{1B}[38;"), ("xterm-kitty", "\u{1B}_G"), ("mlterm", "\u{1B}P0;1;0q"),
    ])
  func preview(terminal: String, start: String) throws {
    let path = try stage.file(.noise(60, 40), "x.png")
    stage.environment["TERM"] = terminal
    let said = try onTerminal("--preview \(path)")
    #expect(said.hasPrefix("default: generation 1, 60x40, x.png\n"))
    #expect(said.contains(start), "\(said.debugDescription)")
    let piped = try stage.share("--preview", "-q", path)
    let none = "shmshare: no preview: standard output is not a terminal\n"
    #expect(piped == Outcome(0, errors: none))
    #expect(try stage.held().generation == 2)
  }

  @Test("the line that tells how a stream goes takes one line of the terminal, and goes away")
  func progress() throws {
    let said = try onTerminal(
      "stream --channel a-name-of-some-length --test-pattern 320x200 --fps 20 -n 15", columns: 40)
    let parts = said.split(separator: "\r").map(String.init)
    let lines = parts.dropLast().compactMap { $0.hasSuffix("\u{1B}[K") ? $0.dropLast(3) : nil }
    #expect(lines.count == parts.count - 1 && !lines.isEmpty, "\(said.debugDescription)")
    #expect(lines.allSatisfy { $0.hasPrefix("a-name-of-some-length: ") && $0.count == 39 })
    let summary = "\u{1B}[Ka-name-of-some-length: 15 frames, "
    #expect(parts.last?.hasPrefix(summary) == true, "\(said.debugDescription)")
  }

  /// What shmshare prints where all its standard streams are a terminal, by script(1).
  private func onTerminal(_ arguments: String, columns: Int = 80) throws -> String {
    let command = "stty cols \(columns); exec \(Product.shmshare.path) \(arguments)"
    let outcome = try stage.run("script", ["-qec", command, "/dev/null"])
    return outcome.output.replacing("\r\n", with: "\n")
  }
}
