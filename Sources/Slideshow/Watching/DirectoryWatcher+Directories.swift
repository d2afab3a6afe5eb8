internal import Linux
import SystemPackage

/// The tree of directories. It is right in the end whatever is done meanwhile, since each directory
/// in it is where a look has found it, or where news have put it and a look follows; and what has
/// become of that place since then is told of by the watch of the directory above:
///
/// - What is looked at under a name is held, and its watch, its identity and its entries are those
///   of what is held. A path alone may lead to another one at each call.
/// - A directory that has moved keeps its watch. The news of what was done in it before are on
///   their way under that, and its path may lead to another one by now.
/// - Where the path of a known directory leads to another one, nothing is looked at in it: news of
///   a move above it are on their way. It is looked at again when they have been taken up.
extension DirectoryWatcher {
  /// An entry that the news tell to be a directory; looked at when they all have been taken up, so
  /// that fewer of them are older than what is seen.
  struct Coming {
    let parent: WatchedDirectory
    let name: FilePath
    let purpose: Scan.Purpose
  }

  /// How the changes in a directory are noticed.
  private enum Attention {
    case watch(Inotify.Watch)
    case polling(PollingReason)
  }

  /// Looks at what has come, and at what could not be reached.
  func settleDirectories() {
    let (all, waiting) = (comings, unreached)
    (comings, unreached) = ([], [])
    for coming in all { enter(coming.name, in: coming.parent, coming.purpose) }
    for (directory, purpose) in waiting where !directory.isGone { scan(directory, purpose) }
  }

  /// Takes up a directory in one that is watched.
  ///
  /// - Parameter number: the open parent, if it is held already.
  func enter(
    _ name: FilePath, in parent: WatchedDirectory, _ purpose: Scan.Purpose,
    listedBy number: CInt? = nil
  ) {
    guard options.filter.acceptsDirectory(name), !parent.isGone else { return }
    let path = parent.path(of: name)
    if isSilent(path) { return }
    parent.unreadable.remove(name)
    willLook(path)
    do {
      if let number {
        let held = try hold(name, in: number)
        return try enter(held, as: name, in: parent, purpose)
      }
      guard let folder = try reach(parent) else {
        unreached.append((parent, .recheck))
        return
      }
      let held = try hold(name, in: folder.number)
      try enter(held, as: name, in: parent, purpose)
    } catch {
      if error.errno == .permissionDenied { parent.unreadable.insert(name) }
      if ![.noSuchFileOrDirectory, .notDirectory].contains(error.errno) {
        events.append(.unreadable(path, error.errno))
      }
    }
  }

  private func hold(_ name: FilePath, in number: CInt) throws(SystemError) -> HeldDirectory {
    try HeldDirectory(name, in: number, followingLink: options.followsLinks)
  }

  private func enter(
    _ held: borrowing HeldDirectory, as name: FilePath, in parent: WatchedDirectory,
    _ purpose: Scan.Purpose
  ) throws(SystemError) {
    if parent.isBelow(held.status.identity) { return }
    if let child = parent.directories[name], isStill(child, held) {
      (child.isMissing, child.identity) = (false, held.status.identity)
      return
    }
    let path = parent.path(of: name)
    // Watched first, then read: what comes in between is told, or seen, or both.
    let attention = try attention(to: held, at: path)
    if let former = formerDirectory(held.status.identity, attention, in: parent, purpose) {
      leavePlace(of: former)
      if polled.remove(ObjectIdentifier(former)) != nil { attend(former, attention) }
      return arrive(former, as: name, in: parent)
    }
    let directory = WatchedDirectory(
      path, wanted: nil, identity: held.status.identity, in: parent)
    attend(directory, attention)
    vacate(path)
    place(directory, as: name, in: parent)
    scan(directory, purpose)
  }

