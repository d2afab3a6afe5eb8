import Glibc
import TestSupport

/// A year of a slideshow on a wall, as far as it can be had.
struct SoakShowTrial: Trial {
  static let name = "soak-show"
  static let promise =
    "a slideshow on a wall needs nobody: nothing grows, and its screen is never without a picture"
  static let share = 3

  /// Slides between two things that happen, and things between two rests.
  private static let pace = (slides: 5, happenings: 4)
  private static let leastRests = 6

  func run(_ context: Context) throws -> Tally {
    var random = context.generator()
    var tally = Tally()
    if let obstacle = StoppableFileSystem.obstacle {
      say("soak-show: no folder hangs: \(obstacle)")
    }
    let wall = try Wall(&random)
    try live(wall, context, &random, &tally)
    try restart(wall, context, &random, &tally)
    tally.count("slides shown", try wall.slides())
    tally.count("looks at the screen, of which each was a picture", wall.watch.looks)
    try wall.end()
    try killServers(&random, &tally)
    try cutPower(context, &random, &tally)
    return tally
  }

  /// Whatever happens, nothing grows.
  private func live(
    _ wall: Wall, _ context: Context, _ random: inout SeededGenerator, _ tally: inout Tally
  ) throws {
    let troubles = WallTroubles(of: wall)
    var course: [Wall.Holdings] = []
    let deadline = ContinuousClock.now + context.budget * 0.7
    func isOver() throws -> Bool {
      if course.count < Self.leastRests { return false }
      if let slides = context.slides { return try wall.slides() >= slides }
      return context.isQuick || ContinuousClock.now >= deadline
    }
    repeat {
      for _ in 0..<Self.pace.happenings {
        try troubles.happen(&random, &tally)
        try wall.awaitSlides(Self.pace.slides)
      }
      course.append(try wall.rest())
    } while try !isOver()
    // The first rest has what everything took that was used for the first time.
    try Wall.Holdings.requireFlat(Array(course.dropFirst()))
  }

  /// The show is killed, ended and replaced, and its last picture stays meanwhile.
  private func restart(
    _ wall: Wall, _ context: Context, _ random: inout SeededGenerator, _ tally: inout Tally
  ) throws {
    for _ in 0..<(context.isQuick ? 4 : 50) {
      try wall.restartShow(by: Bool.random(using: &random) ? SIGKILL : SIGTERM)
      try wall.awaitSlides(.random(in: 1...20, using: &random))
      tally.count("restarts of the show")
    }
  }

  /// An X server that is killed ends the viewer, so that whoever looks after it starts it again.
  private func killServers(_ random: inout SeededGenerator, _ tally: inout Tally) throws {
    let wall = try Wall(&random)
    wall.watch.look(false)
    wall.watch.end()
    wall.server.program.signal(SIGKILL)
    let outcome = try Outcome(of: wall.viewer.program)
    try demand(
      outcome.ending == .exited(69), "a viewer whose X server was killed ended with \(outcome)")
    try wall.awaitSlides(3)
    try demand(wall.show.end() == .exited(0), "the show did not end well")
    tally.count("X servers killed")
  }

  private func cutPower(
    _ context: Context, _ random: inout SeededGenerator, _ tally: inout Tally
  ) throws {
    let frame = try PowerCut(&random)
    for _ in 0..<(context.isQuick ? 2 : 20) {
      try frame.cut(
        after: .random(in: 0...2_000_000, using: &random), losesMemory: .random(using: &random))
      tally.count("power cuts")
    }
  }
}
