import SystemPackage

/// What an open list has named, and whether it is there: a list that never ends must not make the
/// show grow with all the names that were there once. A value that knows no file.
struct ListedNames: Sendable {
  /// As many names of what is not there are kept, since it may come.
  private let most: Int
  private var entries: [FilePath: Entry] = [:]
  private var absentCount = 0
  /// What is not there, the longest first, with what has come meanwhile.
  private(set) var order = Queue<(path: FilePath, number: UInt64)>()
  private var lastNumber: UInt64 = 0

  private struct Entry {
    let place: NamedPlace
    /// When it was found not to be there, in the order of `order`; nil while it is.
    var absence: UInt64?
  }

  init(keepingAbsent most: Int) { self.most = most }

  var isEmpty: Bool { entries.isEmpty }

  /// Something was named, under the path that it may have; whether it is there will be told.
  mutating func insert(_ place: NamedPlace, at path: FilePath) {
    if let old = entries.updateValue(Entry(place: place, absence: lastNumber + 1), forKey: path) {
      entries[path] = old
    } else {
      append(path)
    }
  }

  /// Learns from an event what is there, and what not.
  mutating func hear(_ event: WatchEvent) {
    switch event {
    case .added(let path, _, _), .replaced(let path, _), .directoryBack(let path):
      notePresence(of: path)
    case .removed(let path), .directoryMissing(let path, _): noteAbsence(of: path)
    case .moved(let path, let name, _):
      noteAbsence(of: path)
      notePresence(of: name)
    case .unreadable, .polling, .overflow, .gathered, .scanned, .forgotten: break
    }
  }

  /// It is there.
  mutating func notePresence(of path: FilePath) {
    guard let index = entries.index(forKey: path), entries.values[index].absence != nil else {
      return
    }
    entries.values[index].absence = nil
    absentCount -= 1
  }

  private mutating func noteAbsence(of path: FilePath) {
    guard let index = entries.index(forKey: path), entries.values[index].absence == nil else {
      return
    }
    entries.values[index].absence = lastNumber + 1
    append(path)
  }

  private mutating func append(_ path: FilePath) {
    lastNumber += 1
    absentCount += 1
    order.append((path, lastNumber))
    dropOutdated()
  }

  /// Forgets what has been absent for the longest time, where that is too much.
  mutating func takeOverdue() -> [(path: FilePath, place: NamedPlace)] {
    guard absentCount > most else { return [] }
    var overdue: [(path: FilePath, place: NamedPlace)] = []
    // More than one, so that each costs little.
    while absentCount > most - most / 8, let next = order.first {
      order.removeFirst()
      guard isCurrent(next), let entry = entries.removeValue(forKey: next.path) else { continue }
      absentCount -= 1
      overdue.append((next.path, entry.place))
    }
    return overdue
  }

  private func isCurrent(_ next: (path: FilePath, number: UInt64)) -> Bool {
    entries[next.path]?.absence == next.number
  }

  /// What comes and goes for ever must not fill the queue.
  private mutating func dropOutdated() {
    guard order.count > 2 * absentCount + 64 else { return }
    var rest = Queue<(path: FilePath, number: UInt64)>()
    while let next = order.first {
      order.removeFirst()
      if isCurrent(next) { rest.append(next) }
    }
    order = rest
  }
}
