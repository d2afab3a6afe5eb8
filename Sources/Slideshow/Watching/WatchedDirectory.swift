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
    /// Whether a poll saw a change that the next one must see ended.
    var isChanging = false
    /// Whether it was found complete by a look, so that the kernel may yet tell of the end of its
    /// writing, which is no news then.
    var isEarly = false
    /// Watches on the way that it leads, if it is a symbolic link.
    var targets: [Inotify.Watch] = []
  }

  let path: FilePath
  /// Above it, if it is not shown for itself.
  private(set) weak var parent: WatchedDirectory?
  /// The only names that count, those of files named one by one; nil: whatever the filter takes.
  let wanted: Set<FilePath>?
  /// Tells the directory from another one under the same path later.
  let identity: FileStatus.Identity
  /// The kernel's watch; nil while it is polled.
  var watch: Inotify.Watch?
  var files: [FilePath: File] = [:]
  var directories: [FilePath: WatchedDirectory] = [:]
  /// Running, or waiting for its turn.
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

  /// Whether it is that directory, or lies in it.
  func isBelow(_ identity: FileStatus.Identity) -> Bool {
    self.identity == identity || parent?.isBelow(identity) ?? false
  }
}

/// One look at all entries of a directory, in as many turns as it takes.
final class Scan {
  enum Purpose {
    /// The files were there from the start.
    case first
    /// The directory is new, and so are its files.
    case arrival
    /// Events were lost, or something was mounted.
    case recheck
    /// It was time for it.
    case poll
  }

  let purpose: Purpose
  let directory: WatchedDirectory
  /// Opened when its turn comes, at the time `began`.
  var stream: DirectoryStream?
  var began = Clock.fileStamp()
  /// The names to look at, instead of all entries.
  var names: [FilePath]
  /// Whether entries are ticked off, so that what is left has gone.
  let isSweeping: Bool
  var seen: Set<FilePath> = []
  /// Names of which an event has told since the scan began: what it said is newer.
  var told: Set<FilePath> = []

  init(_ directory: WatchedDirectory, _ purpose: Purpose) {
    self.directory = directory
    self.purpose = purpose
    names = directory.wanted.map(Array.init) ?? []
    isSweeping = !directory.files.isEmpty || !directory.directories.isEmpty
  }
}
