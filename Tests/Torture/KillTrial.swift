import TestSupport

/// Kills each program at each of its system calls.
struct KillTrial: Trial {
  static let name = "kill"
  static let promise =
    "a program killed at any system call loses at most what it was about to do, and blocks nobody"
  static let share = 10

  func run(_ context: Context) throws -> Tally {
    var tally = Tally()
    var round: UInt64 = 0
    repeat {
      // The next round differs in what was killed before, and in the pictures.
      let context = context.round(round)
      for attempt in Self.attempts(context) where round == 0 || !context.isOver {
        try tally.add(attempt(context))
      }
      round += 1
    } while !context.isQuick && !context.isOver
    return tally
  }

  private static func attempts(_ context: Context) -> [(Context) throws -> Tally] {
    KillJob.all.map { KillPublisher($0).run } + [
      KillViewer(geometry: "200x150").run,
      // What differs is how it draws.
      KillViewer(geometry: "120x90", step: context.isQuick ? 5 : 1).run,
      KillShow(step: context.isQuick ? 9 : 1).run,
    ]
  }
}

/// What a program that touches the channel is doing when it is killed.
struct KillJob: Sendable {
  /// What the program does if it is not killed.
  enum Effect: Sendable {
    case publishes
    case removes
    case none
  }

  let name: String
  /// What stands before each kill: pictures of these sizes, published in turn.
  let before: [(width: Int, height: Int)]
  /// Whether the channel is removed first, so that the program makes it.
  var makes = false
  var effect = Effect.publishes
  var arguments: @Sendable (_ file: String) -> [String] = { [$0] }
  /// What was killed just before, at a random call or a certain one; the program recovers from it.
  var killedBefore: KilledBefore?

  enum KilledBefore: Sendable {
    /// The same command, at any of its calls.
    case same
    /// `rm` of another channel, when that has lost its name, and before all of it is deleted.
    case removal
  }

  static let all = [
    KillJob(name: "publishing into a recycled frame", before: [(200, 150), (200, 150)]),
    KillJob(name: "publishing where no frame fits", before: [(200, 150), (40, 30), (40, 30)]),
    KillJob(name: "making a channel", before: [], makes: true),
    KillJob(
      name: "removing a channel", before: [(200, 150)], effect: .removes,
      arguments: { _ in ["rm", "default"] }),
    KillJob(
      name: "publishing after one that was killed", before: [(200, 150), (200, 150)],
      killedBefore: .same),
    KillJob(
      name: "making a channel after one that was killed", before: [], makes: true,
      killedBefore: .same),
    KillJob(
      name: "sweeping what a killed rm has left", before: [(200, 150)], effect: .none,
      arguments: { _ in ["list"] }, killedBefore: .removal),
  ]
}
