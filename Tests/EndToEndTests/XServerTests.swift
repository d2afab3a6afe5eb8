import Glibc
import TestSupport
import Testing

@Suite("X servers of all kinds") struct XServerTests {
  let picture = Picture.noise(640, 480)

  @Test("without MIT-SHM, every pixel is the file's, and one line says why it is slower")
  func withoutSharedMemory() throws {
    let stage = try Stage(on: XServer(options: ["-extension", "MIT-SHM"]))
    let outcome = try showPlainly(on: stage)
    #expect(outcome.errors.hasPrefix("shmview: showing without shared memory, which is slower: "))
    #expect(outcome.errors.split(separator: "\n").count == 1)
  }

  @Test("over TCP, every pixel is the file's")
  func overTCP() throws {
    let stage = try Stage(on: XServer(overTCP: true))
    let outcome = try showPlainly(on: stage)
    #expect(outcome.errors.hasPrefix("shmview: showing without shared memory, which is slower: "))
    #expect(outcome.errors.split(separator: "\n").count == 1)
  }

  @Test("with --no-shm, every pixel is the file's, and nothing needs saying")
  func refusingSharedMemory() throws {
    let stage = try Stage.withScreen()
    #expect(try showPlainly(on: stage, "--no-shm").errors.isEmpty)
  }

  @Test("a scaled picture and one with alpha are the same with and without shared memory")
  func samePixels() throws {
    let stage = try Stage.withScreen()
    let viewers = [
      try stage.startViewer("--geometry", "500x300+0+0"),
      try stage.startViewer("--no-shm", "--geometry", "500x300+600+0"),
    ]
    let alpha = Picture(width: 200, height: 100) { x, y in UInt32(x) << 24 | 0x80_40FF }
    for picture in [Picture.photograph(900, 700), alpha] {
      try stage.put(picture)
      let generation = try stage.held().generation
      try eventually("both show generation \(generation)") {
        let shown = try stage.listed()[0].viewers.map(\.generation)
        return shown == [generation, generation]
      }
      #expect(try viewers[1].picture().difference(from: viewers[0].picture()) == nil)
    }
  }

