package import SystemPackage

extension Playlist {
  /// Takes a picture up; one that is there already counts as replaced.
  ///
  /// - Parameters:
  ///   - isNew: whether it is shown next, and not in its own place.
  ///   - isBehind: whether another is on its way to the screen, which was there before and would be
  ///     the last.
  /// - Returns: whether it is the picture on screen, to be shown anew.
  @discardableResult
  package mutating func add(
    _ path: FilePath, _ stamp: FileStamp?, isNew: Bool, isBehind: Bool = false
  ) -> Bool {
    guard !contains(path) else { return replace(path, stamp, isBehind: isBehind) }
    precondition(stamp != nil || !options.needsStamps, "\(path) without a stamp")
    hasBegun = true
    // Deleted and made again while on screen: its turn is now, not next.
    let isOnScreen = path == current
    entries[path] = Entry(stamp: stamp)
    if isNew && !isOnScreen {
      announce(path)
    } else {
      settle(path)
      if isNew && isBehind && options.isNewestOnly { doubt(path) }
    }
    return isOnScreen
  }

  /// Takes up many pictures that were there from the start, in one go: they are sorted once.
  ///
  /// Those that are there already count as replaced.
  ///
  /// - Returns: whether the picture on screen is among them, to be shown anew.
  @discardableResult
  package mutating func add(contentsOf pictures: [(path: FilePath, stamp: FileStamp?)]) -> Bool {
    // Below that, one by one is less work than building anew.
    if pictures.count > count / 8 {
      build(adding: pictures)
    } else {
      for (path, stamp) in pictures { add(path, stamp, isNew: false) }
    }
    return pictures.contains { $0.path == current }
  }

  private mutating func build(adding pictures: [(path: FilePath, stamp: FileStamp?)]) {
    hasBegun = hasBegun || !pictures.isEmpty
    var places = (0..<round.count).map { round[$0] }
    entries.reserveCapacity(count + pictures.count)
    var replaced: [(FilePath, FileStamp?)] = []
    for (path, stamp) in pictures {
      precondition(stamp != nil || !options.needsStamps, "\(path) without a stamp")
      var entry = Entry(stamp: stamp)
      let place = Place(key: ownKey(path, entry), detour: 0, path: path)
      entry.place = place
      if let known = entries.updateValue(entry, forKey: path) {
        entries[path] = known
        replaced.append((path, stamp))
      } else {
        places.append(place)
      }
    }
    places.sort()
    round = RankedSet(sorted: places)
    for (path, stamp) in replaced { replace(path, stamp) }
  }

  /// Notes that a picture has other contents now; one that was not there counts as new.
  ///
  /// - Parameter isBehind: as of `add`.
  /// - Returns: whether it is the picture on screen, to be shown anew.
  @discardableResult
  package mutating func replace(
    _ path: FilePath, _ stamp: FileStamp?, isBehind: Bool = false
  ) -> Bool {
    guard var entry = entries[path] else {
      return add(path, stamp, isNew: true, isBehind: isBehind)
    }
    entry.stamp = stamp
    entries[path] = entry
    if options.isNewestOnly {
      if path != current || hasArrival || isBehind { doubt(path) }
    } else if let place = entry.place, place.detour == 0, place.key != ownKey(path, entry) {
      displaced.insert(path)  // it keeps its turn of this round
    }
    return path == current
  }

  /// Takes a picture out; the show stands where it stood.
  package mutating func remove(_ path: FilePath) {
    guard let entry = entries.removeValue(forKey: path) else { return }
    if let place = entry.place { round.remove(place) }
    displaced.remove(path)
    contents[path] = nil
    doubts[path] = nil
    dropStaleArrivals()
  }

