import SystemPackage

/// With `--newest`, pictures may come faster than they can be decoded, as shots of a burst do: then
/// the newest is decoded, and what is on its way to the screen is given up for it.
extension ShowSchedule {
  /// Pictures that were not shown, since newer ones had come; until one is shown.
  struct PassedOver: Sendable {
    /// The newest is the last. Of those that are in doubt it is not known that they are new.
    var pictures: [(path: FilePath, isDoubtful: Bool)] = []
    /// When the first of them was given up.
    var since: Duration?

    mutating func rename(_ path: FilePath, _ name: FilePath) {
      for index in pictures.indices where pictures[index].path == path {
        pictures[index].path = name
      }
    }
  }

  /// How long nothing is shown at most because newer pictures come: if each ended the decoding
  /// under way for ever, the screen would stand still while most happens. A burst of shots is over
  /// in some decodings of one; pictures that come faster, without end, are a stream, and it is to
  /// move.
  private var longestWithout: Duration { min(.seconds(2), (lastDecoding ?? .seconds(1)) * 6) }

  /// Whether a picture has come that is not to wait for its turn.
  var hasNewest: Bool { options.playlist.isNewestOnly && playlist.hasArrival }

  /// Whether the newest picture takes the place of the one that is on its way.
  private var givesUp: Bool {
    let isPatient = passedOver.since.map { clock >= $0 + longestWithout } ?? false
    return hasNewest && paused == nil && !(isPatient && child?.isAwaited == true)
  }

  /// Aims at the newest picture, if one has come while another is aimed at.
  mutating func aimAtNewest(_ now: Duration) {
    while let target, !target.isStep, givesUp {
      passedOver.pictures.append((target.path, target.isDoubtful))
      passedOver.since = passedOver.since ?? now
      go(playlist.advance(), .advance, fade: target.fade, now)
    }
  }

  /// The newest of those that were passed over, where what came after them cannot be shown.
  mutating func takePassedOver() -> Playlist.Outcome? {
    while let (path, isDoubtful) = passedOver.pictures.popLast() {
      guard playlist.contains(path) else { continue }
      return isDoubtful ? .check(path) : playlist.step(.jump(path))
    }
    return nil
  }
}
