internal import Linux
internal import SystemPackage

/// Differs from what it was once the file has other contents.
struct FileSignature: Hashable {
  let identity: FileStatus.Identity
  let stamp: FileStamp
}

extension FileStatus {
  /// Of what a path leads to, or of the link itself.
  init(_ path: FilePath, followingLink: Bool = true) throws(SystemError) {
    try self.init(at: PathBytes(path), followingLink: followingLink)
  }

  /// What orders the file by time and size.
  var stamp: FileStamp { FileStamp(modified: modified, byteCount: Int64(byteCount)) }

  /// What tells its contents from others.
  var signature: FileSignature { FileSignature(identity: identity, stamp: stamp) }
}
