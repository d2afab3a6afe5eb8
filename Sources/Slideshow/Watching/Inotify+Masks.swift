internal import Linux
internal import SystemPackage

extension Inotify.Mask {
  /// Everything that can happen to a directory under the show.
  static let contents: Inotify.Mask = [
    .closedAfterWriting, .created, .deleted, .movedFrom, .movedTo, .attributes, .deletedSelf,
    .movedSelf,
  ]
  /// The directory itself goes; silent while others work in it.
  static let itself: Inotify.Mask = [.deletedSelf, .movedSelf]
  /// Something comes that may be what is waited for.
  static let arrivals: Inotify.Mask = [.created, .movedTo, .attributes, .deletedSelf, .movedSelf]
  /// A symbolic link in the directory goes, comes, or leads elsewhere.
  static let redirections: Inotify.Mask = [
    .created, .deleted, .movedFrom, .movedTo, .deletedSelf, .movedSelf,
  ]
}

extension Inotify {
  /// Watches a directory, also for what it is watched for already.
  func watch(directory: FilePath, for mask: Mask) throws(SystemError) -> Watch {
    try watch(PathBytes(directory), for: mask.union([.onlyDirectory, .adding]))
  }

  /// The same of a directory that is held, whatever has its path meanwhile.
  func watch(
    _ directory: borrowing HeldDirectory, at path: FilePath, for mask: Mask
  ) throws(SystemError) -> Watch {
    do {
      return try watch(
        OpenFiles.name(of: directory.number), for: mask.union([.onlyDirectory, .adding]))
    } catch {
      guard error.errno == .noSuchFileOrDirectory, !OpenFiles.areNamed else { throw error }
      let watch = try watch(directory: path, for: mask)
      guard try FileStatus(path).identity == directory.status.identity else { throw error }
      return watch
    }
  }
}
