private import Glibc

/// Where a descriptor stands in its file.
package enum FileOffset {
  /// Goes back to the file's start; false for what has none, such as a pipe. The corresponding C
  /// function is `lseek`.
  package static func rewind(_ descriptor: CInt) -> Bool { lseek(descriptor, 0, SEEK_SET) == 0 }
}
