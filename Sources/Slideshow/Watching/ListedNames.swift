import SystemPackage

/// What an open list has named, and whether it is there: a list that never ends must not make the
/// show grow with all the names that were there once. A value that knows no file.
struct ListedNames: Sendable {
  /// As many names of what is not there are kept, since it may come.
  private let most: Int
  private var places: [FilePath: NamedPlace] = [:]
  /// What is not there, by when that became known.
  private var absent: [FilePath: UInt64] = [:]
  /// The same in that order, with what has come meanwhile.
  private(set) var order = Queue<(path: FilePath, number: UInt64)>()
  private var lastNumber: UInt64 = 0

  init(keepingAbsent most: Int) { self.most = most }

  var isEmpty: Bool { places.isEmpty }

  /// Something was named, under the path that it may have; whether it is there will be told.
  mutating func insert(_ place: NamedPlace, at path: FilePath) {
    guard places.updateValue(place, forKey: path) == nil else { return }
    noteAbsence(of: path)
  }

  /// Learns from an event what is there, and what not.
  mutating func hear(_ event: WatchEvent) {
    switch event {
    case .added(let path, _, _), .replaced(let path, _), .directoryBack(let path):
      absent[path] = nil
    case .removed(let path), .directoryMissing(let path, _): noteAbsence(of: path)
    case .unreadable, .polling, .overflow, .gathered, .scanned, .forgotten: break
    }
  }

  /// A directory that was named is there.
  mutating func noteDirectory(_ path: FilePath) { absent[path] = nil }

  /// Forgets what has been absent for the longest time, where that is too much.
  mutating func takeOverdue() -> [(path: FilePath, place: NamedPlace)] {
    guard absent.count > most else { return [] }
    var overdue: [(path: FilePath, place: NamedPlace)] = []
    // More than one, so that each costs little.
    while absent.count > most - most / 8, let (path, number) = order.first {
      order.removeFirst()
      guard absent[path] == number else { continue }
      absent[path] = nil
      if let place = places.removeValue(forKey: path) { overdue.append((path, place)) }
    }
    return overdue
  }

  private mutating func noteAbsence(of path: FilePath) {
    guard places[path] != nil, absent[path] == nil else { return }
    lastNumber += 1
    absent[path] = lastNumber
    order.append((path, lastNumber))
    dropOutdated()
  }

  /// What comes and goes for ever must not fill the queue.
  private mutating func dropOutdated() {
    while let (path, number) = order.first, absent[path] != number { order.removeFirst() }
    guard order.count > 2 * absent.count + 64 else { return }
    var rest = Queue<(path: FilePath, number: UInt64)>()
    while let next = order.first {
      order.removeFirst()
      if absent[next.path] == next.number { rest.append(next) }
    }
    order = rest
  }
}
