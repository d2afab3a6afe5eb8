import ArgumentParser
import Glibc
import ShmChannel

/// A process that checks every frame that it can get, holds some for a while, and checks them again.
///
/// To each line of its input it answers with what it has seen so far; it ends with its input.
struct ReadWorker: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "read", abstract: "For the trials.", shouldDisplay: false)

  @Option var seed: UInt64

  func run() throws {
    let reader = try ChannelReader(name: .standard, presence: .viewer(name: "torture"))
    var checker = FrameChecker(random: SeededGenerator(seed: seed))
    while true {
      var sources = [reader.doorbell, STDIN_FILENO].map {
        pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
      }
      poll(&sources, 2, -1)
      if sources[1].revents != 0 {
        guard readLine() != nil else { return }
        say("\(checker.seen)")
      }
      guard case .frame(let latest, _) = try reader.refresh(), latest != checker.generation,
        let frame = try reader.acquireLatest()
      else { continue }
      try checker.take(frame)
      reader.acknowledge(checker.generation)
    }
  }
}

/// Checks frames when they come, and those that it has held when it lets them go.
private struct FrameChecker {
  private(set) var generation = Generation.empty
  private(set) var seen = 0
  private var held: (frame: HeldFrame, rounds: Int)?
  private var random: SeededGenerator

  init(random: SeededGenerator) { self.random = random }

  mutating func take(_ frame: consuming PinnedFrame) throws {
    let frame = HeldFrame(frame)
    let new = frame.generation
    try demand(new > generation, "generation \(new.rawValue) after \(generation.rawValue)")
    generation = new
    try frame.check()
    seen += 1
    if let held {
      if held.rounds > 0 {
        self.held?.rounds -= 1
        return
      }
      try held.frame.check()
    }
    held = (frame, Int.random(in: 0...64, using: &random))
  }
}

/// A pinned frame that can be kept.
private final class HeldFrame {
  private let frame: PinnedFrame
  var generation: Generation { frame.info.generation }

  init(_ frame: consuming PinnedFrame) { self.frame = frame }

  func check() throws {
    let fault = try frame.withMappedPixels { pixels in
      pixels.withUnsafeBytes { NumberedFrame.fault(in: $0, of: frame.info) }
    }
    if let fault { throw BrokenPromise("generation \(generation.rawValue): \(fault)") }
  }
}
