import SystemPackage

private import CLinux
private import Glibc

/// The entries of a directory, read a few at a time.
final class DirectoryStream {
  struct Entry {
    enum Kind {
      case directory, file, link, unknown, other
    }

    let name: FilePath
    /// Without asking the file; `unknown` where the file system does not tell.
    let kind: Kind
  }

  private let stream: OpaquePointer
  /// Whether an error ended the reading early.
  private(set) var hasFailed = false

  init(_ path: FilePath) throws(WatchError) {
    var stream: OpaquePointer?
    try check("opendir", path.string) {
      stream = path.withPlatformString { opendir($0) }
      return stream == nil ? -1 : 0
    }
    guard let stream else {
      throw WatchError(call: "opendir", path: path.string, errno: .badFileDescriptor)
    }
    self.stream = stream
  }

  deinit { closedir(stream) }

  /// The next entry but `.` and `..`; nil at the end.
  func next() -> Entry? {
    while true {
      errno = 0
      guard let entry = readdir(stream) else {
        hasFailed = errno != 0
        return nil
      }
      guard let name = clinux_entry_name(entry), !Self.isDots(name) else { continue }
      return Entry(name: FilePath(platformString: name), kind: Self.kind(entry.pointee.d_type))
    }
  }

  private static func isDots(_ name: UnsafePointer<CChar>) -> Bool {
    let dot = CChar(UInt8(ascii: "."))
    return name[0] == dot && (name[1] == 0 || name[1] == dot && name[2] == 0)
  }

  private static func kind(_ type: UInt8) -> Entry.Kind {
    switch Int(type) {
    case Int(DT_DIR): .directory
    case Int(DT_REG): .file
    case Int(DT_LNK): .link
    case Int(DT_UNKNOWN): .unknown
    default: .other
    }
  }
}
