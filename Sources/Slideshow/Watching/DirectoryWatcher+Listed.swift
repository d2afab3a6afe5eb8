import SystemPackage

/// What an open list has named is forgotten, once that was not there for long.
extension DirectoryWatcher {
  /// These were named otherwise than by an open list.
  func keepForEver(_ paths: [FilePath]) {
    if list != .ended { namedForEver.formUnion(paths) }
  }

  /// Remembers who has named what, as long as it matters.
  func note(_ place: NamedPlace, at path: FilePath, isDirectory: Bool, _ naming: Naming) {
    if list == .ended { return }
    guard naming.isListed else { return keepForEver([path]) }
    if namedForEver.contains(path) { return }
    listedNames.insert(place, at: path)
    if isDirectory { listedNames.notePresence(of: path) }
  }

  /// At the end of each iteration. What a look has not come to yet is not known to be absent.
  func keepNamesFew() {
    if listedNames.isEmpty { return }
    for event in events { listedNames.hear(event) }
    guard list != .ended, scans.isEmpty, !areRootsInDoubt else { return }
    let overdue = listedNames.takeOverdue()
    if overdue.isEmpty { return }
    leave(overdue.map(\.path))
    events.append(.forgotten(overdue.map(\.place)))
  }

  private func leave(_ paths: [FilePath]) {
    var empty: Set<ObjectIdentifier> = []
    for path in paths {
      guard let name = path.lastComponent else { continue }
      let file = FilePath(root: nil, [name])
      guard let root = rootsOfFiles[path.removingLastComponent()],
        root.wanted?.contains(file) == true
      else { continue }
      if let directory = root.directory, let link = directory.files.removeValue(forKey: file) {
        releaseTargets(link, of: file, in: directory)
      }
      if !root.leave(file) { empty.insert(ObjectIdentifier(root)) }
    }
    let wholes = Set(paths)
    remove { empty.contains(ObjectIdentifier($0)) || $0.wanted == nil && wholes.contains($0.path) }
  }

  private func remove(where isOver: (WatchedRoot) -> Bool) {
    for root in roots where isOver(root) {
      leaveAncestors(of: root)
      if let directory = root.directory { drop(directory) }
      if root.wanted != nil { rootsOfFiles[root.path] = nil }
    }
    roots.removeAll(where: isOver)
  }
}
