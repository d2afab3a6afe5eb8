package import SystemPackage

extension Playlist {
  /// Takes a picture up; one that is there already counts as replaced.
  ///
  /// - Parameter isNew: whether it is shown next, and not in its own place.
  /// - Returns: whether it is the picture on screen, to be shown anew.
  @discardableResult
  package mutating func add(_ path: FilePath, _ stamp: FileStamp?, isNew: Bool) -> Bool {
    guard !contains(path) else { return replace(path, stamp) }
    precondition(stamp != nil || !options.needsStamps, "\(path) without a stamp")
    hasBegun = true
    // Deleted and made again while on screen: its turn is now, not next.
    let isOnScreen = path == current
    entries[path] = Entry(stamp: stamp)
    if isNew && !isOnScreen {
      announce(path)
    } else {
      settle(path)
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
  /// - Returns: whether it is the picture on screen, to be shown anew.
  @discardableResult
  package mutating func replace(_ path: FilePath, _ stamp: FileStamp?) -> Bool {
    guard var entry = entries[path] else { return add(path, stamp, isNew: true) }
    entry.stamp = stamp
    entries[path] = entry
    if options.isNewestOnly {
      if let place = entry.place, path != current {
        round.remove(place)
        entries[path]?.place = nil
      }
      if path != current { announce(path) }
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
    dropStaleArrivals()
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
      if let entry = entries[arrival.path], entry.place == nil, entry.arrival == arrival.number {
        return
      }
      arrivals.removeFirst()
    }
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
