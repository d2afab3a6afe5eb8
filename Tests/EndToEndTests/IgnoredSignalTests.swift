import Glibc
import TestSupport
import Testing

/// What a parent has had ignored stays so: nohup(1), and a shell's `&` where there is no job
/// control.
@Suite("Ignored signals") struct IgnoredSignalTests {
  /// Runs what follows without SIGINT and SIGHUP.
  private let ignoring = ["-c", "trap '' INT HUP; exec \"$0\" \"$@\""]

  @Test("a slideshow under nohup outlives its terminal, and obeys SIGTERM")
  func slideshow() throws {
    let stage = try Stage()
    try stage.fill("a.png", "b.png")
    let show = try stage.startShow(
      before: ["sh"] + ignoring, ["-t", "100"], of: stage.picturesPath)
    #expect(try show.next() == "a.png")
    for number in [SIGINT, SIGHUP] { show.program.signal(number) }
    try show.steer("next")
    #expect(try show.next() == "b.png")
    #expect(try show.program.end() == .exited(0))
    #expect(show.program.standardError.isEmpty)
  }

  @Test("so does a viewer")
  func viewer() throws {
    let stage = try Stage.withScreen()
    let viewer = try stage.startViewer(ignoring + [Product.shmview.path], program: "/bin/sh")
    for number in [SIGINT, SIGHUP] { viewer.program.signal(number) }
    try stage.show(.noise(64, 48))
    try viewer.awaitPicture(.noise(64, 48))
    #expect(try viewer.quit() == Outcome(0))
  }

  @Test("without that, each of them ends both", arguments: [SIGINT, SIGHUP, SIGTERM])
  func obeyed(number: CInt) throws {
    let stage = try Stage.withScreen()
    try stage.fill("a.png")
    let show = try stage.startShow("-t", "100")
    #expect(try show.next() == "a.png")
    let viewer = try stage.startViewer()
    #expect(try show.program.end(by: number) == .exited(0))
    #expect(try viewer.program.end(by: number) == .exited(0))
  }
}
