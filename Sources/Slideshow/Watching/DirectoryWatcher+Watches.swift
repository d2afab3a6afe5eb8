internal import Linux
import SystemPackage

extension DirectoryWatcher {
  /// inotify_add_watch(2): `ENOSPC` is the user's limit of watches.
  static func isLimit(_ code: Errno) -> Bool { code == .noSpace || code == .noMemory }

  func isPolled(_ directory: WatchedDirectory) -> Bool {
    polled.contains(ObjectIdentifier(directory))
  }

  /// Whether what is found under a directory's path is that directory, as far as its number tells.
  /// Of what is polled each file is looked at anyway, and some file systems make numbers up.
  func isStill(_ directory: WatchedDirectory, _ found: FileStatus?) -> Bool {
    guard let found, found.isDirectory else { return false }
    if isPolled(directory) { return found.identity.device == directory.identity.device }
    return found.identity == directory.identity && directory.watch != nil
  }

  /// Looks at all polled directories again.
  func scanPolled() {
    for directory in allDirectories where isPolled(directory) && directory.scan == nil {
      scan(directory, .poll)
    }
  }

  /// Looks whether every directory is what it was, after something was mounted or unmounted.
  func recheckMounts() {
    for directory in allDirectories {
      for (name, child) in directory.directories where !isSilent(child.path) {
        willLook(child.path)
        if isStill(child, try? FileStatus(child.path)) { continue }
        drop(child)
        directory.directories[name] = nil
        scan(directory, .recheck)
      }
    }
  }

  /// Looks at everything again, since events were lost.
  func recheckAll() {
    events.append(.overflow)
    areRootsInDoubt = true
    for directory in allDirectories { scan(directory, .recheck) }
  }

  /// Each directory before those in it.
  var allDirectories: [WatchedDirectory] {
    var all = roots.compactMap(\.directory)
    var position = 0
    while position < all.count {
      all.append(contentsOf: all[position].directories.values)
      position += 1
    }
    return all
  }

  /// Ends all that concerns a directory which is no longer there or no longer ours.
  func drop(_ directory: WatchedDirectory) {
    let absent = former.take(directory.path).merging(directory.scan?.former ?? [:]) { $1 }
    var files: FormerFiles.Files = [:]
    for (name, file) in directory.files where file.isCounted {
      files[name] = file.signature.map { .stamped($0.stamp) } ?? .seen(directory.scanned)
      events.append(.removed(directory.path(of: name)))
    }
    former.keep(files, absent: absent, of: directory.path)
    for (name, file) in directory.files { releaseTargets(file, of: name, in: directory) }
    for child in directory.directories.values { drop(child) }
    directory.files = [:]
    directory.directories = [:]
    directory.isGone = true
    scans.removeAll { $0.directory === directory }
    directory.scan = nil
    polled.remove(ObjectIdentifier(directory))
    if let watch = directory.watch {
      directory.watch = nil
      release(watch) { if case .directory(let other) = $0 { other === directory } else { false } }
    }
  }

  /// Ends one role of a watch, and the watch with its last role.
  func release(_ watch: Inotify.Watch, _ isRole: (Role) -> Bool) {
    guard var others = roles[watch] else { return }
    if let position = others.firstIndex(where: isRole) { others.remove(at: position) }
    roles[watch] = others.isEmpty ? nil : others
    if others.isEmpty { inotify?.remove(watch) }
  }
}
