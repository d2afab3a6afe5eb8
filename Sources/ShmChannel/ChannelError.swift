public import SystemPackage

/// What can go wrong with a channel; `description` is one line for people.
public enum ChannelError: Error, Hashable, Sendable {
  /// The name breaks the rules of `ChannelName`.
  case badName(String)
  /// There is no channel of that name.
  case noSuchChannel(ChannelName)
  /// The channel has had no frame yet.
  case noFrame(ChannelName)
  /// The channel was removed while a loan on it was open.
  case removedWhilePublishing(ChannelName)
  /// `lock` could not be had in time; `holder` is what its last holder wrote into it.
  case lockHeld(path: String, holder: String, waited: Duration)
  /// The root, or something in it, is not what it must be.
  case refused(path: String, Refusal)
  /// The channel went before a viewer had shown what was waited for.
  case removedWhileWaiting(ChannelName)
  /// A file of the channel is missing, as while somebody deletes it by hand.
  case incomplete(path: String)
  /// `control` breaks the protocol: the channel is of no use.
  case damaged(path: String, String)
  /// A frame breaks the protocol: the next one will do.
  case damagedFrame(path: String, String)
  /// A file was written by another version of the protocol.
  case otherVersion(path: String, version: UInt32)
  /// The file system that holds the channel is full; nil where the need is not known.
  case noSpace(path: String, needed: Int?, available: Int)
  /// The file system that holds the channel takes no more files.
  case noInodes(path: String)
  /// Any other failed system call.
  case system(call: String, path: String, Errno)

  /// Why a file or directory is not trusted.
  public enum Refusal: Hashable, Sendable {
    /// It belongs to another user.
    case foreign(owner: UInt32)
    /// Others may read or write it.
    case openToOthers(mode: UInt32)
    /// It is not a directory (perhaps a symbolic link to one).
    case notDirectory
    /// It is not a regular file.
    case notRegularFile
    /// It has more than one name.
    case severalLinks(UInt64)
    /// It does not lie in memory.
    case notTmpfs
  }
}
