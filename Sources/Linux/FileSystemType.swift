private import CLinux

/// Of which type a file system is: statfs(2), `f_type`.
package enum FileSystemType {
  /// In memory: <linux/magic.h>, `TMPFS_MAGIC`.
  package static let tmpfs = UInt32(CLINUX_TMPFS_MAGIC)

  /// The number that <linux/magic.h> names; nil where the path cannot be reached.
  package static func number(at path: PathBytes) -> UInt32? {
    number(unsafe clinux_file_system_type_at(path.cString))
  }

  /// The same of what is open.
  package static func number(of descriptor: CInt) -> UInt32? {
    number(clinux_file_system_type(descriptor))
  }

  private static func number(_ type: Int) -> UInt32? {
    type == -1 ? nil : UInt32(truncatingIfNeeded: type)
  }
}
