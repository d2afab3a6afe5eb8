import Glibc
import TestSupport

/// A stage whose programs run as a user who has nothing: who takes one over must not harm the
/// machine.
struct Quarantine {
  let stage: Stage
  private static let user: UInt32 = 64_996

  init() throws {
    stage = try Stage()
    guard geteuid() == 0 else { return }
    stage.userID = Self.user
    give(stage.folder.path)
  }

  /// Writes a file that the programs can read, and gives its path.
  func write(_ bytes: [UInt8], to name: String) throws -> String {
    let path = try stage.folder.write(bytes, to: name)
    give(path)
    return path
  }

  /// Makes a directory that the programs can read, and gives its path.
  func makeDirectory(_ name: String) -> String {
    let path = stage.folder.path(name)
    mkdir(path, 0o700)
    give(path)
    return path
  }

  private func give(_ path: String) {
    if geteuid() == 0 { chown(path, Self.user, Self.user) }
  }
}
