private import CLinux

/// Of which type a file system is: statfs(2), `f_type`.
package enum FileSystemType {
  /// The number that <linux/magic.h> names; nil where the path cannot be reached.
  package static func number(at path: PathBytes) -> UInt32? {
    let type = unsafe clinux_file_system_type_at(path.cString)
    return type == -1 ? nil : UInt32(truncatingIfNeeded: type)
  }
}
