internal import Linux
import SystemPackage

extension DirectoryWatcher {
  /// Finds out what is to be watched of what was named.
  func settlePlaces() {
    let open = namings
    namings = []
    for naming in open {
      var (directories, files) = (naming.directories, naming.files)
      keepForEver(directories + files)
      for place in naming.places where !isSilent(place.path) {
        willLook(place.mayBecomeDirectory ? place.path : place.path.removingLastComponent())
        let settled = settle(place, &directories, &files)
        note(place, at: settled.path, isDirectory: settled.isDirectory, naming)
      }
      watch(directories: directories, files: files, naming.purpose)
    }
  }

  /// Watches each directory once, and those of single files for the names in them.
  private func watch(directories: [FilePath], files: [FilePath], _ purpose: Scan.Purpose) {
    var wholes = roots.filter { $0.wanted == nil }.map(\.path)
    var news: [FilePath] = []
    for path in directories.map({ Self.absolute($0) }) where !wholes.contains(path) {
      wholes.append(path)
      news.append(path)
    }
    let isCovered = { (path: FilePath) in
      self.options.isRecursive && wholes.contains { $0 != path && path.starts(with: $0) }
    }
    let files = files.map { Self.absolute($0) }
    for path in news where !isCovered(path) {
      add(WatchedRoot(path, wanted: nil, purpose, mayBeFile: files.contains(path)))
    }
    var names: [FilePath: Set<FilePath>] = [:]
    for path in files {
      guard let name = path.lastComponent else { continue }
      names[path.removingLastComponent(), default: []].insert(FilePath(root: nil, [name]))
    }
    for (path, names) in names { watch(names, in: path, purpose) }
  }

  private func watch(_ names: Set<FilePath>, in path: FilePath, _ purpose: Scan.Purpose) {
    guard let root = rootsOfFiles[path] else {
      let root = WatchedRoot(path, wanted: names, purpose)
      rootsOfFiles[path] = root
      return add(root)
    }
    let news = root.want(names)
    guard let directory = root.directory, !news.isEmpty else { return }
    scans.append(Scan(directory, purpose, names: news))
  }

  private func add(_ root: WatchedRoot) {
    roots.append(root)
    if areRootsInDoubt || isSilent(root.path) { return }  // each of them is looked at anyway
    willLook(root.path)
    seek(root)
  }

  private func settle(
    _ place: NamedPlace, _ directories: inout [FilePath], _ files: inout [FilePath]
  ) -> (path: FilePath, isDirectory: Bool) {
    var path = place.path
    var state = try? FileStatus(path)
    if state == nil, let alternative = place.alternative {
      path = alternative
      state = try? FileStatus(path)
    }
    let isDirectory = state?.isDirectory ?? place.mayBecomeDirectory
    if isDirectory { directories.append(path) }
    if !isDirectory || state == nil { files.append(path) }
    return (path, isDirectory)
  }

  /// Looks whether the paths to be shown still lead where they did.
  func checkRoots() {
    guard areRootsInDoubt else { return }
    areRootsInDoubt = false
    for root in roots where !isSilent(root.path) {
      willLook(root.path)
      if let directory = root.directory {
        if let held = try? HeldDirectory(root.path), isStill(directory, held) {
          if root.mayHaveBeenAway { lookAgain(below: directory) }
          root.mayHaveBeenAway = false
          continue
        }
        lose(root)
      }
      seek(root)
    }
  }

  /// Whether a path is not to be touched.
  func isSilent(_ path: FilePath) -> Bool {
    options.silent.contains { path.starts(with: $0) }
  }

  /// Takes the root up if it is there, and else sees to it that its coming is noticed.
  private func seek(_ root: WatchedRoot) {
    (root.isPolledFor, root.mayHaveBeenAway) = (false, false)
    watchAncestors(of: root, for: .itself)
    do {
      try find(root)
    } catch {
      // Watched first and tried again, since it may have come in between.
      watchAncestors(of: root, for: .arrivals)
      do { try find(root) } catch {
        if root.mayBeFile, hasFile(at: root.path) { return leaveToFile(root) }
        report(root, missing: error.errno)
      }
    }
    if root.directory != nil { root.isPolledFor = false }
  }

