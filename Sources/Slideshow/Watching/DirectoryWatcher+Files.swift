internal import Linux
import SystemPackage

extension DirectoryWatcher {
  func accepts(_ name: FilePath, in directory: WatchedDirectory) -> Bool {
    directory.wanted?.contains(name) ?? options.filter.acceptsFile(name)
  }

  /// Hands out a complete file, as added or as replaced.
  func count(
    _ name: FilePath, in directory: WatchedDirectory, _ state: FileStatus?, isNew: Bool
  ) {
    let path = directory.path(of: name)
    vacate(path)
    var file = WatchedDirectory.File(signature: state?.signature)
    file.counted = Clock.fileStamp()
    file.targets = directory.files[name]?.targets ?? []
    let isKnown = directory.files.updateValue(file, forKey: name)?.isCounted ?? false
    events.append(
      isKnown ? .replaced(path, state?.stamp) : .added(path, state?.stamp, isNew: isNew))
  }

  /// Whether the file is what it was when it was handed out.
  func isSame(
    _ file: WatchedDirectory.File, _ state: FileStatus, in directory: WatchedDirectory
  ) -> Bool {
    file.signature.map { $0 == state.signature } ?? (state.changed < directory.scanned)
  }

  func forget(_ name: FilePath, in directory: WatchedDirectory) {
    guard let file = directory.files.removeValue(forKey: name) else { return }
    releaseTargets(file, of: name, in: directory)
    guard file.isCounted else { return }
    events.append(.removed(directory.path(of: name)))
  }

  /// Takes up a directory in one that is watched.
  func enter(_ name: FilePath, in parent: WatchedDirectory, _ purpose: Scan.Purpose) {
    guard options.filter.acceptsDirectory(name) else { return }
    let path = parent.path(of: name)
    vacate(path)
    if isSilent(path) { return }
    parent.unreadable.remove(name)
    willLook(path)
    do {
      let state = try FileStatus(path, followingLink: options.followsLinks)
      guard state.isDirectory, !parent.isBelow(state.identity) else { return }
      if let child = parent.directories[name] {
        if isStill(child, state) {
          (child.isMissing, child.identity) = (false, state.identity)
          return
        }
        drop(child)  // another one has its name
        parent.directories[name] = nil
      }
      if purpose != .first, let old = formerDirectory(state.identity, in: parent) {
        if let oldName = old.path.lastComponent {
          old.parent?.directories[FilePath(root: nil, [oldName])] = nil
        }
        return arrive(old, as: name, in: parent)
      }
      let child = WatchedDirectory(path, wanted: nil, identity: state.identity, in: parent)
      // Watched first, then read: what comes in between is told, or seen, or both.
      try watch(child)
      parent.directories[name] = child
      scan(child, purpose)
    } catch {
      if error.errno == .permissionDenied { parent.unreadable.insert(name) }
      if error.errno != .noSuchFileOrDirectory { events.append(.unreadable(path, error.errno)) }
    }
  }
}
