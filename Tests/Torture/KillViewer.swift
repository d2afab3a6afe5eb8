import Glibc
import ShmChannel
import TestSupport

/// Kills shmview at each system call from its start to its end, which has two frames between them.
struct KillViewer {
  /// Its size decides by which path it draws.
  let geometry: String
  /// Kills at every n-th occurrence of a call only.
  var step = 1

  func run(_ context: Context) throws -> Tally {
    let stage = try Stage.withScreen()
    let pictures = (0..<3).map { Picture.noise(200, 150, seed: context.seed &+ $0) }
    let watcher = try stage.startViewer("--stats", "--geometry", "200x150+300+0")
    try stage.show(pictures[0])
    let aftermath = try Aftermath(
      stage: stage, watcher: watcher, new: pictures[1], next: pictures[2])
    let log = stage.folder.path("calls")
    _ = try life(
      of: Tracer.recording(to: log, command), showing: pictures[1], on: stage)
    let plan = try KillPlan(
      Tracer.calls(in: log), from: context.isQuick ? "\"\(stage.rootPath)\"" : nil)
    var tally = Tally()
    for call in plan.names {
      var occurrence = plan.first[call] ?? 1
      while try kill(call, occurrence, aftermath) {
        tally.count("kills of a viewer at \(geometry)")
        occurrence += step
      }
    }
    try aftermath.end()
    return tally
  }

  private var command: [String] { [Product.shmview.path, "--geometry", geometry + "+0+0"] }

  private func kill(_ call: String, _ occurrence: Int, _ aftermath: Aftermath) throws -> Bool {
    let moment = "shmview killed at \(call) number \(occurrence)"
    do {
      let ending = try life(
        of: Tracer.interrupting(call, occurrence, by: "KILL", command), showing: aftermath.new,
        on: aftermath.stage)
      try demand(ending == .exited(0) || ending == .signalled(SIGKILL), "it ended by \(ending)")
      try aftermath.watcher.awaitPicture(aftermath.new)
      _ = try aftermath.stage.share("list")
      try recovers(aftermath)
      return ending == .signalled(SIGKILL)
    } catch {
      throw BrokenPromise("\(moment): \(error)")
    }
  }

  /// The pin of a killed viewer lasts until the X server has dropped that client.
  private func recovers(_ aftermath: Aftermath) throws {
    try eventually("the server has dropped a killed viewer") {
      try aftermath.stage.publish(aftermath.next)
      return aftermath.stage.frames().count <= 4
    }
    try aftermath.goesOn()
  }

  /// Lets a viewer show the old frame and a new one, and closes it, if it lives that long.
  private func life(
    of arguments: [String], showing new: Picture, on stage: Stage
  ) throws -> Ending {
    let viewer = try stage.start(Tracer.path, arguments)
    try awaitShown(by: viewer, on: stage)
    try stage.publish(new)
    try awaitShown(by: viewer, on: stage)
    viewer.signal(SIGTERM)
    return try viewer.wait()
  }

  /// Waits until the viewer has shown what the channel holds, or is dead.
  private func awaitShown(by viewer: Program, on stage: Stage) throws {
    try eventually("the viewer shows the frame; it said: \(viewer.standardError)") {
      guard viewer.isRunning else { return true }
      let channel = try stage.root.list().channels.first
      return channel?.viewers.contains {
        Int32($0.processID) == viewer.processID && $0.generation == channel?.generation
      } ?? false
    }
  }
}
