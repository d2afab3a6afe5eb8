import Glibc
import ShmChannel
import TestSupport

/// The processes that must see no torn frame, on a stage.
final class TornCast {
  let crew: PublisherCrew
  private let stage: Stage
  private let readers: [Worker]
  /// Two that show frames directly and by composing them, the second of them each pixel as a
  /// square; one that sends all pixels through its connection; and one that shows another channel
  /// beside.
  private let windows: [WatchedWindow]
  /// One in which a person steps through the frames that are still there.
  private let stepping: WatchedWindow

  /// What is shown beside; behind the others in the order of names.
  private static let neighbour = "neighbour"

  init(_ random: inout SeededGenerator) throws {
    let stage = try Stage.withScreen()
    crew = try PublisherCrew(on: stage, &random)
    readers = try (0..<2).map { _ in try Worker(stage, "read", "--seed", "\(random.next())") }
    windows = try [
      WatchedWindow(stage, at: "+0+0"), WatchedWindow(stage, at: "+0+210", isFitted: true),
      WatchedWindow(stage, at: "+210+0", "--no-shm"),
      WatchedWindow(stage, at: "+420+0", beside: Self.neighbour),
    ]
    stepping = try WatchedWindow(stage, at: "+840+300", keeping: 6)
    self.stage = stage
    try awaitLast()
  }

  /// Lets the publishers publish, and looks at the windows meanwhile.
  func burst(_ random: inout SeededGenerator, _ tally: inout Tally) throws {
    try crew.burst((0..<2).map { _ in Int.random(in: 1...2000, using: &random) }) {
      for window in windows {
        try window.check(crew.generation)
        tally.count("windows of four viewers read back while frames came")
      }
      try stage.put(.noise(50, 50, seed: random.next()), channel: Self.neighbour)
      try step(&random, &tally)
    }
    try goOn()
  }

  /// Has the window that is frozen, unless nobody has stepped in it, show the newest frame.
  private func goOn() throws {
    let last = UInt64(crew.total)
    try eventually("the window of older frames shows generation \(last) again") {
      if try crew.generation(of: stepping.frame()) == last { return true }
      try stage.press("x", in: stepping.viewer)
      usleep(200_000)
      return try crew.generation(of: stepping.frame()) == last
    }
  }

  /// Steps back and forth once; what is seen is whole, however old it is.
  private func step(_ random: inout SeededGenerator, _ tally: inout Tally) throws {
    let keys = ["bracketleft", "bracketleft", "bracketright", "bracketleft"]
    try stage.press(keys.randomElement(using: &random) ?? keys[0], in: stepping.viewer)
    _ = try stepping.frame()
    tally.count("windows read back while older frames were stepped through")
  }

  /// Waits until everyone has the last frame.
  func awaitLast() throws {
    let all = try stage.root.list()
    guard let channel = all.channels.first else { throw BrokenPromise("the channel is gone") }
    let last = channel.generation.rawValue
    try demand(
      last == UInt64(crew.total),
      "\(crew.total) frames were published, and the last is generation \(last)")
    try eventually("all readers and viewers have generation \(last)") {
      for worker in readers { try worker.isFine() }
      let viewers = try stage.root.list().channels.first?.viewers ?? []
      return viewers.count == readers.count + windows.count + 1
        && viewers.allSatisfy { $0.generation == channel.generation }
    }
    for window in windows {
      let shown = try window.check(crew.generation)
      try demand(shown == last, "a viewer shows generation \(shown), and the last is \(last)")
    }
  }

  /// How many frames the readers have checked.
  func acquired() throws -> Int {
    for reader in readers { try reader.send("?") }
    return try readers.reduce(0) { try $0 + $1.answer() }
  }

  /// Ends the viewers, which must have shown frames by each path.
  func end(_ tally: inout Tally) throws {
    let counts = try windows.map { try ViewerCounts(quitting: $0.viewer) }
    let paths = [
      ("directly", counts[0].direct), ("composed at their own size", counts[0].composed),
      ("composed as squares", counts[1].composed), ("without shared memory", counts[2].plain),
    ]
    for (path, count) in paths {
      guard count > 0 else { throw TestFailure("no frame was shown \(path)") }
      tally.count("frames shown \(path)", count)
    }
  }
}
