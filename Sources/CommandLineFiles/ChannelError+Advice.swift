private import Glibc
package import ShmChannel
private import SystemPackage

extension ChannelError {
  /// What happened, to what, and what to do about it with the programs of this package.
  package var advised: String { advised(isRoot: geteuid() == 0) }

  /// - Parameter isRoot: whether the program runs as root, which leaves other users' channels
  ///   alone.
  func advised(isRoot: Bool) -> String {
    if isRoot, case .refused(let path, .foreign(let owner)) = self {
      return Title.sanitized("\(path) \(Self.adviceForRoot(owner))", byteCount: 4096)
    }
    if case .refused(let path, .foreign(owner: 0)) = self {
      return Title.sanitized("\(path) \(Self.adviceOnRoots)", byteCount: 4096)
    }
    // As `description`, since a path can hold anything.
    return Title.sanitized(description + advice, byteCount: 4096)
  }

  /// Mostly root is nobody's choice, but a container's.
  private static func adviceForRoot(_ owner: UInt32) -> String {
    "belongs to user \(owner), and root leaves it alone; be that user (in a container: docker run "
      + "-u \(owner) -v /dev/shm/shmview-\(owner):/shm -e SHMVIEW_DIR=/shm IMAGE; else: sudo -u "
      + "'#\(owner)'), or set SHMVIEW_DIR"
  }

  /// Mostly nobody has made such a folder, but Docker: rmdir takes nothing else away.
  private static let adviceOnRoots =
    "belongs to root, not to you, as docker run -v makes a folder that is missing; remove it with "
    + "sudo rmdir, or set SHMVIEW_DIR"

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
