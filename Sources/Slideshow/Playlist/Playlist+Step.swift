package import SystemPackage

extension Playlist {
  /// What a step comes to.
  package enum Outcome: Hashable, Sendable {
    /// This picture is to be shown; it is `current` now.
    case show(FilePath)
    /// This one is to be shown if it holds something else than was shown of it; `confirm` says so.
    case check(FilePath)
    /// The picture on screen stays.
    case stay
    /// The only round is over.
    case finished
  }

  /// A step that somebody asks for.
  package enum Step: Hashable, Sendable {
    case next
    case previous
    /// The first picture of this round.
    case first
    /// The last picture of this round.
    case last
    /// A picture by its path; one that is not there changes nothing.
    case jump(FilePath)
  }

  private enum Move {
    case detour(FilePath)
    case check(FilePath)
    case place(Place)
    case newRound(backward: Bool)
    case stay
    case finished
  }

  /// What `advance` would do, without doing it.
  package var upcoming: Outcome {
    switch nextMove(byHand: false) {
    case .detour(let path): return .show(path)
    case .check(let path): return .check(path)
    case .place(let place): return .show(place.path)
    case .newRound:
      var later = self  // once a round
      return later.advance()
    case .stay: return .stay
    case .finished: return .finished
    }
  }

  /// Goes on by itself: when a picture's time is over, or a new one has come.
  package mutating func advance() -> Outcome { perform(nextMove(byHand: false)) }

  /// Whether a new picture waits to be shown.
  package var hasArrival: Bool { arrivals.first != nil }

  /// Does what somebody asked for.
  package mutating func step(_ step: Step) -> Outcome {
    switch step {
    case .next: perform(nextMove(byHand: true))
    case .previous: perform(previousMove)
    case .first: perform(round.first.map { .place($0) } ?? .stay)
    case .last: perform(round.last.map { .place($0) } ?? .stay)
    case .jump(let path): perform(jump(to: path))
    }
  }

  private func nextMove(byHand: Bool) -> Move {
    if entries.isEmpty { return options.isOnce && hasBegun ? .finished : .stay }
    if current == nil, let start = options.start.first(where: contains) { return jump(to: start) }
    if let arrival = arrivals.first {
      return doubts[arrival.path] == arrival.number ? .check(arrival.path) : .detour(arrival.path)
    }
    if options.isNewestOnly && !byHand && current != nil { return .stay }
    if let place = otherThanCurrent(nextPlace, then: round.first(after:)) { return .place(place) }
    if options.isOnce { return .finished }
    return options.isNewestOnly ? .stay : .newRound(backward: false)
  }

  private var previousMove: Move {
    if let place = otherThanCurrent(previousPlace, then: round.last(before:)) {
      return .place(place)
    }
    return options.isOnce || options.isNewestOnly ? .stay : .newRound(backward: true)
  }

  private func jump(to path: FilePath) -> Move {
    guard let entry = entries[path] else { return .stay }
    // A shuffled round goes on with those that have not been shown yet.
    guard let place = entry.place, !options.isShuffled || options.isNewestOnly else {
      return path == current ? .stay : .detour(path)
    }
    return .place(place)
  }

  /// `place`, or the one beyond it where it is the picture on screen: none comes twice in a row.
  private func otherThanCurrent(_ place: Place?, then beyond: (Place) -> Place?) -> Place? {
    guard let place, place.path == current else { return place }
    return beyond(place)
  }

  private mutating func perform(_ move: Move) -> Outcome {
    switch move {
    case .detour(let path): return takeDetour(to: path)
    case .check(let path):
      doubts[path] = nil
      dropStaleArrivals()
      return .check(path)
    case .place(let place): return show(place)
    case .newRound(let backward): return showNewRound(backward: backward)
    case .stay: return .stay
    case .finished: return .finished
    }
  }

  private mutating func takeDetour(to path: FilePath) -> Outcome {
    if let place = entries[path]?.place { round.remove(place) }
    if options.isNewestOnly { settle(path) } else { detour(path) }
    dropStaleArrivals()
    guard let place = entries[path]?.place else { return .stay }
    return show(place)
  }

  private mutating func show(_ place: Place) -> Outcome {
    cursor = place
    if place.path == current { return .stay }
    current = place.path
    return .show(place.path)
  }

  private mutating func showNewRound(backward: Bool) -> Outcome {
    beginRound(backward: backward)
    // Sorted anew, the last may be the first.
    let place =
      backward
      ? otherThanCurrent(round.last, then: round.last(before:))
      : otherThanCurrent(round.first, then: round.first(after:))
    return (place ?? round.first).map { show($0) } ?? .stay
  }
}
