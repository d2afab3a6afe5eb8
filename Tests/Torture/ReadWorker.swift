import ArgumentParser
import Glibc
import Pixels
import ShmChannel
import TestSupport

/// A process that checks every frame that it can get, holds some for a while, and checks them
/// again.
///
/// To each line of its input it answers with how many it has seen so far; it ends with its input.
struct ReadWorker: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "read", abstract: "For the trials.", shouldDisplay: false)

  @Option var seed: UInt64
  /// Answer with how many were torn, instead of ending at the first; with -1 before there was any.
  @Flag var countTorn = false

  func run() throws {
    let reader = try ChannelReader(name: .standard, presence: .viewer(name: "torture"))
    var checker = FrameChecker(random: SeededGenerator(seed: seed), countsTorn: countTorn)
    while true {
      var sources = [reader.doorbell, STDIN_FILENO].map {
        pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
      }
      poll(&sources, 2, -1)
      if sources[1].revents != 0 {
        guard readLine() != nil else { return }
        say("\(!countTorn ? checker.seen : checker.seen == 0 ? -1 : checker.torn)")
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
  private(set) var torn = 0
  private let countsTorn: Bool
  private var held: (frame: HeldFrame, rounds: Int)?
  private var random: SeededGenerator

  init(random: SeededGenerator, countsTorn: Bool) {
    (self.random, self.countsTorn) = (random, countsTorn)
  }

  mutating func take(_ frame: consuming PinnedFrame) throws {
    let frame = HeldFrame(frame)
    let new = frame.generation
    try demand(new > generation, "generation \(new.rawValue) after \(generation.rawValue)")
    generation = new
    try check(frame)
    seen += 1
    if let held {
      if held.rounds > 0 {
        self.held?.rounds -= 1
        return
      }
      try check(held.frame)
    }
    held = (frame, Int.random(in: 0...64, using: &random))
  }

  private mutating func check(_ frame: HeldFrame) throws {
    guard let fault = try frame.fault() else { return }
    torn += 1
    try demand(countsTorn, "generation \(frame.generation.rawValue): \(fault)")
  }
}

/// A pinned frame that can be kept.
private final class HeldFrame {
  private let frame: PinnedFrame
  var generation: Generation { frame.info.generation }

  init(_ frame: consuming PinnedFrame) { self.frame = frame }

  /// What is wrong with it now; nil when it is whole.
  func fault() throws -> String? {
    let info = frame.info
    return try frame.withMappedPixels { pixels in
      if info.format.isDisplay { return Self.fault(in: pixels, info, rowStride: info.rowStride) }
      let mapping = DisplayMapping(of: info.format, range: info.caption.range)
      var shown: [UInt32] = []
      var row = [UInt32](repeating: 0, count: info.width)
      for y in 0..<info.height {
        var output = row.mutableSpan
        mapping.write(
          row: y, columns: 0..<info.width, of: pixels, layout: info.layout, to: &output)
        shown += row
      }
      return Self.fault(in: shown.span.bytes, info, rowStride: info.width * 4)
    }
  }

  private static func fault(in pixels: RawSpan, _ info: FrameInfo, rowStride: Int) -> String? {
    pixels.withUnsafeBytes {
      NumberedFrame.fault(
        in: $0, title: info.title, width: info.width, height: info.height, rowStride: rowStride)
    }
  }
}
