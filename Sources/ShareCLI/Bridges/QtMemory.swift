internal import Linux
private import SystemPackage

/// The segment of a QSharedMemory. All of this is done under its lock.
struct QtMemory {
  private let file: QtKeyFile

  init(file: PathBytes) { self.file = QtKeyFile(path: file) }

  /// The segment; nil while nobody shares anything.
  func segment() throws(SystemError) -> SharedSegment? {
    guard let key = try file.key() else { return nil }
    return try SharedSegment(of: key)
  }

  /// Makes one, as `QSharedMemory::create` does.
  func make(byteCount: Int) throws(SystemError) -> SharedSegment {
    let isNewFile = try file.make()
    do throws(SystemError) {
      guard let key = try file.key() else {
        throw SystemError("ftok", file.path.description, errno: .noSuchFileOrDirectory)
      }
      return try SharedSegment(making: key, byteCount: byteCount)
    } catch {
      if isNewFile { file.remove() }
      throw error
    }
  }

  /// Removes one that nobody has attached, as the last `QSharedMemory::detach` does.
  func removeIfUnused(_ segment: SharedSegment) throws(SystemError) {
    guard let status = try segment.status(), status.attachments == 0 else { return }
    try segment.remove()
    file.remove()
  }
}
