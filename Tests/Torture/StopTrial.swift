import Glibc
import ShmChannel
import TestSupport

/// Programs that stand still, as under `kill -STOP`, in a debugger, or on a machine that swaps.
struct StopTrial: Trial {
  static let name = "stop"
  static let promise = "a program that stands still blocks nobody in silence, and costs little"
  static let share = 2

  /// Longer than publishers wait for the lock.
  private static func standstill(_ context: Context) -> Duration {
    .seconds(context.isQuick ? 6 : 10)
  }

  func run(_ context: Context) throws -> Tally {
    var tally = Tally()
    var round: UInt64 = 0
    repeat {
      let context = context.round(round)
      for call in context.isQuick ? [LockCall.headerWrite] : LockCall.all
      where round == 0 || !context.isOver {
        try publisher(at: call, context, &tally)
      }
      if round == 0 || !context.isOver { try viewer(context, &tally) }
      round += 1
    } while !context.isQuick && !context.isOver
    return tally
  }

  /// A system call in a put that is made while it holds the publishers' lock.
  private struct LockCall: Sendable {
    let name: String
    let occurrence: Int

    /// The first: the holder's name is written into `lock`. The last: the frame's header is written,
    /// and `latest` is not.
    static let all = [LockCall(name: "pwrite64", occurrence: 1), headerWrite]
    static let headerWrite = LockCall(name: "pwrite64", occurrence: 6)
  }

  /// A publisher that holds the lock: others say who holds it after five seconds, readers read, and
  /// all goes on when it does.
  private func publisher(at call: LockCall, _ context: Context, _ tally: inout Tally) throws {
    let stage = try Stage.withScreen()
    let (old, new) = (Picture.noise(64, 48, seed: context.seed), Picture.plain(0x40_8020))
    let viewer = try stage.startViewer("--geometry", "64x64")
    for _ in 0..<3 { try stage.show(old) }
    let file = try stage.file(new, "new.png")
    let log = stage.folder.path("stop")
    let stopped = try stage.start(
      Tracer.path,
      Tracer.interrupting(
        call.name, call.occurrence, by: "STOP", [Product.shmshare.path, file], log: log))
    try eventually("the publisher stands still") { Tracer.hasStopped(in: log) }
    let start = ContinuousClock.now
    try othersAreTold(by: stopped.processID, on: stage, file)
    let rest = Self.standstill(context) - (ContinuousClock.now - start)
    if rest > .zero { usleep(useconds_t(rest.components.seconds + 1) * 1_000_000) }
    try viewer.awaitPicture(old)
    try demand(stage.state()?.picture == old, "a reader does not read the last frame")
    stopped.signal(SIGCONT)
    try demand(try stopped.wait() == .exited(0), "it does not go on: \(stopped.standardError)")
    try viewer.awaitPicture(new)
    try stage.show(old)
    tally.count("publishers stopped while they held the lock")
  }

  private func othersAreTold(by holder: pid_t, on stage: Stage, _ file: String) throws {
    let path = stage.rootPath + "/default/lock"
    let words =
      "\(path) has been locked for 5 s; its last known holder is process \(holder) "
      + "(shmshare); see whether that hangs, and try again\n"
    let attempts = try [[file], ["rm", "default"]].map { arguments in
      (arguments, try stage.start(Product.shmshare.path, arguments))
    }
    for (arguments, program) in attempts {
      let outcome = try Outcome(of: program)
      try demand(
        outcome.ending != .exited(0) && outcome.errors.hasSuffix(words),
        "\(arguments) beside a stopped publisher: \(outcome), not \(words)")
    }
    let list = try stage.share("list")
    try demand(list.ending == .exited(0), "list beside a stopped publisher: \(list)")
  }

  /// A viewer that holds frames: publishers go on, memory is bounded, and the last frame is shown
  /// when the viewer goes on.
  private func viewer(_ context: Context, _ tally: inout Tally) throws {
    let stage = try Stage.withScreen()
    let pictures = (0..<4).map { Picture.noise(320, 240, seed: context.seed &+ UInt64($0)) }
    let viewer = try stage.startViewer()
    let other = try stage.startViewer("--geometry", "320x240+400+0")
    try stage.show(pictures[0])
    viewer.program.signal(SIGSTOP)
    try eventually("the viewer stands still") { viewer.program.isStopped }
    let count = try flood(stage, pictures, for: Self.standstill(context))
    tally.count("frames published beside a stopped viewer", count)
    try other.awaitPicture(pictures[count % 4])
    viewer.program.signal(SIGCONT)
    try viewer.awaitPicture(pictures[count % 4])
    tally.count("viewers stopped while they held frames")
  }

  /// Publishes for a while, and counts the frame files on the way; how many frames there were.
  private func flood(_ stage: Stage, _ pictures: [Picture], for time: Duration) throws -> Int {
    let end = ContinuousClock.now + time
    var count = 0
    while ContinuousClock.now < end {
      count += 1
      try stage.publish(pictures[count % 4])
      // Two of each viewer, the latest, and one that is recycled next.
      let frames = stage.frames().count
      try demand(frames <= 6, "\(frames) frame files beside two viewers")
    }
    return count
  }
}
