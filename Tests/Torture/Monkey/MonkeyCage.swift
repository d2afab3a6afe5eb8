import Glibc
import ShmChannel
import TestSupport

/// A viewer, and a publisher of frames of random sizes.
final class MonkeyCage {
  let stage: Stage
  let server: XServer
  let viewer: Viewer
  private let tidier: MonkeyTidier
  private let channel: Channel
  private(set) var frames = 0

  init() throws {
    server = try XServer()
    stage = try Stage(on: server)
    channel = try Channel.openOrCreate(.standard, root: stage.root)
    viewer = try stage.startViewer("--geometry", "320x240")
    tidier = try MonkeyTidier(stage, viewer, on: server)
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
    try tidier.requirePicture(wanted)
  }

  /// No drop is under way, nothing is dragged, and the window is no longer fullscreen.
  private func calm() throws {
    try eventually("all drops are done") { viewer.program.children.isEmpty }
    try stage.hands("mouseup", "1", "mouseup", "2", "mouseup", "3")
    try stage.pointNowhere()
    try tidier.leaveFullscreen()
  }

  /// Shows the same frames each time, directly and composed: what is held then.
  func rest() throws -> WindowHoldings {
    viewer.window.resize(to: 320, 240)
    for number in 0..<6 {
      try publish(.noise(320, 240, seed: UInt64(number)), number % 2 == 0 ? .bgra : .bgrx)
      try eventually("frame \(number) of the rest is shown") {
        let listed = try stage.root.list().channels.first
        return listed.map { $0.viewers.map(\.generation) == [$0.generation] } ?? false
      }
    }
    return try WindowHoldings(of: viewer, on: stage, server)
  }

  func end() throws {
    let outcome = try viewer.quit()
    try demand(outcome.ending == .exited(0), "the viewer did not end well: \(outcome)")
  }
}
