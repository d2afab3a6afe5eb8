import ShmChannel
import ShmShow

/// What a viewer has to do with the slideshow on its channel: what keys ask of it, the pause while
/// somebody looks closer (`--hold-on-touch`), and what it says while there is no picture.
struct ShowControl: Sendable {
  /// What is to be known of the show.
  enum Question: Hashable, Sendable {
    /// Somebody looks closer.
    case touch
    /// Whether the show that is held has been let go elsewhere.
    case hold
    /// What the window says without a picture.
    case note
    /// What the information panel says.
    case panel
    /// Whether it feeds the window.
    case inhibition
    /// The viewer ends.
    case end
  }

  /// What the channel's slideshow says while it has no picture.
  private(set) var note: String?
  private let holdsOnTouch: Bool
  /// The channel's slideshow, paused because somebody looked closer.
  private var hold: Hold?

  init(holdsOnTouch: Bool) { self.holdsOnTouch = holdsOnTouch }

  /// Whether a show waits for this viewer.
  var isHolding: Bool { hold != nil }

  /// How long a show that is held may take to say where it stands: a picture rings before its show
  /// says that it has been stepped.
  static let patience = Duration.milliseconds(250)

  /// What somebody who looks closer has to know; nil if that holds no show.
  var touchQuestion: Question? { holdsOnTouch ? .touch : nil }

  /// What to tell the show, of which a person wants that. One that was held goes on with the next
  /// picture and with the last one. Stepping back does not let it go, and a show that was paused by
  /// hand before has not been held.
  mutating func commands(for wanted: ShowCommand) -> [ShowCommand] {
    guard hold != nil else { return [wanted] }
    switch wanted {
    case .next, .last:
      hold = nil
      return [wanted, .resume]
    case .togglePause:
      hold = nil
      return [wanted]
    default: return [wanted]
    }
  }

  /// What to tell the show after what it says; `show` is nil where there is none.
  mutating func take(_ show: ShowStatus?, for questions: Set<Question>) -> [ShowCommand] {
    var commands: [ShowCommand] = []
    if questions.contains(.note) { note = Self.note(of: show) }
    if questions.contains(.hold), let verdict = hold?.take(show) {
      if verdict == .resume { commands.append(.resume) }
      if verdict != .keep { hold = nil }
    }
    if questions.contains(.touch), let show, show.isRunning, show.state == .playing {
      hold = Hold(of: show)
      commands.append(.pause)
    }
    if questions.contains(.end), let hold, let show, show.isRunning,
      show.state == .paused || !hold.isKnown
    {
      self.hold = nil
      commands.append(.resume)
    }
    return commands
  }

  private static func note(of show: ShowStatus?) -> String? {
    guard let show, show.isRunning, !show.note.isEmpty else { return nil }
    return show.note
  }
}
