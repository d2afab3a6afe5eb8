import SystemPackage

/// The files that the show knows of, so that of a watcher that takes the place of another only what
/// is news is told.
struct KnownFiles: Sendable {
  private var stamps: [FilePath: FileStamp?] = [:]
  private var missing: [FilePath: Errno] = [:]
  /// What is told once.
  private var said: Set<WatchEvent> = []
  /// The files that the present watcher has told of while it looks at everything for the first
  /// time; nil for the show's first watcher, and afterwards.
  private var seen: Set<FilePath>?
  private var hasScanned = false
  /// Whether there has been a watcher.
  private(set) var isBegun = false

  /// A watcher begins to look.
  mutating func begin() {
    if isBegun { seen = [] }
    isBegun = true
  }

  /// What is news in an event.
  mutating func news(in event: WatchEvent) -> [WatchEvent] {
    switch event {
    case .added(let path, let stamp, let isNew): return add(path, stamp, isNew: isNew)
    case .replaced(let path, let stamp):
      stamps[path] = .some(stamp)
      seen?.insert(path)
      return [event]
    case .removed(let path): return stamps.removeValue(forKey: path) == nil ? [] : [event]
    case .moved(let path, let name, let stamp):
      guard stamps.removeValue(forKey: path) != nil else { return add(name, stamp, isNew: true) }
      stamps[name] = .some(stamp)
      seen?.insert(name)
      return [event]
    case .directoryMissing(let path, let reason):
      if missing[path] == reason { return [] }
      missing[path] = reason
      return [event]
    case .directoryBack(let path):
      missing[path] = nil
      return [event]
    case .unreadable, .polling: return said.insert(event).inserted ? [event] : []
    case .overflow: return [event]
    case .forgotten(let places):
      for place in places { missing[place.path.removingLastComponent()] = nil }
      return []
    case .gathered: return forgetUnseen() + (said.insert(event).inserted ? [event] : [])
    case .scanned: return finish()
    }
  }

  private mutating func add(
    _ path: FilePath, _ stamp: FileStamp?, isNew: Bool
  ) -> [WatchEvent] {
    seen?.insert(path)
    let old = stamps.updateValue(stamp, forKey: path)
    guard let old else { return [.added(path, stamp, isNew: isNew)] }
    let isOther = old != nil && stamp != nil && old != stamp
    return isNew || isOther ? [.replaced(path, stamp)] : []
  }

  private mutating func finish() -> [WatchEvent] {
    var news = forgetUnseen()
    if !hasScanned { news.append(.scanned) }
    hasScanned = true
    return news
  }

  /// What a watcher that has looked at everything has not told of is gone.
  private mutating func forgetUnseen() -> [WatchEvent] {
    guard let seen else { return [] }
    let gone = stamps.keys.filter { !seen.contains($0) }
    for path in gone { stamps[path] = nil }
    self.seen = nil
    return gone.map { .removed($0) }
  }

  /// Forgets what lies below a directory.
  mutating func remove(below directory: FilePath) -> [WatchEvent] {
    let gone = stamps.keys.filter { $0.starts(with: directory) }
    for path in gone { stamps[path] = nil }
    return gone.map { .removed($0) }
  }
}
