import TestSupport

/// Publishers at full speed beside readers and viewers that check every pixel.
struct TornTrial: Trial {
  static let name = "torn"
  static let promise = "no frame is torn, no generation goes back, and the last one is never missed"
  static let share = 5

  /// What a full run checks at least.
  private static let leastAcquired = 1_000_000

  func run(_ context: Context) throws -> Tally {
    var random = context.generator()
    var tally = Tally()
    try TornControl(&random).run(&random, &tally)
    let cast = try TornCast(&random)
    var acquired = 0
    repeat {
      try cast.burst(&random, &tally)
      try cast.awaitLast()
      acquired = try cast.acquired()
      tally.count("bursts after which all had reached the last frame")
    } while !context.isOver || (!context.isQuick && acquired < Self.leastAcquired)
    tally.count("frames published by two processes", cast.crew.total)
    tally.count("frames checked by two processes that held them", acquired)
    try cast.end(&tally)
    return tally
  }
}