  private func hasFile(at path: FilePath) -> Bool {
    (try? FileStatus(path)).map { !$0.isDirectory } ?? false
  }

  /// What was missing has come as a file, which is watched for as well, and from now on alone.
  private func leaveToFile(_ root: WatchedRoot) {
    if root.missing != nil { events.append(.directoryBack(root.path)) }
    leaveAncestors(of: root)
    roots.removeAll { $0 === root }
  }

  private func find(_ root: WatchedRoot) throws(SystemError) {
    let held = try HeldDirectory(root.path)
    let identity = held.status.identity
    let directory = WatchedDirectory(root.path, wanted: root.wanted, identity: identity)
    try watch(directory, as: held)
    root.directory = directory
    if root.missing != nil {
      root.missing = nil
      events.append(.directoryBack(root.path))
    }
    // What took its place before the watch began is not told.
    if (try? FileStatus(root.path))?.identity != identity { areRootsInDoubt = true }
    scan(directory, root.wasThere ? .arrival : root.purpose)
    root.wasThere = true
  }

  /// Gives a root up whose directory cannot be read; its coming back is noticed.
  func lose(_ directory: WatchedDirectory, for reason: Errno) {
    guard let root = roots.first(where: { $0.directory === directory }) else { return }
    lose(root)
    report(root, missing: reason)
    watchAncestors(of: root, for: .arrivals)
  }

  /// Reasons whose end the kernel tells.
  private static let watchable: [Errno] = [
    .noSuchFileOrDirectory, .notDirectory, .permissionDenied, .tooManySymbolicLinkLevels,
  ]

  private func report(_ root: WatchedRoot, missing reason: Errno) {
    if !Self.watchable.contains(reason) { root.isPolledFor = true }
    guard root.missing != reason else { return }
    root.missing = reason
    events.append(.directoryMissing(root.path, reason))
  }

  private func lose(_ root: WatchedRoot) {
    guard let directory = root.directory else { return }
    root.directory = nil
    drop(directory)
  }

  /// Watches the directories that the path leads through: the nearest for `mask`, the others for
  /// their own going; and, where a symbolic link is on the way, for its being turned elsewhere.
  private func watchAncestors(of root: WatchedRoot, for mask: Inotify.Mask) {
    leaveAncestors(of: root)
    guard inotify != nil else {
      root.isPolledFor = root.directory == nil
      return
    }
    for way in PathStep.ways(to: root.path) { watch(way, of: root, for: mask) }
  }

  func leaveAncestors(of root: WatchedRoot) {
    for watch in root.ancestors {
      release(watch) { if case .ancestor(let other, _) = $0 { other === root } else { false } }
    }
    root.ancestors = []
  }

  private func watch(
    _ way: [PathStep], of root: WatchedRoot, for mask: Inotify.Mask
  ) {
    var mask = mask
    for step in way {
      if FileSystem.remoteName(at: step.directory) != nil { root.isPolledFor = true }
      do {
        let mine = step.isLink ? mask.union(.redirections) : mask
        guard let watch = try inotify?.watch(directory: step.directory, for: mine) else { return }
        roles[watch, default: []].append(.ancestor(root, awaited: step.name))
        root.ancestors.append(watch)
        mask = .itself
      } catch {
        // Not there itself, or not for us to read: the one above tells of its coming.
        if Self.isLimit(error.errno) { root.isPolledFor = true }
      }
    }
  }

  private static func absolute(_ path: FilePath) -> FilePath {
    guard path.isRelative, let directory = WorkingDirectory.path else { return path }
    return directory.pushing(path)
  }
}
