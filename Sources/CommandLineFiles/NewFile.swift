internal import Linux
internal import SystemPackage

/// A file that has no name while it is written, so that a killed process leaves nothing of it.
///
/// Only to replace another file it has a temporary name, between two system calls. Where the file
/// system knows no files without a name (open(2), `O_TMPFILE`), it has that one all the time; it
/// goes with this value.
struct NewFile: ~Copyable {
  /// Open for writing; closed when this value goes.
  let descriptor: FileDescriptor

  private let folder: PathBytes
  /// A name that this value gave to the file, and has to take back.
  private var temporary: PathBytes?

  /// - Parameters:
  ///   - folder: a path that ends in `/`, or nothing for the working directory.
  ///   - canBeUnnamed: false to do without `O_TMPFILE`.
  /// - Throws: `SystemError`.
  init(in folder: PathBytes, canBeUnnamed: Bool = true) throws {
    self.folder = folder
    if canBeUnnamed, let descriptor = Self.openUnnamed(in: folder) {
      self.descriptor = descriptor
      temporary = nil
    } else {
      let (path, file) = try Self.openNamed(in: folder)
      descriptor = file
      temporary = path
    }
  }

  deinit {
    if let temporary { try? temporary.unlink() }
    try? descriptor.close()
  }

  /// Gives the complete file its path. What has that path is replaced, in one step.
  ///
  /// - Parameter path: in the same folder.
  /// - Throws: `SystemError`, or `Errno`; then `path` is as it was.
  mutating func move(to path: PathBytes) throws {
    try descriptor.duplicate().close()  // close(2) may tell of a write that failed
    if let temporary {
      try temporary.rename(to: path)
      self.temporary = nil
    } else {
      try Self.name(descriptor.rawValue, path, in: folder)
    }
  }

  /// Gives a file without a name one, in one step.
  private static func name(
    _ file: CInt, _ path: PathBytes, in folder: PathBytes
  ) throws {
    if try link(file, path) { return }
    var temporary = freePath(in: folder)
    while try !link(file, temporary) { temporary = freePath(in: folder) }
    do { try temporary.rename(to: path) } catch {
      try? temporary.unlink()
      throw error
    }
  }

  /// False if the path is taken.
  private static func link(_ file: CInt, _ path: PathBytes) throws(SystemError) -> Bool {
    do throws(SystemError) { try path.link(to: file) } catch {
      guard error.errno == .fileExists else { throw error }
      return false
    }
    return true
  }

  /// What creat(2) is given by most programs; the umask takes its part.
  private static let permissions = FilePermissions(rawValue: 0o666)

  private static func openNamed(
    in folder: PathBytes
  ) throws(SystemError) -> (path: PathBytes, file: FileDescriptor) {
    while true {
      let path = freePath(in: folder)
      do throws(SystemError) {
        let file = try Descriptor(
          opening: path, .writeOnly, options: [.create, .exclusiveCreate],
          permissions: permissions)
        return (path, FileDescriptor(rawValue: file.take()))
      } catch {
        guard error.errno == .fileExists else { throw error }
      }
    }
  }

  /// Nil where that cannot be done, for whatever reason: a file with a name may be possible, and
  /// else its error is the one to tell.
  private static func openUnnamed(in folder: PathBytes) -> FileDescriptor? {
    guard OpenFiles.areNamed else { return nil }  // to get a name later
    let file = try? Descriptor(
      opening: folder.isEmpty ? "." : folder, .writeOnly, options: [.unnamed],
      permissions: permissions)
    guard let file else { return nil }
    return FileDescriptor(rawValue: file.take())
  }

  /// A name at random, which hardly anything has.
  private static func freePath(in folder: PathBytes) -> PathBytes {
    let name = ".shmview-\(String(UInt64.random(in: 0 ... .max), radix: 16))"
    return PathBytes(folder.bytes + name.utf8)
  }
}
