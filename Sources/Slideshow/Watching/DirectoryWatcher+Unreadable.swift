internal import Linux
package import SystemPackage

/// What may not be read. No writing tells that it may be from now on; a change of its attributes,
/// or of its directory's, does.
extension DirectoryWatcher {
  /// Looks at a file that was told of. If that is refused, the file counts as written anew once it
  /// may be read.
  ///
  /// - Parameter look: what the look has found, and whether it was refused (`EACCES`). Called again
  ///   if it was, since that may have changed before it was waited for.
  package func find<Finding>(
    at path: FilePath, _ look: () -> (finding: Finding, isRefused: Bool)
  ) -> Finding {
    let (first, isRefused) = look()
    guard isRefused, awaitsPermission(true, toRead: path) else { return first }
    let (second, isStillRefused) = look()
    if !isStillRefused { _ = awaitsPermission(false, toRead: path) }
    return second
  }

  /// Returns whether the file is known.
  private func awaitsPermission(_ isUnreadable: Bool, toRead path: FilePath) -> Bool {
    guard let last = path.lastComponent else { return false }
    let (parent, name) = (path.removingLastComponent(), FilePath(root: nil, [last]))
    var isKnown = false
    for directory in allDirectories where directory.path == parent {
      guard directory.files[name] != nil else { continue }
      directory.files[name]?.isUnreadable = isUnreadable
      isKnown = true
    }
    return isKnown
  }

  /// The attributes of an entry have changed, or those of the directory itself.
  func lookAtUnreadable(_ name: FilePath?, in directory: WatchedDirectory) {
    if name == nil { lookIntoClosed(directory) }
    let names =
      name.map { isUnreadable($0, in: directory) ? [$0] : [] } ?? unreadable(in: directory)
    if names.isEmpty { return }
    willLook(directory.path)
    for name in names where mayRead(PathBytes(directory.path(of: name))) {
      if isLink(name, in: directory) {
        lookAtLink(name, in: directory, isNew: true, isAnother: true)
      } else if directory.unreadable.contains(name) {
        enter(name, in: directory, .arrival)
      } else if !Writers.exist(of: PathBytes(directory.path(of: name))) {
        handleComplete(name, in: directory, isNew: true)
      }  // else the end of the writing is told
    }
  }

  private func isUnreadable(_ name: FilePath, in directory: WatchedDirectory) -> Bool {
    directory.files[name]?.isUnreadable ?? false || directory.unreadable.contains(name)
  }

  private func unreadable(in directory: WatchedDirectory) -> [FilePath] {
    directory.files.filter(\.value.isUnreadable).map(\.key) + directory.unreadable
  }

  /// Whether a file that could not be read can be read now. What is handed out then is told once.
  func isReadableAgain(_ name: FilePath, in directory: WatchedDirectory) -> Bool {
    directory.files[name]?.isUnreadable ?? false && mayRead(PathBytes(directory.path(of: name)))
  }

  /// Finds out whether what is in a directory can be looked at: its entries may be listed where
  /// they may not be reached.
  ///
  /// - Returns: whether it can be now, and could not before.
  @discardableResult func checkEntrance(of directory: WatchedDirectory) -> Bool {
    let wasClosed = directory.isClosed
    directory.isClosed = !mayEnter(PathBytes(directory.path))
    if directory.isClosed && !wasClosed {
      events.append(.unreadable(directory.path, .permissionDenied))
    }
    return wasClosed && !directory.isClosed
  }

  private func lookIntoClosed(_ directory: WatchedDirectory) {
    willLook(directory.path)
    if checkEntrance(of: directory) { scan(directory, .arrival) }
  }
}
