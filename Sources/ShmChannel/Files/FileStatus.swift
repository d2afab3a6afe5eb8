import SystemPackage

private import CLinux
private import Glibc

/// What `fstat(2)` says of an open file.
package struct FileStatus {
  /// Tells two files apart while at least one of them is open.
  package struct Identity: Hashable, Sendable {
    let device: UInt64
    let inode: UInt64
  }

  package let identity: Identity
  package let owner: UInt32
  /// The permission bits, `07777`.
  package let mode: UInt32
  package let links: UInt64
  package let byteCount: Int
  /// Bytes of memory or disk that the file takes.
  package let allocatedByteCount: Int
  /// When the inode changed last (`st_ctim`), which nobody can set: for a directory, also when an
  /// entry came, went or was renamed. Nanoseconds since the epoch.
  package let changedAt: Int
  private let kind: mode_t

  package var isDirectory: Bool { kind == S_IFDIR }
  package var isRegularFile: Bool { kind == S_IFREG }

  /// - Throws: `ChannelError.system` naming `path`.
  package init(of descriptor: CInt, path: @autoclosure () -> String) throws(ChannelError) {
    var raw = stat()
    try check("fstat", path()) { unsafe fstat(descriptor, &raw) }
    self.init(raw)
  }

  /// Of `name` in a directory, itself and not what it may link to; nil when there is none.
  package init?(
    of name: String, in directory: CInt, path: @autoclosure () -> String
  ) throws(ChannelError) {
    var raw = stat()
    do {
      try check("fstatat", path()) { unsafe fstatat(directory, name, &raw, AT_SYMLINK_NOFOLLOW) }
    } catch {
      guard error.errno == .noSuchFileOrDirectory else { throw error }
      return nil
    }
    self.init(raw)
  }

  private init(_ raw: stat) {
    identity = Identity(device: UInt64(raw.st_dev), inode: UInt64(raw.st_ino))
    owner = raw.st_uid
    mode = raw.st_mode & 0o7777
    links = UInt64(raw.st_nlink)
    byteCount = Int(raw.st_size)
    allocatedByteCount = Int(raw.st_blocks) * 512  // stat(2): in units of 512 bytes
    changedAt = raw.st_ctim.tv_sec &* 1_000_000_000 &+ raw.st_ctim.tv_nsec
    kind = raw.st_mode & S_IFMT
  }

  /// Refuses what another user owns.
  package func requireOwn(path: @autoclosure () -> String) throws(ChannelError) {
    guard owner == geteuid() else { throw .refused(path: path(), .foreign(owner: owner)) }
  }

  /// Refuses what another user owns or may open.
  package func requirePrivate(path: @autoclosure () -> String) throws(ChannelError) {
    try requireOwn(path: path())
    guard mode & 0o077 == 0 else { throw .refused(path: path(), .openToOthers(mode: mode)) }
  }
}
