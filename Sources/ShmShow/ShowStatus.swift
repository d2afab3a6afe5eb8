/// What a slideshow says of itself, for viewers and for `list`.
public struct ShowStatus: Hashable, Sendable {
  /// What a show is doing; the numbers stand in show files.
  public enum State: UInt32, Hashable, Sendable, CaseIterable {
    /// It has no picture to show.
    case waiting = 1
    /// It goes on by itself.
    case playing = 2
    /// It stays at its picture until it is told otherwise.
    case paused = 3
    /// Its screen is off, by its hours or by hand.
    case off = 4
  }

  /// What the show is doing, or was when it was killed.
  public var state: State
  /// Which picture is on screen, from 1; 0 when there is none.
  public var position: Int
  /// How many pictures there are.
  public var count: Int
  /// What is shown, for people: at most 1,024 bytes of UTF-8, the home directory as `~`.
  public var directory: String
  /// What viewers say while there is no picture; at most 1,024 bytes of UTF-8.
  public var note: String
  /// When the hours of the show switch its screen on or off next: since the epoch, in whole
  /// seconds; nil where nothing does.
  public var nextChange: Duration?
  /// When a picture came on screen last, since the epoch; nil before the first.
  public var lastChange: Duration?
  /// How often a picture could not be shown, since the show began.
  public var failureCount = 0
  /// The last one of these, and why; at most 768 bytes of UTF-8.
  public var lastFailure = ""
  /// What would bring pictures that are missing, for people; at most 768 bytes of UTF-8.
  public var awaited = ""
  /// The show's process, in its own PID namespace; for people only. `Show` itself sets it.
  public internal(set) var processID: UInt32 = 0
  /// Whether the show lives: one that was killed leaves what it said last. True unless read.
  public internal(set) var isRunning = true

  /// What a show is to say; texts are made fit by `Title.sanitized`.
  public init(
    state: State, position: Int = 0, count: Int = 0, directory: String = "", note: String = "",
    nextChange: Duration? = nil
  ) {
    self.nextChange = nextChange
    self.state = state
    self.position = position
    self.count = count
    self.directory = directory
    self.note = note
  }

  /// Whether viewers show the same of both.
  func looksLike(_ other: ShowStatus) -> Bool {
    (state, position, count) == (other.state, other.position, other.count)
      && (directory, note) == (other.directory, other.note)
  }
}
