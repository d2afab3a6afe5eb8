import TestSupport

/// Kills each program at each of its system calls.
struct KillTrial: Trial {
  static let name = "kill"
  static let promise =
    "a program killed at any system call loses at most what it was about to do, and blocks nobody"
  static let share = 10

  func run(_ context: Context) throws -> Tally {
    var tally = Tally()
    var round = context.firstRound
    repeat {
      // The next round differs in the pictures.
      let context = context.round(round)
      let isFirst = round == context.firstRound
      let jobs = Self.attempts(context).map { attempt in
        { @Sendable in isFirst || !context.isOver ? try attempt(context) : Tally() }
      }
      for part in try sideBySide(jobs) { tally.add(part) }
      round += 1
    } while !context.isQuick && !context.isOver
    return tally
  }

  /// The longest first, so that none is left over at the end.
  private static func attempts(
    _ context: Context
  ) -> [@Sendable (Context) throws -> Tally] {
    let viewers: [@Sendable (Context) throws -> Tally] = [
      { try KillViewer(geometry: "200x150").run($0) },
      // What differs is how it draws.
      { try KillViewer(geometry: "120x90", step: context.isQuick ? 5 : 1).run($0) },
      { try KillShow(step: context.isQuick ? 9 : 1).run($0) },
    ]
    return viewers + KillJob.all.map { job in { try KillPublisher(job).run($0) } }
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
  /// What was killed just before, so that this program recovers from it.
  var killedBefore: (state: KillState, arguments: @Sendable (_ file: String) -> [String])?

  private static let recycling = [(width: 200, height: 150), (200, 150)]
  private static let notFitting = [(width: 200, height: 150), (40, 30), (40, 30)]

  static let all = first + recovering

  private static let first = [
    KillJob(name: "publishing into a recycled frame", before: recycling),
    KillJob(name: "publishing where no frame fits", before: notFitting),
    KillJob(name: "making a channel", before: [], makes: true),
    KillJob(
      name: "removing a channel", before: [(200, 150)], effect: .removes,
      arguments: { _ in ["rm", "default"] }),
  ]

  private static let recovering =
    KillState.publishing.map { state in
      KillJob(
        name: "publishing after \(state.name)", before: notFitting,
        killedBefore: (state, { [$0] }))
    }
    + KillState.making.map { state in
      KillJob(
        name: "making a channel after \(state.name)", before: [], makes: true,
        killedBefore: (state, { [$0] }))
    }
    + KillState.removing.map { state in
      KillJob(
        name: "making a channel after \(state.name)", before: notFitting,
        killedBefore: (state, { _ in ["rm", "default"] }))
    } + [
      KillJob(
        name: "listing after all but the name was made", before: [], makes: true, effect: .none,
        arguments: { _ in ["list"] }, killedBefore: (KillState.making[1], { [$0] })),
      KillJob(
        name: "listing after a name was taken away", before: notFitting, effect: .none,
        arguments: { _ in ["list"] },
        killedBefore: (KillState.removing[0], { _ in ["rm", "default"] })),
    ]
}
