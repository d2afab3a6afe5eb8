import Glibc
import ShmChannel
import TestSupport

/// A viewer whose frames are presented at vertical blanks, a publisher, and what can happen to them.
final class PresentCage {
  let stage: Stage
  let server: XServer
  private(set) var viewer: Viewer
  private let channel: Channel
  private var frames: UInt64 = 0

  /// The window at rest, and the picture in its middle that is looked for.
  private static let (restWidth, restHeight) = (320, 240)
  /// Bytes of a frame, or a pixmap, of that size. Two frames more or less may be mapped at a rest,
  /// and the window has one pixmap or two.
  static let frameByteCount = restWidth * restHeight * 4
  /// The largest window.
  private static let (mostWidth, mostHeight) = (900, 700)

  init() throws {
    server = try XServer(width: 1000, height: 800)
    stage = try Stage(on: server)
    channel = try Channel.openOrCreate(.standard, root: stage.root)
    viewer = try Self.start(on: stage)
    try useLargest()
  }

  /// The viewer's buffers stay as large as they had to be.
  private func useLargest() throws {
    viewer.window.resize(to: Self.mostWidth, Self.mostHeight)
    for seed in 0..<4 as Range<UInt64> {
      try show(.noise(Self.mostWidth, Self.mostHeight, seed: seed), .bgra)
    }
  }

  private static func start(on stage: Stage) throws -> Viewer {
    try stage.startViewer(
      "--sync", "vblank", "--stats", "--geometry", "\(restWidth)x\(restHeight)")
  }

  /// Does one thing to the window, or to those beside it.
  func act(_ random: inout SeededGenerator, _ tally: inout Tally) throws {
    switch Int.random(in: 0..<16, using: &random) {
    case 0..<6: try burst(&random, &tally)
    case 6..<10: try resize(&random, &tally)
    case 10, 11: try hide(&random, &tally)
    case 12: try cover(&random, &tally)
    case 13, 14: try presentOver(&random, &tally)
    default:
      let isViewer = Bool.random(using: &random)
      try stop(isViewer ? viewer.program : server.program, &random, &tally)
    }
  }

  /// More frames than the screen shows, of which the server skips most.
  private func burst(_ random: inout SeededGenerator, _ tally: inout Tally) throws {
    for _ in 0..<Int.random(in: 1...20, using: &random) {
      try publish(&random)
      usleep(.random(in: 0...8000, using: &random))
      tally.count("frames of random sizes published")
    }
  }

  private func resize(_ random: inout SeededGenerator, _ tally: inout Tally) throws {
    for _ in 0..<Int.random(in: 1...5, using: &random) {
      viewer.window.resize(
        to: .random(in: 1...Self.mostWidth, using: &random),
        .random(in: 1...Self.mostHeight, using: &random))
      if Bool.random(using: &random) { try publish(&random) }
      tally.count("resizes")
    }
  }

  /// Of a window that is not on the screen presents are over at once.
  private func hide(_ random: inout SeededGenerator, _ tally: inout Tally) throws {
    viewer.window.unmap()
    try burst(&random, &tally)
    viewer.window.map()
    tally.count("times that the window was taken from the screen")
  }

  private func cover(_ random: inout SeededGenerator, _ tally: inout Tally) throws {
    let cover = try stage.screen.makeWindow(
      XRectangle(
        x: .random(in: 0...200, using: &random), y: .random(in: 0...200, using: &random),
        width: 400, height: 300), colour: 0x12_3456)
    try publish(&random)
    cover.destroy()
    tally.count("times that it was covered")
  }

