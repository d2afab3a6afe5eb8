import SystemPackage

private import Glibc

/// What `stat(2)` says of a path.
struct FileState: Hashable {
  /// Tells two files apart.
  struct Identity: Hashable {
    let device: UInt64
    let inode: UInt64
  }

  /// Differs from what it was once the file has other contents.
  struct Signature: Hashable {
    let identity: Identity
    let stamp: FileStamp
  }

  let signature: Signature
  /// When contents or attributes were last changed, in nanoseconds since 1970.
  let changed: Int64
  let links: UInt64
  private let kind: mode_t

  var identity: Identity { signature.identity }
  var stamp: FileStamp { signature.stamp }
  var isDirectory: Bool { kind == S_IFDIR }
  var isRegularFile: Bool { kind == S_IFREG }
  var isSymbolicLink: Bool { kind == S_IFLNK }

  init(_ path: FilePath, followingLink: Bool = true) throws(WatchError) {
    var raw = Glibc.stat()
    try check("stat", path.string) {
      path.withPlatformString { followingLink ? stat($0, &raw) : lstat($0, &raw) }
    }
    signature = Signature(
      identity: Identity(device: UInt64(raw.st_dev), inode: UInt64(raw.st_ino)),
      stamp: FileStamp(modified: Self.nanoseconds(raw.st_mtim), byteCount: Int64(raw.st_size)))
    changed = Self.nanoseconds(raw.st_ctim)
    links = UInt64(raw.st_nlink)
    kind = raw.st_mode & S_IFMT
  }

  /// The time that the kernel would now put on a changed file.
  static var now: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME_COARSE, &time)
    return nanoseconds(time)
  }

  /// A file's time is any 128 bits that its file system likes; far ones are as good as the last.
  private static func nanoseconds(_ time: timespec) -> Int64 {
    let (product, isTooMuch) = Int64(time.tv_sec).multipliedReportingOverflow(by: 1_000_000_000)
    if isTooMuch { return time.tv_sec < 0 ? .min : .max }
    let (sum, isStillTooMuch) = product.addingReportingOverflow(Int64(time.tv_nsec))
    return isStillTooMuch ? .max : sum
  }
}
