import Glibc
import ShmChannel
import TestSupport

/// Kills publishers and viewers at any instant while all of them are busy, and starts others.
struct RandomKillTrial: Trial {
  static let name = "kill-at-random"
  static let promise =
    "publishers and viewers killed at any instant leave nothing, and block nobody"
  static let share = 4

  private static let kills = (quick: 100, full: 1000)

  func run(_ context: Context) throws -> Tally {
    var random = context.generator()
    let crowd = try Crowd(&random)
    var tally = Tally()
    var count = 0
    repeat {
      let victims = try crowd.kill(.random(in: 2...4, using: &random), &random)
      for victim in victims { tally.count("kills of \(victim)") }
      tally.count("instants of two to four kills")
      count += victims.count
      if count / 10 != (count - victims.count) / 10 {
        try crowd.check()
        tally.count("times that all went on as if nothing had been killed")
      }
    } while !context.isOver || count < (context.isQuick ? Self.kills.quick : Self.kills.full)
    tally.count("generations in the end", try crowd.end())
    return tally
  }
}

/// Publishers, readers and viewers of one channel that are killed now and then.
private final class Crowd {
  private let stage: Stage
  /// A reader that is never killed, and checks each frame.
  private let witness: Worker
  /// A viewer that is never killed, of which the same is asked.
  private let window: WatchedWindow
  private var publishers: [Worker] = []
  private var readers: [Worker] = []
  private var viewers: [Program] = []
  private var publisherCount: UInt64 = 0
  private var generation: UInt64 = 0

  init(_ random: inout SeededGenerator) throws {
    stage = try Stage.withScreen()
    witness = try Worker(stage, "read", "--seed", "\(random.next())")
    window = try WatchedWindow(stage, at: "+0+300")
    try fill(&random)
    try check()
  }

  /// Kills so many at one instant, and starts others; what they were.
  func kill(_ count: Int, _ random: inout SeededGenerator) throws -> [String] {
    usleep(.random(in: 0...30_000, using: &random))
    var others = Array(0..<publishers.count + readers.count + viewers.count)
    others.shuffle(using: &random)
    let victims = others.prefix(count).sorted(by: >)  // the last first: places stay what they are
    let programs = publishers.map(\.program) + readers.map(\.program) + viewers
    for victim in victims { programs[victim].signal(SIGKILL) }
    for victim in victims { try end(programs[victim]) }
    _ = try window.frame()
    let names = victims.map { victim in
      switch victim {
      case publishers.indices:
        publishers.remove(at: victim)
        return "publishers"
      case publishers.count..<publishers.count + readers.count:
        readers.remove(at: victim - publishers.count)
        return "readers"
      default:
        viewers.remove(at: victim - publishers.count - readers.count)
        return "viewers"
      }
    }
    try fill(&random)
    return names
  }

  /// Nobody may have ended by himself before.
  private func end(_ program: Program) throws {
    let ending = try program.end(by: SIGKILL)
    try demand(ending == .signalled(SIGKILL), "\(ending): \(program.standardError)")
  }

  private func fill(_ random: inout SeededGenerator) throws {
    while publishers.count < 3 { try addPublisher(&random) }
    while readers.count < 2 { try addReader(&random) }
    while viewers.count < 2 { try addViewer() }
  }

  private func addPublisher(_ random: inout SeededGenerator) throws {
    publisherCount += 1
    let worker = try Worker(
      stage, "publish", "--publisher", "\(publisherCount % 128)", "--seed", "\(random.next())")
    try worker.send("1000000000")
    publishers.append(worker)
  }

  private func addReader(_ random: inout SeededGenerator) throws {
    readers.append(try Worker(stage, "read", "--seed", "\(random.next())"))
  }

  private func addViewer() throws {
    viewers.append(
      try stage.start(Product.shmview.path, ["--geometry", "200x200+\(200 * viewers.count)+0"]))
  }

  /// Frames go on coming, all who live see them, and there are no more files than there may be.
  func check() throws {
    let start = try latest()
    try demand(start >= generation, "generation \(start) after \(generation)")
    generation = start
    try witness.isFine()
    let programs = viewers + readers.map(\.program) + [witness.program, window.viewer.program]
    let living = Set(programs.map(\.processID))
    try eventually("publishing goes on, and all who live see it, after generation \(start)") {
      let listing = try stage.root.list()
      if let failure = listing.failures.first { throw failure.error }
      let all = listing.channels.first?.viewers ?? []
      return Set(all.map { pid_t($0.processID) }) == living
        && all.allSatisfy { $0.generation.rawValue > start }
    }
    _ = try window.frame()
    // Each publisher may have one more on loan.
    let most = Stream.mostFrames(living.count) + publishers.count - 1
    try eventually("no more than \(most) frame files: \(stage.frames())") {
      stage.frames().count <= most
    }
  }

  private func latest() throws -> UInt64 {
    try stage.root.list().channels.first?.generation.rawValue ?? 0
  }

  /// Ends all, and counts what is left; how many generations there were.
  func end() throws -> Int {
    for worker in publishers + readers { try end(worker.program) }
    for viewer in viewers { try end(viewer) }
    try witness.end()
    _ = try window.frame()
    _ = try ViewerCounts(quitting: window.viewer)
    let last = try latest()
    let viewer = try stage.startViewer("--geometry", "200x150")
    let picture = Picture.noise(200, 150)
    try eventually("the X server has dropped all that were killed") {
      try stage.show(picture)
      return stage.frames().count <= 4
    }
    try viewer.awaitPicture(picture)
    try demand(stage.leftovers().isEmpty, "left over: \(stage.leftovers())")
    let files = Folder.entries(stage.rootPath + "/default/viewers")
    try demand(files.count == 1, "files of one viewer: \(files)")
    return Int(last)
  }
}
