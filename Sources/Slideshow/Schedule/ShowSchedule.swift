import SystemPackage

/// Decides when which picture is decoded and shown; a value that knows no process and no file.
///
/// Each picture is decoded by a *child*, which then holds it ready until it is told to show it. At
/// any time there is at most one child besides that of the animation on screen: the one for the
/// picture that is wanted now, or else for the one that comes next. Inputs go in with the time they
/// came at, effects come out, and `deadline` says when to ask again though nothing has come.
package struct ShowSchedule: Sendable {
  package struct Options: Sendable {
    package var playlist = Playlist.Options()
    /// How long a picture is shown.
    package var interval = Duration.seconds(5)
    /// How long the change to the next picture takes when nobody asked for it by hand.
    package var fade = Duration.zero
    /// How long a file system may take to answer while a child reads its file.
    package var longestSilence = Duration.seconds(2)
    /// How long a child may take until its picture is ready.
    package var longestDecoding = Duration.seconds(30)
    /// How long one pass of an animation may keep the show; nil for ten intervals, at least a
    /// minute.
    package var longestPlay: Duration?

    package init() {}

    var passLimit: Duration { longestPlay ?? max(interval * 10, .seconds(60)) }
  }

  /// Tells one child from all others of this show.
  package struct ChildNumber: Hashable, Sendable {
    package let rawValue: UInt64

    package init(rawValue: UInt64) { self.rawValue = rawValue }
  }

  /// A child that decodes, or holds what it has decoded.
  struct Child {
    enum Phase: Hashable {
      case preparing
      /// For an animation with how long it takes once through.
      case held(pass: Duration?)
      case showing(since: Duration, pass: Duration?)
    }

    let number: ChildNumber
    /// Of what it decodes, which may have got another name since it was told to show it.
    var path: FilePath
    let started: Duration
    var phase = Phase.preparing
    /// Whether the file has changed since the child began to read it.
    var isOutdated = false
    /// When its file system answered last, while it reads the file.
    var answered: Duration?
    /// When it had read the file.
    var read: Duration?
    /// What it has read.
    var contents: ContentsDigest?
    /// Whether it shows its picture under a name that it no longer has.
    var isMisnamed = false
    /// What it was told was shown of the file.
    let known: ContentsDigest?
    /// Whether its picture was to be shown as soon as it is ready, at some time.
    var isAwaited: Bool

    var isShowing: Bool { if case .showing = phase { true } else { false } }
  }

  /// A picture that shall be on screen as soon as it can be.
  struct Target {
    var path: FilePath
    /// Where to go on if it cannot be shown.
    let fallback: Fallback
    let fade: Duration
    /// Whether it may hold what was shown of it, and is not shown then.
    var isDoubtful = false
    /// Whether `next` or `previous` led to it, so that the pictures on the way to it are of
    /// interest.
    var isStep = false
  }

  enum Fallback: Hashable {
    case advance
    case next
    case previous
  }

  /// What is on screen.
  struct Slide {
    var path: FilePath
    var shown: Duration
    /// Whether the file may have changed since.
    var isOutdated = false
    /// What the file held; nil where it is to be shown again whatever it holds.
    var contents: ContentsDigest?
    /// The child that plays it, if it is an animation.
    var player: ChildNumber?
    /// When it is over at the latest; nil once it has been seen whole, or if it does not move.
    var passEnd: Duration?

    /// Has it shown again, though it may be what is on screen.
    mutating func demandAgain() {
      isOutdated = true
      contents = nil
    }
  }

  let options: Options
  var playlist: Playlist {
    didSet { knownUpcoming = nil }
  }
  var child: Child?
  var target: Target?
  var slide: Slide?
  var passedOver = PassedOver()
  /// How long the last picture took from the moment when it had been read.
  var lastDecoding: Duration?
  /// Whether the screen is off: then nothing is decoded, and nothing goes on.
  var isOff = false
  /// When it was paused, if it is.
  var paused: Duration?
  /// Whether the show may begin with what is known: all pictures of the start.
  var hasGathered = false
  /// Whether no more pictures are to be expected but those that are made.
  var hasScanned = false
  /// Pictures of the start that are not in the playlist yet, since when, to be sorted at once.
  var found: [(path: FilePath, stamp: FileStamp?)] = []
  var foundSince: Duration?
  /// Whether there was no picture, so that the next one to come is shown at once.
  var isWaiting = true
  /// Children in a row that were lost for reasons that lie outside of their files.
  var losses = 0
  /// No child is started before.
  var retry = Duration.zero
  /// What has become of pictures.
  var tally = ShowTally()
  /// Directories that are not there, with why.
  var missing: [FilePath: Errno] = [:]
  /// Why the last child was postponed; told once.
  var toldPostponement: String?
  var hasEnded = false
  /// When something was taken up last.
  var clock = Duration.zero

  private var lastNumber: UInt64 = 0
  private var knownUpcoming: Playlist.Outcome?

  /// What is to be done since the last call.
  var effects: [Effect] = []

  package init(_ options: Options) {
    self.options = options
    playlist = Playlist(options.playlist)
  }

  /// What comes next by itself; found out once, since the start of a round may cost much.
  var upcoming: Playlist.Outcome {
    mutating get {
      let outcome = knownUpcoming ?? playlist.upcoming
      knownUpcoming = outcome
      return outcome == .stay ? missed.map { .show($0) } ?? .stay : outcome
    }
  }

  /// The picture at which the playlist stands, if it has not come on screen.
  var missed: FilePath? {
    guard let path = playlist.current, playlist.contains(path), path != slide?.path else {
      return nil
    }
    return path
  }

  mutating func nextNumber() -> ChildNumber {
    lastNumber += 1
    return ChildNumber(rawValue: lastNumber)
  }
}
