private import Glibc

/// The names that this process's descriptors have: proc(5), `/proc/self/fd`.
package enum OpenFiles {
  /// Where the names are, the descriptors' numbers.
  package static let folder: PathBytes = "/proc/self/fd"

  /// The name of what a descriptor has open, whatever has become of its path.
  package static func name(of descriptor: CInt) -> PathBytes {
    PathBytes(folder.bytes + "/\(descriptor)".utf8)
  }

  /// Whether the names can be used: not where /proc is not mounted.
  package static var areNamed: Bool { unsafe access(folder.cString, X_OK) == 0 }
}
