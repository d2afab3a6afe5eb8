import Glibc
import TestSupport
import Testing

@Suite("A viewer that runs a slideshow") struct WholeSlideshowTests {
  let stage: Stage
  let pictures = (1...3).map { Picture.noise(60, 40, seed: $0) }

  init() throws {
    stage = try Stage.withScreen()
    mkdir(stage.folder.path("pictures"), 0o700)
    for (index, picture) in pictures.enumerated() {
      _ = try stage.file(picture, "pictures/\(index).png")
    }
  }

  private func startViewer(_ options: String...) throws -> Viewer {
    try stage.startViewer(
      ["--slideshow", stage.folder.path("pictures"), "--", "-t", "3600"] + options)
  }

  @Test(
    "shows a directory, is steered by its keys and the mouse, and leaves nothing",
    arguments: WindowManager.usual)
  func steered(manager: WindowManager) throws {
    try stage.start(manager)
    let viewer = try startViewer()
    try viewer.awaitPicture(pictures[0])
    try eventually("the title") { viewer.window.title == "0.png – pictures" }
    viewer.window.takeFocus()
    try eventually("the window has the keyboard") { try stage.screen.focus == viewer.window.id }
    for (key, number) in [
      ("n", 1), ("Right", 2), ("p", 1), ("Home", 0), ("End", 2), ("Page_Up", 1),
    ] {
      #expect(try stage.run("xdotool", ["key", key]).ending == .exited(0))
      try viewer.awaitPicture(pictures[number])
    }
    try stage.point(at: 20, 20, in: viewer)
    for (button, number) in [(9, 2), (8, 1)] {
      try stage.click(button)
      try viewer.awaitPicture(pictures[number])
    }
    #expect(Folder.entries(stage.rootPath) == ["show-\(viewer.program.processID)"])
    #expect(try viewer.quit() == Outcome(0))
    // By the show itself, for which a viewer that is to end waits for no more than a second.
    try eventually("nothing is left") { Folder.entries(stage.rootPath).isEmpty }
  }

  @Test("fades from slide to slide", arguments: WindowManager.usual)
  func fades(manager: WindowManager) throws {
    try stage.start(manager)
    for (index, colour) in [UInt32(0x00_0000), 0xFF_FFFF].enumerated() {
      _ = try stage.file(.plain(colour, 200, 150), "pictures/\(index).png")
    }
    Folder.remove(stage.folder.path("pictures/2.png"))
    let viewer = try stage.startViewer([
      "--slideshow", stage.folder.path("pictures"), "--", "-t", "2", "--fade", "1000",
    ])
    try eventually("a mixture is seen; shmview said: \(viewer.program.standardError)") {
      let pixels = Set((try? viewer.picture().pixels) ?? [])
      return pixels.count == 1 && (1..<255).contains((pixels.first ?? 0) & 0xFF)
    }
    try eventually("then one of them") { try viewer.window.pixel(20, 20) == 0xFF_FFFF }
    #expect(try viewer.quit() == Outcome(0))
  }

  @Test("a killed viewer takes its show along, which removes the channel")
  func killed() throws {
    let viewer = try startViewer()
    try viewer.awaitPicture(pictures[0])
    viewer.program.signal(SIGKILL)
    try eventually("the channel goes") { Folder.entries(stage.rootPath).isEmpty }
  }

  @Test("an empty directory is waited on in words, and a picture that comes is shown")
  func empty() throws {
    for index in 0..<3 { Folder.remove(stage.folder.path("pictures/\(index).png")) }
    stage.environment["HOME"] = stage.folder.path
    let viewer = try startViewer()
    // Beside it: the X server gives no pixels of what is covered.
    let other = try stage.startViewer(
      "--geometry", "+800+0", "show-\(viewer.program.processID)")
    try eventually("both say the same") {
      let (one, two) = (try viewer.picture(), try other.picture())
      return one.isTextOnBars && one == two
    }
    _ = try stage.file(pictures[1], "pictures/new.png")
    try viewer.awaitPicture(pictures[1])
    try other.awaitPicture(pictures[1])
    #expect(try viewer.quit() == Outcome(0))
  }

  @Test("a wrong option of the show ends the viewer with the show's words and exit status")
  func wrong() throws {
    let outcome = try Outcome(
      of: stage.start(Product.shmview.path, ["--slideshow", "pictures", "--", "--nonsense"]))
    #expect(outcome.ending == .exited(64))
    #expect(outcome.errors.hasPrefix("shmshare: "))
    #expect(Folder.entries(stage.rootPath).isEmpty)
  }
}
