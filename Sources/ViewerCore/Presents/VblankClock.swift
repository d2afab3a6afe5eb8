/// When the screen's vertical blanks are, by what the X server says of those that have been.
package struct VblankClock: Equatable, Sendable {
  /// From 10 to 500 a second: others are no screen's.
  private static let periods = Duration.milliseconds(2)...Duration.milliseconds(100)
  /// What lies further back says nothing: the screen may have been off.
  private static let memory = Duration.milliseconds(500)

  private var last: (instant: Instant, count: UInt64)?
  /// From one to the next; nil before two are known.
  package private(set) var period: Duration?

  /// Nothing is known.
  package init() {}

  /// A vertical blank was then; `count` have been before it (`msc`).
  package mutating func take(_ instant: Instant, count: UInt64) {
    defer { last = (instant, count) }
    guard let last, count > last.count, count - last.count < 1_000_000 else { return }
    let period = last.instant.duration(to: instant) / Int(count - last.count)
    self.period = Self.periods.contains(period) ? period : nil
  }

  /// The first one after that instant; nil where nobody can know.
  package func next(after instant: Instant) -> Instant? {
    guard let period, let last, instant < last.instant + Self.memory else { return nil }
    let count = last.instant.duration(to: instant) / period
    return last.instant + period * max(1, Int(count.rounded(.down)) + 1)
  }

  package static func == (one: VblankClock, other: VblankClock) -> Bool {
    one.period == other.period && one.last?.instant == other.last?.instant
      && one.last?.count == other.last?.count
  }
}

extension VblankClock {
  /// Whose clock an event tells of.
  package enum Origin: Equatable, Sendable {
    /// A monitor's.
    case monitor
    /// One that the server makes up, for it has no screen that can tell.
    case madeUp
    /// One that the server makes up while no monitor shows the window.
    case noMonitor
  }

  /// A made-up clock counts whole periods of the server's time (present_fake.c of the X server),
  /// which no monitor does but by a rare chance.
  ///
  /// - Parameters:
  ///   - microseconds: The server's time of a vertical blank (`ust`).
  ///   - count: Of vertical blanks before it (`msc`).
  package static func origin(ofBlankAt microseconds: UInt64, count: UInt64) -> Origin {
    func counts(_ period: UInt64) -> Bool { count == (microseconds &+ period / 2) / period }
    if counts(16_666) || counts(16_667) { return .madeUp }
    return counts(1_000_000) ? .noMonitor : .monitor
  }
}
