import Glibc
import ShmChannel
import ShmShow
import TestSupport
import Testing

@Suite("A viewer on a channel with a slideshow") struct SteeringTests {
  let stage: Stage

  init() throws { stage = try Stage.withScreen() }

  private func show() throws -> Show { try Show(on: .standard, root: stage.root) }

  @Test("its keys reach the show, in order", arguments: WindowManager.usual)
  func keys(manager: WindowManager) throws {
    try stage.start(manager)
    let show = try show()
    let viewer = try stage.startViewer()
    let other = try stage.startViewer()
    try stage.press(
      "n", "space", "Right", "p", "BackSpace", "Left", "g", "Home", "G", "End", "P", in: viewer)
    var commands: [ShowCommand] = []
    try eventually("all have come: \(commands)") {
      commands += try show.takeRequests().map(\.command)
      return commands.count >= 11
    }
    #expect(
      commands == [
        .next, .next, .next, .previous, .previous, .previous, .first, .first, .last, .last,
        .togglePause,
      ])
    try stage.press("n", in: other)
    try eventually("and from another viewer") {
      try show.takeRequests().map(\.command) == [.next]
    }
    for viewer in [viewer, other] { #expect(try viewer.quit() == Outcome(0)) }
  }

  @Test("without a show, its keys say so once")
  func noShow() throws {
    let viewer = try stage.startViewer()
    try stage.press("n", "n", "p", in: viewer)
    try stage.show(.noise(40, 30))
    try stage.press("n", "P", in: viewer)
    #expect(try stage.share("pause").ending == .exited(66))
    let words = "shmview: no slideshow is running on channel default\n"
    try eventually("it is said") { viewer.program.standardError == words }
    #expect(try viewer.quit() == Outcome(0, errors: words))
  }

  @Test("while the show has no picture, the window says what the show waits for")
  func note() throws {
    let viewer = try stage.startViewer()
    let channelText = try text(in: viewer, otherThan: nil)
    let show = try show()
    try show.update(ShowStatus(state: .waiting, note: "waiting for pictures in ~/Pictures"))
    let note = try text(in: viewer, otherThan: channelText)
    try show.update(ShowStatus(state: .waiting, note: "waiting for pictures in ~/Müll, ~/画像"))
    _ = try text(in: viewer, otherThan: note)
    try show.update(ShowStatus(state: .waiting, note: "waiting for pictures in ~/Pictures"))
    try eventually("the first note again") { try viewer.picture() == note }
    let picture = Picture.noise(320, 200)
    try stage.show(picture)
    #expect(try viewer.shown(picture) == picture)
    show.end()
    #expect(try viewer.shown(picture) == picture, "the show's end leaves the picture")
    #expect(try stage.share("rm", "default") == Outcome(0))
    try eventually("the window waits again") { try viewer.window.pixel(0, 0) == 0x1C_1C1C }
  }

  @Test("a note that is too long for the window is drawn with dots in its middle")
  func longNote() throws {
    let show = try show()
    let end = String(repeating: "n", count: 900)
    try show.update(ShowStatus(state: .waiting, note: "waiting \(end)"))
    let viewer = try stage.startViewer("--geometry", "300x100")
    let shown = try text(in: viewer, otherThan: nil)
    let isFree = (0..<8).allSatisfy { x in (0..<100).allSatisfy { shown[x, $0] == shown[0, 0] } }
    #expect(isFree, "some margin")
  }

  /// Waits until the window shows a text, and another one than before.
  private func text(in viewer: Viewer, otherThan old: Picture?) throws -> Picture {
    try eventually("a text appears") {
      let shown = try viewer.picture()
      return shown.isTextOnBars && shown != old ? shown : nil
    }
  }
}
