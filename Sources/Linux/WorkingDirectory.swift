package import SystemPackage

private import Glibc

/// The directory where relative paths begin.
package enum WorkingDirectory {
  /// Nil where it has gone, or cannot be reached. The corresponding C function is `getcwd`.
  package static var path: FilePath? {
    guard let start = unsafe getcwd(nil, 0) else { return nil }
    defer { unsafe free(start) }
    return unsafe FilePath(platformString: start)
  }
}
