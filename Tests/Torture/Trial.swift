import TestSupport

/// An attempt to break one promise of the product.
protocol Trial: SendableMetatype {
  /// What the command line calls it.
  static var name: String { get }
  /// The promise, as one sentence.
  static var promise: String { get }
  /// Its part of the time, beside the other trials' parts.
  static var share: Int { get }

  init()

  /// Tries until the budget is used up, and in a full run at least as often as the promise says.
  ///
  /// - Throws: `BrokenPromise`, or whatever kept it from trying.
  func run(_ context: Context) throws -> Tally
}

/// What a trial is given.
struct Context {
  /// Where all its random choices come from.
  let seed: UInt64
  /// How long it may try; what must be tried at least is tried also afterwards.
  let budget: Duration
  /// Whether it is the run in scripts/test: a minute for what can be tried for any time, and less
  /// that must be tried.
  let isQuick: Bool
  /// How many slides the trial of a slideshow shows at least; nil for as many as there is time for.
  let slides: Int?
  /// The round to begin with, of a trial that has rounds of their own random choices.
  let firstRound: UInt64
  /// When the budget is used up.
  let deadline: ContinuousClock.Instant

  init(
    seed: UInt64, budget: Duration, isQuick: Bool, slides: Int? = nil, firstRound: UInt64 = 0
  ) {
    self.init(
      seed: seed, budget: budget, isQuick: isQuick, slides: slides, firstRound: firstRound,
      deadline: .now + budget)
  }

  private init(
    seed: UInt64, budget: Duration, isQuick: Bool, slides: Int?, firstRound: UInt64,
    deadline: ContinuousClock.Instant
  ) {
    (self.seed, self.budget, self.isQuick, self.slides) = (seed, budget, isQuick, slides)
    (self.firstRound, self.deadline) = (firstRound, deadline)
  }

  /// The same time with other random choices.
  func round(_ number: UInt64) -> Context {
    Context(
      seed: seed &+ number, budget: budget, isQuick: isQuick, slides: slides,
      firstRound: firstRound, deadline: deadline)
  }

  /// Whether the budget is used up.
  var isOver: Bool { ContinuousClock.now >= deadline }

  /// Random numbers of its own for each `stream`, the same for each run of one seed.
  func generator(_ stream: UInt64 = 0) -> SeededGenerator {
    SeededGenerator(seed: SeededGenerator.mixed(seed &+ stream))
  }

  /// A part of the budget for a part of the trial, from now on.
  func part(_ share: Double) -> Context {
    Context(seed: seed, budget: budget * share, isQuick: isQuick)
  }
}

/// What a trial has tried, in the order of its report.
struct Tally {
  private(set) var counts: [(what: String, count: Int)] = []

  /// Adds to what is counted under the name `what`.
  mutating func count(_ what: String, _ number: Int = 1) {
    if let index = counts.firstIndex(where: { $0.what == what }) {
      counts[index].count += number
    } else {
      counts.append((what, number))
    }
  }

  /// Adds what another part has tried.
  mutating func add(_ other: Tally) {
    for (what, number) in other.counts { count(what, number) }
  }
}

/// A promise of the product that did not hold.
struct BrokenPromise: Error, CustomStringConvertible {
  let description: String
  /// The round to begin with to try again, where that is not the first.
  let round: UInt64?

  init(_ description: String, round: UInt64? = nil) {
    (self.description, self.round) = (description, round)
  }
}

/// Goes on only if a promise holds.
func demand(_ holds: Bool, _ broken: @autoclosure () -> String) throws {
  guard holds else { throw BrokenPromise(broken()) }
}
