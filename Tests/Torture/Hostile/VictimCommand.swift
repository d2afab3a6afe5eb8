import ArgumentParser
import Glibc
import TestSupport

/// The process that suffers; `HostileTrial` starts it, and looks how it ends.
struct VictimCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "victim", shouldDisplay: false)

  @Option var root: String
  @Option var seed: UInt64
  @Option var first: UInt64
  @Option var rounds: UInt64
  /// Whether a second thread spoils headers all the time, between any two reads.
  @Flag var meddle = false

  func run() throws {
    // An endless allocation ends here, and by a signal. AddressSanitizer maps terabytes for itself,
    // and has its own limit (scripts/torture).
    if !Sanitizer.isOn { limit(RLIMIT_DATA, 1 << 30) }
    limit(RLIMIT_CORE, 0)
    let meddler = meddle ? Meddler(folder: root + "/default", seed: seed ^ first) : nil
    var victim = Victim(rootPath: root)
    for round in first..<first + rounds {
      say("round \(round)")
      var random = SeededGenerator(seed: SeededGenerator.mixed(seed &+ round))
      do { try victim.suffer(&random) } catch {
        // What a second thread spoils all the time cannot recover before it rests.
        guard meddle else { throw error }
        victim.clear()
      }
    }
    if let meddler {
      meddler.end()
      var random = SeededGenerator(seed: seed)
      try victim.recover(&random)
    }
    let tally = victim.tally
    let rewrites = meddler?.count ?? 0
    say(
      "tally \(tally.mutations) \(tally.errors) \(tally.recoveries) \(tally.removals) \(rewrites)")
  }

  private func limit(_ resource: __rlimit_resource, _ value: rlim_t) {
    var limit = rlimit(rlim_cur: value, rlim_max: value)
    setrlimit(__rlimit_resource_t(resource.rawValue), &limit)
  }
}
