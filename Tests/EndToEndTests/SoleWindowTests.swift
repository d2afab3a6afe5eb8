import Glibc
import TestSupport
import Testing

@Suite("A window only where there is none") struct SoleWindowTests {
  @Test("--if-none ends at once where the channel has a viewer, and opens one where it has none")
  func ifNone() throws {
    let stage = try Stage.withScreen()
    try stage.put(.noise(20, 10))
    let viewer = try stage.startViewer("--if-none")
    #expect(try stage.view("--if-none") == Outcome(0))
    #expect(try stage.listed()[0].viewers.count == 1)
    #expect(try viewer.program.end() == .exited(0))
    let next = try stage.startViewer("--if-none")
    #expect(try next.program.end() == .exited(0))
  }

  @Test("where there is a viewer, --if-none needs no screen")
  func withoutScreen() throws {
    let stage = try Stage.withScreen()
    let viewer = try stage.startViewer("--if-none", "b")
    let outcome = try stage.run(
      "env", ["-u", "DISPLAY", Product.shmview.path, "--if-none", "b"])
    #expect(outcome == Outcome(0))
    #expect(try viewer.program.end() == .exited(0))
  }

  @Test("put --open and stream --open bring a window once, before they are confined")
  func open() throws {
    let stage = try Stage.withScreen()
    let file = try stage.file(.noise(20, 10))
    for generation in 1...3 {
      let outcome = try stage.share("--open", "--wait-shown", "60", "-q", file)
      #expect(outcome == Outcome(0))
      #expect(try stage.listed()[0].generation == UInt64(generation))
      #expect(try stage.listed()[0].viewers.count == 1)
    }
    let stream = try stage.share("stream", "-q", "--open", file)
    #expect(stream == Outcome(0))
    let viewers = try stage.listed()[0].viewers
    #expect(viewers.count == 1)
    for viewer in viewers { kill(pid_t(viewer.pid), SIGTERM) }
    try eventually("it has gone") { try stage.listed()[0].viewers.isEmpty }
  }

  @Test("what --open has started is not waited for by whoever reads the messages to their end")
  func messages() throws {
    let stage = try Stage.withScreen()
    let file = try stage.file(.noise(20, 10))
    for command in ["", "stream"] {
      let outcome = try stage.run(
        "bash",
        ["-c", "'\(Product.shmshare.path)' \(command) -q --open '\(file)' 2>&1 | timeout 60 cat"])
      #expect(outcome == Outcome(0), "\(command)")
      try eventually("there is a viewer") { try stage.listed()[0].viewers.count == 1 }
      for viewer in try stage.listed()[0].viewers { kill(pid_t(viewer.pid), SIGTERM) }
      try eventually("it has gone") { try stage.listed()[0].viewers.isEmpty }
    }
    let failing = try stage.run(
      "bash",
      [
        "-c",
        "DISPLAY=:nowhere '\(Product.shmshare.path)' -q --open '\(file)' 2>&1 | timeout 60 cat >&2",
      ])
    #expect(failing.errors.hasPrefix("shmview: "), "\(failing.errors)")
  }

  @Test("a viewer that cannot be started costs no picture")
  func missing() throws {
    let stage = try Stage()
    let file = try stage.file(.noise(20, 10))
    let copy = stage.folder.path("shmshare")
    _ = try stage.run("cp", [Product.shmshare.path, copy])
    let outcome = try stage.run("env", ["PATH=/nowhere", copy, "-q", "--open", file])
    #expect(
      outcome
        == Outcome(74, errors: "shmshare: shmview cannot be started: No such file or directory\n"))
    #expect(try stage.held().generation == 1)
  }
}
