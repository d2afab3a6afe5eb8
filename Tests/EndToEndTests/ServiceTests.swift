import Glibc
import TestSupport
import Testing

/// A viewer that a service manager has started (sd_notify(3)), for which a script listens.
@Suite("As a service") struct ServiceTests {
  let stage: Stage
  /// Prints what comes, a line each.
  private static let listener = """
    import os, socket, sys
    path = sys.argv[1]
    s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    s.bind("\\0" + path[1:] if path[0] == "@" else path)
    print("listening", flush=True)
    while True: print(s.recv(4096).decode(), flush=True)
    """

  init() throws { stage = try Stage.withScreen() }

  private func listen(at path: String) throws -> Program {
    let listener = try stage.start("/usr/bin/python3", ["-c", Self.listener, path])
    try eventually("it listens") { listener.standardOutput == "listening\n" }
    stage.environment["NOTIFY_SOCKET"] = path
    return listener
  }

  private func words(_ listener: Program) -> [Substring] {
    Array(listener.standardOutput.split(separator: "\n").dropFirst())
  }

  @Test("it is ready once its window is there, and says nothing more", arguments: [true, false])
  func ready(isAbstract: Bool) throws {
    let path = stage.folder.path("notify")
    let listener = try listen(at: isAbstract ? "@" + path : path)
    let viewer = try stage.startViewer()
    try eventually("it is ready") { words(listener) == ["READY=1"] }
    _ = try viewer.quit()
    #expect(words(listener) == ["READY=1"])
  }

  @Test("it lives while the X server answers")
  func watchdog() throws {
    let listener = try listen(at: stage.folder.path("notify"))
    stage.environment["WATCHDOG_USEC"] = "400000"
    let viewer = try stage.startViewer()
    func count() -> Int { words(listener).filter { $0 == "WATCHDOG=1" }.count }
    try eventually("it lives") { count() >= 3 }
    let server = try #require(stage.server).program
    try server.stop()
    // What it had answered before may still be said.
    var before = 0
    try eventually("nothing is said for twice the time") {
      before = count()
      usleep(800_000)
      return count() == before
    }
    server.signal(SIGCONT)
    try eventually("it lives again") { count() > before }
    _ = try viewer.quit()
  }
}
