internal import Linux
import SystemPackage

extension DirectoryWatcher {
  /// Lets all entries be looked at; a look that is under way begins again.
  func scan(_ directory: WatchedDirectory, _ purpose: Scan.Purpose) {
    var purpose = purpose
    var known = former.take(directory.path)
    if let running = directory.scan {
      scans.removeAll { $0 === running }
      // What it has not handed out yet is what it was.
      if purpose != .poll, running.purpose == .first { purpose = .first }
      known.merge(running.former) { $1 }
    }
    let scan = Scan(directory, purpose)
    scan.former = known
    directory.scan = scan
    scans.append(scan)
  }

  /// Looks at so many entries, of as many directories as that takes.
  func work(entries count: Int) {
    var count = count
    let end = Deadline(after: Self.longestTurn)
    let told = events.count
    defer { sortArrivals(from: told) }
    while count > 0, let scan = scans.first, !end.hasPassed {
      var portion = min(count, Self.portion)
      count -= portion
      let isDone = advance(scan, &portion)
      count += portion
      if isDone {
        if scans.first === scan { scans.removeFirst() }
        if scan.directory.scan === scan { scan.directory.scan = nil }
      }
    }
    if scans.isEmpty {
      displaced = []
      tellOfStart()
    }
  }

  /// New files that were found together come in the order in which they were written, and behind
  /// those that are not new: directories have none.
  private func sortArrivals(from told: Int) {
    var start = told
    while start < events.count {
      let end = events[start...].firstIndex { !$0.isAddition } ?? events.count
      let additions = events[start..<end]
      let arrivals = additions.compactMap { event in event.arrival.map { (event, $0) } }
        .sorted { ($0.1.modified, $0.1.path) < ($1.1.modified, $1.1.path) }.map(\.0)
      if !arrivals.isEmpty {
        events.replaceSubrange(
          start..<end, with: additions.filter { $0.arrival == nil } + arrivals)
      }
      start = end + 1
    }
  }

  /// All that there is has been told of: what there was at the start, as far as that has come.
  private func tellOfStart() {
    switch list {
    case .ended where !hasScanned:
      hasScanned = true
      events.append(.scanned)
    case .open where !hasGathered:
      hasGathered = true
      events.append(.gathered)
    default: break
    }
  }

  /// How long one iteration takes at most, about: what else happens must not wait for a slow disk.
  private static let longestTurn = Duration.milliseconds(100)
  /// How many entries are looked at between two looks at the clock.
  private static let portion = 512

  /// Returns whether the scan is done.
  private func advance(_ scan: Scan, _ count: inout Int) -> Bool {
    willLook(scan.directory.path)
    if !scan.isBegun {
      scan.isBegun = true
      checkEntrance(of: scan.directory)
    }
    if scan.directory.wanted != nil { return advanceNames(scan, &count) }
    do {
      guard try open(scan) else {
        unreached.append((scan.directory, scan.purpose))
        return true
      }
    } catch {
      fail(scan, error)
      return true
    }
    while count > 0, let stream = scan.stream {
      count -= 1
      stillLooks()
      guard let entry = stream.next() else {
        if !stream.hasFailed { finish(scan) }
        return true
      }
      if !scan.told.contains(entry.name) { look(at: entry, scan) }
    }
    return false
  }

  /// Returns whether what is under the directory's path is that directory.
  private func open(_ scan: Scan) throws(SystemError) -> Bool {
    guard scan.stream == nil else { return true }
    scan.began = Clock.fileStamp()
    let stream = try DirectoryStream(PathBytes(scan.directory.path))
    scan.stream = stream
    if isPolled(scan.directory) { return true }
    return isStill(scan.directory, try FileStatus(of: stream.number))
  }

  private func fail(_ scan: Scan, _ error: SystemError) {
    if roots.contains(where: { $0.directory === scan.directory }) {
      lose(scan.directory, for: error.errno)
    } else if [.noSuchFileOrDirectory, .notDirectory].contains(error.errno) {
      unreached.append((scan.directory, scan.purpose))
    } else {
      events.append(.unreadable(scan.directory.path, error.errno))
    }
  }

