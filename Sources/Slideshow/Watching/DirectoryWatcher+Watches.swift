internal import Linux
import SystemPackage

extension DirectoryWatcher {
  /// Sees to it that changes in the directory are noticed, by the kernel or by looking.
  func watch(_ directory: WatchedDirectory) throws(SystemError) {
    let remote = options.assumedFileSystem ?? FileSystem.remoteName(at: directory.path)
    if let remote { return poll(directory, because: .fileSystem(remote)) }
    guard inotify != nil else { return poll(directory, because: .noInotify) }
    if let limit = options.watchLimit, roles.count >= limit {
      return poll(directory, because: .watchLimit)
    }
    do {
      guard let watch = try inotify?.watch(directory: directory.path, for: .contents) else {
        return
      }
      directory.watch = watch
      roles[watch, default: []].append(.directory(directory))
    } catch {
      guard Self.isLimit(error.errno) else { throw error }
      poll(directory, because: .watchLimit)
    }
  }

  /// inotify_add_watch(2): `ENOSPC` is the user's limit of watches.
  static func isLimit(_ code: Errno) -> Bool { code == .noSpace || code == .noMemory }

  private func poll(_ directory: WatchedDirectory, because reason: PollingReason) {
    polled.insert(ObjectIdentifier(directory))
    if toldReasons.insert(reason).inserted { events.append(.polling(directory.path, reason)) }
  }

  func isPolled(_ directory: WatchedDirectory) -> Bool {
    polled.contains(ObjectIdentifier(directory))
  }

  /// Whether what is found under a directory's path is that directory. A new one can have the
  /// number of one that is gone (ext4 gives it out again at once); the kernel's watch tells. Of
  /// what is polled each file is looked at anyway, and some file systems make numbers up.
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
