import Glibc
import ShmChannel
import TestSupport

/// Everything that an X server, a window manager or another client can do to a viewer.
struct FireTrial: Trial {
  static let name = "fire"
  static let promise = "whatever happens to its window or its X server, a viewer harms nobody"
  static let share = 4

  func run(_ context: Context) throws -> Tally {
    var tally = Tally()
    try ManyViewers().run(context, &tally)
    repeat {
      try resizes(context, &tally)
      try RefusedPuts().run(context, &tally)
      for geometry in Self.geometries {
        try endsInStream(geometry, context, &tally)
        try cutFrames(geometry, context, &tally)
        try grownFrames(geometry, context, &tally)
        try serverGrab(geometry, context, &tally)
      }
    } while !context.isOver && !context.isQuick
    return tally
  }

  /// A picture of 200x150 is put from the publisher's memory in the first, and composed in the
  /// second.
  private static let geometries = ["200x150", "120x90"]

  /// 500 sizes while frames come; the last one is right, to the pixel.
  private func resizes(_ context: Context, _ tally: inout Tally) throws {
    let stage = try Stage.withScreen()
    var random = context.generator()
    let viewer = try stage.startViewer()
    let stream = try Stream(on: stage, context)
    for _ in 0..<500 {
      viewer.window.resize(
        to: .random(in: 64...700, using: &random), .random(in: 64...500, using: &random))
      try stream.publish()
      usleep(.random(in: 0...4000, using: &random))
    }
    viewer.window.resize(to: 400, 300)
    try stream.publish()
    try viewer.awaitPicture(stream.last)
    try viewer.requireOnePin()
    tally.count("resizes in a stream", 500)
    try demand(try viewer.quit() == Outcome(0), "a resized viewer does not end well")
    tally.count("frames published meanwhile", stream.count)
  }

  /// The window destroyed, the client cut off, the server killed: in the middle of a stream, so
  /// that a draw request is mostly in flight. The viewer ends, its frames are free, and the stream goes on.
  private func endsInStream(
    _ geometry: String, _ context: Context, _ tally: inout Tally
  ) throws {
    let ends: [(name: String, act: (Viewer, XServer) -> Void, code: CInt)] = [
      ("windows destroyed from outside", { viewer, _ in viewer.window.destroy() }, 0),
      ("clients cut off by another", { viewer, _ in viewer.window.killClient() }, 69),
      ("X servers killed", { _, server in server.program.signal(SIGKILL) }, 69),
    ]
    for (name, act, code) in ends {
      let server = try XServer()
      let stage = try Stage(on: server)
      let viewer = try stage.startViewer("--geometry", geometry)
      let stream = try Stream(on: stage, context)
      for _ in 0..<50 { try stream.publish() }
      act(viewer, server)
      let end = try stream.publish(while: { viewer.program.isRunning })
      try demand(end > 0, "the stream stood still")
      let outcome = try Outcome(of: viewer.program)
      try demand(outcome.ending == .exited(code), "\(name): \(outcome), not \(code)")
      try stream.requireFree(beside: 0)
      tally.count(name)
    }
  }

  /// A frame that is cut while the server has it attached: its puts end in an X error. The viewer
  /// lives, lets go of the frame (while it lives: the kernel frees what a dead one has held), and
  /// shows the next one.
  private func cutFrames(_ geometry: String, _ context: Context, _ tally: inout Tally) throws {
    let stage = try Stage.withScreen()
    let viewer = try stage.startViewer("--geometry", geometry)
    let stream = try Stream(on: stage, context)
    for round in 0..<20 {
      try stream.publish()
      if round % 2 == 0 { try stream.awaitShown() }
      for frame in stage.frames() { truncate(stage.rootPath + "/default/" + frame, 4096) }
      viewer.window.resize(to: 210 + round, 160)
      for _ in 0..<3 { try stream.publish() }
      try viewer.awaitPicture(stream.last)
      try viewer.requireOnePin()
      tally.count("frames cut while they were shown")
    }
    try demand(try viewer.quit().ending == .exited(0), "a viewer of cut frames does not end well")
    try stream.requireFree(beside: 0)
  }

  /// A frame whose file was made larger than any machine's memory before the viewer has met it, and
  /// is cut when it is shown: a server that had it attached would need as much memory to live on.
  private func grownFrames(
    _ geometry: String, _ context: Context, _ tally: inout Tally
  ) throws {
    let stage = try Stage.withScreen()
    let viewer = try stage.startViewer("--geometry", geometry)
    let stream = try Stream(on: stage, context)
    for round in 0..<5 {
      viewer.program.signal(SIGSTOP)
      try eventually("the viewer stands still") { viewer.program.isStopped }
      try stream.publish()
      for frame in stage.frames() { truncate(stage.rootPath + "/default/" + frame, 1 << 40) }
      viewer.program.signal(SIGCONT)
      try stream.awaitShown()
      for frame in stage.frames() { truncate(stage.rootPath + "/default/" + frame, 4096) }
      viewer.window.resize(to: 210 + round, 160)
      for _ in 0..<3 { try stream.publish() }
      try viewer.awaitPicture(stream.last)
      try viewer.requireOnePin()
      tally.count("frames of a terabyte cut while they were shown")
    }
    try demand(try viewer.quit().ending == .exited(0), "a viewer of grown frames does not end well")
    try stream.requireFree(beside: 0)
  }

  /// A client that keeps the server to itself: publishers do not wait, memory is bounded, and the
  /// last frame is shown when the grab ends.
  private func serverGrab(_ geometry: String, _ context: Context, _ tally: inout Tally) throws {
    let stage = try Stage.withScreen()
    let viewer = try stage.startViewer("--geometry", geometry)
    let stream = try Stream(on: stage, context)
    try stream.publish()
    try stream.awaitShown()
    let screen = try stage.screen
    screen.grabServer()
    for _ in 0..<200 { try stream.publish() }
    try demand(
      stage.frames().count <= Stream.mostFrames(1), "\(stage.frames().count) frames of one viewer")
    screen.ungrabServer()
    try stream.awaitShown()
    viewer.window.resize(to: 200, 150)
    try viewer.awaitPicture(stream.last)
    try viewer.requireOnePin()
    tally.count("frames published under a server grab", 200)
  }
}
