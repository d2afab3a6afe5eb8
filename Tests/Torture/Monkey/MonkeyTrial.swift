import ShmChannel
import TestSupport

/// Random hands at a window, beside frames of random sizes.
struct MonkeyTrial: Trial {
  static let name = "monkey"
  static let promise =
    "whatever is done to its window, a viewer goes on, and shows what a fresh snapshot shows"
  static let share = 2

  /// Acts between two looks at the window.
  private static let stretch = (quick: 40, full: 200)
  /// Looks until everything has been used once: fonts, caches, buffers.
  private static let warmUp = 4
  /// Looks after these that a growth is sought in, at least.
  private static let leastLooks = 6

  func run(_ context: Context) throws -> Tally {
    var random = context.generator()
    var tally = Tally()
    let cage = try MonkeyCage()
    let monkey = Monkey(in: cage)
    var course: [WindowHoldings] = []
    repeat {
      for _ in 0..<(context.isQuick ? Self.stretch.quick : Self.stretch.full) {
        try cage.publish(&random)
        try monkey.act(&random, &tally)
      }
      try cage.requireSnapshot(&random)
      tally.count("windows that were equal to a fresh snapshot")
      course.append(try cage.rest())
    } while !context.isOver && !context.isQuick || course.count < Self.warmUp + Self.leastLooks
    try WindowHoldings.requireFlat(Array(course.dropFirst(Self.warmUp)))
    try cage.end()
    tally.count("frames of random sizes published", cage.frames)
    return tally
  }
}
