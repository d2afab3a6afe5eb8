internal import Linux
import SystemPackage

/// What is known of one directory under the show.
final class WatchedDirectory {
  /// What is known of one file.
  struct File {
    /// Nil where the file was never asked.
    var signature: FileSignature?
    /// Whether it has been handed out.
    var isCounted = true
    /// When it was handed out; nil where a scan did that.
    var counted: Int64?
    /// Whether a poll saw a change that the next one must see ended.
    var isChanging = false
    /// Whether the last poll did not see it: it is gone when the next one does not either.
    var isMissing = false
    /// Whether it was found complete by a look, so that the kernel may yet tell of the end of its
    /// writing, which is nothing new then.
    var isEarly = false
    /// Whether it could not be read, since that was not allowed.
    var isUnreadable = false
    /// Watches on the way that it leads, if it is a symbolic link.
    var targets: [Inotify.Watch] = []
  }

  private(set) var path: FilePath
  /// Above it, if it is not shown for itself.
  private(set) weak var parent: WatchedDirectory?
  /// The only names that count, those of files named one by one; nil: whatever the filter takes.
  private(set) var wanted: Set<FilePath>?
  /// Tells the directory from another one under the same path later.
  var identity: FileStatus.Identity
  /// The kernel's watch; nil while it is polled.
  var watch: Inotify.Watch?
  var files: [FilePath: File] = [:]
  /// Files that had contents and a writer when they got their names, until that is done.
  var unfinished: Set<FilePath> = []
  var directories: [FilePath: WatchedDirectory] = [:]
  /// Directories in it that could not be read, since that was not allowed.
  var unreadable: Set<FilePath> = []
  /// Whether what is in it cannot be looked at, since that is not allowed.
  var isClosed = false
  /// Whether the last poll of the one above did not see it: as of files.
  var isMissing = false
  /// Whether it is no longer there, or no longer ours.
  var isGone = false
  /// Running, or waiting for the one before it.
  var scan: Scan?
  /// When the last scan began: what changed later may not have been seen so.
  var scanned = Clock.fileStamp()

  init(
    _ path: FilePath, wanted: Set<FilePath>?, identity: FileStatus.Identity,
    in parent: WatchedDirectory? = nil
  ) {
    self.path = path
    self.parent = parent
    self.wanted = wanted
    self.identity = identity
  }

  func path(of name: FilePath) -> FilePath { path.pushing(name) }

  /// Has further names count, where not all do.
  func want(_ names: Set<FilePath>) { wanted?.formUnion(names) }

  /// Has a name count no more, where not all do.
  func leave(_ name: FilePath) { wanted?.remove(name) }

  /// It is under another path now, as what is in it will be told.
  func move(to path: FilePath, in parent: WatchedDirectory) {
    self.path = path
    self.parent = parent
  }

  /// Whether it is that directory, or lies in it.
  func isBelow(_ other: WatchedDirectory) -> Bool {
    self === other || parent?.isBelow(other) ?? false
  }

  /// The same by what tells it from others.
  func isBelow(_ identity: FileStatus.Identity) -> Bool {
    self.identity == identity || parent?.isBelow(identity) ?? false
  }
}
