import Glibc
import ShmChannel
import TestSupport

/// A viewer, and a publisher of frames of random sizes.
final class MonkeyCage {
  let stage: Stage
  let server: XServer
  let viewer: Viewer
  private let channel: Channel
  private(set) var frames = 0

  /// What is held while the window shows the same as at every rest.
  struct Holdings {
    let viewer: Holding
    let server: Holding
    let resources: XResources

    func requireNoMore(than first: Holdings) throws {
      try demand(
        viewer.holdsNoMore(than: first.viewer),
        "the viewer holds \(viewer), at first \(first.viewer)")
      try demand(
        server.holdsNoMore(than: first.server),
        "the X server holds \(server), at first \(first.server)")
      try demand(
        resources.count <= first.resources.count + 6
          && resources.pixmapBytes <= first.resources.pixmapBytes,
        "the X server keeps \(resources) for the viewer, and at first \(first.resources)")
    }
  }

  init() throws {
    server = try XServer()
    stage = try Stage(on: server)
    channel = try Channel.openOrCreate(.standard, root: stage.root)
    viewer = try stage.startViewer("--geometry", "320x240")
  }

  func publish(_ random: inout SeededGenerator) throws {
    try publish(
      .noise(
        .random(in: 1...400, using: &random), .random(in: 1...300, using: &random),
        seed: random.next()), Int.random(in: 0..<4, using: &random) == 0 ? .bgra : .bgrx)
  }

  private func publish(_ picture: Picture, _ format: PixelFormat) throws {
    var loan = try channel.loan(width: picture.width, height: picture.height, format: format)
    try loan.write(picture.pixels.span.bytes)
    _ = try loan.publish(title: "\(frames)")
    frames += 1
  }

  /// Brings the window back to how it was at first, and compares it with a fresh snapshot.
  func requireSnapshot(_ random: inout SeededGenerator) throws {
    try calm()
    let (width, height) = (
      Int.random(in: 200...600, using: &random), Int.random(in: 200...500, using: &random)
    )
    viewer.window.move(to: 0, 0)  // what is not on the screen cannot be read back
    viewer.window.resize(to: width, height)
    try publish(&random)
    let file = stage.folder.path("snapshot.png")
    let outcome = try stage.view("--snapshot", file, "--geometry", "\(width)x\(height)")
    try demand(outcome == Outcome(0), "no snapshot: \(outcome)")
    let wanted = try Picture(png: Folder.contents(file))
    try demand(
      try comesToShow(wanted),
      "the window of \(width)x\(height) does not show what a fresh snapshot does, whatever is closed"
    )
  }

  /// No drop is under way, nothing is dragged, the window is no longer fullscreen, and the look is as
  /// at first.
  private func calm() throws {
    try eventually("all drops are done") { viewer.program.children.isEmpty }
    try stage.hands("mouseup", "1", "mouseup", "2", "mouseup", "3")
    try stage.pointNowhere()
    let screen = try stage.screen
    let isFullscreen = {
      self.viewer.window.frame.map { $0.width == screen.width && $0.height == screen.height }
        ?? false
    }
    for _ in 0..<2 where isFullscreen() {
      try stage.press("f", in: viewer)
      _ = try? eventually("a window again", within: .seconds(3)) { !isFullscreen() }
    }
    try demand(!isFullscreen(), "the window stays fullscreen")
    try stage.press("0", in: viewer)
  }

  /// Whether the window shows it once what lies over it is closed: nobody knows what the hands have
  /// opened, so each is tried.
  private func comesToShow(_ wanted: Picture) throws -> Bool {
    // A remark is gone after a second.
    if shows(wanted, within: .milliseconds(1500)) { return true }
    // Frozen or not, and with or without each of the panels: a Gray code.
    for key in ["x", "i", "x", "v", "x", "i", "x", "v"] {
      try stage.press(key, in: viewer)
      if shows(wanted, within: .milliseconds(400)) { return true }
      for _ in 0..<Self.mostPages where try turnsHelp(to: wanted) { return true }
    }
    return false
  }

  /// Pages of the help, and no help.
  private static let mostPages = 12

  private func turnsHelp(to wanted: Picture) throws -> Bool {
    try stage.press("question", in: viewer)
    return shows(wanted, within: .milliseconds(400))
  }

  private func shows(_ wanted: Picture, within limit: Duration) -> Bool {
    let end = ContinuousClock.now + limit
    while ContinuousClock.now < end {
      if (try? viewer.picture()) == wanted { return true }
      usleep(20_000)
    }
    return false
  }

  /// Shows the same frames each time, directly and composed: what is held then.
  func rest() throws -> Holdings {
    viewer.window.resize(to: 320, 240)
    for number in 0..<6 {
      try publish(.noise(320, 240, seed: UInt64(number)), number % 2 == 0 ? .bgra : .bgrx)
      try eventually("frame \(number) of the rest is shown") {
        let listed = try stage.root.list().channels.first
        return listed.map { $0.viewers.map(\.generation) == [$0.generation] } ?? false
      }
    }
    let resources = try eventually("the X server has dropped all others") {
      try XResources(of: viewer.program.processID, on: stage)
    }
    return Holdings(
      viewer: Holding(of: viewer.program.processID), server: Holding(of: server.program.processID),
      resources: resources)
  }

  func end() throws {
    let outcome = try viewer.quit()
    try demand(outcome.ending == .exited(0), "the viewer did not end well: \(outcome)")
  }
}