  /// Ends what had the name before.
  func place(_ directory: WatchedDirectory, as name: FilePath, in parent: WatchedDirectory) {
    if let other = parent.directories.updateValue(directory, forKey: name) { drop(other) }
  }

  /// Holds a known directory; nil where another one, or nothing, has its path.
  func reach(_ directory: WatchedDirectory) throws(SystemError) -> HeldDirectory? {
    do {
      let held = try HeldDirectory(directory.path)
      guard isStill(directory, held.status) else { return nil }
      return held
    } catch {
      if [.noSuchFileOrDirectory, .notDirectory].contains(error.errno) { return nil }
      throw error
    }
  }

  /// Of what has a name in a known directory.
  func status(of name: FilePath, in directory: WatchedDirectory) -> FileStatus? {
    guard let held = try? reach(directory) else { return nil }
    return try? FileStatus(at: PathBytes(name), in: held.number)
  }

  /// Sees to it that changes in the directory are noticed, by the kernel or by looking.
  func watch(
    _ directory: WatchedDirectory, as held: borrowing HeldDirectory
  ) throws(SystemError) {
    attend(directory, try attention(to: held, at: directory.path))
  }

  private func attention(
    to held: borrowing HeldDirectory, at path: FilePath
  ) throws(SystemError) -> Attention {
    if let remote = options.assumedFileSystem ?? FileSystem.remoteName(of: held) {
      return .polling(.fileSystem(remote))
    }
    guard let inotify else { return .polling(.noInotify) }
    if let limit = options.watchLimit, roles.count >= limit { return .polling(.watchLimit) }
    do {
      return .watch(try inotify.watch(held, at: path, for: .contents))
    } catch {
      guard Self.isLimit(error.errno) else { throw error }
      return .polling(.watchLimit)
    }
  }

  private func attend(_ directory: WatchedDirectory, _ attention: Attention) {
    switch attention {
    case .watch(let watch):
      directory.watch = watch
      roles[watch, default: []].append(.directory(directory))
    case .polling(let reason):
      polled.insert(ObjectIdentifier(directory))
      if toldReasons.insert(reason).inserted { events.append(.polling(directory.path, reason)) }
    }
  }

  /// Whether what is held is a known directory. A new one can have the number of one that is gone
  /// (ext4 gives it out again at once); the kernel's watch tells, also where events were lost.
  func isStill(_ directory: WatchedDirectory, _ held: borrowing HeldDirectory) -> Bool {
    guard isStill(directory, held.status) else { return false }
    guard let inotify, let watch = directory.watch,
      let other = try? inotify.watch(held, at: directory.path, for: .contents), other != watch
    else { return true }
    if roles[other] == nil { inotify.remove(other) }
    return false
  }

  /// The directory that was met, if it is known under another path, and not there any more. News of
  /// its move are on their way, unless it is polled.
  private func formerDirectory(
    _ identity: FileStatus.Identity, _ attention: Attention, in parent: WatchedDirectory,
    _ purpose: Scan.Purpose
  ) -> WatchedDirectory? {
    if case .watch(let watch) = attention {
      for case .directory(let other) in roles[watch] ?? [] where other.parent != nil {
        // Else it has several: by links, or by mounts of one place on another.
        if !isAtPlace(other) { return other }
      }
    }
    return purpose == .first ? nil : polledDirectory(identity, in: parent)
  }

  private func isAtPlace(_ directory: WatchedDirectory) -> Bool {
    if departures.contains(where: { $0.isOf(directory) }) { return false }
    return (try? FileStatus(directory.path))?.identity == directory.identity
  }

  /// Takes a directory out of the tree, or from those whose new place is not known yet.
  private func leavePlace(of directory: WatchedDirectory) {
    departures.removeAll { $0.isOf(directory) }
    guard let parent = directory.parent, let last = directory.path.lastComponent else { return }
    let name = FilePath(root: nil, [last])
    if parent.directories[name] === directory { parent.directories[name] = nil }
  }
}
