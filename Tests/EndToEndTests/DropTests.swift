import Glibc
import TestSupport
import Testing

@Suite("Files dropped on the window") struct DropTests {
  let stage: Stage
  let server: XServer
  let viewer: Viewer
  let pictures = [Picture.noise(40, 30, seed: 1), .noise(40, 30, seed: 2), .noise(40, 30, seed: 3)]

  init() throws {
    stage = try Stage.withScreen()
    server = try #require(stage.server)
    viewer = try stage.startViewer("pictures")
  }

  private func uri(_ picture: Picture, _ name: String) throws -> String {
    let path = try stage.file(picture, name)
    return "file://" + path.replacing("%", with: "%25").replacing(" ", with: "%20")
  }

  /// Drops a list, and expects that it is taken.
  private func drop(_ list: String, pieces: Int? = nil) throws {
    let source = try DragSource(on: server, over: viewer.window)
    source.enter(["text/plain", "text/uri-list"])
    #expect(try source.asksToDrop())
    source.drop()
    try source.give(list, pieces: pieces)
    #expect(try source.isTaken())
  }

  @Test(
    "go into the channel in order, and the last one ends up shown",
    arguments: WindowManager.usual)
  func several(manager: WindowManager) throws {
    try stage.start(manager)
    let list = try pictures.enumerated().map { try uri($1, "a %41 \($0).png") }
    try drop(list.joined(separator: "\r\n") + "\r\n")
    try viewer.awaitPicture(pictures[2])
    let held = try stage.held(by: "pictures")
    #expect(held.generation == 3)
    try eventually("the title") { viewer.window.title == "a %41 2.png – pictures" }
    #expect(try viewer.quit() == Outcome(0))
  }

  @Test("light the window's edge up while they are over it, also if their program then ends")
  func highlight() throws {
    try stage.show(Picture.plain(0x20_2020, 200, 150), channel: "pictures")
    do {
      let source = try DragSource(on: server, over: viewer.window)
      source.enter(["text/uri-list"])
      try eventually("the edge is lit") { try viewer.window.pixel(199, 149) == 0x3D_A5F4 }
      source.vanish()
    }
    try eventually("the edge is gone") { try viewer.window.pixel(199, 149) == 0x20_2020 }
    let source = try DragSource(on: server, over: viewer.window)
    source.enter(["text/plain"])
    #expect(try !source.asksToDrop())
    #expect(try viewer.window.pixel(199, 149) == 0x20_2020)
    #expect(try viewer.quit() == Outcome(0))
  }

  @Test("wait for those that were dropped before, however many there are")
  func queued() throws {
    let first = try uri(pictures[0], "first.png")
    try drop(Array(repeating: first, count: 40).joined(separator: "\n"))
    try drop(uri(pictures[1], "second.png"))
    try eventually("all are put") {
      // There is no frame at first.
      (try? stage.held(by: "pictures").generation) == 41
    }
    try viewer.awaitPicture(pictures[1])
    #expect(try viewer.quit() == Outcome(0))
  }

  @Test(
    "may come from a source that offers much, and as a list in many pieces",
    arguments: WindowManager.usual)
  func pieces(manager: WindowManager) throws {
    try stage.start(manager)
    let source = try DragSource(on: server, over: viewer.window)
    source.enter(["a/a", "a/b", "a/c", "text/uri-list"])
    #expect(try source.asksToDrop())
    source.drop()
    let comment = "# " + String(repeating: "x", count: 5000) + "\n"
    try source.give(comment + uri(pictures[0], "a.png"), pieces: 999)
    #expect(try source.isTaken())
    try viewer.awaitPicture(pictures[0])
  }

  /// A few bytes of SVG that keep librsvg busy for minutes.
  private static let bomb = """
    <svg xmlns="http://www.w3.org/2000/svg" width="4000" height="4000"><filter id="f">\
    <feTurbulence baseFrequency="0.01" numOctaves="9999999"/></filter>\
    <rect width="4000" height="4000" filter="url(#f)"/></svg>
    """

  @Test(
    "that take long are told of in the title, and their process ends with the window",
    arguments: [SIGKILL, SIGTERM])
  func slow(signal: CInt) throws {
    let path = try stage.folder.write(Array(Self.bomb.utf8), to: "bomb.svg")
    try drop("file://\(path)\n")
    try eventually("the title says it") { viewer.window.title == "reading bomb.svg – pictures" }
    let children = viewer.program.children
    #expect(children.count == 1)
    viewer.program.signal(signal)
    // One that nobody waits for has no words left.
    try eventually("its process is gone") {
      children.allSatisfy { Folder.contents("/proc/\($0)/cmdline").isEmpty }
    }
  }

