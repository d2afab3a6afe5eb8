internal import Linux
import SystemPackage

/// What changes its name within what is watched: a picture is what it was, whether it has been
/// shown or not.
extension DirectoryWatcher {
  /// What has left its name, until it is known whether it has got another one here.
  struct Departure {
    enum What {
      case file(WatchedDirectory.File)
      case directory(WatchedDirectory)
      /// What had the name before the one that has it now, by which it was replaced.
      case exchanged(isDirectory: Bool)
    }

    /// Equal for the two halves of the move.
    let cookie: UInt32
    let path: FilePath
    let what: What

    func isOf(_ directory: WatchedDirectory) -> Bool {
      if case .directory(let other) = what { other === directory } else { false }
    }
  }

  func takeDeparture(_ cookie: UInt32) -> Departure? {
    departures.firstIndex { $0.cookie == cookie }.map { departures.remove(at: $0) }
  }

  /// What has left, and has not come, is gone.
  func endDepartures(but arriving: Set<UInt32> = []) {
    let gone = departures.filter { !arriving.contains($0.cookie) }
    departures.removeAll { !arriving.contains($0.cookie) }
    for departure in gone { end(departure) }
  }

  /// Something comes under a path: what has left that, or paths below, is told of first.
  func vacate(_ path: FilePath) {
    if departures.isEmpty { return }
    let former = departures.filter { $0.path.starts(with: path) }
    departures.removeAll { $0.path.starts(with: path) }
    for departure in former { end(departure) }
  }

  private func end(_ departure: Departure) {
    switch departure.what {
    case .file: events.append(.removed(departure.path))
    case .directory(let directory): drop(directory)
    case .exchanged: break
    }
  }

  /// Takes up under its new name what has left the old one.
  func arrive(_ departure: Departure, as name: FilePath, in directory: WatchedDirectory) {
    switch departure.what {
    case .file(let file): arrive(file, from: departure.path, as: name, in: directory)
    case .directory(let old):
      arrive(old, as: name, in: directory)
      comings.append(Coming(parent: directory, name: name, purpose: .arrival))
    case .exchanged(isDirectory: true):
      // It was known, and is nothing new.
      comings.append(Coming(parent: directory, name: name, purpose: .first))
    case .exchanged(isDirectory: false): handleComplete(name, in: directory, isNew: false)
    }
  }

  private func arrive(
    _ old: WatchedDirectory.File, from path: FilePath, as name: FilePath,
    in directory: WatchedDirectory
  ) {
    let newPath = directory.path(of: name)
    vacate(newPath)
    // What has gone from there again is told of next.
    let state = try? FileStatus(newPath)
    guard accepts(name, in: directory), !isLink(name, in: directory), state?.isRegularFile ?? true
    else {
      events.append(.removed(path))
      // A link leads to what was there before.
      return handleComplete(name, in: directory, isNew: false)
    }
    carry(old, from: path, as: name, in: directory, state)
  }

  /// Has a file that was told of be what is under a name now.
  func carry(
    _ old: WatchedDirectory.File, from path: FilePath, as name: FilePath,
    in directory: WatchedDirectory, _ state: FileStatus?
  ) {
    leaveTargets(of: name, in: directory)
    var file = WatchedDirectory.File(signature: state?.signature ?? old.signature)
    file.counted = Clock.fileStamp()
    file.isEarly = old.isEarly
    file.isUnreadable = old.isUnreadable
    directory.files[name] = file
    events.append(.moved(path, to: directory.path(of: name), file.signature?.stamp))
  }

  /// Puts a directory that was taken out of the tree under another name.
  func arrive(_ directory: WatchedDirectory, as name: FilePath, in parent: WatchedDirectory) {
    let path = parent.path(of: name)
    vacate(path)
    guard options.filter.acceptsDirectory(name), !isSilent(path), !parent.isBelow(directory) else {
      return drop(directory)
    }
    place(directory, as: name, in: parent)
    move(directory, to: path, in: parent)
  }

  /// Has a directory, its files, and those of the directories in it, be under other paths.
  private func move(
    _ directory: WatchedDirectory, to path: FilePath, in parent: WatchedDirectory
  ) {
    // Links lead elsewhere from elsewhere; the look that follows finds where.
    for (name, file) in directory.files where !file.targets.isEmpty { forget(name, in: directory) }
    let oldPath = directory.path
    directory.move(to: path, in: parent)
    for (name, file) in directory.files where file.isCounted {
      events.append(
        .moved(oldPath.pushing(name), to: directory.path(of: name), file.signature?.stamp))
    }
    for (name, child) in directory.directories {
      move(child, to: directory.path(of: name), in: directory)
    }
    lookAgain(in: directory)
  }

  /// Looks at a directory of which something may have been looked at under its path when another
  /// one had that: since the news before the last were taken up, but not earlier.
  private func lookAgain(in directory: WatchedDirectory) {
    let before = directory.scan
    scan(directory, .recheck)
    directory.scan?.trusted = before.map { min($0.trusted, heardUntil) } ?? heardUntil
  }

  /// The same also below.
  func lookAgain(below directory: WatchedDirectory) {
    lookAgain(in: directory)
    for child in directory.directories.values { lookAgain(below: child) }
  }
}
