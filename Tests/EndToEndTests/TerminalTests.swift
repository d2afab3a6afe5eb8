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

  /// What shmshare prints where all its standard streams are a terminal, by script(1).
  private func onTerminal(_ arguments: String) throws -> String {
    let outcome = try stage.run(
      "script", ["-qec", "\(Product.shmshare.path) \(arguments)", "/dev/null"])
    return outcome.output.replacing("\r\n", with: "\n")
  }
}
