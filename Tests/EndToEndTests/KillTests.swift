import Glibc
import TestSupport
import Testing

@Suite("Programs that are killed") struct KillTests {
  let old = Picture.noise(40, 30, seed: 1)
  let new = Picture.noise(40, 30, seed: 2)
  let large = Picture.noise(200, 150)

  @Test(
    "a publisher killed before any one of its system calls changes nothing, or publishes whole",
    arguments: ["pwrite64", "flock", "openat", "close", "fallocate", "unlinkat"])
  func publisher(call: String) throws {
    try killed(before: call) { stage in
      try stage.put(large)  // a frame that no longer fits, for it to unlink
      try stage.put(old)
    }
  }

  @Test(
    "a publisher killed before any one of its system calls leaves no half channel",
    arguments: ["pwrite64", "flock", "openat", "close", "mkdirat", "renameat2"])
  func creator(call: String) throws {
    try killed(before: call) { stage in
      if !stage.channelFiles().isEmpty { try stage.share("rm", "default") }
    }
  }

  @Test(
    "a stream killed before any one of its system calls changes nothing, or publishes whole",
    arguments: ["pwrite64", "flock"])
  func stream(call: String) throws {
    try killed(before: call, ["stream", "--block"], of: 2) { stage in try stage.put(old) }
  }

  /// Kills a put at the first call that follows the opening of its root, at the second and so on,
  /// until one gets through.
  ///
  /// - Parameters:
  ///   - command: what stands in front of the file.
  ///   - frameCount: how often the new picture stands in that.
  private func killed(
    before call: String, _ command: [String] = [], of frameCount: Int = 1,
    after prepare: (Stage) throws -> Void
  ) throws {
    let stage = try Stage()
    let file = try stage.folder.write(
      (0..<frameCount).flatMap { _ in new.png() }, to: "new.png")
    let arguments = command + [file]
    try prepare(stage)
    let first = try occurrence(of: call, on: stage, arguments)
    var kills = 0
    while true {
      try prepare(stage)
      let before = try? stage.held()
      let outcome = try stage.run(
        "strace",
        [
          "-f", "-qq", "-o", stage.folder.path("trace"), "-e", "trace=\(call)", "-e",
          "inject=\(call):signal=KILL:when=\(first + kills)", Product.shmshare.path,
        ] + arguments)
      let after = try? stage.held()
      if let after, after.generation != before?.generation {
        let old = before?.generation ?? 0
        #expect((old + 1...old + UInt64(frameCount)).contains(after.generation))
        #expect(after.picture == new)
      } else {
        #expect(after?.picture == before?.picture)
      }
      if outcome.ending == .exited(0) { break }
      #expect(outcome.ending == .signalled(SIGKILL), "\(outcome)")
      kills += 1
    }
    #expect(kills > 0, "the call is made at all")
    try nothingIsLeft(on: stage)
  }

  /// Which of its calls of that kind is the first that a put makes once it names its root: those
  /// before are the dynamic loader's and the decoder's, and touch no channel.
  private func occurrence(of call: String, on stage: Stage, _ arguments: [String]) throws -> Int {
    let log = stage.folder.path("calls")
    let outcome = try stage.run(
      "strace", ["-f", "-qq", "-o", log, Product.shmshare.path] + arguments)
    #expect(outcome.ending == .exited(0))
    let calls = String(decoding: Folder.contents(log), as: UTF8.self).split(separator: "\n")
    let beginning = try #require(calls.firstIndex { $0.contains("\"\(stage.rootPath)") })
    // strace counts each thread's calls by themselves.
    let thread = calls[beginning].prefix { $0.isNumber } + " "
    return calls[..<beginning].count { $0.hasPrefix(thread) && $0.contains(" \(call)(") } + 1
  }

  @Test("a publisher killed while it reads its input leaves the channel as it was")
  func reading() throws {
    let stage = try Stage()
    try stage.put(old)
    let put = try stage.startShare("-", input: .pipe)
    try put.send(Array(new.png().prefix(2000)))
    #expect(try put.end(by: SIGKILL) == .signalled(SIGKILL))
    #expect(try stage.held().generation == 1)
    try nothingIsLeft(on: stage)
  }

  @Test("a viewer killed while it holds a frame blocks nobody and leaves nothing")
  func viewer() throws {
    let stage = try Stage.withScreen()
    let server = try #require(stage.server)
    for picture in [old, new, .photograph(900, 700)] {
      let viewer = try stage.startViewer("--geometry", "500x400")
      try stage.show(picture)
      #expect(try viewer.program.end(by: SIGKILL) == .signalled(SIGKILL))
      #expect(try stage.listed()[0].viewers.isEmpty)
      #expect(Folder.entries(stage.rootPath + "/default/viewers").isEmpty)
    }
    try awaitRelease(by: server)
    try nothingIsLeft(on: stage)
  }

  @Test("a viewer killed again and again while pictures are put leaves nothing")
  func viewersInTurn() throws {
    let stage = try Stage.withScreen()
    let files = [try stage.file(old, "old.png"), try stage.file(new, "new.png")]
    let publisher = try stage.start(Product.shmshare.path, (0..<400).map { files[$0 % 2] })
    var count = 0
    while publisher.isRunning || count < 3 {
      let viewer = try stage.startViewer()
      try viewer.program.end(by: SIGKILL)
      count += 1
    }
    #expect(try publisher.wait() == .exited(0))
    #expect(try stage.held().generation == 400)
    #expect(try stage.listed()[0].viewers.isEmpty)
    try awaitRelease(by: #require(stage.server))
    try nothingIsLeft(on: stage)
  }

  /// The frame that a killed viewer held stays held until the X server has dropped that client.
  private func awaitRelease(by server: XServer) throws {
    try eventually("the X server has let go of all frames") {
      let maps = Folder.contents("/proc/\(server.program.processID)/maps")
      return !String(decoding: maps, as: UTF8.self).contains("frame-")
    }
  }

  /// Publishing goes on with three frames at most, and removing leaves an empty root.
  private func nothingIsLeft(on stage: Stage) throws {
    for picture in [old, new, old, new] {
      try stage.put(picture)
      #expect(try stage.held().picture == picture)
    }
    #expect(stage.frames().count <= 3, "the latest, and two that are recycled in turn")
    #expect(Folder.entries(stage.rootPath) == ["default"])
    let others = Set(stage.channelFiles()).subtracting(stage.frames())
    #expect(others == ["control", "lock", "viewers"])
    #expect(try stage.share("rm", "default") == Outcome(0))
    #expect(Folder.entries(stage.rootPath).isEmpty)
  }
}
