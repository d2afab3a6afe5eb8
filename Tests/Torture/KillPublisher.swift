import Glibc
import ShmChannel
import TestSupport

/// Kills shmshare at its first system call, at its second and so on, until it gets through.
struct KillPublisher {
  private let job: KillJob

  init(_ job: KillJob) { self.job = job }

  /// Kills of a program that recovers, in a quick run.
  private static let quickRecoveries = 5

  func run(_ context: Context) throws -> Tally {
    let stage = try Stage.withScreen()
    let large = Picture.noise(200, 150, seed: context.seed)
    let new = Picture.noise(200, 150, seed: context.seed &+ 1)
    let next = Picture.noise(200, 150, seed: context.seed &+ 2)
    let file = try stage.file(new, "new.png")
    let watcher = try stage.startViewer("--stats", "--geometry", "200x150")
    try stage.show(large)  // gives the window its size
    let aftermath = try Aftermath(stage: stage, watcher: watcher, new: new, next: next)
    let prelude = try prelude(file, aftermath)
    let command = [Product.shmshare.path] + job.arguments(file)
    try prepare(aftermath, prelude)
    // What comes before the root is opened is the same in a program that recovers.
    let isShort = context.isQuick || prelude != nil
    let plan = try plan(of: command, from: isShort ? stage.rootPath : nil, on: stage)
    var tally = Tally()
    if context.isQuick, prelude != nil {
      var random = context.generator()
      for _ in 0..<Self.quickRecoveries {
        guard let moment = plan.moments.randomElement(using: &random) else { continue }
        try prepare(aftermath, prelude)
        _ = try kill(moment.call.name, moment.occurrence, command, aftermath, &tally)
      }
    } else {
      for call in plan.names {
        var occurrence = plan.first[call] ?? 1
        repeat {
          try prepare(aftermath, prelude)
          occurrence += 1
        } while try kill(call, occurrence - 1, command, aftermath, &tally)
      }
    }
    do { try aftermath.end() } catch { throw BrokenPromise("kills while \(job.name): \(error)") }
    return tally
  }

  /// - Parameter start: the root, if only what follows its opening counts.
  private func plan(
    of command: [String], from start: String?, on stage: Stage
  ) throws -> KillPlan {
    let file = stage.folder.path("calls")
    let outcome = try stage.run(Tracer.path, Tracer.recording(to: file, command))
    guard outcome.ending == .exited(0) else { throw TestFailure("without a kill: \(outcome)") }
    return try KillPlan(Tracer.calls(in: file), from: start.map { "\"\($0)\"" })
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
    if isKilled {
      tally.count("kills while \(job.name)")
      if job.killedBefore != nil { tally.count("of these in a recovery from a kill") }
    }
    return isKilled
  }

  /// What leaves the state that the program recovers from: a command, and when to kill it.
  private struct Prelude {
    let command: [String]
    let moment: KillPlan.Moment
    let state: KillState
  }

  private func prelude(_ file: String, _ aftermath: Aftermath) throws -> Prelude? {
    guard let before = job.killedBefore else { return nil }
    let command = [Product.shmshare.path] + before.arguments(file)
    try prepare(aftermath, nil)
    let stage = aftermath.stage
    let plan = try plan(of: command, from: stage.rootPath, on: stage)
    guard let moment = plan.moment(after: before.state.follows) else {
      throw TestFailure("\(command) never came to: \(before.state.name)")
    }
    return Prelude(command: command, moment: moment, state: before.state)
  }

  /// Brings the channel into the state in which the program meets it.
  private func prepare(_ aftermath: Aftermath, _ prelude: Prelude?) throws {
    guard let prelude else { return try publishBefore(aftermath) }
    let stage = aftermath.stage
    let (call, occurrence) = (prelude.moment.call.name, prelude.moment.occurrence)
    let arguments = Tracer.interrupting(call, occurrence, by: "KILL", prelude.command)
    // Which frames are free, and so the number of calls, depends on when the viewer lets one go.
    try eventually("a program is killed so that \(prelude.state.name)") {
      try publishBefore(aftermath)
      let outcome = try stage.run(Tracer.path, arguments)
      return try outcome.ending == .signalled(SIGKILL) && prelude.state.isReached(stage)
    }
  }

  /// What stands in the channel before; in a new one where the calls of a program are counted.
  private func publishBefore(_ aftermath: Aftermath) throws {
    let stage = aftermath.stage
    try aftermath.settle()
    if job.makes || job.killedBefore != nil {
      do throws(ChannelError) { try stage.root.remove(.standard) } catch {
        guard case .noSuchChannel = error else { throw error }
      }
      _ = try stage.share("list")  // sweeps
      try aftermath.settle()
    }
    for (index, size) in job.before.enumerated() {
      try stage.publish(.noise(size.width, size.height, seed: UInt64(index + 7)))
      try aftermath.settle()
    }
  }
}
