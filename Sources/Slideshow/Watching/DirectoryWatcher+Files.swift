internal import Linux
import SystemPackage

extension DirectoryWatcher {
  func accepts(_ name: FilePath, in directory: WatchedDirectory) -> Bool {
    directory.wanted?.contains(name) ?? options.filter.acceptsFile(name)
  }

  /// Hands out a complete file, as added or as replaced.
  func count(
    _ name: FilePath, in directory: WatchedDirectory, _ state: FileStatus?, isNew: Bool
  ) {
    let path = directory.path(of: name)
    vacate(path)
    var file = WatchedDirectory.File(signature: state?.signature)
    file.counted = Clock.fileStamp()
    file.targets = directory.files[name]?.targets ?? []
    let isKnown = directory.files.updateValue(file, forKey: name)?.isCounted ?? false
    events.append(
      isKnown ? .replaced(path, state?.stamp) : .added(path, state?.stamp, isNew: isNew))
  }

  /// Whether the file is what it was when it was handed out.
  func isSame(
    _ file: WatchedDirectory.File, _ state: FileStatus, in directory: WatchedDirectory
  ) -> Bool {
    file.signature.map { $0 == state.signature } ?? (state.changed < directory.scanned)
  }

  func forget(_ name: FilePath, in directory: WatchedDirectory) {
    guard let file = directory.files.removeValue(forKey: name) else { return }
    releaseTargets(file, of: name, in: directory)
    guard file.isCounted else { return }
    events.append(.removed(directory.path(of: name)))
  }
}
