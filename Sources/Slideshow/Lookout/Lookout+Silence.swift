import SystemPackage

/// What becomes of a directory that does not answer, until it does.
extension Lookout {
  /// A directory that fell silent again so soon is waited for longer each time.
  private static let relapse = Duration.seconds(60)
  private static let longestDelay = Duration.seconds(60)

  mutating func passTime(_ now: Duration, _ stamp: Int64) {
    if let watcher, let place = watcher.place, now >= watcher.heard + Self.patience {
      effects.append(.end(watcher.number))
      self.watcher = nil
      giveUp(place, now)
      startWatcher(now, knownUntil: Self.stamp(of: watcher.heard, now, stamp))
    } else if let restart, now >= restart {
      // What the last one said may not have been heard.
      startWatcher(now, knownUntil: Self.stamp(of: now - Self.patience, now, stamp))
    }
    for index in hung.indices where hung[index].scout == nil && now >= hung[index].departure {
      startScout(at: index)
    }
  }

  /// A second less, since clocks of file systems are coarse.
  private static func stamp(of moment: Duration, _ now: Duration, _ stamp: Int64) -> Int64 {
    let past = (now - moment + .seconds(1)) / .nanoseconds(1)
    return stamp - (Int64(exactly: past.rounded()) ?? 0)
  }

  private mutating func giveUp(_ place: FilePath, _ now: Duration) {
    let last = returns[place]
    let isRelapse = last.map { now < $0.moment + Self.relapse } ?? false
    let longer = min(max((last?.delay ?? .zero) * 2, .seconds(2)), Self.longestDelay)
    let delay = isRelapse ? longer : .zero
    returns[place] = (now, delay)
    let mount = mountPoint(place)
    let covered = mount.map { $0.components.isEmpty ? place : $0 } ?? place
    hung.append(Hung(directory: place, covered: covered, scout: nil, departure: now + delay))
    effects.append(.log(place, "does not answer; going on without it"))
    tell(known.remove(below: covered))
    for (number, path) in asked where path.starts(with: covered) {
      asked[number] = nil
      effects.append(.answer(number, nil))
    }
  }

  private mutating func startWatcher(_ now: Duration, knownUntil: Int64) {
    restart = nil
    var options = options
    options.silent = Set(hung.map(\.covered))
    // What was there before is known, once there was a watcher.
    if known.isBegun { options.knownUntil = knownUntil }
    known.begin()
    let number = nextNumber()
    let place = asked.values.first?.removingLastComponent()
    watcher = Watcher(number: number, place: place, heard: now)
    watcherKnows()
    effects.append(.start(number, options))
    for (look, path) in asked.sorted(by: { $0.key < $1.key }) {
      effects.append(.ask(number, look, path))
    }
  }

  private mutating func startScout(at index: Int) {
    var options = DirectoryWatcher.Options()
    options.directories = [hung[index].directory]
    options.needsStamps = true
    let number = nextNumber()
    hung[index].scout = number
    effects.append(.start(number, options))
  }

  /// The directory has answered: it is looked at like all others again.
  mutating func takeBack(at index: Int, _ now: Duration) {
    let place = hung.remove(at: index)
    if let scout = place.scout { effects.append(.end(scout)) }
    returns[place.directory]?.moment = now
    effects.append(.log(place.directory, "answers again"))
    if let watcher { effects.append(.end(watcher.number)) }
    watcher = nil
    restart = now
  }
}
