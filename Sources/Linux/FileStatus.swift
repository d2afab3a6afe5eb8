private import CLinux
private import Glibc

/// What `stat(2)` says of a file.
package struct FileStatus: Hashable, Sendable {
  /// Tells two files apart while at least one of them is there.
  package struct Identity: Hashable, Sendable {
    package let device: UInt64
    package let inode: UInt64
  }

  /// What sort of thing it is: inode(7), `S_IFMT`.
  package enum Kind: Hashable, Sendable {
    case regularFile, directory, symbolicLink, characterDevice, blockDevice, pipe, socket, other
  }

  package let identity: Identity
  package let kind: Kind
  package let owner: UInt32
  /// The permission bits, `07777`.
  package let mode: UInt32
  package let links: UInt64
  package let byteCount: Int
  /// Bytes of memory or disk that the file takes.
  package let allocatedByteCount: Int
  /// When the contents were last changed, in nanoseconds since 1970.
  package let modified: Int64
  /// When contents or attributes were last changed, in nanoseconds since 1970.
  package let changed: Int64
  /// Which device it is, if it is one: makedev(3).
  package let device: UInt64

  package var isDirectory: Bool { kind == .directory }
  package var isRegularFile: Bool { kind == .regularFile }
  package var isSymbolicLink: Bool { kind == .symbolicLink }

  /// Of an open file. The corresponding C function is `fstat`.
  ///
  /// - Throws: `SystemError` naming `path`.
  package init(of descriptor: CInt, path: @autoclosure () -> String = "") throws(SystemError) {
    var raw = stat()
    try check("fstat", path()) { unsafe fstat(descriptor, &raw) }
    self.init(raw)
  }

  /// Of what a path leads to. The corresponding C function is `fstatat`.
  ///
  /// - Parameters:
  ///   - directory: where a relative path begins.
  ///   - followingLink: false for a symbolic link itself, in place of what it leads to.
  ///   - name: what errors call it; the path, if nil.
  package init(
    at path: PathBytes, in directory: CInt = Descriptor.workingDirectory,
    followingLink: Bool = true, named name: @autoclosure () -> String? = nil
  ) throws(SystemError) {
    var raw = stat()
    try check("fstatat", name() ?? path.description) {
      unsafe fstatat(directory, path.cString, &raw, followingLink ? 0 : AT_SYMLINK_NOFOLLOW)
    }
    self.init(raw)
  }

  private init(_ raw: stat) {
    identity = Identity(device: UInt64(raw.st_dev), inode: UInt64(raw.st_ino))
    kind = Kind(raw.st_mode)
    owner = raw.st_uid
    mode = raw.st_mode & 0o7777
    links = UInt64(raw.st_nlink)
    byteCount = Int(raw.st_size)
    allocatedByteCount = Int(raw.st_blocks) * 512  // stat(2): in units of 512 bytes
    modified = nanoseconds(raw.st_mtim)
    changed = nanoseconds(raw.st_ctim)
    device = UInt64(raw.st_rdev)
  }
}

extension FileStatus.Kind {
  fileprivate init(_ mode: mode_t) {
    self =
      switch mode & S_IFMT {
      case S_IFREG: .regularFile
      case S_IFDIR: .directory
      case S_IFLNK: .symbolicLink
      case S_IFCHR: .characterDevice
      case S_IFBLK: .blockDevice
      case S_IFIFO: .pipe
      case S_IFSOCK: .socket
      default: .other
      }
  }
}
