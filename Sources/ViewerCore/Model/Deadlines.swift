/// The deadlines of a viewer, of which the earliest wakes it; none while nothing is to come.
struct Deadlines: Equatable, Sendable {
  /// What a deadline is for.
  enum Purpose: Int, CaseIterable, Sendable {
    /// The next line of `--stats` is due.
    case stats
    /// The window manager has had its time to grant the size of the first frame.
    case firstSize
    /// The window manager has had its time to take in a window that begins fullscreen.
    case beginning
    /// The next step of a fade is due.
    case fade
    /// What is drawn over the picture is to change.
    case overlay
    /// The picture may want a word about its range.
    case hint
    /// It is to be found out again which frames are still there.
    case history
    /// The pointer has perhaps rested long enough to hide.
    case pointer
    /// Nothing may be left that holds the screen saver off.
    case inhibition
    /// A show whose screen is off may have been killed.
    case screen
    /// A slideshow of the viewer's own that was killed is to be started again.
    case slideshow
    /// A put of a dropped file takes long, or has had its time.
    case drop
    /// A show that a person has told something has had its time to make something of it.
    case reply
  }

  /// By purpose.
  private var instants = [Instant?](repeating: nil, count: Purpose.allCases.count)

  /// The earliest of them.
  var first: Instant? {
    var first: Instant?
    for case let instant? in instants where first.map({ instant < $0 }) ?? true { first = instant }
    return first
  }

  func isSet(_ purpose: Purpose) -> Bool { instants[purpose.rawValue] != nil }

  /// Sets or moves a deadline, or takes it back.
  mutating func set(_ purpose: Purpose, at instant: Instant?) {
    instants[purpose.rawValue] = instant
  }

  /// The deadlines that have passed, which are gone then.
  mutating func takePassed(at now: Instant) -> [Purpose] {
    guard let first, first <= now else { return [] }
    let passed = Purpose.allCases.filter { instants[$0.rawValue].map { $0 <= now } ?? false }
    for purpose in passed { instants[purpose.rawValue] = nil }
    return passed
  }
}
