import Glibc
import ShmChannel
import TestSupport

/// Programs that stand still, as under `kill -STOP`, in a debugger, or on a machine that swaps.
struct StopTrial: Trial {
  static let name = "stop"
  static let promise = "a program that stands still blocks nobody in silence, and costs little"
  static let share = 2

  /// At least: a publisher stands as long as others wait for its lock.
  private static func standstill(_ context: Context) -> Duration {
    .seconds(context.isQuick ? 2 : 10)
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

    /// The first: the holder's name is written into `lock`. The last: the frame's header is
    /// written, and `latest` is not.
    static let all = [LockCall(name: "pwrite64", occurrence: 1), headerWrite]
    static let headerWrite = LockCall(name: "pwrite64", occurrence: 5)
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
    if rest > .zero { usleep(useconds_t(rest / .microseconds(1))) }
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
    let start = ContinuousClock.now
    let attempts = try [[file], ["rm", "default"]].map { arguments in
      let log = stage.folder.path("lock-\(arguments.count)")
      return (
        arguments, log,
        try LockWait.start(stage, [Product.shmshare.path] + arguments, log: log)
      )
    }
    for (arguments, log, program) in attempts {
      let outcome = try Outcome(of: program)
      let time = ContinuousClock.now - start
      try demand(
        outcome.ending == .exited(75) && outcome.errors.hasSuffix(words),
        "\(arguments) beside a stopped publisher: \(outcome), not \(words)")
      let wait = try LockWait(log: log)
      try demand(
        wait.isAsStated(time),
        "\(arguments) beside a stopped publisher ended after \(time), and waited for \(wait)")
    }
    let list = try stage.share("list")
    try demand(list.ending == .exited(0), "list beside a stopped publisher: \(list)")
  }

  /// A viewer that holds frames: publishers go on as fast as without any viewer, memory is bounded,
  /// and the last frame is shown when the viewer goes on.
  private func viewer(_ context: Context, _ tally: inout Tally) throws {
    let stage = try Stage.withScreen()
    let memory = try FrameMemory(of: stage)
    let sizes = [(640, 480), (320, 240), (500, 400), (200, 150)]
    let pictures = sizes.enumerated().map {
      Picture.noise($1.0, $1.1, seed: context.seed &+ UInt64($0))
    }
    let before = try flood(stage, pictures, memory, for: Self.standstill(context) / 2)
    let viewer = try stage.startViewer("--geometry", "640x480")
    let other = try stage.startViewer("--geometry", "640x480+700+0")
    for picture in pictures { try stage.show(picture) }
    try viewer.program.stop()
    var pace = Pace()
    // The machine may have had less to give meanwhile.
    for _ in 0..<5 {
      pace = try flood(stage, pictures, memory, for: Self.standstill(context))
      if pace.each <= 2 * before.each { break }
    }
    try demand(
      pace.each <= 2 * before.each,
      "a frame took \(before.each) ns, and beside a stopped viewer \(pace.each) ns")
    tally.count("frames published beside a stopped viewer", pace.count)
    try other.awaitPicture(pictures[pace.count % 4])
    viewer.program.signal(SIGCONT)
    try viewer.awaitPicture(pictures[pace.count % 4])
    tally.count("viewers stopped while they held frames")
  }

  /// Publishes for a while, and looks at the memory of the frames on the way.
  private func flood(
    _ stage: Stage, _ pictures: [Picture], _ memory: FrameMemory, for time: Duration
  ) throws -> Pace {
    let end = ContinuousClock.now + time
    var pace = Pace()
    while ContinuousClock.now < end {
      pace.tick()
      try stage.publish(pictures[pace.count % 4])
      // Two of each viewer, the latest, and one that is recycled next.
      try memory.requireNoMore(than: 6)
    }
    return pace
  }
}

/// The memory of a channel's frames, on a tmpfs of its own.
private struct FrameMemory {
  private let stage: Stage
  private let tmpfs: Tmpfs
  private let byteCount: Int

  init(of stage: Stage) throws {
    self.stage = stage
    tmpfs = try Tmpfs(at: stage.rootPath, byteCount: 64 << 20)
    byteCount = tmpfs.freeByteCount
  }

  /// So many files at most, and nothing takes memory that is none of them: not the frames that were
  /// deleted while a viewer has them open, or the X server has them attached.
  func requireNoMore(than count: Int) throws {
    let frames = stage.frames()
    try demand(frames.count <= count, "\(frames.count) frame files")
    let sizes = frames.map { name in
      var status = stat()
      return stat(stage.rootPath + "/default/" + name, &status) == 0
        ? Int(status.st_blocks) * 512 : 0
    }
    let (named, used) = (sizes.reduce(0, +), byteCount - tmpfs.freeByteCount)
    // `control`, `lock` and the viewers' files take a page each.
    try demand(used <= named + 16 * 4096, "\(used) bytes in use, \(named) of them by frame files")
  }
}
