import Glibc
import ShmChannel
import TestSupport

/// A long life: frames of random sizes, viewers that come and go, and nothing grows.
struct SoakTrial: Trial {
  static let name = "soak"
  static let promise = "memory, descriptors, shared memory and the X server's resources stay flat"
  static let share = 3

  /// What a full run publishes at least.
  private static let leastPublished = 100_000
  /// Frames between two looks at what the programs hold.
  private static let stretch = 500

  func run(_ context: Context) throws -> Tally {
    var random = context.generator()
    let stage = try Stage.withScreen()
    let soak = try Soak(on: stage)
    var tally = Tally()
    var published = 0
    var peaks = Holdings()
    repeat {
      for _ in 0..<Self.stretch { try soak.publish(&random) }
      published += Self.stretch
      try soak.changeViewers(&random, &tally)
      let now = try soak.holdings()
      if published <= 4 * Self.stretch { peaks = peaks.peak(with: now) }
      try now.requireNoMore(than: peaks)
    } while !context.isOver || (!context.isQuick && published < Self.leastPublished)
    tally.count("frames of random sizes published", published)
    for (what, count) in try soak.holdings().described { tally.count(what, count) }
    return tally
  }
}

/// A publisher, in this process, and a viewer that stay, with others that come and go.
private final class Soak {
  private let stage: Stage
  private let channel: Channel
  private let viewer: Viewer
  private var guests: [Viewer] = []

  init(on stage: Stage) throws {
    self.stage = stage
    channel = try Channel.openOrCreate(.standard, root: stage.root)
    viewer = try stage.startViewer("--geometry", "320x240")
  }

  func publish(_ random: inout SeededGenerator) throws {
    let width = Int.random(in: 1...500, using: &random)
    let height = Int.random(in: 1...400, using: &random)
    // With alpha and larger than the window at times: the composed path.
    let format: PixelFormat = Int.random(in: 0..<4, using: &random) == 0 ? .bgra : .bgrx
    var loan = try channel.loan(width: width, height: height, format: format)
    let colour = UInt8.random(in: 0...255, using: &random)
    try loan.withMappedPixels { pixels in
      pixels.withUnsafeMutableBytes { _ = $0.initializeMemory(as: UInt8.self, repeating: colour) }
    }
    _ = try loan.publish(title: "\(width)x\(height)")
  }

  /// One comes, or one goes: by itself, or killed.
  func changeViewers(_ random: inout SeededGenerator, _ tally: inout Tally) throws {
    if guests.count < 3 {
      guests.append(try stage.startViewer())
      tally.count("viewers that came and went")
    } else {
      let isKilled = Bool.random(using: &random)
      try guests.removeFirst().program.end(by: isKilled ? SIGKILL : SIGTERM)
    }
  }

  /// What is held now that all viewers have the last frame, and the dead ones are forgotten.
  func holdings() throws -> Holdings {
    let latest = try Channel.list(root: stage.root).channels.first?.generation
    let count = guests.count + 1
    try eventually("\(count) viewers show generation \(latest?.rawValue ?? 0)") {
      let viewers = try Channel.list(root: stage.root).channels.first?.viewers ?? []
      return viewers.count == count && viewers.allSatisfy { $0.generation == latest }
    }
    guard let server = stage.server else { throw TestFailure("no X server") }
    var holdings = Holdings()
    holdings.publisher = Holding(of: getpid())
    holdings.viewer = Holding(of: viewer.program.processID)
    holdings.server = Holding(of: server.program.processID)
    holdings.frames = stage.frames().count
    return holdings
  }
}