  private func advanceNames(_ scan: Scan, _ count: inout Int) -> Bool {
    while count > 0, let name = scan.names.popLast() {
      count -= 1
      stillLooks()
      if scan.told.contains(name) { continue }
      if isLink(name, in: scan.directory) { meetLink(name, scan) } else { lookAtFile(name, scan) }
    }
    if scan.names.isEmpty { finish(scan) }
    return scan.names.isEmpty
  }

  private func look(at entry: DirectoryStream.Entry, _ scan: Scan) {
    switch entry.kind {
    case .directory: lookAtDirectory(entry.name, scan)
    case .file:
      guard accepts(entry.name, in: scan.directory) else { return }
      if isTrusted(entry.name, scan) {
        scan.seen.insert(entry.name)
      } else if needsState(of: entry.name, scan) {
        lookAtFile(entry.name, scan)
      } else {
        count(entry.name, in: scan.directory, nil, isNew: false)
        scan.directory.files[entry.name]?.isEarly = true
      }
    case .link:
      if options.followsLinks || accepts(entry.name, in: scan.directory) {
        meetLink(entry.name, scan)
      }
    case .unknown:
      let path = scan.directory.path(of: entry.name)
      if isSilent(path) { return }
      if (try? status(of: entry.name, scan, followingLink: false))?.isDirectory ?? false {
        lookAtDirectory(entry.name, scan)
      } else if accepts(entry.name, in: scan.directory) {
        lookAtFile(entry.name, scan)
      }
    case .other: break
    }
  }

  private func isTrusted(_ name: FilePath, _ scan: Scan) -> Bool {
    guard let file = scan.directory.files[name], file.isCounted, scan.trusted > .min else {
      return false
    }
    // What was never asked cannot have been answered by another.
    return file.signature == nil || file.counted.map { $0 < scan.trusted } ?? false
  }

  /// Of an entry of the directory that is read, whatever has its path meanwhile.
  private func status(
    of name: FilePath, _ scan: Scan, followingLink: Bool = true
  ) throws(SystemError) -> FileStatus {
    guard let stream = scan.stream else {
      return try FileStatus(scan.directory.path(of: name), followingLink: followingLink)
    }
    return try FileStatus(at: PathBytes(name), in: stream.number, followingLink: followingLink)
  }

  private func needsState(of name: FilePath, _ scan: Scan) -> Bool {
    options.needsStamps || options.knownUntil != nil || scan.purpose != .first || scan.isSweeping
      || isPolled(scan.directory)
  }

  private func lookAtDirectory(_ name: FilePath, _ scan: Scan) {
    guard options.isRecursive else { return }
    if scan.isSweeping { scan.seenDirectories.insert(name) }
    enter(
      name, in: scan.directory, scan.purpose == .first ? .first : .arrival,
      listedBy: scan.stream?.number)
  }

  /// Takes up what was met, and forgets what was not seen.
  private func finish(_ scan: Scan) {
    let directory = scan.directory
    if scan.isWhole { directory.scanned = scan.began }
    let unseen = { !scan.seen.contains($0) && !scan.told.contains($0) }
    let gone = scan.isSweeping ? Set(directory.files.keys.filter(unseen)) : []
    settleMet(in: scan, gone: gone)
    for name in gone { miss(name, in: directory) }
    // A place where something is mounted now and then is an empty directory between.
    let absent = scan.former.filter { directory.files[$0.key]?.isCounted != true }
    if !absent.isEmpty { former.keep([:], absent: absent, of: directory.path) }
    guard scan.isSweeping else { return }
    let isSeen = { scan.seenDirectories.contains($0) || scan.told.contains($0) }
    directory.unreadable = directory.unreadable.filter(isSeen)
    for (name, child) in directory.directories where !isSeen(name) {
      if isPolled(directory) && !child.isMissing {
        child.isMissing = true
      } else {
        directory.directories[name] = nil
        drop(child)
      }
    }
  }

