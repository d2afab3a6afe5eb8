internal import Linux
import SystemPackage

extension DirectoryWatcher {
  /// Acts on what the kernel has told since the last iteration.
  func takeNews() {
    (heardUntil, lastHeard) = (lastHeard, Clock.fileStamp())
    news.append(inotify?.takeEvents() ?? [])
    // The two halves of a move come right behind each other, but perhaps not both at once.
    endDepartures(but: news.arrivingCookies)
    while let event = news.next() {
      guard let watch = event.watch else {
        endDepartures()
        recheckAll()
        continue
      }
      for role in roles[watch] ?? [] { handle(event, as: role) }
      if event.mask.contains(.ignored) { roles[watch] = nil }
    }
  }

  private func handle(_ event: Inotify.Event, as role: Role) {
    if role.isOver { return }
    switch role {
    case .ancestor(let root, let awaited):
      if event.name == nil || event.name?.filePath == awaited {
        (areRootsInDoubt, root.mayHaveBeenAway) = (true, true)
      }
    case .target(let directory, let link, let awaited):
      if event.name == nil || event.name?.filePath == awaited {
        lookAtLink(link, in: directory, isNew: true)
      }
    case .directory(let directory):
      if event.mask.contains(.attributes) {
        return lookAtUnreadable(event.name?.filePath, in: directory)
      }
      willLook(directory.path)
      guard let name = event.name?.filePath else {
        handleGoing(of: directory, event.mask)
        return
      }
      directory.scan?.told.insert(name)
      if hasExchanged(name, in: directory, event) {
        if let child = directory.directories[name] { lookAgain(below: child) }
        departures.append(
          Departure(
            cookie: event.cookie, path: directory.path(of: name),
            what: .exchanged(isDirectory: event.mask.contains(.directory))))
      } else if event.mask.contains(.directory) {
        handleDirectory(name, in: directory, event)
      } else {
        if !event.mask.isDisjoint(with: [.deleted, .movedFrom]) { leaveLink(name, in: directory) }
        if accepts(name, in: directory) || options.followsLinks {
          handleFile(name, in: directory, event)
        }
      }
    }
  }

  /// Whether what has left a name has changed places with what is there now: renameat2(2) with
  /// `RENAME_EXCHANGE` is told as a move there and one back, of which the second tells of the
  /// leaving of what the first has brought. What comes later is told later.
  private func hasExchanged(
    _ name: FilePath, in directory: WatchedDirectory, _ event: Inotify.Event
  ) -> Bool {
    guard event.mask.contains(.movedFrom),
      let known = identity(of: name, in: directory, event.mask),
      (try? FileStatus(directory.path(of: name)))?.identity == known,
      status(of: name, in: directory)?.identity == known
    else { return false }
    // Asked after the look: what it saw has been told of by now, or will be at once, since the
    // kernel changes the name first. Then a file that another has replaced is told of as replaced,
    // where it was removed and a new one came.
    news.append(inotify?.takeEvents() ?? [])
    return !news.holdsComing(under: event)
  }

  /// Of what is known under a name.
  private func identity(
    of name: FilePath, in directory: WatchedDirectory, _ mask: Inotify.Mask
  ) -> FileStatus.Identity? {
    let child = directory.directories[name]?.identity
    if mask.contains(.directory) { return child }
    guard let file = directory.files[name] else { return nil }
    return file.isCounted ? file.signature?.identity : child  // of a link to a directory
  }

  /// The directory itself has gone, moved, or lost its file system.
  private func handleGoing(of directory: WatchedDirectory, _ mask: Inotify.Mask) {
    if mask.contains(.ignored) { directory.watch = nil }  // the kernel has ended it
    if !mask.isDisjoint(with: [.ignored, .movedSelf, .deletedSelf, .unmounted]) {
      areRootsInDoubt = true
      for root in roots where root.directory === directory { root.mayHaveBeenAway = true }
    }
  }

  /// A link to a directory that is shown has gone.
  private func leaveLink(_ name: FilePath, in parent: WatchedDirectory) {
    guard let child = parent.directories[name] else { return }
    // A directory that has taken the place of a file before that was told to have left.
    if (try? FileStatus(child.path, followingLink: false))?.identity == child.identity { return }
    parent.directories[name] = nil
    drop(child)
  }

  private func handleDirectory(
    _ name: FilePath, in parent: WatchedDirectory, _ event: Inotify.Event
  ) {
    guard options.isRecursive && parent.wanted == nil else { return }
    if !event.mask.isDisjoint(with: [.deleted, .movedFrom]) {
      parent.unreadable.remove(name)
      guard let child = parent.directories.removeValue(forKey: name) else { return }
      if event.mask.contains(.movedFrom) {
        departures.append(
          Departure(cookie: event.cookie, path: child.path, what: .directory(child)))
      } else {
        drop(child)
      }
    } else if !event.mask.isDisjoint(with: [.created, .movedTo]) {
      if event.mask.contains(.movedTo), let departure = takeDeparture(event.cookie) {
        return arrive(departure, as: name, in: parent)
      }
      comings.append(Coming(parent: parent, name: name, purpose: .arrival))
    }
  }

