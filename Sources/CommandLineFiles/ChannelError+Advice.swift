package import ShmChannel
private import SystemPackage

extension ChannelError {
  /// What happened, to what, and what to do about it with the programs of this package.
  package var advised: String {
    // As `description`, since a path can hold anything.
    Title.sanitized(description + advice, byteCount: 4096)
  }

  private var advice: String {
    switch self {
    case .incomplete(let path):
      "; remove it: shmshare rm \(FilePath(path).lastComponent?.string ?? "NAME")"
    case .damaged(let path, _):
      "; remove the channel: shmshare rm \(Self.channel(ofFile: path))"
    case .otherVersion(let path, _):
      ", or remove the channel: shmshare rm \(Self.channel(ofFile: path))"
    case .noSpace: "; remove channels with shmshare rm, or enlarge the tmpfs"
    case .noInodes: "; remove channels with shmshare rm, or enlarge its nr_inodes"
    case .badName, .noSuchChannel, .noFrame, .removedWhilePublishing, .lockHeld, .refused,
      .removedWhileWaiting, .damagedFrame, .system:
      ""
    }
  }

  /// The channel that a file of that path belongs to.
  private static func channel(ofFile path: String) -> String {
    FilePath(path).removingLastComponent().lastComponent?.string ?? "NAME"
  }
}
