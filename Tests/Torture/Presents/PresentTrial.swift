import ShmChannel
import TestSupport

/// Windows whose frames are presented at vertical blanks, and all that gets in the way of that.
struct PresentTrial: Trial {
  static let name = "present"
  static let promise =
    "whatever happens to presents, the newest frame ends on the screen, and nothing grows"
  static let share = 2

  /// Acts between two looks at the window.
  private static let stretch = (quick: 6, full: 100)
  /// Looks until everything has been used once: caches, buffers, pixmaps.
  private static let warmUp = 2
  /// Looks after these that a growth is sought in, at least.
  private static let looks = (quick: 3, full: 9)

  func run(_ context: Context) throws -> Tally {
    var random = context.generator()
    var tally = Tally()
    repeat { try round(context, &random, &tally) } while !context.isOver && !context.isQuick
    return tally
  }

  private func round(
    _ context: Context, _ random: inout SeededGenerator, _ tally: inout Tally
  ) throws {
    let cage = try PresentCage()
    var course: [WindowHoldings] = []
    let looks = Self.warmUp + (context.isQuick ? Self.looks.quick : Self.looks.full)
    for _ in 0..<looks {
      for _ in 0..<(context.isQuick ? Self.stretch.quick : Self.stretch.full) {
        try cage.act(&random, &tally)
      }
      try cage.requireNewest()
      tally.count("times that the newest frame was on the screen")
      course.append(try cage.rest())
    }
    try WindowHoldings.requireFlat(
      Array(course.dropFirst(Self.warmUp)), sharedSlack: 2 * PresentCage.frameByteCount >> 10,
      pixmapSlack: PresentCage.frameByteCount)
    try cage.killViewer(&random, &tally)
    if Bool.random(using: &random) {
      try cage.starveServer(&random, &tally)
      try cage.quit()
    } else {
      try cage.killServer(&random, &tally)
    }
  }
}