  private func handleFile(
    _ name: FilePath, in directory: WatchedDirectory, _ event: Inotify.Event
  ) {
    if !event.mask.isDisjoint(with: [.deleted, .movedFrom]) {
      directory.unfinished.remove(name)
      if event.mask.contains(.movedFrom), let file = directory.files[name], file.isCounted {
        directory.files[name] = nil
        releaseTargets(file, of: name, in: directory)
        departures.append(
          Departure(cookie: event.cookie, path: directory.path(of: name), what: .file(file)))
      } else {
        forget(name, in: directory)
      }
    } else if event.mask.contains(.closedAfterWriting) {
      directory.unfinished.remove(name)
      finishUnnamed(beside: name, in: directory)
      let isKnown = isKnownEnd(ofWriting: name, in: directory) || isUntouched(name, in: directory)
      if isKnown && !isReadableAgain(name, in: directory) { return }
      handleComplete(name, in: directory, isNew: true)
    } else if event.mask.contains(.movedTo) {
      if let departure = takeDeparture(event.cookie) {
        arrive(departure, as: name, in: directory)
      } else {
        handleComplete(name, in: directory, isNew: true)
      }
    } else if event.mask.contains(.created), isLink(name, in: directory) {
      lookAtLink(name, in: directory, isNew: true)
    } else if event.mask.contains(.created) {
      lookAtNew(name, in: directory)
    }
  }

  private func lookAtNew(_ name: FilePath, in directory: WatchedDirectory) {
    switch completeness(of: directory.path(of: name)) {
    case .complete:
      handleComplete(name, in: directory, isNew: true)
      directory.files[name]?.isEarly = true
    case .beingWritten: directory.unfinished.insert(name)
    case .empty: break
    }
  }

  /// A file that got its name while it was being written (`O_TMPFILE`) is closed under the name
  /// that the kernel gave it, which no file has.
  private func finishUnnamed(beside name: FilePath, in directory: WatchedDirectory) {
    if directory.unfinished.isEmpty { return }
    guard (try? FileStatus(directory.path(of: name), followingLink: false)) == nil else { return }
    for name in directory.unfinished
    where completeness(of: directory.path(of: name)) != .beingWritten {
      directory.unfinished.remove(name)
      lookAtNew(name, in: directory)
    }
  }

  /// Whether the file that was closed is as it was when a look found it complete: a writer can be
  /// done between the event that is taken up and the look that it leads to.
  private func isKnownEnd(ofWriting name: FilePath, in directory: WatchedDirectory) -> Bool {
    guard let file = directory.files[name], file.isEarly,
      let state = try? FileStatus(directory.path(of: name))
    else { return false }
    directory.files[name]?.isEarly = false
    return isSame(file, state, in: directory)
  }

  /// Whether a file was opened for writing and closed as it was, as programs do that look whether
  /// they may replace it: nothing has changed since it was handed out.
  private func isUntouched(_ name: FilePath, in directory: WatchedDirectory) -> Bool {
    guard let file = directory.files[name], file.isCounted,
      let state = try? FileStatus(directory.path(of: name))
    else { return false }
    return isSame(file, state, in: directory)
      && state.changed < file.counted ?? directory.scanned
  }

  /// What has the name now is no link that leads anywhere.
  func leaveTargets(of name: FilePath, in directory: WatchedDirectory) {
    guard let file = directory.files[name] else { return }
    releaseTargets(file, of: name, in: directory)
    directory.files[name]?.targets = []
  }

  /// How far a file has come that has just got its name.
  private enum Completeness {
    /// An event tells of the end of its writing.
    case empty
    /// It has contents, and a writer.
    case beingWritten
    /// No event will tell of the end of its writing: a hard link, or a file that had its contents
    /// before it had its name.
    case complete
  }

  private func completeness(of path: FilePath) -> Completeness {
    guard let state = try? FileStatus(path, followingLink: false) else { return .empty }
    if state.links > 1 { return .complete }
    guard state.isRegularFile, state.stamp.byteCount > 0 else { return .empty }
    return Writers.exist(of: PathBytes(path)) ? .beingWritten : .complete
  }

  func handleComplete(_ name: FilePath, in directory: WatchedDirectory, isNew: Bool) {
    if isLink(name, in: directory) {
      return lookAtLink(name, in: directory, isNew: isNew, isAnother: true)
    }
    leaveTargets(of: name, in: directory)
    guard accepts(name, in: directory) else { return }
    // Gone again, or no file: where it was known, another event tells.
    guard let state = try? FileStatus(directory.path(of: name)), state.isRegularFile else { return }
    count(name, in: directory, state, isNew: isNew)
  }
}