  @Test(
    "a killed X server ends the viewer with 69, one line, and nothing left",
    arguments: [true, false])
  func killed(hasFrame: Bool) throws {
    let stage = try Stage.withScreen()
    let server = try #require(stage.server)
    let viewer = try stage.startViewer()
    if hasFrame { try stage.show(picture) } else { try stage.put(picture, channel: "other") }
    server.program.signal(SIGKILL)
    #expect(
      try Outcome(of: viewer.program)
        == Outcome(69, errors: "shmview: lost the X display \(server.name)\n"))
    #expect(Folder.entries(stage.rootPath + "/default/viewers").isEmpty)
  }

  @Test(
    "SIGTERM ends the viewer of a server that hangs, and nothing is left", arguments: [true, false])
  func hanging(sharesMemory: Bool) throws {
    let stage = try Stage(on: XServer())
    let server = try #require(stage.server)
    let viewer = try stage.startViewer(sharesMemory ? "--stats" : "--no-shm")
    try stage.show(picture)
    try viewer.awaitPicture(picture)
    try server.program.stop()
    defer { server.program.signal(SIGCONT) }
    #expect(try viewer.quit().ending == .exited(0))
    #expect(Folder.entries(stage.rootPath + "/default/viewers").isEmpty)
  }

  @Test("SIGTERM ends a viewer that starts beside a server that hangs, or is grabbed")
  func hangingAtStart() throws {
    for isGrabbed in [true, false] {
      let stage = try Stage(on: XServer())
      let server = try #require(stage.server)
      if isGrabbed { server.screen.grabServer() } else { try server.program.stop() }
      let viewer = try stage.start(Product.shmview.path, [])
      try eventually("it has come to the server") {
        Folder.entries("/proc/\(viewer.processID)/fd").contains { name in
          (try? stage.run("readlink", ["/proc/\(viewer.processID)/fd/\(name)"]).output)?
            .hasPrefix("socket:") == true
        }
      }
      #expect(try viewer.end() == .exited(0))
      if isGrabbed { server.screen.ungrabServer() } else { server.program.signal(SIGCONT) }
    }
  }

  @Test(
    "a frame that is cut while it goes through the connection is an error, and the next is shown")
  func cutOnItsWay() throws {
    let stage = try Stage.withScreen()
    let viewer = try stage.startViewer("--no-shm", "--geometry", "1000x800")
    let pictures = (1...3).map { Picture.noise(1000, 800, seed: $0) }
    try stage.show(pictures[0])
    let screen = try stage.screen
    screen.grabServer()  // the first of four bands is all that is sent
    let before = Set(stage.frames())
    try stage.put(pictures[1])
    try eventually("it is being put") { stage.pinned(by: viewer.program) == [1, 2] }
    let cut = try #require(Set(stage.frames()).subtracting(before).first)
    #expect(truncate(stage.rootPath + "/default/" + cut, 4096) == 0)
    screen.ungrabServer()
    try eventually("it is an error") { viewer.program.standardError.contains("file short") }
    try viewer.awaitPicture(pictures[0])
    try stage.show(pictures[2])
    try viewer.awaitPicture(pictures[2])
    #expect(try viewer.quit().ending == .exited(0))
  }

  @Test("a client that is killed by the X server ends with 69")
  func disconnected() throws {
    let stage = try Stage.withScreen()
    let server = try #require(stage.server)
    let viewer = try stage.startViewer()
    try stage.show(picture)
    viewer.window.killClient()
    #expect(
      try Outcome(of: viewer.program)
        == Outcome(69, errors: "shmview: lost the X display \(server.name)\n"))
  }

  @Test("no X server at all is 69, in plain words")
  func noServer() throws {
    let stage = try Stage()
    #expect(
      try stage.view()
        == Outcome(
          69,
          errors: "shmview: no X display: DISPLAY is not set; "
            + "start shmview in an X session, or set DISPLAY\n"))
    stage.environment["DISPLAY"] = ":54321"
    #expect(
      try stage.view()
        == Outcome(
          69,
          errors: "shmview: cannot open the X display :54321; "
            + "is an X server running there, and may you use it?\n"))
    #expect(Folder.entries(stage.rootPath).isEmpty)
  }

  @Test("a server that lets nobody in without a cookie is told from one that is not there")
  func noCookie() throws {
    let cookies = try Folder()
    let cookie = "deadbeefdeadbeefdeadbeefdeadbeef"
    let stage = try Stage()
    for name in ["server", "mine"] {
      #expect(
        try stage.run(
          "xauth", ["-f", cookies.path(name), "add", ":0", "MIT-MAGIC-COOKIE-1", cookie]
        ).ending == .exited(0))
    }
    let server = try Program(
      "Xvfb", ["-displayfd", "1", "-nolisten", "tcp", "-auth", cookies.path("server")],
      environment: ["PATH": "/usr/bin:/bin"], folder: cookies)
    let display = try eventually("Xvfb names its display") {
      server.standardOutput.hasSuffix("\n") ? ":" + server.standardOutput.dropLast() : nil
    }
    stage.environment["DISPLAY"] = display
    stage.environment["XAUTHORITY"] = "/nowhere"
    let outcome = try stage.view()
    #expect(outcome.ending == .exited(69))
    let advice =
      "; set XAUTHORITY to the file with the cookie of that session, often ~/.Xauthority of the user"
      + " who is logged in\n"
    #expect(
      outcome.errors.hasSuffix(
        "shmview: the X server \(display) does not let you in: /nowhere, which XAUTHORITY names, "
          + "cannot be read\(advice)"), "\(outcome)")
  }

  @Test(
    "a screen of another depth shows the colours that it has, and text over them",
    arguments: [(15, [5, 5, 5]), (16, [5, 6, 5]), (30, [10, 10, 10])] as [(Int, [Int])])
  func depths(depth: Int, bits: [Int]) throws {
    let stage = try Stage(on: XServer(depth: depth))
    let picture = Picture.noise(641, 480)
    for (option, isPlain) in [("--stats", false), ("--no-shm", true)] {
      let viewer = try stage.startViewer("--stats", option, "--visual", "\(depth)")
      try stage.show(picture)
      try eventually("the picture within a step") {
        try Self.isNear(viewer.picture(), picture, bits)
      }
      let shown = try viewer.picture()
      try stage.press("i", in: viewer)
      try eventually("text over the picture") {
        try viewer.picture().difference(from: shown) != nil
      }
      try stage.press("i", in: viewer)
      try viewer.awaitPicture(shown)
      let outcome = try viewer.quit()
      let stats = try #require(try Stats.lines(outcome.output).last)
      #expect(stats.direct == 0)
      #expect((isPlain ? stats.plain : stats.composed) > 0)
      #expect(outcome.errors.isEmpty)
    }
  }

  /// Whether each colour is that of the picture, to less than a step of so many bits of red, green
  /// and blue, and as it is where there are eight of them or more.
  private static func isNear(_ shown: Picture, _ picture: Picture, _ bits: [Int]) -> Bool {
    guard shown.width == picture.width, shown.height == picture.height else { return false }
    return zip(shown.pixels, picture.pixels).allSatisfy { pair in
      zip(bits, [16, 8, 0] as [UInt32]).allSatisfy { bits, shift in
        let difference = abs(Int(pair.0 >> shift & 255) - Int(pair.1 >> shift & 255))
        return bits >= 8 ? difference == 0 : difference <= 255 / (1 << bits - 1) + 1
      }
    }
  }

  private static let servers = [XServerKind.xvnc, .xephyr].filter(\.isInstalled)

  @Test(
    "so does a screen of 16 bits of other servers, and frames go directly to a window of 32 bits",
    .enabled(if: !servers.isEmpty, "neither Xvnc nor Xephyr is installed"), arguments: servers)
  func otherServers(kind: XServerKind) throws {
    let stage = try Stage(on: XServer.start(kind, depth: 16))
    let picture = Picture.noise(641, 480)
    let viewer = try stage.startViewer("--visual", "16", "--geometry", "641x480+0+0")
    try stage.show(picture)
    try eventually("the picture within a step") {
      try Self.isNear(viewer.picture(), picture, [5, 6, 5])
    }
    #expect(try viewer.quit() == Outcome(0))
    let direct = try stage.startViewer("--stats", "--geometry", "641x480+0+0")
    try direct.awaitPicture(picture)
    try direct.awaitStats("the frame") { $0.direct == 1 }
    let outcome = try direct.quit()
    #expect(outcome.errors.isEmpty)
    #expect(try Stats.lines(outcome.output).last?.direct == 1)
  }

  @Test(
    "by default it shows frames as they are, in a window of 32 bits, zooms and fades there too",
    arguments: [15, 16, 30])
  func directDepths(depth: Int) throws {
    let stage = try Stage(on: XServer(depth: depth))
    let viewer = try stage.startViewer("--stats")
    for picture in [Picture.noise(641, 480), .noise(641, 480, seed: 2)] {
      try stage.show(picture)
      try viewer.awaitPicture(picture)
    }
    let small = Picture.noise(320, 240, seed: 3)
    try stage.show(small)
    let snapshot = stage.folder.path("small.png")
    let twice = try stage.startViewer("--visual", "32", "--fit", "fit", "--geometry", "640x480+0+0")
    try eventually("enlarged") { try twice.picture()[639, 479] == small[319, 239] }
    #expect(try stage.view("--snapshot", snapshot).ending == .exited(0))
    try stage.press("i", in: viewer)
    try eventually("text over the picture") {
      try viewer.picture().difference(from: small) != nil
    }
    let outcome = try viewer.quit()
    let stats = try #require(try Stats.lines(outcome.output).last)
    #expect(stats.direct >= 3)
    #expect(outcome.errors.isEmpty)
  }

  @Test("a window of 30 bits shows ten of each colour where a frame has them, and eight exactly")
  func tenBits() throws {
    let stage = try Stage(on: XServer(depth: 30))
    let viewer = try stage.startViewer("--visual", "30")
    try stage.show(Picture(width: 1024, height: 64) { _, _ in 0xFF80_8080 })
    // As BGRX it would be almost black.
    #expect(
      try viewer.window.words(row: 3, count: 4).allSatisfy { $0 & 0x3FFF_FFFF == 0x2028_0A02 })
    let row = (0..<1024).flatMap { x -> [UInt8] in
      let sample = (x * 65_535 + 511) / 1023
      return [UInt8(sample >> 8), UInt8(sample & 255)]
    }
    var file = Array("P5 1024 64 65535\n".utf8)
    for _ in 0..<64 { file += row }
    try stage.show(file: stage.folder.write(file, to: "ramp.pgm"))
    let shown = try viewer.window.words(row: 3, count: 1024)
    for (x, word) in shown.enumerated() {
      let (red, green, blue) = (Int(word >> 20 & 1023), Int(word >> 10 & 1023), Int(word & 1023))
      #expect(red == green && green == blue && abs(red - x) <= 1, "\(x): \(red), \(green), \(blue)")
    }
    #expect(Set(shown).count > 1000)
  }

  @Test("a visual that the screen has not is an error, which says what it has")
  func noVisual() throws {
    let server = try XServer(depth: 16)
    let stage = try Stage(on: server)
    #expect(
      try stage.view("--visual", "15")
        == Outcome(
          64,
          errors: "shmview: the screen of \(server.name) has no TrueColor visual of 15 bits; "
            + "it has some of 16 and 32 bits, and xdpyinfo lists them\n"))
    #expect(
      try stage.view("--visual", "deep").errors.hasPrefix(
        "shmview: The value 'deep' is invalid for '--visual <id|depth>': it takes a depth"))
  }

  @Test("a screen without pixels that can be written gets a clear error")
  func eightBits() throws {
    let server = try XServer(depth: 8)
    let stage = try Stage(on: server)
    #expect(
      try stage.view()
        == Outcome(
          69,
          errors: "shmview: the screen of \(server.name) has no TrueColor visual with "
            + "pixels of 16 or 32 bits, the only kind that shmview can draw on\n"))
  }

  /// Shows three pictures, and proves that the plain path did it.
  private func showPlainly(on stage: Stage, _ option: String = "--stats") throws -> Outcome {
    let viewer = try stage.startViewer("--stats", option)
    for picture in [picture, .noise(640, 480, seed: 2), picture] {
      try stage.show(picture)
      #expect(try viewer.picture().difference(from: picture) == nil)
    }
    let outcome = try viewer.quit()
    let stats = try #require(try Stats.lines(outcome.output).last)
    #expect(outcome.ending == .exited(0))
    #expect(stats.plain >= 3)
    #expect(stats.direct == 0)
    #expect(stats.composed == 0)
    return outcome
  }
}
