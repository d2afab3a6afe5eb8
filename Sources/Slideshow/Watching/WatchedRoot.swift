internal import Linux
internal import SystemPackage

/// A directory that is to be shown, whether it is there or not.
final class WatchedRoot {
  let path: FilePath
  let wanted: Set<FilePath>?
  /// Nil while it is missing.
  var directory: WatchedDirectory?
  /// Watches on the directories that its path leads through.
  var ancestors: [Inotify.Watch] = []
  /// Whether somebody has been told that it is missing, and why.
  var missing: Errno?
  /// Whether nothing but a look now and then can tell that it comes.
  var isPolledFor = false

  init(_ path: FilePath, wanted: Set<FilePath>?) {
    self.path = path
    self.wanted = wanted
  }
}
