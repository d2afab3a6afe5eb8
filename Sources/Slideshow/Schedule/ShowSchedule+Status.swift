package import SystemPackage

extension ShowSchedule {
  /// What a viewer or `list` can tell of the show.
  package struct Status: Hashable, Sendable {
    package let position: Playlist.Position
    package let isPaused: Bool
    package let isOff: Bool
    /// Whether there is no picture, or none on screen yet.
    package let isWaiting: Bool
    package let tally: ShowTally
    /// Directories that are not there, in the order of their names.
    package let missing: [FilePath]
    /// Why the picture that is wanted is tried again and again.
    package let postponement: String?
  }

  package var status: Status {
    Status(
      position: playlist.position, isPaused: paused != nil, isOff: isOff,
      isWaiting: playlist.count == 0 || slide == nil, tally: tally,
      missing: missing.keys.sorted { $0.description < $1.description },
      postponement: toldPostponement)
  }

  /// When to ask again though nothing has come; nil while time alone changes nothing.
  package var deadline: Duration? {
    mutating get {
      if hasEnded { return nil }
      if isOff { return sortingTime.flatMap { $0 > clock ? $0 : nil } }
      return [
        sortingTime, childDeadline, overtakenDeadline, slideEnd, child == nil ? retry : nil,
      ]
      .compactMap { $0 }.filter { $0 > clock }.min()
    }
  }

  /// When the slide is over, if something follows.
  private var slideEnd: Duration? {
    mutating get {
      guard let slide, paused == nil, target == nil, child?.isShowing != true, upcoming != .stay
      else { return nil }
      return max(slide.shown + options.interval, slide.passEnd ?? .zero)
    }
  }

  /// The picture that somebody means: by its whole path, or by an end of it that only one has.
  package func picture(named name: FilePath) -> FilePath? {
    if playlist.contains(name) { return name }
    guard name.isRelative, !name.components.isEmpty else { return nil }
    var match: FilePath?
    for path in playlist.paths where path.ends(with: name) {
      guard match == nil else { return nil }
      match = path
    }
    return match
  }
}
