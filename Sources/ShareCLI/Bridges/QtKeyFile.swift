internal import Linux
internal import QtSharing
private import SystemPackage

/// The empty file that a System V key is made of.
struct QtKeyFile {
  let path: PathBytes

  /// Its key; nil while there is no such file.
  func key() throws(SystemError) -> SystemVKey? {
    try ifPresent { () throws(SystemError) in
      try SystemVKey(of: path, project: QtKey.project)
    }
  }

  /// Makes it, unless it is there.
  ///
  /// - Returns: whether it was made.
  func make() throws(SystemError) -> Bool {
    do throws(SystemError) {
      _ = try Descriptor(
        opening: path, .readWrite, options: [.create, .exclusiveCreate],
        permissions: [.ownerReadWrite, .groupRead]
      ).number
      return true
    } catch {
      guard error.errno == .fileExists else { throw error }
      return false
    }
  }

  /// Removes it; where that is not ours to do, it stays.
  func remove() { try? path.unlink() }
}
