private import Glibc

extension Inotify {
  /// What is watched for, what has happened, and how to watch.
  package struct Mask: OptionSet, Hashable, Sendable {
    package let rawValue: UInt32

    package init(rawValue: UInt32) { self.rawValue = rawValue }

    private init<Flag: BinaryInteger>(_ flag: Flag) {
      rawValue = UInt32(truncatingIfNeeded: flag)
    }

    package static let attributes = Mask(IN_ATTRIB)
    package static let modified = Mask(IN_MODIFY)
    package static let closedAfterWriting = Mask(IN_CLOSE_WRITE)
    package static let created = Mask(IN_CREATE)
    package static let deleted = Mask(IN_DELETE)
    package static let movedFrom = Mask(IN_MOVED_FROM)
    package static let movedTo = Mask(IN_MOVED_TO)
    package static let deletedSelf = Mask(IN_DELETE_SELF)
    package static let movedSelf = Mask(IN_MOVE_SELF)

    /// Comes unasked: the file system is gone.
    package static let unmounted = Mask(IN_UNMOUNT)
    /// Comes unasked: the watch has ended.
    package static let ignored = Mask(IN_IGNORED)
    /// Comes unasked, without a watch: events were lost.
    package static let overflow = Mask(IN_Q_OVERFLOW)
    /// Comes with others: the entry is a directory.
    package static let directory = Mask(IN_ISDIR)

    /// Watches nothing but a directory.
    package static let onlyDirectory = Mask(IN_ONLYDIR)
    /// Watches a symbolic link itself.
    package static let noFollow = Mask(IN_DONT_FOLLOW)
    /// Adds to what is watched for already, in place of replacing it.
    package static let adding = Mask(IN_MASK_ADD)
  }
}