  /// Another client presents to the window, in place of what waits for the vertical blank.
  private func presentOver(_ random: inout SeededGenerator, _ tally: inout Tally) throws {
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      try publish(&random)
      try viewer.window.presentOver(colour: UInt32.random(in: 0...0xFF_FFFF, using: &random))
      tally.count("presents of another client")
    }
  }

  /// Neither hears of the other for longer, at times, than the viewer waits to be told.
  private func stop(
    _ program: Program, _ random: inout SeededGenerator, _ tally: inout Tally
  ) throws {
    try publish(&random)
    usleep(.random(in: 0...20_000, using: &random))
    program.signal(SIGSTOP)
    if program !== server.program { try burst(&random, &tally) }
    usleep(.random(in: 1000...400_000, using: &random))
    program.signal(SIGCONT)
    tally.count("times that viewer or X server stood still")
  }

  private func publish(_ random: inout SeededGenerator) throws {
    try publish(
      .noise(
        .random(in: 1...400, using: &random), .random(in: 1...300, using: &random),
        seed: random.next()), Int.random(in: 0..<4, using: &random) == 0 ? .bgra : .bgrx)
  }

  private func publish(_ picture: Picture, _ format: PixelFormat = .bgrx) throws {
    var loan = try channel.loan(width: picture.width, height: picture.height, format: format)
    try loan.write(picture.pixels.span.bytes)
    _ = try loan.publish(title: "\(frames)")
    frames += 1
  }

  /// The frame that was published last is on the screen, without another one, and none before it is
  /// kept.
  func requireNewest() throws {
    let listed = try stage.root.list().channels.first?.generation
    try eventually("generation \(listed?.rawValue ?? 0), the last of what came, is shown") {
      try shownGeneration() == listed
    }
    viewer.window.resize(to: Self.restWidth, Self.restHeight)
    try show(.noise(Self.restWidth, Self.restHeight, seed: frames))
    try viewer.requireOnePin()
  }

  private func shownGeneration() throws -> Generation? {
    try stage.root.list().channels.first?.viewers.first?.generation
  }

  /// Publishes a picture of the window's size, and waits until the window holds it, and says so.
  private func show(_ picture: Picture, _ format: PixelFormat = .bgrx) throws {
    try publish(picture, format)
    try viewer.awaitPicture(picture)
    let listed = try stage.root.list().channels.first?.generation
    try eventually("it is acknowledged") { try shownGeneration() == listed }
  }

  /// Shows the same frames each time, composed and then directly: what is held then. Each of the
  /// channel's files has been composed from, and is mapped.
  func rest() throws -> WindowHoldings {
    for number in 0..<9 as Range<UInt64> {
      try show(
        .noise(Self.restWidth, Self.restHeight, seed: number), number < 6 ? .bgra : .bgrx)
    }
    let holdings = try WindowHoldings(of: viewer, on: stage, server)
    try demand(
      holdings.resources.pixmapBytes <= 2 * Self.frameByteCount,
      "\(holdings.resources.pixmapBytes) bytes of pixmaps for a window at rest")
    return holdings
  }

  /// Kills the viewer amid presents: another one shows the newest frame, and the X server keeps
  /// nothing of the first.
  func killViewer(_ random: inout SeededGenerator, _ tally: inout Tally) throws {
    let before = try rest()
    try burst(&random, &tally)
    usleep(.random(in: 0...20_000, using: &random))
    try viewer.program.end(by: SIGKILL)
    viewer = try Self.start(on: stage)
    try useLargest()
    try requireNewest()
    let after = try rest()
    try demand(
      after.resources.count <= before.resources.count + 1,  // a pixmap more, perhaps
      "the X server keeps \(after.resources), and before a viewer was killed \(before.resources)")
    tally.count("viewers killed amid presents")
  }

  /// An X server without memory for pixmaps: the viewer says so once, and goes on without presents,
  /// with the newest frame.
  func starveServer(_ random: inout SeededGenerator, _ tally: inout Tally) throws {
    try requireNewest()
    // Less than one pixmap of the window that follows takes.
    try server.program.limitMemory(growingBy: 16 << 20, on: stage)
    viewer.window.resize(to: 3000, 2000)
    try burst(&random, &tally)
    try eventually("the viewer gives presents up; it said: \(viewer.program.standardError)") {
      viewer.program.standardError.contains("going on without --sync vblank: ")
    }
    try requireNewest()
    tally.count("X servers without memory for pixmaps")
  }

  /// Ends the viewer; what it has counted is what came.
  func quit() throws {
    let generation = try stage.root.list().channels.first?.generation.rawValue ?? 0
    let counts = try ViewerCounts(quitting: viewer)
    try demand(
      counts.shown + counts.skipped <= Int(generation),
      "\(counts.shown) frames shown and \(counts.skipped) skipped, of \(generation)")
  }

  /// Kills the X server amid presents.
  func killServer(_ random: inout SeededGenerator, _ tally: inout Tally) throws {
    try burst(&random, &tally)
    usleep(.random(in: 0...20_000, using: &random))
    server.program.signal(SIGKILL)
    let outcome = try Outcome(of: viewer.program)
    try demand(
      outcome.ending == .exited(69)
        && outcome.errors.hasSuffix("shmview: lost the X display \(server.name)\n"),
      "a viewer whose X server was killed amid presents: \(outcome)")
    try demand(
      Folder.entries(stage.rootPath + "/default/viewers").isEmpty, "it has left its file behind")
    tally.count("X servers killed amid presents")
  }
}
