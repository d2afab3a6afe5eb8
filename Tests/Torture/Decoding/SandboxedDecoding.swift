import Glibc
import TestSupport

/// Mutated pictures, each in the confined process that a slideshow starts for one.
struct SandboxedDecoding {
  private let quarantine: Quarantine
  private let seeds: SeedFiles

  init(seeds: SeedFiles) throws {
    self.seeds = seeds
    quarantine = try Quarantine()
    // A slide is for a channel that is there.
    let picture = try quarantine.write(Picture.plain(0).png(), to: "picture.png")
    let outcome = try quarantine.stage.share(picture)
    try demand(outcome.ending == .exited(0), "\(outcome)")
  }

  /// Decodes one file.
  ///
  /// - Throws: `BrokenPromise` for an end that no library is to blame for.
  func decode(round: UInt64, seed: UInt64, _ tally: inout Tally) throws {
    var random = SeededGenerator(seed: SeededGenerator.mixed(seed &+ round))
    let file = try seeds.mutated(&random)
    let name = "mutated.\(file.suffix)"
    unlink(quarantine.stage.folder.path(name))
    let what = "confined, round \(round) of seed \(seed)"
    switch try ending(on: quarantine.write(file.bytes, to: name)) {
    case .exited(0): tally.count("mutated pictures held by a confined process")
    case .exited(65): tally.count("mutated pictures refused by a confined process")
    case .signalled(let signal):
      try ChildSignal(number: signal, type: file.type, what: what).judge(&tally)
    case .exited(let code): throw BrokenPromise("\(what), a \(file.type): exit code \(code)")
    }
  }

  /// How the process ends once it has said what it holds, or that it holds nothing.
  private func ending(on path: String) throws -> Ending {
    let program = try quarantine.stage.start(
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
