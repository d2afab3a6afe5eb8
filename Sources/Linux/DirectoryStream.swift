package import SystemPackage

private import CLinux
private import Glibc

/// The entries of a directory, read a few at a time.
@safe package final class DirectoryStream {
  /// One of them, by its name.
  package struct Entry {
    /// What the directory says of it.
    package enum Kind: Sendable {
      case directory, file, link, unknown, other
    }

    package let name: FilePath
    /// Without asking the file; `unknown` where the file system does not tell.
    package let kind: Kind
  }

  private let stream: OpaquePointer
  /// Whether an error ended the reading early.
  package private(set) var hasFailed = false

  /// Fails where the directory is not there, or cannot be read. The corresponding C function is
  /// `opendir`.
  package init(_ path: PathBytes) throws(SystemError) {
    var stream: OpaquePointer?
    try check("opendir", path.description) {
      unsafe stream = opendir(path.cString)
      return unsafe stream == nil ? -1 : 0
    }
    guard let stream = unsafe stream else {
      throw SystemError("opendir", path.description, errno: .badFileDescriptor)
    }
    unsafe self.stream = stream
  }

  /// Reads a directory that is open, which stays its owner's. The corresponding C function is
  /// `fdopendir`.
  package init(of directory: CInt, path: @autoclosure () -> String = "") throws(SystemError) {
    // A descriptor of its own: a stream takes its over, and moves the offset.
    let own = try Descriptor(
      opening: ".", in: directory, options: .directory, named: path()
    ).take()
    guard let stream = unsafe fdopendir(own) else {
      let error = SystemError.last("fdopendir", path())
      close(own)
      throw error
    }
    unsafe self.stream = stream
  }

  deinit { unsafe closedir(stream) }

  /// The directory that is read; valid as long as this is. The corresponding C function is `dirfd`.
  package var number: CInt { unsafe dirfd(stream) }

  /// The next entry but `.` and `..`; nil at the end.
  package func next() -> Entry? {
    while true {
      errno = 0
      guard let entry = unsafe readdir(stream) else {
        hasFailed = errno != 0
        return nil
      }
      guard let name = unsafe clinux_entry_name(entry), unsafe !Self.isDots(name) else { continue }
      return unsafe Entry(
        name: FilePath(platformString: name), kind: Self.kind(entry.pointee.d_type))
    }
  }

  private static func isDots(_ name: UnsafePointer<CChar>) -> Bool {
    let dot = CChar(UInt8(ascii: "."))
    return unsafe name[0] == dot && (name[1] == 0 || name[1] == dot && name[2] == 0)
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
