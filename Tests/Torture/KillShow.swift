import Glibc
import ShmChannel
import ShmShow
import TestSupport

/// Kills a slideshow at each system call of its start and its end, and at any instant between: its
/// `show` file stays, and hinders nobody.
struct KillShow {
  /// Kills at every n-th occurrence of a call only.
  var step = 1

  private static let randomKills = (quick: 10, full: 200)

  func run(_ context: Context) throws -> Tally {
    let crew = try ShowCrew(context)
    let plan = try crew.plan(isQuick: context.isQuick)
    var tally = Tally()
    for call in plan.names {
      var occurrence = plan.first[call] ?? 1
      while try crew.kill(call, occurrence) {
        tally.count("kills of a slideshow as it starts and ends")
        occurrence += step
      }
    }
    var random = context.generator()
    for _ in 0..<(context.isQuick ? Self.randomKills.quick : Self.randomKills.full) {
      try crew.kill(after: .random(in: 0...150_000, using: &random))
      tally.count("kills of a slideshow at random")
    }
    return tally
  }
}

/// Two folders, of the show that is killed and of the one that follows it, and a viewer.
private final class ShowCrew {
  private let stage: Stage
  private let watcher: Viewer
  private let next: Picture
  private let killed: [String]
  private let following: [String]

  init(_ context: Context) throws {
    stage = try Stage.withScreen()
    next = .noise(60, 40, seed: context.seed)
    let folders = ["killed", "following"].map(stage.folder.path)
    for folder in folders { mkdir(folder, 0o700) }
    for number in 0..<2 {
      let picture = Picture.noise(50, 50, seed: context.seed &+ UInt64(number) &+ 1)
      _ = try stage.file(picture, "killed/\(number).png")
    }
    _ = try stage.file(next, "following/next.png")
    killed = [Product.shmshare.path, "slideshow", "--interval", "0.05", folders[0]]
    following = ["slideshow", "--interval", "3600", folders[1]]
    watcher = try stage.startViewer("--geometry", "64x64")
    try stage.show(next)
  }

  /// Only the show itself is traced: a child of it that is killed costs one picture, by design.
  func plan(isQuick: Bool) throws -> KillPlan {
    let log = stage.folder.path("calls")
    let ending = try life(of: Tracer.recording(to: log, killed, withChildren: false))
    guard ending == .exited(0) else { throw TestFailure("without a kill: \(ending)") }
    return try KillPlan(Tracer.calls(in: log), from: isQuick ? "\"\(stage.rootPath)\"" : nil)
  }

  /// Whether the show was killed; false when it has got through.
  func kill(_ call: String, _ occurrence: Int) throws -> Bool {
    do {
      let ending = try life(
        of: Tracer.interrupting(call, occurrence, by: "KILL", killed, withChildren: false))
      try demand(ending == .exited(0) || ending == .signalled(SIGKILL), "it ended by \(ending)")
      try check()
      return ending == .signalled(SIGKILL)
    } catch {
      throw BrokenPromise("slideshow killed at \(call) number \(occurrence): \(error)")
    }
  }

  func kill(after microseconds: useconds_t) throws {
    let show = try stage.start(killed[0], Array(killed.dropFirst()))
    usleep(microseconds)
    let ending = try show.end(by: SIGKILL)
    try demand(ending == .signalled(SIGKILL), "\(ending): \(show.standardError)")
    do { try check() } catch {
      throw BrokenPromise("slideshow killed after \(microseconds) us: \(error)")
    }
  }

  /// Lets a show play some pictures, and ends it, if it lives that long.
  private func life(of arguments: [String]) throws -> Ending {
    let start = try generation()
    let show = try stage.start(Tracer.path, arguments)
    try eventually("the show plays; it said: \(show.standardError)") {
      try !show.isRunning || self.generation() > start + 2
    }
    show.signal(SIGTERM)
    return try show.wait()
  }

  private func generation() throws -> UInt64 {
    try stage.root.list().channels.first?.generation.rawValue ?? 0
  }

  /// The list says that no show runs, and the next one starts at once, and shows its picture.
  private func check() throws {
    // A child that is being started has the show's descriptors for a moment yet.
    try eventually("no show is running") {
      try self.stage.root.show(of: .standard)?.isRunning != true
    }
    let list = try stage.share("list")
    try demand(
      list.ending == .exited(0) && list.errors.isEmpty, "list beside a killed show: \(list)")
    let start = try generation()
    let show = try stage.start(Product.shmshare.path, following)
    try eventually("the next show shows its picture; it said: \(show.standardError)") {
      guard show.isRunning else { throw BrokenPromise("the next show: \(try Outcome(of: show))") }
      return try self.generation() > start && (try? self.watcher.shown(self.next)) == self.next
    }
    show.signal(SIGTERM)
    let outcome = try Outcome(of: show)
    try demand(outcome == Outcome(0), "the next show: \(outcome)")
    try demand(stage.leftovers().isEmpty, "left over: \(stage.leftovers())")
    try eventually("all frames but those of one viewer are free: \(stage.channelFiles())") {
      try stage.publish(self.next)
      return stage.frames().count <= Stream.mostFrames(1)
    }
    let others = Set(stage.channelFiles()).subtracting(stage.frames())
    try demand(others == ["control", "lock", "viewers"], "files in the channel: \(others)")
  }
}
