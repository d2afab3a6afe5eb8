import ArgumentParser
import Glibc
import TestSupport

/// Runs the trials, and prints a table of them.
struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run the trials, and print what was tried and what was lost.",
    discussion: "The trials are described in docs/RELIABILITY.md.")

  @Option(help: "How long all trials together try; some need longer for what they must try.")
  var minutes = 30.0

  @Flag(help: "Some minutes in all, and less that must be tried.")
  var quick = false

  @Option(help: "How many slides soak-show shows, however long that takes.")
  var slides: Int?

  @Option(help: "Repeats the random choices of an earlier run.")
  var seed: UInt64?

  @Option(help: "Begins with that round of a trial: what the end of a failed run names.")
  var round: UInt64 = 0

  @Flag(help: "Name the trials with what each tries to break, and run none.")
  var list = false

  @Argument(help: "The trials to run, instead of all.")
  var trials: [String] = []

  func validate() throws {
    guard minutes > 0 else { throw ValidationError("--minutes must be more than 0") }
    if let slides, slides < 1 { throw ValidationError("--slides must be more than 0") }
    for name in trials where !allTrials.contains(where: { $0.name == name }) {
      let known = allTrials.map { $0.name }.joined(separator: ", ")
      throw ValidationError("no trial is called \(name); there are: \(known)")
    }
  }

  func run() throws {
    guard !list else { return allTrials.forEach { say("\($0.name): \($0.promise)") } }
    let seed = seed ?? .random(in: 1 ... .max)
    let chosen = allTrials.filter { trials.isEmpty || trials.contains($0.name) }
    let shares = chosen.reduce(0) { $0 + $1.share }
    let whole = Duration.seconds(60 * (quick ? 1 : minutes))
    say("seed \(seed)\n" + Table.header)
    for trial in chosen {
      let context = Context(
        seed: SeededGenerator.mixed(seed ^ Self.hash(trial.name)),
        budget: whole * (Double(trial.share) / Double(shares)), isQuick: quick, slides: slides,
        firstRound: round)
      let start = ContinuousClock.now
      do {
        let tally = try trial.init().run(context)
        say(Table.rows(of: trial.name, tally, took: .now - start))
      } catch {
        say(Table.broken(trial.name, took: .now - start))
        try fail(trial, error, seed: seed)
      }
    }
  }

  private func fail(_ trial: any Trial.Type, _ error: any Error, seed: UInt64) throws -> Never {
    let round = (error as? BrokenPromise)?.round.map { "--round \($0) " } ?? ""
    let length = quick ? "--quick" : "--minutes \(minutes)"
    say(
      """
      torture: \(trial.name): \(error)
      torture: the promise was: \(trial.promise)
      torture: to try again: scripts/torture \(length) --seed \(seed) \(round)\(trial.name)
      """, to: STDERR_FILENO)
    throw ExitCode.failure
  }

  /// FNV-1a of the name, so that one trial alone makes the choices that it makes among all.
  private static func hash(_ name: String) -> UInt64 {
    name.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}
