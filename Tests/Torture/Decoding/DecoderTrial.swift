import Glibc
import TestSupport

/// Pictures that are damaged, or made to do damage.
struct DecoderTrial: Trial {
  static let name = "decoders"
  static let promise =
    "a damaged picture is shown or refused by our decoders, and what it does to a library's ends "
    + "with one process"
  static let share = 3

  /// Files that a full run decodes at least.
  private static let least = 100_000
  /// Files that one process decodes, if it lives.
  private static let rounds: UInt64 = 500
  /// Files for each of those processes that are also tried in a slideshow's.
  private static let confined: UInt64 = 50
  /// Types whose every byte is read by our own code, which is to end by no signal.
  private static let ownTypes = ["gif", "bmp", "ppm", "pgm", "pbm", "pam", "tga", "ico"]

  func run(_ context: Context) throws -> Tally {
    let stage = try Stage()
    let sandbox = try SandboxedDecoding(fixtures: Self.fixtures)
    var tally = Tally()
    var next: UInt64 = 0
    while next == 0 || !context.isOver || !context.isQuick && next < Self.least {
      let start = next - next % Self.rounds
      let end = start + Self.rounds
      if next == start {
        for round in start..<start + Self.confined {
          try sandbox.decode(round: round, seed: context.seed, &tally)
        }
      }
      next = try decode(stage, seed: context.seed, next..<end, &tally)
    }
    return tally
  }

  /// One process's life; gives the number of the file that is next.
  private func decode(
    _ stage: Stage, seed: UInt64, _ rounds: Range<UInt64>, _ tally: inout Tally
  ) throws -> UInt64 {
    let arguments = [
      "decoder", "--fixtures", Self.fixtures, "--seed", "\(seed)", "--first",
      "\(rounds.lowerBound)", "--rounds", "\(rounds.count)",
    ]
    let program = try stage.start(Product.torture.path, arguments)
    let ending = try program.wait(within: .seconds(3600))
    let lines = program.standardOutput.split(separator: "\n")
    let last = (lines.last ?? "").split(separator: " ")
    if ending == .exited(0), last.first == "tally", last.count == 3 {
      tally.count("mutated pictures decoded", Int(last[1]) ?? 0)
      tally.count("mutated pictures refused", Int(last[2]) ?? 0)
      return rounds.upperBound
    }
    guard case .signalled(let signal) = ending, last.count == 3, let round = UInt64(last[1]) else {
      throw BrokenPromise("\(arguments): \(ending): \(program.standardError)")
    }
    let type = String(last[2])
    // A trap of Swift's is an illegal instruction; a library of C has none.
    guard signal != SIGILL, signal != SIGTRAP, !Self.ownTypes.contains(type) else {
      throw BrokenPromise(
        "round \(round) of seed \(seed), a \(type): signal \(signal): \(program.standardError)")
    }
    tally.count("children ended by signal \(signal) in a library, at a \(type)")
    say("decoders: \(type), round \(round) of seed \(seed): signal \(signal)", to: STDERR_FILENO)
    return round + 1
  }

  /// The fixtures of the decoders' tests, beside this file's folder.
  private static let fixtures: String = {
    let folder = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    return "/\(folder)/ImageDecodingTests/Fixtures"
  }()
}
