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
    /// A person tells it what to do.
    case steer
    /// What it has made of that.
    case reply
    /// Whether it is paused, or its screen is off.
    case mark
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
  /// What a person wants of it, and it has not been told yet.
  private var wanted: [ShowCommand] = []
  /// What it is to say to that.
  private(set) var reply: ShowReply?
  /// Whether there was a show when the channel was last asked.
  private(set) var isThere = false

  init(holdsOnTouch: Bool) { self.holdsOnTouch = holdsOnTouch }

  /// Whether a show waits for this viewer.
  var isHolding: Bool { hold != nil }

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

  /// A person wants that, once it is known how the show stands.
  mutating func want(_ command: ShowCommand) { wanted.append(command) }

  /// What to tell the show of what has been wanted.
  mutating func takeWanted() -> [ShowCommand] {
    defer { wanted = [] }
    return wanted.flatMap { commands(for: $0) }
  }

  /// What to say to a person of what the show says.
  mutating func feedback(
    on status: ShowStatus?, for questions: Set<Question>, at now: Instant
  ) -> String? {
    let show = status.flatMap { $0.isRunning ? $0 : nil }
    isThere = show != nil
    if questions.contains(.steer) {
      reply = show.map { ShowReply(before: $0, at: now) }
      return show == nil ? FeedbackWords.noShow : nil
    }
    guard let show, reply?.isOver(at: now) == false else {
      reply = nil
      return nil
    }
    let words = reply?.words(for: show, at: now)
    if words?.isLast == true { reply = nil }
    return words?.text
  }

  /// What to tell the show after what it says; `show` is nil where there is none.
  mutating func hear(_ show: ShowStatus?, for questions: Set<Question>) -> [ShowCommand] {
    var commands: [ShowCommand] = []
    if questions.contains(.note) { note = Self.note(of: show) }
    if questions.contains(.hold), let verdict = hold?.judge(show) {
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
