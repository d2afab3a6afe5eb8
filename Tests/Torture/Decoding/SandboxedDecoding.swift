import Glibc
import TestSupport

/// Mutated pictures, each in the confined process that a slideshow starts for one.
struct SandboxedDecoding {
  private let stage: Stage
  private let seeds: SeedFiles
  /// Whom the processes run as: who takes one over must not harm the machine.
  private static let user: UInt32 = 64_996

  init(fixtures: String) throws {
    seeds = try SeedFiles(folder: fixtures)
    stage = try Stage()
    if geteuid() == 0 {
      for path in [stage.folder.path, stage.rootPath] { chown(path, Self.user, Self.user) }
      stage.userID = Self.user
    }
    // A slide is for a channel that is there.
    let picture = try stage.file(.plain(0))
    if geteuid() == 0 { chown(picture, Self.user, Self.user) }
    let outcome = try stage.share(picture)
    try demand(outcome.ending == .exited(0), "\(outcome)")
  }

  /// Decodes one file; whatever ends the process by a signal is counted, and named.
  func decode(round: UInt64, seed: UInt64, _ tally: inout Tally) throws {
    var random = SeededGenerator(seed: SeededGenerator.mixed(seed &+ round))
    let file = seeds.mutated(&random)
    let name = "mutated.\(file.type)"
    let path = stage.folder.path(name)
    unlink(path)
    try stage.folder.write(file.bytes, to: name)
    switch try ending(on: path) {
    case .exited(0): tally.count("mutated pictures held by a confined process")
    case .exited(65): tally.count("mutated pictures refused by a confined process")
    case .signalled(let signal):
      tally.count("confined processes ended by signal \(signal), at a \(file.type)")
      say(
        "decoders: confined, \(file.type), round \(round) of seed \(seed): signal \(signal)",
        to: STDERR_FILENO)
    case .exited(let code):
      throw BrokenPromise("round \(round) of seed \(seed), a \(file.type): exit code \(code)")
    }
  }

  /// How the process ends once it has said what it holds, or that it holds nothing.
  private func ending(on path: String) throws -> Ending {
    if geteuid() == 0 { chown(path, Self.user, Self.user) }
    let program = try stage.start(
      Product.shmshare.path, ["decode-slide", "--max-pixels", "4000000", "--", path], input: .pipe)
    try eventually("decode-slide \(path) says what it holds") {
      !program.isRunning
        || program.standardOutput.split(separator: "\n").contains {
          $0.hasPrefix("still ") || $0.hasPrefix("animation ")
        }
    }
    program.endInput()
    return try program.wait()
  }
}