  /// A file was not seen under its name. A listing that others change meanwhile may leave out what
  /// is there; and what is in another directory now may be seen after that.
  private func miss(_ name: FilePath, in directory: WatchedDirectory) {
    guard let file = directory.files[name] else { return }
    if isPolled(directory) && !file.isMissing {
      directory.files[name]?.isMissing = true
    } else {
      forget(name, in: directory)
    }
  }

  private func meetLink(_ name: FilePath, _ scan: Scan) {
    let isWatched = !isPolled(scan.directory)
    if isWatched && scan.isSweeping || options.followsLinks {
      if scan.isSweeping {
        scan.seen.insert(name)
        scan.seenDirectories.insert(name)  // which of the two it leads to is looked at now
      }
      let isNew = scan.purpose == .arrival && scan.former[name] == nil
      lookAtLink(name, in: scan.directory, isNew: isNew)
    } else {
      followTargets(of: name, in: scan.directory)
      lookAtFile(name, scan)
    }
  }

  private func lookAtFile(_ name: FilePath, _ scan: Scan) {
    let path = scan.directory.path(of: name)
    let state: FileStatus
    do { state = try status(of: name, scan) } catch {
      // It is there, for all that is known.
      if error.errno == .permissionDenied {
        scan.seen.insert(name)
        scan.seenDirectories.insert(name)
      }
      return
    }
    guard state.isRegularFile else { return }
    if scan.isSweeping { scan.seen.insert(name) }
    switch (scan.directory.files[name], isPolled(scan.directory)) {
    case (let file?, true): compareWhilePolling(name, file, state, scan)
    case (let file?, false) where file.isCounted: compare(name, file, state, scan)
    case (nil, true): meetWhilePolling(name, state, scan)
    case (_, false):
      // A writer's closing of it is told; but what was closed before the watch began is complete.
      if scan.purpose != .first && Writers.exist(of: PathBytes(path)) { return }
      if scan.isSweeping { scan.met[name] = state } else { take(name, state, scan) }
    }
  }

  /// Takes up a file that was met: one that is not known under another name.
  func take(_ name: FilePath, _ state: FileStatus, _ scan: Scan) {
    let directory = scan.directory
    if isPolled(directory) {
      let unknown = WatchedDirectory.File(signature: nil, isCounted: false)
      directory.files[name, default: unknown].signature = state.signature
      directory.files[name]?.isChanging = true
    } else if directory.files[name]?.isCounted ?? false {
      count(name, in: directory, state, isNew: false)
    } else {
      count(name, in: directory, state, isNew: isNew(name, state, scan))
      directory.files[name]?.isEarly = true
    }
  }

  private func isNew(_ name: FilePath, _ state: FileStatus, _ scan: Scan) -> Bool {
    scan.purpose != .first && !scan.isFormer(name, state) || isLate(state)
  }

  /// Whether the file was changed after those who watch know of it.
  private func isLate(_ state: FileStatus) -> Bool {
    options.knownUntil.map { state.changed >= $0 } ?? false
  }

  /// After lost events: is it what it was?
  private func compare(
    _ name: FilePath, _ file: WatchedDirectory.File, _ state: FileStatus, _ scan: Scan
  ) {
    if isSame(file, state, in: scan.directory) {
      scan.directory.files[name]?.signature = state.signature
    } else if !Writers.exist(of: PathBytes(scan.directory.path(of: name))) {
      scan.met[name] = state
    }
  }

  /// A file is complete when two looks in a row see the same; what was there first, at once.
  private func meetWhilePolling(_ name: FilePath, _ state: FileStatus, _ scan: Scan) {
    if scan.purpose == .first || scan.isFormer(name, state) {
      count(name, in: scan.directory, state, isNew: isLate(state))
    } else {
      scan.met[name] = state
    }
  }

  private func compareWhilePolling(
    _ name: FilePath, _ file: WatchedDirectory.File, _ state: FileStatus, _ scan: Scan
  ) {
    scan.directory.files[name]?.isMissing = false
    if file.signature != state.signature {
      scan.met[name] = state
    } else if file.isChanging || isReadableAgain(name, in: scan.directory) {
      count(name, in: scan.directory, state, isNew: true)
    }
  }
}
