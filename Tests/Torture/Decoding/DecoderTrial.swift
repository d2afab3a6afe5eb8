import Glibc
import ImageDecoding
import TestSupport

/// Pictures that are damaged, or made to do damage.
struct DecoderTrial: Trial {
  static let name = "decoders"
  static let promise =
    "a damaged picture is shown or refused by our decoders, and what it does to a library's ends "
    + "with one process, and no slideshow"
  static let share = 3

  /// Files that a full run decodes at least.
  private static let least = 100_000
  /// Files that one process decodes, if it lives.
  private static let rounds: UInt64 = 500
  /// Files for each of those processes that are also tried in a slideshow's.
  private static let confined: UInt64 = 50
  /// Files after which there is another slideshow over damaged ones.
  private static let roundsPerShow: UInt64 = 2500

  func run(_ context: Context) throws -> Tally {
    let stage = try Stage()
    let seeds = try SeedFiles(folder: Self.fixtures)
    let sandbox = try SandboxedDecoding(seeds: seeds)
    var tally = Tally()
    var pictures: [ImageType: Int] = [:]
    var next: UInt64 = 0
    while next == 0 || !context.isOver || !context.isQuick && next < Self.least {
      let start = next - next % Self.rounds
      if next % Self.roundsPerShow == 0 {
        try DamagedShow(seeds: seeds, seed: context.seed &+ start).run(&tally)
      }
      if next == start {
        for round in start..<start + Self.confined {
          try sandbox.decode(round: round, seed: context.seed, &tally)
        }
      }
      let log: DecoderLog
      (log, next) = try decode(
        stage, seed: context.seed, next..<start + Self.rounds, &tally)
      pictures.merge(log.pictures, uniquingKeysWith: +)
    }
    // So few of one type may all be damaged beyond recognition in a quick run.
    for type in ImageType.allCases where !context.isQuick {
      try demand(pictures[type, default: 0] > 0, "not one damaged \(type) was decoded")
    }
    return tally
  }

  /// One process's life; gives what it said, and the number of the file that is next.
  private func decode(
    _ stage: Stage, seed: UInt64, _ rounds: Range<UInt64>, _ tally: inout Tally
  ) throws -> (log: DecoderLog, next: UInt64) {
    let arguments = [
      "decoder", "--fixtures", Self.fixtures, "--seed", "\(seed)", "--first",
      "\(rounds.lowerBound)", "--rounds", "\(rounds.count)",
    ]
    let program = try stage.start(Product.torture.path, arguments)
    let ending = try self.ending(of: program)
    let log = DecoderLog(program.standardOutput)
    tally.count("mutated pictures decoded", log.pictures.values.reduce(0, +))
    tally.count("mutated pictures refused", log.refusals)
    let missing = Set(ImageType.allCases).subtracting(log.sound)
    try demand(rounds.lowerBound > 0 || missing.isEmpty, "no sound picture of \(missing)")
    if ending == .exited(0), log.isDone { return (log, rounds.upperBound) }
    guard case .signalled(let signal) = ending, let last = log.last, !log.isDone else {
      throw BrokenPromise("\(arguments): \(ending): \(program.standardError)")
    }
    let what = "round \(last.round) of seed \(seed)"
    try ChildSignal(number: signal, type: last.type, what: what).judge(&tally)
    return (log, last.round + 1)
  }

  /// Waits as long as there is something new: a file that hangs is found in a minute.
  private func ending(of program: Program) throws -> Ending {
    var (byteCount, since) = (0, ContinuousClock.now)
    return try eventually("the decoding process ends", within: .seconds(3600)) {
      guard program.isRunning else { return try program.wait() }
      let said = program.standardOutput
      if said.utf8.count != byteCount { (byteCount, since) = (said.utf8.count, .now) }
      let last = said.split(separator: "\n").last ?? ""
      try demand(.now - since < patience, "nothing comes for \(patience) after: \(last)")
      return nil
    }
  }

  /// The fixtures of the decoders' tests, beside this file's folder.
  private static let fixtures: String = {
    let folder = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    return "/\(folder)/ImageDecodingTests/Fixtures"
  }()
}
