import Glibc
import TestSupport

/// Stops the X server at each stage of a viewer's start: at each call by which the viewer speaks
/// with it, or waits for it.
struct StoppedServer {
  /// Tries each n-th of them only.
  let step: Int

  /// By which Xlib and the viewer's loop wait, write and read.
  private static let calls: Set = [
    "connect", "getpeername", "poll", "ppoll", "writev", "sendmsg", "recvmsg", "recvfrom",
  ]

  func run(_ tally: inout Tally) throws {
    let stages = try stages()
    for index in stride(from: 0, to: stages.count, by: step) {
      if try stop(at: stages[index]) {
        tally.count("X servers stopped at a call of a viewer's start")
      }
    }
  }

  /// The calls that a viewer makes until its window is on the screen.
  private func stages() throws -> [KillPlan.Moment] {
    let stage = try Stage.withScreen()
    let log = stage.folder.path("calls")
    let viewer = try stage.start(Tracer.path, Tracer.recording(to: log, [Product.shmview.path]))
    let screen = try stage.screen
    try eventually("the window comes") { screen.window(of: viewer.processID) != nil }
    let lines = String(decoding: Folder.contents(log), as: UTF8.self).split(separator: "\n")
    let own = lines.filter { $0.hasPrefix("\(viewer.processID) ") }
    viewer.signal(SIGTERM)
    _ = try viewer.wait()
    let plan = try KillPlan(own.compactMap { SystemCall(line: $0) }, from: nil)
    return plan.moments.filter { Self.calls.contains($0.call.name) }
  }

  /// Whether the viewer has come to that call: another run may make fewer of a kind.
  private func stop(at moment: KillPlan.Moment) throws -> Bool {
    let stage = try Stage.withScreen()
    guard let server = stage.server else { return false }
    let log = stage.folder.path("stop")
    let viewer = try stage.start(
      Tracer.path,
      Tracer.interrupting(
        moment.call.name, moment.occurrence, by: "STOP", [Product.shmview.path], log: log))
    let screen = try stage.screen
    try eventually("the viewer comes to its call, or through") {
      Tracer.hasStopped(in: log) || screen.window(of: viewer.processID) != nil
    }
    guard Tracer.hasStopped(in: log) else { return false }
    server.program.signal(SIGSTOP)
    defer { server.program.signal(SIGCONT) }
    try eventually("the X server stands still") { server.program.isStopped }
    viewer.signal(SIGCONT)
    try awaitRest(of: viewer)
    viewer.signal(SIGTERM)
    let ending = try viewer.wait()
    try demand(
      ending == .exited(0) || ending == .signalled(SIGTERM),
      "a viewer whose X server stopped at its \(moment.call.name) number \(moment.occurrence) "
        + "ended with \(ending)")
    return true
  }

  /// It waits for the server, and does nothing else.
  private func awaitRest(of viewer: Program) throws {
    var before = ""
    try eventually("the viewer waits for the server") {
      let now = viewer.wakeUps
      defer { before = now }
      usleep(20_000)
      return now == before && !viewer.isStopped
    }
  }
}

extension Program {
  /// How often the kernel has let the process run after it waited, and took it off a processor
  /// (proc(5)).
  fileprivate var wakeUps: String {
    String(decoding: Folder.contents("/proc/\(processID)/status"), as: UTF8.self)
      .split(separator: "\n").filter { $0.contains("ctxt_switches") }.joined()
  }
}
