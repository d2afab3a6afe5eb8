import SystemPackage

@testable import Slideshow

/// What a sorted playlist shall do, in plain arrays and without any speed.
struct PlaylistModel {
  struct Item {
    var path: FilePath
    var isGone = false
    /// Out of its own place until the round ends.
    var isDetour = false
    /// What it stood here for when it was put here.
    var key: [Int]
  }

  let options: Playlist.Options
  var stamps: [FilePath: FileStamp] = [:]
  /// The round, with those gone left in it, so that the cursor keeps its place.
  var line: [Item] = []
  /// Index in `line` of what is shown, or -1.
  var cursor = -1
  var arrivals: [FilePath] = []
  var current: FilePath?
  var hasBegun = false

  init(_ options: Playlist.Options) { self.options = options }

  /// Pictures in a test are called after numbers.
  func key(_ path: FilePath) -> [Int] {
    let number = Int(String(decoding: path).filter(\.isNumber)) ?? 0
    let key =
      switch options.order {
      case .natural, .name: [number]
      case .mtime: [Int(stamps[path]?.modified ?? 0), number]
      case .exif: [Int(stamps[path]?.taken ?? stamps[path]?.modified ?? 0), number]
      case .size: [Int(stamps[path]?.byteCount ?? 0), number]
      }
    return options.isReversed ? key.map { -$0 } : key
  }

  mutating func add(_ path: FilePath, _ stamp: FileStamp, isNew: Bool) -> Bool {
    if stamps[path] != nil { return replace(path, stamp) }
    stamps[path] = stamp
    hasBegun = true
    if isNew && path != current { arrivals.append(path) } else { settle(path) }
    return path == current
  }

  mutating func replace(_ path: FilePath, _ stamp: FileStamp) -> Bool {
    if stamps[path] == nil { return add(path, stamp, isNew: true) }
    stamps[path] = stamp  // its place stays until the round ends
    return path == current
  }

  mutating func remove(_ path: FilePath) {
    stamps[path] = nil
    arrivals.removeAll { $0 == path }
    if let index = line.firstIndex(where: { $0.path == path && !$0.isGone }) {
      line[index].isGone = true
    }
  }

  mutating func move(_ path: FilePath, to name: FilePath, _ stamp: FileStamp) {
    if path == name { return }
    if stamps[path] == nil {
      _ = add(name, stamp, isNew: true)
      return
    }
    let isWaiting = arrivals.contains(path)
    if stamps[name] != nil {
      if isWaiting {  // what has the name is in the show, and what waits is what it holds now
        remove(path)
        stamps[name] = stamp
        return
      }
      remove(name)
    }
    stamps[path] = nil
    stamps[name] = stamp
    if current == path { current = name }
    if let index = arrivals.firstIndex(of: path) {
      if name == current {  // as of `add`
        arrivals.remove(at: index)
        settle(name)
      } else {
        arrivals[index] = name
      }
    } else if let index = line.firstIndex(where: { $0.path == path && !$0.isGone }) {
      if line[index].isDetour {
        line[index].path = name
      } else {
        line[index].isGone = true
        settle(name)
      }
    }
  }

  private mutating func settle(_ path: FilePath) {
    let own = key(path)
    // A trace of itself, in the very same place, is taken up again.
    if let index = line.firstIndex(where: { $0.path == path && !$0.isDetour && $0.key == own }) {
      line[index].isGone = false
      return
    }
    // Before the first that stands in its own place and is greater; those on a detour belong to the
    // one before them.
    let index =
      line.firstIndex { !$0.isDetour && own.lexicographicallyPrecedes($0.key) } ?? line.count
    line.insert(Item(path: path, key: own), at: index)
    if index <= cursor { cursor += 1 }
  }

  mutating func step(_ step: Playlist.Step) -> Playlist.Outcome {
    switch step {
    case .next: return advance()
    case .previous: return previous()
    case .first: return show(line.firstIndex { !$0.isGone })
    case .last: return show(line.lastIndex { !$0.isGone })
    case .jump(let path):
      if stamps[path] == nil { return .stay }
      if arrivals.contains(path) { return detour(path) }
      return show(line.firstIndex { $0.path == path && !$0.isGone })
    }
  }

  mutating func advance() -> Playlist.Outcome {
    if stamps.isEmpty { return options.isOnce && hasBegun ? .finished : .stay }
    if current == nil, let start = options.start.first(where: { stamps[$0] != nil }) {
      return step(.jump(start))
    }
    if let path = arrivals.first { return detour(path) }
    if let index = line.indices.first(where: { $0 > cursor && isOther($0) }) { return show(index) }
    if options.isOnce { return .finished }
    beginRound()
    return show(line.indices.first(where: isOther) ?? line.indices.first)
  }

  private mutating func previous() -> Playlist.Outcome {
    if let index = line.indices.last(where: { $0 < cursor && isOther($0) }) { return show(index) }
    if options.isOnce { return .stay }
    beginRound()
    return show(line.indices.last(where: isOther) ?? line.indices.last)
  }

  private func isOther(_ index: Int) -> Bool { !line[index].isGone && line[index].path != current }

  private mutating func beginRound() {
    let paths = line.filter { !$0.isGone }.map(\.path)
    line = paths.map { Item(path: $0, key: key($0)) }
    line.sort { $0.key.lexicographicallyPrecedes($1.key) }
    cursor = -1
  }

  private mutating func detour(_ path: FilePath) -> Playlist.Outcome {
    arrivals.removeAll { $0 == path }
    line.insert(Item(path: path, isDetour: true, key: []), at: cursor + 1)
    return show(cursor + 1)
  }

  private mutating func show(_ index: Int?) -> Playlist.Outcome {
    guard let index else { return .stay }
    cursor = index
    if line[index].path == current { return .stay }
    current = line[index].path
    return .show(line[index].path)
  }

  var position: Playlist.Position {
    guard cursor >= 0, !stamps.isEmpty else {
      return Playlist.Position(number: 0, count: stamps.count)
    }
    let number = line[...cursor].filter { !$0.isGone }.count
    return Playlist.Position(number: max(1, number), count: stamps.count)
  }
}
