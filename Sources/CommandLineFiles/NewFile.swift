private import CLinux
private import Glibc
internal import SystemPackage

/// A file that has no name while it is written, so that a killed process leaves nothing of it.
///
/// Only to replace another file it has a temporary name, between two system calls. Where the file
/// system knows no files without a name (open(2), `O_TMPFILE`), it has that one all the time; it
/// goes with this value.
struct NewFile: ~Copyable {
  /// Open for writing; closed when this value goes.
  let descriptor: FileDescriptor

  private let folder: [CChar]
  /// A name that this value gave to the file, and has to take back.
  private var temporary: [CChar]?

  /// - Parameters:
  ///   - folder: a path that ends in `/`, or nothing for the working directory; without a NUL.
  ///   - canBeUnnamed: false to do without `O_TMPFILE`.
  /// - Throws: `Errno`.
  init(in folder: [CChar], canBeUnnamed: Bool = true) throws {
    self.folder = folder
    if canBeUnnamed, let descriptor = Self.openUnnamed(in: folder) {
      self.descriptor = descriptor
      temporary = nil
    } else {
      let (path, descriptor) = try Self.withFreePath(in: folder) { path in
        try FileDescriptor.open(
          path, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec],
          permissions: Self.permissions)
      }
      self.descriptor = descriptor
      temporary = path
    }
  }

  deinit {
    if let temporary { unlink(temporary) }
    try? descriptor.close()
  }

  /// Gives the complete file its path. What has that path is replaced, in one step.
  ///
  /// - Parameter path: in the same folder; ends in a NUL.
  /// - Throws: `Errno`; then `path` is as it was.
  mutating func move(to path: [CChar]) throws {
    try descriptor.duplicate().close()  // close(2) may tell of a write that failed
    if temporary == nil {
      do { return try link(to: path) } catch Errno.fileExists {}
      temporary = try Self.withFreePath(in: folder) { try link(to: $0) }.path
    }
    guard let temporary else { return }
    guard rename(temporary, path) == 0 else { throw Errno(rawValue: errno) }
    self.temporary = nil
  }

  /// What creat(2) is given by most programs; the umask takes its part.
  private static let permissions = FilePermissions(rawValue: 0o666)

  /// Nil where that cannot be done, for whatever reason: a file with a name may be possible, and
  /// else its error is the one to tell.
  private static func openUnnamed(in folder: [CChar]) -> FileDescriptor? {
    guard access("/proc/self/fd", X_OK) == 0 else { return nil }  // `link` needs it
    let path = (folder.isEmpty ? [CChar(bitPattern: UInt8(ascii: "."))] : folder) + [0]
    return try? FileDescriptor.open(
      path, .writeOnly,
      options: [.closeOnExec, FileDescriptor.OpenOptions(rawValue: CInt(CLINUX_O_TMPFILE))],
      permissions: permissions)
  }

  private func link(to path: [CChar]) throws {
    let file = "/proc/self/fd/\(descriptor.rawValue)"
    guard linkat(AT_FDCWD, file, AT_FDCWD, path, AT_SYMLINK_FOLLOW) == 0 else {
      throw Errno(rawValue: errno)
    }
  }

  /// Tries names at random until `make` meets one that nobody has.
  private static func withFreePath<Made>(
    in folder: [CChar], _ make: ([CChar]) throws -> Made
  ) throws -> (path: [CChar], made: Made) {
    while true {
      let name = ".shmview-\(String(UInt64.random(in: 0 ... .max), radix: 16))"
      let path = folder + name.utf8.map(CChar.init(bitPattern:)) + [0]
      do { return (path, try make(path)) } catch Errno.fileExists {}
    }
  }
}
