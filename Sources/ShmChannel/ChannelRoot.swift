import Linux
public import SystemPackage

private import Glibc

/// The directory that holds all channels of a user.
public struct ChannelRoot: Hashable, Sendable {
  /// Where it is; it need not be there yet.
  public let path: FilePath

  /// A root at `path`, for instance of one's own in a test.
  public init(path: FilePath) { self.path = path }

  /// `$SHMVIEW_DIR`, else `/dev/shm/shmview-<uid>`.
  public static func standard() -> ChannelRoot {
    if let path = unsafe getenv("SHMVIEW_DIR"), unsafe path.pointee != 0 {
      return ChannelRoot(path: FilePath(unsafe String(cString: path)))
    }
    return ChannelRoot(path: FilePath("/dev/shm/shmview-\(geteuid())"))
  }

  /// Opens the root and checks that it is a directory on a tmpfs that is private to this user.
  ///
  /// - Parameter creating: make the directory where there is none (not its parents).
  /// - Throws: `ENOENT` when it is missing and not to be made; `ChannelError.refused` otherwise.
  package func open(creating: Bool) throws(ChannelError) -> Directory {
    let directory = try openDirectory(creating: creating)
    try directory.status().requirePrivate(path: path.string)
    guard FileSystemType.number(of: directory.number) == FileSystemType.tmpfs else {
      throw .refused(path: path.string, .notTmpfs)
    }
    return directory
  }

  /// Opens the root, made where there is none, for a sandbox that lets nothing else be written.
  ///
  /// - Parameter body: gets the directory's descriptor, which ends with it.
  package func withDescriptor<R>(_ body: (CInt) -> R) throws(ChannelError) -> R {
    let directory = try open(creating: true)
    return body(directory.number)
  }

  /// The root, or nil when there is none.
  package func openIfPresent() throws(ChannelError) -> Directory? {
    try ifThere { () throws(ChannelError) in try open(creating: false) }
  }

  private func openDirectory(creating: Bool) throws(ChannelError) -> Directory {
    while true {
      do { return try Directory(path: path.string) } catch {
        // Not there yet, or deleted since it was made.
        guard creating, error.errno == .noSuchFileOrDirectory else { throw error }
      }
      try make()
    }
  }

  /// Makes the directory, unless it would be refused where it lies.
  private func make() throws(ChannelError) {
    let parent = path.removingLastComponent()
    let type = FileSystemType.number(at: PathBytes(parent.isEmpty ? "." : parent))
    if let type, type != FileSystemType.tmpfs { throw .refused(path: path.string, .notTmpfs) }
    do {
      try kernel(
        DirectoryEntries.makeDirectory(PathBytes(path), permissions: .ownerReadWriteExecute))
    } catch {
      guard error.errno == .fileExists else { throw error }
    }
  }
}
