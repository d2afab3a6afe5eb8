import SystemPackage

extension ShowSchedule {
  /// How long the pictures of the start are collected, so that they are sorted once.
  private static let collecting = Duration.milliseconds(500)

  mutating func handle(_ event: WatchEvent, _ now: Duration) {
    if case .added(let path, let stamp, isNew: false) = event {
      found.append((path, stamp))
      foundSince = foundSince ?? now
      noteChange(of: path)
      return
    }
    sortFound()
    switch event {
    case .added(let path, let stamp, let isNew):
      playlist.add(path, stamp, isNew: isNew, isBehind: isBehind(path))
      noteChange(of: path)
    case .replaced(let path, let stamp):
      playlist.replace(path, stamp, isBehind: isBehind(path))
      noteChange(of: path)
    case .removed(let path): playlist.remove(path)
    case .moved(let path, let name, let stamp): move(path, to: name, stamp)
    case .gathered: beginWithAll()
    case .scanned:
      beginWithAll()
      hasScanned = true
    default: tell(event)
    }
  }

  /// Whether another picture is on its way to the screen.
  private func isBehind(_ path: FilePath) -> Bool { target.map { $0.path != path } ?? false }

  /// A picture has another name: whatever is done with it is done under that.
  private mutating func move(_ path: FilePath, to name: FilePath, _ stamp: FileStamp?) {
    if target?.path == path, playlist.contains(name), child?.isShowing != true {
      return replace(name, by: path, stamp)
    }
    playlist.move(path, to: name, stamp)
    passedOver.rename(path, name)
    if target?.path == path { target?.path = name }
    if let child, child.path == path || child.path == name {
      if !child.isShowing {
        // It reads a file that is no longer there, or would tell viewers what that was called.
        dropChild()
      } else if child.path == path {
        self.child?.path = name
        self.child?.isMisnamed = true
      } else {
        self.child?.isOutdated = true
      }
    }
    if slide?.path == name { slide?.isOutdated = true }
    if slide?.path == path {
      slide?.path = name
      slide?.demandAgain()
    }
  }

  /// What was on its way to the screen is what another picture holds now, perhaps what it held.
  private mutating func replace(_ name: FilePath, by path: FilePath, _ stamp: FileStamp?) {
    target = nil
    if child?.path == path { dropChild() }
    playlist.reject(path, showing: slide?.path)
    playlist.replace(name, stamp)
    noteChange(of: name)
  }

  private mutating func noteChange(of path: FilePath) {
    if path == slide?.path { slide?.isOutdated = true }
    if path == child?.path { child?.isOutdated = true }
  }

  private mutating func beginWithAll() {
    if hasGathered { return }
    hasGathered = true
    let names = options.playlist.start
    if let start = names.first, !names.contains(where: playlist.contains) {
      effects.append(.log(start, "is not among the pictures; the show starts with the first"))
    }
  }

  private mutating func tell(_ event: WatchEvent) {
    switch event {
    case .directoryMissing(let path, let reason):
      missing[path] = reason
      effects.append(.log(path, "\(words(for: reason)); waiting for it"))
    case .directoryBack(let path):
      missing[path] = nil
      effects.append(.log(path, "is there again"))
    case .unreadable(let path, let reason):
      effects.append(.log(path, "\(words(for: reason)); passed over"))
    case .polling(let path, let reason):
      effects.append(.log(path, "looking from time to time, since \(reason)"))
    case .added, .replaced, .removed, .moved, .gathered, .scanned, .overflow, .forgotten: break
    }
  }

  private func words(for reason: Errno) -> String {
    switch reason {
    case .noSuchFileOrDirectory: "no such file or directory"
    case .notDirectory: "not a directory"
    case .permissionDenied: "no permission to read it"
    default: reason.description
    }
  }

  func isTimeToSort(_ now: Duration) -> Bool {
    hasGathered || foundSince.map { now >= $0 + Self.collecting } ?? false
  }

  /// When the pictures found so far are sorted though there may be more.
  var sortingTime: Duration? { foundSince.map { $0 + Self.collecting } }

  /// Takes up the pictures that were found.
  mutating func sortFound() {
    guard !found.isEmpty else { return }
    playlist.add(contentsOf: found)
    found = []
    foundSince = nil
  }
}
