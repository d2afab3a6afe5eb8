import Glibc
import ShmChannel
import TestSupport

/// Publishers at full speed beside readers and viewers that check every pixel.
struct TornTrial: Trial {
  static let name = "torn"
  static let promise = "no frame is torn, no generation goes back, and the last one is never missed"
  static let share = 5

  /// What a full run checks at least.
  private static let leastAcquired = 1_000_000

  func run(_ context: Context) throws -> Tally {
    var random = context.generator()
    let cast = try Cast(&random)
    var tally = Tally()
    tally.count("frames read by a control that does not pin them", UnpinnedWorker.readCount)
    try tally.count("of these torn, as they must be", cast.control())
    var published = try cast.published()
    var acquired = 0
    repeat {
      try cast.burst(&random, &tally)
      published = try cast.awaitLast()
      acquired = try cast.acquired()
      tally.count("bursts after which all had reached the last frame")
    } while !context.isOver || (!context.isQuick && acquired < Self.leastAcquired)
    tally.count("frames published by two processes", published)
    tally.count("frames checked by two processes that held them", acquired)
    return tally
  }
}

/// The processes of the trial, on a stage.
private final class Cast {
  private let stage: Stage
  private let publishers: [Worker]
  private let readers: [Worker]
  private let viewers: [Viewer]
  private var total = 0

  init(_ random: inout SeededGenerator) throws {
    let stage = try Stage.withScreen()
    publishers = try (1...2).map { number in
      try Worker(
        stage, "publish", "--publisher", "\(number)", "--seed", "\(random.next())")
    }
    readers = try (0..<2).map { _ in try Worker(stage, "read", "--seed", "\(random.next())") }
    viewers = try ["0+0", "300+0"].map { try stage.startViewer("--geometry", "200x200+\($0)") }
    self.stage = stage
    try burst([1, 0])
  }

  /// Lets the publishers publish, and looks at the windows meanwhile.
  func burst(_ random: inout SeededGenerator, _ tally: inout Tally) throws {
    let counts = publishers.map { _ in Int.random(in: 1...2000, using: &random) }
    try burst(counts) {
      for viewer in viewers {
        if let fault = NumberedFrame.fault(inWindow: try viewer.picture()) {
          throw BrokenPromise(fault)
        }
        tally.count("windows of two viewers read back while frames came")
      }
    }
  }

  private func burst(_ counts: [Int], meanwhile: () throws -> Void = {}) throws {
    for (publisher, count) in zip(publishers, counts) { try publisher.send("\(count)") }
    total += counts.reduce(0, +)
    while try !publishers.allSatisfy({ try $0.hasAnswered() }) {
      try meanwhile()
      usleep(5000)
    }
  }

  /// Waits until everyone has the last frame; how many there were.
  func awaitLast() throws -> Int {
    let all = try Channel.list(root: stage.root)
    guard let channel = all.channels.first else { throw BrokenPromise("the channel is gone") }
    try demand(
      channel.generation.rawValue == UInt64(total),
      "\(total) frames were published, and the last is generation \(channel.generation.rawValue)")
    try eventually("all readers and viewers have generation \(total)") {
      for worker in readers { try worker.isFine() }
      let viewers = try Channel.list(root: stage.root).channels.first?.viewers ?? []
      return viewers.count == 4 && viewers.allSatisfy { $0.generation == channel.generation }
    }
    for viewer in viewers {
      let picture = try viewer.picture()
      if let fault = NumberedFrame.fault(inWindow: picture) { throw BrokenPromise(fault) }
      try demand(
        NumberedFrame.shown(inWindow: picture)?.title == channel.frame?.title,
        "a viewer does not show the last frame")
    }
    return total
  }

  func published() throws -> Int { total }

  /// How many frames the readers have checked.
  func acquired() throws -> Int {
    for reader in readers { try reader.send("?") }
    return try readers.reduce(0) { try $0 + $1.answer() }
  }

  /// Lets the control read without pins; how many torn frames it has seen.
  func control() throws -> Int {
    let control = try Worker(stage, "read-unpinned", stage.rootPath + "/default")
    try eventually("the control reads a frame at rest") { try control.hasAnswered(1) }
    while try !control.hasEnded() { try burst([500, 500]) }
    let torn = try control.answer()
    if torn == 0 { throw TestFailure("no torn frame without a pin: the trial proves nothing") }
    return torn
  }
}
