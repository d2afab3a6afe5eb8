/// What tells an older state of a file from a newer one, and orders files by time and size.
package struct FileStamp: Hashable, Sendable {
  /// When the contents were last changed, in nanoseconds since 1970.
  package let modified: Int64
  package let byteCount: Int64

  package init(modified: Int64, byteCount: Int64) {
    self.modified = modified
    self.byteCount = byteCount
  }
}
