/// What tells an older state of a file from a newer one, and orders files by time and size.
package struct FileStamp: Hashable, Sendable {
  /// When the contents were last changed, in nanoseconds since 1970.
  package let modified: Int64
  package let byteCount: Int64
  /// When a camera took the picture, in nanoseconds since 1970; nil where that is not said, or was
  /// not asked for.
  package var taken: Int64?

  package init(modified: Int64, byteCount: Int64, taken: Int64? = nil) {
    self.modified = modified
    self.byteCount = byteCount
    self.taken = taken
  }
}
