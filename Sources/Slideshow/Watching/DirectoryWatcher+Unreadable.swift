internal import Linux
package import SystemPackage

/// What may not be read. No writing tells that it may be from now on; a change of its attributes,
/// or of its directory's, does.
extension DirectoryWatcher {
  /// A file that was told of could not be read. If that was not allowed it counts as written anew
  /// once it is.
  package func awaitPermission(toRead path: FilePath) {
    guard let last = path.lastComponent, !mayRead(PathBytes(path)) else { return }
    let (parent, name) = (path.removingLastComponent(), FilePath(root: nil, [last]))
    for directory in allDirectories where directory.path == parent {
      if directory.files[name] != nil { directory.unreadable.insert(name) }
    }
  }

  /// The attributes of an entry have changed, or those of the directory itself.
  func lookAtUnreadable(_ name: FilePath?, in directory: WatchedDirectory) {
    if directory.unreadable.isEmpty { return }
    willLook(directory.path)
    for name in name.map({ [$0] }) ?? Array(directory.unreadable)
    where isReadableAgain(name, in: directory) {
      if isLink(name, in: directory) {
        lookAtLink(name, in: directory, isNew: true, isAnother: true)
      } else if let state = try? FileStatus(directory.path(of: name)), state.isDirectory {
        if options.isRecursive && directory.wanted == nil { enter(name, in: directory, .arrival) }
      } else {
        handleComplete(name, in: directory, isNew: true)
      }
    }
  }

  /// Whether something that could not be read can be read now, which is told once.
  func isReadableAgain(_ name: FilePath, in directory: WatchedDirectory) -> Bool {
    guard directory.unreadable.contains(name), mayRead(PathBytes(directory.path(of: name))) else {
      return false
    }
    directory.unreadable.remove(name)
    return true
  }
}
