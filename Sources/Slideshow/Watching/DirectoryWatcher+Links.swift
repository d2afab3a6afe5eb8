internal import Linux
import SystemPackage

/// Pictures that are symbolic links: what they lead to may change, and may come later.
extension DirectoryWatcher {
  func isLink(_ name: FilePath, in directory: WatchedDirectory) -> Bool {
    (try? FileStatus(directory.path(of: name), followingLink: false))?.isSymbolicLink ?? false
  }

  /// Watches every directory that a link leads through, each for the next step in it. What cannot
  /// be watched is as it was when it was looked at last.
  func followTargets(of link: FilePath, in directory: WatchedDirectory) {
    guard !isPolled(directory), inotify != nil else { return }
    let old = directory.files[link]
    var targets: [Inotify.Watch] = []
    for way in PathStep.ways(to: directory.path(of: link)).dropFirst() {
      var mask = Inotify.Mask.contents
      for step in way {
        let mine = step.isLink ? mask.union(.redirections) : mask
        if let watch = try? inotify?.watch(directory: step.directory, for: mine) {
          roles[watch, default: []].append(.target(directory, link: link, awaited: step.name))
          targets.append(watch)
          // What lies above a directory that is there matters when that goes.
          mask = .itself
        } else {
          mask = .arrivals
        }
      }
    }
    // Those that stay are released last, so that nothing is missed between.
    if let old { releaseTargets(old, of: link, in: directory) }
    let unknown = WatchedDirectory.File(signature: nil, isCounted: false)
    directory.files[link, default: unknown].targets = targets
  }

  /// Whether the link leads to a directory that is shown; what it led to before is not.
  private func followsDirectory(
    _ link: FilePath, in directory: WatchedDirectory, _ state: FileStatus?, isNew: Bool
  ) -> Bool {
    guard options.isRecursive, options.followsLinks, directory.wanted == nil else { return false }
    if let child = directory.directories[link], !isStill(child, state) {
      directory.directories[link] = nil
      drop(child)
    }
    guard state?.isDirectory ?? false else { return false }
    followTargets(of: link, in: directory)
    enter(link, in: directory, isNew ? .arrival : .first)
    return true
  }

  func releaseTargets(
    _ file: WatchedDirectory.File, of link: FilePath, in directory: WatchedDirectory
  ) {
    for watch in file.targets {
      release(watch) {
        guard case .target(let other, link, _) = $0 else { return false }
        return other === directory
      }
    }
  }

  /// Something has happened on the way of a link, or the link has come.
  ///
  /// - Parameter isAnother: whether the link has taken the place of what had its name.
  func lookAtLink(
    _ link: FilePath, in directory: WatchedDirectory, isNew: Bool, isAnother: Bool = false
  ) {
    willLook(directory.path)
    let path = directory.path(of: link)
    guard isLink(link, in: directory) else { return }
    let state = try? FileStatus(path)
    if followsDirectory(link, in: directory, state, isNew: isNew) { return }
    guard accepts(link, in: directory) else { return }
    followTargets(of: link, in: directory)
    guard let state = try? FileStatus(path), state.isRegularFile else {
      if let file = directory.files[link], file.isCounted {
        directory.files[link]?.isCounted = false
        events.append(.removed(path))
      }
      return
    }
    if Writers.exist(of: PathBytes(path)) { return }  // the end of the writing is told
    let file = directory.files[link]
    if let file, file.isCounted, !isAnother, isSame(file, state, in: directory),
      !isReadableAgain(link, in: directory)
    {
      return
    }
    count(link, in: directory, state, isNew: isNew)
    directory.files[link]?.isEarly = true
  }
}
