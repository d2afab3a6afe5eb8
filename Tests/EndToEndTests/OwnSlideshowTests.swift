import Glibc
import TestSupport
import Testing

/// A stand-in for `shmshare slideshow` proves what the viewer does with its child.
@Suite("shmview --slideshow") struct OwnSlideshowTests {
  let stage: Stage

  init() throws { stage = try Stage.withScreen() }

  @Test("starts the show on a channel of its own, with the options after --")
  func start() throws {
    let viewer = try startViewer(
      ["--slideshow", "a b", "--slideshow=-c", "--", "-t", "3", "--shuffle"])
    let process = viewer.program.processID
    #expect(
      try arguments() == [
        "slideshow", "--channel", "show-\(process)", "--private", "--die-with-parent",
        "\(process)", "-t", "3", "--shuffle", "--", "a b", "-c",
      ])
    #expect(viewer.window.title == "shmview – a b, -c")
    #expect(try viewer.quit() == Outcome(0))
  }

  @Test("starts it on the channel that is named, which then stays")
  func named() throws {
    let viewer = try startViewer(["wall", "--slideshow", "pictures"])
    #expect(
      try arguments() == [
        "slideshow", "--channel", "wall", "--die-with-parent",
        "\(viewer.program.processID)", "--", "pictures",
      ])
    try stage.show(.noise(50, 40), channel: "wall")
    try eventually("the title") { viewer.window.title == "picture.png – wall" }
    #expect(try viewer.quit() == Outcome(0))
    #expect(Folder.entries(stage.rootPath) == ["wall"])
  }

  @Test(
    "ends the show with the viewer, and removes what a killed show has left",
    arguments: [true, false])
  func end(killsShow: Bool) throws {
    let viewer = try startViewer(["--slideshow", "pictures"])
    let channel = "show-\(viewer.program.processID)"
    try stage.show(.noise(50, 40), channel: channel)
    var show = try show()
    if killsShow {
      kill(show, SIGKILL)
      try eventually("the viewer tells of it") {
        viewer.program.standardError
          == "shmview: the slideshow was killed by signal 9; its last picture stays, and it is "
          + "started again\n"
      }
      #expect(try viewer.shown(.noise(50, 40)) == .noise(50, 40))
      show = try eventually("it is started again") {
        try self.lines("process").first.flatMap { pid_t($0) }.flatMap { $0 == show ? nil : $0 }
      }
    }
    #expect(try viewer.quit().ending == .exited(0))
    #expect(kill(show, 0) == -1, "it has ended, and was reaped")
    #expect(Folder.entries(stage.rootPath).isEmpty)
  }

  @Test("waits for the show's end as long as itself has had turns, whatever time has passed")
  func standstill() throws {
    let viewer = try startViewer(["--slideshow", "pictures"])
    let show = try show()
    viewer.program.signal(SIGTERM)
    try eventually("the show is asked to end") { try !lines("ending").isEmpty }
    kill(show, SIGSTOP)
    try viewer.program.stop()
    usleep(1_200_000)  // longer than a viewer takes that is to end
    viewer.program.signal(SIGCONT)
    usleep(50_000)  // so that one whose time was over has ended
    kill(show, SIGCONT)
    #expect(try viewer.program.wait() == .exited(0))
    #expect(kill(show, 0) == -1, "it has ended, and was reaped")
  }

  @Test("a show that cannot begin ends the viewer with its exit status and words")
  func refused() throws {
    let outcome = try run(["--slideshow", "pictures"], script: "echo shmshare: no >&2; exit 64")
    #expect(outcome == Outcome(64, errors: "shmshare: no\n"))
  }

  @Test("a show that comes to its end ends a viewer that was opened for it alone")
  func over() throws {
    #expect(try run(["--slideshow", "pictures"], script: "exit 0") == Outcome(0))
  }

  @Test("without shmshare it says what is missing")
  func missing() throws {
    stage.environment["PATH"] = "/nowhere"
    let outcome = try Outcome(
      of: stage.start(copyOfViewer(script: nil), ["--slideshow", "pictures"]))
    let words =
      "shmview: cannot start shmshare, which runs the slideshow: No such file or directory;"
      + " it belongs beside shmview, or into PATH\n"
    #expect(outcome == Outcome(69, errors: words))
  }

  @Test("options for a show without a show are wrong usage")
  func noShow() throws {
    let outcome = try stage.view("--", "-t", "3")
    let words = "shmview: -t: what follows -- is for --slideshow; see shmview --help\n"
    #expect(outcome.ending == .exited(64))
    #expect(words.hasPrefix(outcome.errors.dropLast(1)))
  }

  /// Writes its arguments, waits for its end, and has written its process number once it does.
  private static let waiting = """
    for one; do echo "$one"; done > "$0.arguments"
    sleep 1000 &
    trap 'echo so >"$0.ending"; sleep 0.1; kill $!; exit 0' TERM
    echo $$ > "$0.process"
    wait
    """

  /// A viewer beside a shmshare that is a shell script.
  private func copyOfViewer(script: String?) throws -> String {
    if let script {
      try stage.folder.write(program: Array("#!/bin/sh\n\(script)\n".utf8), to: "shmshare")
    }
    let program = Folder.contents(Product.shmview.path)
    return try stage.folder.write(program: program, to: "shmview")
  }

  private func startViewer(_ arguments: [String]) throws -> Viewer {
    let viewer = try stage.startViewer(
      arguments, program: copyOfViewer(script: Self.waiting))
    _ = try show()
    return viewer
  }

  private func run(_ arguments: [String], script: String) throws -> Outcome {
    try Outcome(of: stage.start(copyOfViewer(script: script), arguments))
  }

  /// The process of the show, once it has started.
  private func show() throws -> pid_t {
    try eventually("the show starts") { try pid_t(self.lines("process").first ?? "") }
  }

  private func arguments() throws -> [String] { try lines("arguments") }

  private func lines(_ file: String) throws -> [String] {
    String(decoding: Folder.contents(stage.folder.path("shmshare.\(file)")), as: UTF8.self)
      .split(separator: "\n").map(String.init)
  }
}
