internal import Linux
import SystemPackage

/// One look at all entries of a directory, in as many iterations as it takes.
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
  var isBegun = false
  /// Opened when the scan begins, at the time `began`.
  var stream: DirectoryStream?
  var began = Clock.fileStamp()
  /// The names to look at, instead of all entries.
  var names: [FilePath]
  /// Whether all that counts is looked at, and not only what was named last.
  let isWhole: Bool
  /// Whether entries are ticked off, so that what is left has gone.
  let isSweeping: Bool
  /// Files that were handed out before that moment are what they were, if they are there.
  var trusted = Int64.min
  var seen: Set<FilePath> = []
  var seenDirectories: Set<FilePath> = []
  /// Names under which there is a file that was not there before. At the end it is known whether it
  /// has left another name.
  var met: [FilePath: FileStatus] = [:]
  /// What was there when the directory was seen last, if it has gone since.
  var former: FormerFiles.Files = [:]
  /// Names of which an event has told since the scan began: what it said is newer.
  var told: Set<FilePath> = []

  init(_ directory: WatchedDirectory, _ purpose: Purpose) {
    self.directory = directory
    self.purpose = purpose
    names = directory.wanted.map(Array.init) ?? []
    isWhole = true
    isSweeping = !directory.files.isEmpty || !directory.directories.isEmpty
  }

  /// Whether the file was there before its directory had gone, and is what it was.
  func isFormer(_ name: FilePath, _ state: FileStatus) -> Bool {
    former[name]?.isSame(state.stamp, changed: state.changed) ?? false
  }

  /// A look at some of the names that count, beside others.
  init(_ directory: WatchedDirectory, _ purpose: Purpose, names: [FilePath]) {
    self.purpose = purpose
    self.directory = directory
    self.names = names
    isWhole = false
    isSweeping = false
  }
}
