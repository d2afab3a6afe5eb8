import ShmChannel
import TestSupport

/// Random hands at a window, beside frames of random sizes.
struct MonkeyTrial: Trial {
  static let name = "monkey"
  static let promise =
    "whatever is done to its window, a viewer goes on, and shows what a fresh snapshot shows"
  static let share = 2

  /// Acts between two looks at the window.
  private static let stretch = (quick: 60, full: 300)
  /// Looks that a growth is sought in, at least.
  private static let leastLooks = 6

  func run(_ context: Context) throws -> Tally {
    var random = context.generator()
    var tally = Tally()
    let cage = try MonkeyCage()
    let monkey = Monkey(in: cage)
    var course: [MonkeyCage.Holdings] = []
    repeat {
      for _ in 0..<(context.isQuick ? Self.stretch.quick : Self.stretch.full) {
        try cage.publish(&random)
        try monkey.act(&random, &tally)
      }
      try cage.requireSnapshot(&random)
      tally.count("windows that were equal to a fresh snapshot")
      let now = try cage.rest()
      course.append(now)
      // The first stretch is the time in which everything is used once.
      try now.requireNoMore(than: course[0])
    } while !context.isOver && !context.isQuick || course.count < Self.leastLooks
    try Self.requireFlat(course)
    try cage.end()
    tally.count("frames of random sizes published", cage.frames)
    return tally
  }

  private static func requireFlat(_ course: [MonkeyCage.Holdings]) throws {
    try Holdings.requireFlat(course.map(\.viewer.kibibytes), "the viewer's own memory")
    try Holdings.requireFlat(course.map(\.viewer.sharedKibibytes), "its shared memory")
    try Holdings.requireFlat(course.map(\.server.kibibytes), "the X server's memory")
  }
}
