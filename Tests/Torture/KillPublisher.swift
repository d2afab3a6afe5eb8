import Glibc
import ShmChannel
import TestSupport

/// Kills shmshare at its first system call, at its second and so on, until it gets through.
struct KillPublisher {
  private let job: KillJob

  init(_ job: KillJob) { self.job = job }

  func run(_ context: Context) throws -> Tally {
    // What is mended is the same at most calls.
    let step = context.isQuick && job.killedBefore != nil ? 5 : 1
    let stage = try Stage.withScreen()
    let large = Picture.noise(200, 150, seed: context.seed)
    let new = Picture.noise(200, 150, seed: context.seed &+ 1)
    let next = Picture.noise(200, 150, seed: context.seed &+ 2)
    let file = try stage.file(new, "new.png")
    let watcher = try stage.startViewer("--geometry", "200x150")
    try stage.show(large)  // gives the window its size
    let aftermath = try Aftermath(stage: stage, watcher: watcher, new: new, next: next)
    let command = [Product.shmshare.path] + job.arguments(file)
    let plan = try plan(of: command, on: stage, isQuick: context.isQuick)
    var random = context.generator()
    var tally = Tally()
    for call in plan.names {
      var occurrence = plan.first[call] ?? 1
      repeat {
        try prepare(stage)
        try killBefore(command, plan, &random, on: stage)
        occurrence += step
      } while try kill(call, occurrence - step, command, aftermath, &tally)
    }
    return tally
  }

  private func plan(of command: [String], on stage: Stage, isQuick: Bool) throws -> KillPlan {
    try prepare(stage)
    let file = stage.folder.path("calls")
    let outcome = try stage.run(Tracer.path, Tracer.recording(to: file, command))
    guard outcome.ending == .exited(0) else { throw TestFailure("without a kill: \(outcome)") }
    return try KillPlan(Tracer.calls(in: file), from: isQuick ? "\"\(stage.rootPath)\"" : nil)
  }

  /// Whether the program was killed; false when it has got through.
  private func kill(
    _ call: String, _ occurrence: Int, _ command: [String], _ aftermath: Aftermath,
    _ tally: inout Tally
  ) throws -> Bool {
    let stage = aftermath.stage
    let before = try aftermath.before()
    let outcome = try stage.run(
      Tracer.path, Tracer.interrupting(call, occurrence, by: "KILL", command))
    let isKilled = outcome.ending == .signalled(SIGKILL)
    let moment = "shmshare killed \(job.name), at \(call) number \(occurrence)"
    try demand(isKilled || outcome.ending == .exited(0), "\(moment): \(outcome)")
    do {
      try aftermath.check(outcome, after: before, effect: job.effect, sweeper: occurrence)
    } catch {
      throw BrokenPromise("\(moment): \(error)")
    }
    if isKilled { tally.count("kills while \(job.name)") }
    return isKilled
  }

  /// Leaves what a program leaves that was killed.
  private func killBefore(
    _ command: [String], _ plan: KillPlan, _ random: inout SeededGenerator, on stage: Stage
  ) throws {
    switch job.killedBefore {
    case nil: return
    case .same:
      guard let call = plan.moments.randomElement(using: &random) else { return }
      _ = try stage.run(
        Tracer.path, Tracer.interrupting(call.name, call.occurrence, by: "KILL", command))
    case .removal:
      try stage.publish(.plain(0), in: "other")
      let removal = [Product.shmshare.path, "rm", "other"]
      let outcome = try stage.run(
        Tracer.path, Tracer.interrupting("unlinkat", 1, by: "KILL", removal))
      guard outcome.ending == .signalled(SIGKILL), stage.leftovers().count == 1 else {
        throw TestFailure("rm was to be killed as it deletes: \(outcome), \(stage.leftovers())")
      }
    }
  }

  /// Brings the channel into the state in which the program meets it.
  private func prepare(_ stage: Stage) throws {
    if job.makes { try Channel.remove(.standard, root: stage.root) }
    for (index, size) in job.before.enumerated() {
      try stage.publish(.noise(size.width, size.height, seed: UInt64(index + 7)))
    }
  }
}
