import Glibc
import SystemPackage
import TestSupport
import Testing

@testable import Slideshow

/// Takes a watcher's events, checks that each makes sense after those before it, and keeps count.
final class Observer {
  let watcher: DirectoryWatcher
  private let playground: Folder
  /// All events, with paths as seen from the playground.
  private(set) var log: [String] = []
  /// The files that there are, by what the events told.
  private(set) var known: Set<String> = []

  struct TimeOut: Error {}

  init(
    _ playground: Folder, _ change: (inout DirectoryWatcher.Options) -> Void = { _ in }
  ) throws {
    self.playground = playground
    var options = DirectoryWatcher.Options()
    options.directories = [playground.filePath("")]
    options.pollInterval = .milliseconds(20)
    change(&options)
    watcher = try DirectoryWatcher(options)
  }

  /// One that has told of all that was there.
  convenience init(
    scanned playground: Folder, _ change: (inout DirectoryWatcher.Options) -> Void = { _ in }
  ) throws {
    try self.init(playground, change)
    try waitUntilScanned()
  }

  /// Takes events until a condition holds; a minute without is a hang.
  func wait(
    _ what: String, sourceLocation: SourceLocation = #_sourceLocation, until holds: () -> Bool
  ) throws {
    while !holds() {
      var entry = pollfd(fd: watcher.number, events: Int16(POLLIN), revents: 0)
      guard Glibc.poll(&entry, 1, 60_000) > 0 else {
        Issue.record("no \(what); \(log.suffix(20))", sourceLocation: sourceLocation)
        throw TimeOut()
      }
      takeEvents()
    }
  }

  /// Takes what has been told until now.
  func takeEvents() { for event in watcher.takeEvents() { take(event) } }

  /// Takes events until there is nothing to do. Each look must be followed by taking: the kernel
  /// tells a change of the mounts, which other tests make, once.
  func waitUntilQuiet() throws {
    let end = ContinuousClock.now + .seconds(60)
    while !watcher.isQuiet {
      guard ContinuousClock.now < end else { throw TimeOut() }
      takeEvents()
    }
  }

  /// Has a watcher that polls look once more.
  func waitForPoll() {
    var isDone = false
    while !isDone {
      var entry = pollfd(fd: watcher.number, events: Int16(POLLIN), revents: 0)
      isDone = Glibc.poll(&entry, 1, -1) > 0
      takeEvents()
    }
  }

  func waitUntilScanned() throws { try wait("end of the scan") { log.contains("scanned") } }

  func wait(for line: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    try wait(line, sourceLocation: sourceLocation) { log.contains(line) }
  }

  /// Forgets the log and returns it.
  func takeLog() -> [String] {
    defer { log = [] }
    return log
  }

  /// Forgets the log and returns all that was told before a file that comes after everything else.
  func takeLogToEnd() throws -> [String] {
    playground.write("end.jpg")
    try wait(for: "new: end.jpg")
    playground.delete("end.jpg")
    try wait(for: "removed: end.jpg")
    return takeLog().filter { !$0.hasSuffix("end.jpg") }
  }

  private func name(_ path: FilePath) -> String {
    let full = String(decoding: path)
    let prefix = playground.path + "/"
    return full.hasPrefix(prefix) ? String(full.dropFirst(prefix.count)) : full
  }

  private func take(_ event: WatchEvent) {
    switch event {
    case .added(let path, _, let isNew):
      #expect(known.insert(name(path)).inserted, "added twice: \(name(path))")
      log.append("\(isNew ? "new" : "there"): \(name(path))")
    case .replaced(let path, _):
      #expect(known.contains(name(path)), "replaced, but not there: \(name(path))")
      log.append("replaced: \(name(path))")
    case .removed(let path):
      #expect(known.remove(name(path)) != nil, "removed, but not there: \(name(path))")
      log.append("removed: \(name(path))")
    case .moved(let path, let other, _):
      #expect(known.remove(name(path)) != nil, "moved, but not there: \(name(path))")
      known.insert(name(other))
      log.append("moved: \(name(path)) \(name(other))")
    case .directoryMissing(let path, let reason):
      log.append("missing: \(name(path)): \(reason)")
    case .directoryBack(let path): log.append("back: \(name(path))")
    case .unreadable(let path, let reason): log.append("unreadable: \(name(path)): \(reason)")
    case .polling(_, let reason): log.append("polling: \(reason)")
    case .forgotten(let places):
      log.append("forgotten: \(places.map { name($0.path) }.joined(separator: " "))")
    case .overflow: log.append("overflow")
    case .gathered: log.append("gathered")
    case .scanned: log.append("scanned")
    }
  }
}

extension DirectoryWatcher {
  /// Whether it has nothing to do.
  var isQuiet: Bool {
    var entry = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
    return Glibc.poll(&entry, 1, 0) == 0
  }
}
