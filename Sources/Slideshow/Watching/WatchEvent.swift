package import SystemPackage

/// What has become of the watched files.
package enum WatchEvent: Hashable, Sendable {
  /// A complete file; new unless it was there when its directory was first seen, or last. Without a
  /// stamp where none was asked for.
  case added(FilePath, FileStamp?, isNew: Bool)
  /// A file has been written anew and is complete.
  case replaced(FilePath, FileStamp?)
  case removed(FilePath)
  /// What was under the first path is under the second from now on, in the place of what was there.
  case moved(FilePath, to: FilePath, FileStamp?)
  /// A directory to be shown is not there, or cannot be read; its files were removed before.
  case directoryMissing(FilePath, Errno)
  /// It is there again; its files follow.
  case directoryBack(FilePath)
  /// A directory below one to be shown is passed over.
  case unreadable(FilePath, Errno)
  /// This directory, and more for the same reason, is looked at from time to time.
  case polling(FilePath, PollingReason)
  /// An open list has named these, but they have not been there for long, and are no longer waited
  /// for.
  case forgotten([NamedPlace])
  /// The kernel has dropped events; everything is looked at again.
  case overflow
  /// The files that a list began with have been added; it may name more.
  case gathered
  /// All files that were there at the start have been added, and all that a list has named.
  case scanned
}

extension WatchEvent {
  /// The file that has come, or holds something else than before.
  package var comer: FilePath? {
    switch self {
    case .added(let path, _, isNew: true), .replaced(let path, _), .moved(_, let path, _): path
    default: nil
    }
  }

  /// What it means if that file is none of the show's: what was there before is gone.
  package var withoutComer: [WatchEvent] {
    switch self {
    case .replaced(let path, _): [.removed(path)]
    case .moved(let old, let path, _): [.removed(old), .removed(path)]
    default: []
    }
  }

  var isAddition: Bool { if case .added = self { true } else { false } }

  /// Of a new file, when it was changed last, and its name; nil where that is not known.
  var arrival: (modified: Int64, path: String)? {
    guard case .added(let path, let stamp?, isNew: true) = self else { return nil }
    return (stamp.modified, path.string)
  }
}
