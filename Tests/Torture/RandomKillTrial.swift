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
      tally.count("kills of \(try crowd.kill(&random))")
      count += 1
      if count % 10 == 0 {
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
  private var publishers: [Worker] = []
  private var readers: [Worker] = []
  private var viewers: [Program] = []
  private var publisherCount: UInt64 = 0
  private var generation: UInt64 = 0

  init(_ random: inout SeededGenerator) throws {
    stage = try Stage.withScreen()
    witness = try Worker(stage, "read", "--seed", "\(random.next())")
    for _ in 0..<3 { try addPublisher(&random) }
    for _ in 0..<2 { try addReader(&random) }
    for _ in 0..<2 { try addViewer() }
    try check()
  }

  /// Kills one at random and starts another; what it was.
  func kill(_ random: inout SeededGenerator) throws -> String {
    usleep(.random(in: 0...30_000, using: &random))
    switch Int.random(in: 0..<5, using: &random) {
    case 0...2:
      try end(publishers.remove(at: .random(in: publishers.indices, using: &random)).program)
      try addPublisher(&random)
      return "publishers"
    case 3:
      try end(readers.remove(at: .random(in: readers.indices, using: &random)).program)
      try addReader(&random)
      return "readers"
    default:
      try end(viewers.remove(at: .random(in: viewers.indices, using: &random)))
      try addViewer()
      return "viewers"
    }
  }

  /// Nobody may have ended by himself before.
  private func end(_ program: Program) throws {
    let ending = try program.end(by: SIGKILL)
    try demand(ending == .signalled(SIGKILL), "\(ending): \(program.standardError)")
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
    let living = Set((viewers + readers.map(\.program)).map(\.processID))
    try eventually("publishing goes on, and all who live see it, after generation \(start)") {
      let listing = try Channel.list(root: stage.root)
      if let failure = listing.failures.first { throw failure.error }
      let seen = listing.channels.first?.viewers.filter { $0.generation.rawValue > start } ?? []
      return living.isSubset(of: seen.map { pid_t($0.processID) })
    }
  }

  private func latest() throws -> UInt64 {
    try Channel.list(root: stage.root).channels.first?.generation.rawValue ?? 0
  }

  /// Ends all, and counts what is left; how many generations there were.
  func end() throws -> Int {
    for worker in publishers + readers { try end(worker.program) }
    for viewer in viewers { try end(viewer) }
    try witness.end()
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
