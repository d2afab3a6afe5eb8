private import Glibc

/// How much a file system still takes from this user: statvfs(3).
package struct FileSystemRoom: Hashable, Sendable {
  /// Bytes that are free.
  package let byteCount: Int
  /// Bytes in all; nil where there is no bound: tmpfs(5), `size=0`.
  package let totalByteCount: Int?
  /// Whether it takes another file.
  package let hasInodes: Bool

  /// Of the file system that something open lies on; nil where it does not say. The corresponding C
  /// function is `fstatvfs`.
  package init?(of descriptor: CInt) {
    var status = statvfs()
    guard unsafe fstatvfs(descriptor, &status) == 0 else { return nil }
    let unit = Int(clamping: status.f_frsize)
    byteCount = Self.bytes(Int(clamping: status.f_bavail), of: unit)
    totalByteCount =
      status.f_blocks == 0 ? nil : Self.bytes(Int(clamping: status.f_blocks), of: unit)
    // A file system without a limit says that it has none at all.
    hasInodes = status.f_files == 0 || status.f_favail > 0
  }

  private static func bytes(_ count: Int, of unit: Int) -> Int {
    let (bytes, overflows) = count.multipliedReportingOverflow(by: unit)
    return overflows ? .max : bytes
  }
}
