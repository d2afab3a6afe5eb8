internal import Linux
import SystemPackage

/// The file systems on which others may change files without this kernel's knowing.
enum FileSystem {
  /// From <linux/magic.h>, and from the kernel's fs/ where it has none there; statfs(2).
  private static let remote: [UInt32: String] = [
    0x6969: "NFS", 0x517B: "SMB", 0xFF53_4D42: "CIFS", 0xFE53_4D42: "SMB", 0x6573_5546: "FUSE",
    0x0102_1997: "9P", 0x5346_414F: "AFS", 0x6B41_4653: "AFS", 0x7375_7245: "Coda",
    0x00C3_6400: "Ceph", 0x786F_4256: "VirtualBox", 0x0BD0_0BD0: "Lustre", 0x0116_1970: "GFS2",
    0x7461_636F: "OCFS2", 0x1980_0204: "PVFS2", 0xAAD7_AAEA: "PanFS",
  ]

  /// What people call the file system at `path`, if inotify does not tell all its changes.
  static func remoteName(at path: FilePath) -> String? {
    FileSystemType.number(at: PathBytes(path)).flatMap { remote[$0] }
  }

  /// The same of a directory that is held.
  static func remoteName(of directory: borrowing HeldDirectory) -> String? {
    FileSystemType.number(of: directory.number).flatMap { remote[$0] }
  }
}