  /// Gives a picture another name, and with that the place of what was there before; one that is
  /// not here counts as new.
  package mutating func move(_ path: FilePath, to name: FilePath, _ stamp: FileStamp?) {
    guard path != name else { return }
    guard let entry = entries[path] else {
      add(name, stamp, isNew: true)
      return
    }
    if contains(name) {
      if entry.place == nil {
        remove(path)
        replace(name, stamp)
        return
      }
      remove(name)
    }
    let (known, doubt) = (contents[path], doubts[path])
    // Before it is taken out, so that it is not dropped with what is stale.
    for case let number? in [doubt, entry.place == nil ? entry.arrival : nil] {
      arrivals.replace(Arrival(path: name, number: number)) { $0.number }
    }
    entries[name] = entry
    entries[name]?.stamp = stamp
    entries[name]?.place = nil
    contents[name] = known
    doubts[name] = doubt
    if path == current { current = name }
    remove(path)
    if let place = entry.place {
      settle(name, from: place)
    } else if name == current {
      // What is on screen was called so, and is gone: the turn of this one is now, not next.
      settle(name)
      if options.isNewestOnly { self.doubt(name) }
      dropStaleArrivals()
    }
  }

  /// Gives a picture its own place, or where it made a detour that very place.
  private mutating func settle(_ name: FilePath, from old: Place) {
    if old.detour == 0 {
      settle(name)
    } else {
      let place = Place(key: old.key, detour: old.detour, path: name)
      entries[name]?.place = place
      round.insert(place)
      displaced.insert(name)
    }
    // With the newest first it stands where it stood; else by its name, and the show goes on from
    // where that was.
    if name == current, old == cursor, options.isNewestOnly || old.detour != 0 {
      cursor = entries[name]?.place
    }
  }

  /// Takes a picture out that could not be shown, so that `shown` still is on screen; nil: nothing
  /// is. Should it come back it is new.
  package mutating func reject(_ path: FilePath, showing shown: FilePath?) {
    remove(path)
    if let shown, path == current { current = shown }
  }

  /// Lets the first arrival be one that still waits.
  mutating func dropStaleArrivals() {
    while let arrival = arrivals.first {
      if doubts[arrival.path] == arrival.number { return }
      if let entry = entries[arrival.path], entry.place == nil, entry.arrival == arrival.number {
        return
      }
      arrivals.removeFirst()
    }
  }

  /// Has a picture that may have other contents come after the arrivals: at once as the newest, if
  /// it was never shown, and else once it is known to hold something else.
  private mutating func doubt(_ path: FilePath) {
    if contents[path] == nil && path != current {
      unsettle(path)
      return announce(path)
    }
    serial += 1
    doubts[path] = serial
    arrivals.append(Arrival(path: path, number: serial))
    dropStaleArrivals()
  }

  /// A picture that was in doubt has other contents: it is the newest, and shown.
  package mutating func confirm(_ path: FilePath) {
    guard contains(path) else { return }
    unsettle(path)
    serial += 1
    entries[path]?.arrival = serial
    settle(path)
    cursor = entries[path]?.place
    current = path
  }

  private mutating func unsettle(_ path: FilePath) {
    guard let place = entries[path]?.place else { return }
    round.remove(place)
    entries[path]?.place = nil
  }

  /// Puts a picture, which has no place, at the end of the arrivals.
  private mutating func announce(_ path: FilePath) {
    serial += 1
    entries[path]?.arrival = serial
    arrivals.append(Arrival(path: path, number: serial))
    dropStaleArrivals()
  }

  /// Gives a picture its own place.
  mutating func settle(_ path: FilePath) {
    guard let entry = entries[path] else { return }
    let place = Place(key: ownKey(path, entry), detour: 0, path: path)
    entries[path]?.place = place
    round.insert(place)
  }

  /// Gives a picture the place right after the cursor.
  mutating func detour(_ path: FilePath) {
    let key = cursor?.key
    var later: [FilePath] = []
    // Detours from the same picture that are ahead again, since somebody stepped back.
    while let next = nextPlace, next.key == key {
      round.remove(next)
      later.append(next.path)
    }
    for path in [path] + later {
      serial += 1
      let place = Place(key: key, detour: serial, path: path)
      entries[path]?.place = place
      round.insert(place)
      displaced.insert(path)
    }
  }

  /// The place after the cursor in this round.
  var nextPlace: Place? {
    guard let cursor else { return round.first }
    return round.first(after: cursor)
  }

  /// The place before the cursor in this round.
  var previousPlace: Place? {
    guard let cursor else { return nil }
    return round.last(before: cursor)
  }
}
