private import Glibc

/// How much a file system still takes from this user: statvfs(3).
package struct FileSystemRoom: Hashable, Sendable {
  /// Bytes that are free.
  package let byteCount: Int
  /// Whether it takes another file.
  package let hasInodes: Bool

  /// Of the file system that something open lies on; nil where it does not say. The corresponding C
  /// function is `fstatvfs`.
  package init?(of descriptor: CInt) {
    var status = statvfs()
    guard unsafe fstatvfs(descriptor, &status) == 0 else { return nil }
    let (bytes, overflows) = Int(clamping: status.f_bavail).multipliedReportingOverflow(
      by: Int(clamping: status.f_frsize))
    byteCount = overflows ? .max : bytes
    // A file system without a limit says that it has none at all.
    hasInodes = status.f_files == 0 || status.f_favail > 0
  }
}
