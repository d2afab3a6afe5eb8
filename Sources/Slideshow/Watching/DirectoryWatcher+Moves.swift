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

  /// Something comes under a path: what has left that is told of first.
  func vacate(_ path: FilePath) {
    for departure in departures where departure.path == path { end(departure) }
    departures.removeAll { $0.path == path }
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
    case .directory(let old): arrive(old, as: name, in: directory)
    // It was known, and is nothing new.
    case .exchanged(isDirectory: true): enter(name, in: directory, .first)
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

  func arrive(_ old: WatchedDirectory, as name: FilePath, in parent: WatchedDirectory) {
    defer { drop(old) }  // what is left of it
    let path = parent.path(of: name)
    vacate(path)
    guard options.filter.acceptsDirectory(name), !isSilent(path) else { return }
    if let other = parent.directories.removeValue(forKey: name) { drop(other) }
    move(old, as: name, to: parent)
  }

  /// Has the files of a directory, and of those in it, be those of another one; a look follows, for
  /// what else there is.
  private func move(_ old: WatchedDirectory, as name: FilePath, to parent: WatchedDirectory) {
    let directory = WatchedDirectory(
      parent.path(of: name), wanted: nil, identity: old.identity, in: parent)
    do { try watch(directory) } catch { return }
    parent.directories[name] = directory
    var moved: Set<FilePath> = []
    for (name, file) in old.files where file.isCounted && file.targets.isEmpty {
      old.files[name] = nil
      directory.files[name] = file
      moved.insert(name)
      events.append(.moved(old.path(of: name), to: directory.path(of: name), file.signature?.stamp))
    }
    for (name, child) in old.directories { move(child, as: name, to: directory) }
    scan(directory, .recheck)
    directory.scan?.told = moved  // they were watched all the time
  }
}