  @Test("are regular files: a pipe, which may never end, is refused at once, and the next is shown")
  func pipe() throws {
    let pipe = stage.folder.path("pipe")
    #expect(mkfifo(pipe, 0o600) == 0)
    try drop("file://\(pipe)\nfile:///dev/zero\n\(uri(pictures[0], "a.png"))\n")
    try viewer.awaitPicture(pictures[0])
    let words = "is not a regular file, and only those can be dropped"
    try eventually("both are refused: \(viewer.program.standardError)") {
      let lines = viewer.program.standardError
      return lines.contains("shmshare: \(pipe): \(words)\n")
        && lines.contains("shmshare: /dev/zero: ")
    }
  }

  @Test("that cannot be shown leave the picture, and the window's title and a line say why")
  func broken() throws {
    try stage.show(pictures[0], channel: "pictures")
    let path = try stage.folder.write(Array("no picture".utf8), to: "notes.txt")
    try drop("file://\(path)\nhttps://example.org/a.png\nhttps://example.org/b.png\n")
    let lines = try eventually("both lines are said: \(viewer.program.standardError)") {
      () -> [String]? in
      let lines = viewer.program.standardError.split(separator: "\n").map(String.init)
      return lines.count == 2 ? lines : nil
    }
    #expect(
      lines[0]
        == "shmview: cannot share https://example.org/a.png and 1 more: "
        + "only files of this machine can be dropped here")
    #expect(lines[1].hasPrefix("shmshare: \(path): "))
    try eventually("the title says it") { viewer.window.title == "\(lines[1]) – pictures" }
    try viewer.awaitPicture(pictures[0])
    try stage.show(pictures[1], channel: "pictures")
    try eventually("the title is the picture's") {
      viewer.window.title == "picture.png – pictures"
    }
  }

  @Test(
    "are all that is taken: other things are refused, and may be dragged on",
    arguments: WindowManager.usual)
  func refused(manager: WindowManager) throws {
    try stage.start(manager)
    let source = try DragSource(on: server, over: viewer.window)
    source.enter(["text/plain", "image/png"])
    #expect(try !source.asksToDrop())
    source.drop()
    #expect(try !source.isTaken())
    source.enter(["text/uri-list"])
    #expect(try source.asksToDrop())
    source.leave()
    try drop(uri(pictures[0], "a.png"))
    try viewer.awaitPicture(pictures[0])
  }

  @Test(
    "are forgotten when their source ends at any point, and the next ones are taken",
    arguments: ["entered", "asked", "dropped", "refused", "requested"])
  func vanished(point: String) throws {
    let source = try DragSource(on: server, over: viewer.window)
    source.enter(point == "entered" ? ["a/a", "a/b", "a/c", "text/uri-list"] : ["text/uri-list"])
    if point != "entered" { #expect(try source.asksToDrop()) }
    if ["dropped", "refused", "requested"].contains(point) { source.drop() }
    switch point {
    case "refused":
      try source.refuse()
      #expect(try !source.isTaken())
    case "requested": try source.vanishWhenAsked()
    default: source.vanish()
    }
    // Words of a source whose window never was.
    viewer.window.send("XdndEnter", [0x7FFF_FFFF, 5 << 24 | 1])
    viewer.window.send("XdndPosition", [0x7FFF_FFFF])
    viewer.window.send("XdndDrop", [0x7FFF_FFFF])
    try drop(uri(pictures[0], "a.png"))
    try viewer.awaitPicture(pictures[0])
    #expect(try viewer.quit() == Outcome(0))
  }

  @Test("need shmshare, and without it the window says so and lives on")
  func alone() throws {
    let program = stage.folder.path("shmview")
    #expect(try stage.run("cp", [Product.shmview.path, program]).ending == .exited(0))
    let alone = try stage.startViewer(["other"], program: program)
    let source = try DragSource(on: server, over: alone.window)
    source.enter(["text/uri-list"])
    #expect(try source.asksToDrop())
    source.drop()
    try source.give(uri(pictures[0], "a.png"))
    #expect(try source.isTaken())
    try eventually("it is said") {
      alone.program.standardError.hasPrefix(
        "shmview: cannot start shmshare, which shares what is dropped: ")
    }
    #expect(try alone.quit().ending == .exited(0))
  }
}
