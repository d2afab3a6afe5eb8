internal import Linux
internal import SystemPackage

/// A directory that is to be shown, whether it is there or not.
final class WatchedRoot {
  let path: FilePath
  private(set) var wanted: Set<FilePath>?
  /// Whether the files that are there when it is found count as new.
  let purpose: Scan.Purpose
  /// Whether a file may come in its place, which then is no directory that is missing.
  let mayBeFile: Bool
  /// Nil while it is missing.
  var directory: WatchedDirectory?
  /// Whether its path may have led elsewhere for a while.
  var mayHaveBeenAway = false
  /// Whether it has been there: what has come into it since it went is new.
  var wasThere = false
  /// Watches on the directories that its path leads through.
  var ancestors: [Inotify.Watch] = []
  /// Whether somebody has been told that it is missing, and why.
  var missing: Errno?
  /// Whether nothing but a look now and then can tell that it comes.
  var isPolledFor = false

  init(
    _ path: FilePath, wanted: Set<FilePath>?, _ purpose: Scan.Purpose, mayBeFile: Bool = false
  ) {
    self.path = path
    self.wanted = wanted
    self.purpose = purpose
    self.mayBeFile = mayBeFile
  }

  /// Takes further names up where only some count.
  ///
  /// - Returns: those that are new.
  func want(_ names: Set<FilePath>) -> [FilePath] {
    let news = names.filter { wanted?.insert($0).inserted ?? false }
    directory?.want(news)
    return Array(news)
  }

  /// A name counts no more.
  ///
  /// - Returns: whether any is left.
  func leave(_ name: FilePath) -> Bool {
    wanted?.remove(name)
    directory?.leave(name)
    return wanted?.isEmpty == false
  }
}
