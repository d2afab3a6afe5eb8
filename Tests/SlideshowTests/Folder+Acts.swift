import CLinux
import Glibc
import SystemPackage
import TestSupport

/// Where a test's directory lies: in memory or on disk.
enum Place: String, CaseIterable, Sendable {
  case memory = "/dev/shm"
  case disk = "/var/tmp"
}

extension Folder {
  convenience init(_ place: Place) throws { try self.init(below: place.rawValue) }

  /// One that holds these files, in directories as their names say; a name that ends in a slash is
  /// a directory's.
  convenience init(_ place: Place, holding names: String...) throws {
    try self.init(place)
    for name in names {
      let parts = name.split(separator: "/", omittingEmptySubsequences: false)
      for count in parts.indices.dropFirst() {
        makeDirectory(parts.prefix(count).joined(separator: "/"))
      }
      if !name.hasSuffix("/") { write(name) }
    }
  }

  func filePath(_ name: String) -> FilePath { FilePath(name.isEmpty ? path : path(name)) }

  func write(_ name: String, _ contents: String = "x") {
    let writer = Writer(path(name))
    writer.write(contents)
  }

  func makeDirectory(_ name: String) { mkdir(path(name), 0o700) }
  func rename(_ name: String, _ newName: String) { Glibc.rename(path(name), path(newName)) }

  /// Has two entries change names, in one step.
  ///
  /// - Returns: whether they have.
  @discardableResult func exchange(_ name: String, _ other: String) -> Bool {
    let exchange: UInt32 = 1 << 1  // RENAME_EXCHANGE (linux/fs.h)
    return clinux_renameat2(AT_FDCWD, path(name), AT_FDCWD, path(other), exchange) == 0
  }

  /// Whether entries can change names here, tried out.
  static let exchangesNames: Bool = {
    guard let folder = try? Folder(.memory, holding: "a", "b") else { return false }
    return folder.exchange("a", "b")
  }()

  func delete(_ name: String) { unlink(path(name)) }
  func deleteTree(_ name: String) { Folder.remove(path(name)) }
  func link(_ name: String, _ newName: String) { Glibc.link(path(name), path(newName)) }
  func symlink(_ target: String, _ name: String) { Glibc.symlink(target, path(name)) }

  /// When the file was last changed, in nanoseconds since 1970; 0 where there is none.
  func changed(_ name: String) -> Int {
    var status = stat()
    guard lstat(path(name), &status) == 0 else { return 0 }
    return status.st_ctim.tv_sec * 1_000_000_000 + status.st_ctim.tv_nsec
  }

  /// Lets a file have been written that many seconds after 1970.
  func setTime(of name: String, to seconds: Int) {
    let times = [timespec](repeating: timespec(tv_sec: seconds, tv_nsec: 0), count: 2)
    utimensat(AT_FDCWD, path(name), times, 0)
  }

  /// The relative paths of all regular files below, links followed; sorted.
  func files(_ name: String = "") -> [String] {
    Folder.entries(filePath(name).string).flatMap { entry -> [String] in
      let inner = name.isEmpty ? entry : name + "/" + entry
      var status = stat()
      guard lstat(path(inner), &status) == 0 else { return [] }
      if status.st_mode & S_IFMT == S_IFDIR { return files(inner) }
      guard stat(path(inner), &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return [] }
      return [inner]
    }.sorted()
  }
}
