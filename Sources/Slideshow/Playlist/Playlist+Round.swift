import SystemPackage

extension Playlist {
  /// What a picture is sorted by in this round.
  func ownKey(_ path: FilePath, _ entry: Entry) -> OrderKey {
    var key = OrderKey(path: path)
    if options.isNewestOnly {
      // Arrivals are newer than any file's time: a number each, above all nanoseconds till 2116.
      let modified = min(entry.stamp?.modified ?? 0, Int64.max / 2)
      key.number = entry.arrival > 0 ? Int64.max / 2 + Int64(entry.arrival) : modified
      key.name = NaturalKey(path)
      key.isReversed = true
    } else if options.isShuffled {
      key.number = chance(path)
    } else {
      sort(&key, entry.stamp)
    }
    return key
  }

  private func sort(_ key: inout OrderKey, _ stamp: FileStamp?) {
    switch options.order {
    case .natural, .name: break
    case .mtime: key.number = stamp?.modified ?? 0
    case .exif: key.number = stamp?.taken ?? stamp?.modified ?? 0
    case .size: key.number = stamp?.byteCount ?? 0
    }
    // Not by `path` alone, which compares as well but more slowly.
    let isByBytes = options.order == .name
    key.name = isByBytes ? NaturalKey(bytesOf: key.path) : NaturalKey(key.path)
    key.isReversed = options.isReversed
  }

  /// A number that depends on the path, the round and the seed alone.
  private func chance(_ path: FilePath) -> Int64 {
    // FNV-1a, 64 bits.
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    path.withPlatformString { string in
      var position = 0
      while string[position] != 0 {
        hash = (hash ^ UInt64(UInt8(bitPattern: string[position]))) &* 0x100_0000_01b3
        position += 1
      }
    }
    return Int64(bitPattern: mixed(hash ^ mixed(options.seed &+ mixed(roundNumber))))
  }

  /// The last step of SplitMix64: every bit of the result depends on every bit of `value`.
  private func mixed(_ value: UInt64) -> UInt64 {
    var value = value &+ 0x9e37_79b9_7f4a_7c15
    value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
    return value ^ (value >> 31)
  }

  /// Starts the round after this one, or before it, with the cursor outside of it.
  mutating func beginRound(backward: Bool) {
    cursor = nil
    if options.isShuffled && !options.isNewestOnly {
      shuffle(backward: backward)
      return
    }
    for path in displaced {
      if let place = entries[path]?.place { round.remove(place) }
    }
    for path in displaced { settle(path) }
    displaced = []
  }

  private mutating func shuffle(backward: Bool) {
    roundNumber = backward ? roundNumber &- 1 : roundNumber &+ 1
    displaced = []
    var places: [Place] = []
    places.reserveCapacity(entries.count)
    var index = entries.startIndex
    while index != entries.endIndex {
      let (path, entry) = entries[index]
      if entry.place != nil {
        let place = Place(key: ownKey(path, entry), detour: 0, path: path)
        entries.values[index].place = place
        places.append(place)
      }
      entries.formIndex(after: &index)
    }
    places.sort()
    separate(&places, backward: backward)
    round = RankedSet(sorted: places)
  }

  /// Lets the picture on screen not come again at once: it changes places with its neighbor.
  private mutating func separate(_ places: inout [Place], backward: Bool) {
    guard places.count > 1 else { return }
    let first = backward ? places.count - 2 : 0
    guard places[backward ? first + 1 : first].path == current else { return }
    places.swapAt(first, first + 1)
    serial += 1
    // By a detour, and not by changing keys: a picture's own key stays free for it.
    let path = places[first + 1].path
    let place = Place(key: places[first].key, detour: serial, path: path)
    entries[path]?.place = place
    places[first + 1] = place
  }
}
