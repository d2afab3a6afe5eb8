internal import Linux
import SystemPackage

/// New names that no event has told of, since a directory is polled or events were lost: a look
/// finds a file under a name, and it has left the one under which it was known.
extension DirectoryWatcher {
  /// A file that is known under a name.
  struct Holder {
    let directory: WatchedDirectory
    let name: FilePath
  }

  /// One look at a directory that has come to its end.
  private struct Look {
    let directory: WatchedDirectory
    /// The names that it did not see.
    let gone: Set<FilePath>
    /// The names that do not hold what they held.
    let changed: Set<FilePath>
    /// Under which of them a file is now.
    let names: [FileSignature: FilePath]
    /// How many files look alike in all but their identities, which some file systems make up.
    let alike: [FileStamp: (gone: [FilePath], met: Int)]
  }

  /// Takes up the files that were met, each as what it was if it is known.
  func settleMet(in scan: Scan, gone: Set<FilePath>) {
    scan.met = scan.met.filter { !scan.told.contains($0.key) }
    if scan.met.isEmpty { return }
    let met = scan.met.sorted { $0.key.string < $1.key.string }
    var alike: [FileStamp: (gone: [FilePath], met: Int)] = [:]
    if isPolled(scan.directory) {
      for (_, state) in met { alike[state.stamp, default: ([], 0)].met += 1 }
      for name in gone {
        guard let file = scan.directory.files[name], file.isCounted else { continue }
        if let stamp = file.signature?.stamp { alike[stamp]?.gone.append(name) }
      }
    }
    let look = Look(
      directory: scan.directory, gone: gone, changed: Set(scan.met.keys),
      names: Dictionary(met.map { ($0.value.signature, $0.key) }) { first, _ in first },
      alike: alike)
    for (name, _) in met {
      // What had the name may have another one now, under which it is told of first.
      var line: [(name: FilePath, state: FileStatus)] = []
      var next: FilePath? = name
      while let name = next, let state = scan.met.removeValue(forKey: name) {
        line.append((name, state))
        next = look.directory.files[name]?.signature.flatMap { look.names[$0] }
      }
      for (name, state) in line.reversed() { settle(name, state, scan, look) }
    }
  }

  private func settle(_ name: FilePath, _ state: FileStatus, _ scan: Scan, _ look: Look) {
    if let holder = formerHolder(of: state.signature, look) {
      take(holder, as: name, in: look.directory, state)
    } else if let alike = look.alike[state.stamp], alike.met == 1, alike.gone.count == 1,
      look.directory.files[alike.gone[0]] != nil
    {
      let holder = Holder(directory: look.directory, name: alike.gone[0])
      take(holder, as: name, in: look.directory, state)
      // What it holds tells whether it is that file.
      events.append(.replaced(look.directory.path(of: name), state.stamp))
    } else if displaced.remove(state.signature) != nil {
      // Two have changed names, of which the other one has been told of.
      count(name, in: look.directory, state, isNew: false)
    } else {
      take(name, state, scan)
    }
  }

  /// Where that very file is known to have been, if it is not there any more.
  private func formerHolder(of signature: FileSignature, _ look: Look) -> Holder? {
    let known = holders.flatMap { $0.look === look.directory ? $0.known : nil }
    let holders = known ?? knownHolders(and: look.directory)
    self.holders = (look.directory, holders)
    return holders[signature]?.first { holder in
      guard let file = holder.directory.files[holder.name], file.signature == signature,
        file.targets.isEmpty
      else { return false }
      if holder.directory === look.directory {
        return look.gone.contains(holder.name) || look.changed.contains(holder.name)
      }
      guard isPolled(holder.directory), !isSilent(holder.directory.path) else { return false }
      if file.isMissing { return true }
      willLook(holder.directory.path)
      defer { willLook(look.directory.path) }
      return (try? FileStatus(holder.directory.path(of: holder.name)))?.identity
        != signature.identity
    }
  }

  private func knownHolders(and directory: WatchedDirectory) -> [FileSignature: [Holder]] {
    var holders: [FileSignature: [Holder]] = [:]
    for other in allDirectories where isPolled(other) || other === directory {
      for (name, file) in other.files {
        guard let signature = file.signature else { continue }
        holders[signature, default: []].append(Holder(directory: other, name: name))
      }
    }
    return holders
  }

  /// Takes up under its new name what was known under another one.
  private func take(
    _ holder: Holder, as name: FilePath, in directory: WatchedDirectory, _ state: FileStatus
  ) {
    guard let file = holder.directory.files.removeValue(forKey: holder.name) else { return }
    guard file.isCounted else {
      // Two looks have seen the same.
      return count(name, in: directory, state, isNew: true)
    }
    let path = directory.path(of: name)
    vacate(path)
    if let other = directory.files[name], other.isCounted, let signature = other.signature {
      displaced.insert(signature)
    }
    carry(file, from: holder.directory.path(of: holder.name), as: name, in: directory, state)
  }

  /// The directory that is known under another path, and is not there any more: it is what was
  /// found in a polled one.
  func polledDirectory(
    _ identity: FileStatus.Identity, in parent: WatchedDirectory
  ) -> WatchedDirectory? {
    guard isPolled(parent) else { return nil }
    return allDirectories.first {
      $0.identity == identity && $0.parent != nil && isPolled($0) && !isSilent($0.path)
        && (try? FileStatus($0.path))?.identity != identity
    }
  }
}
