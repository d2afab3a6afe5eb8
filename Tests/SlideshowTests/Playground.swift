import Glibc
import SystemPackage

/// Where a test's directory lies: in memory or on disk.
enum Place: String, CaseIterable, Sendable {
  case memory = "/dev/shm"
  case disk = "/var/tmp"
}

/// A directory of a test's own, removed when it goes.
final class Playground: Sendable {
  let path: String

  init(_ place: Place) {
    path = place.rawValue + "/shmview-test-\(getpid())-\(UInt64.random(in: 0 ... .max))"
    mkdir(path, 0o700)
  }

  deinit { removeTree(path) }

  func path(_ name: String) -> String { name.isEmpty ? path : path + "/" + name }
  func filePath(_ name: String) -> FilePath { FilePath(path(name)) }

  func write(_ name: String, _ contents: String = "x") {
    let writer = Writer(path(name))
    writer.write(contents)
  }

  func makeDirectory(_ name: String) { mkdir(path(name), 0o700) }
  func rename(_ name: String, _ newName: String) { Glibc.rename(path(name), path(newName)) }
  func delete(_ name: String) { unlink(path(name)) }
  func deleteTree(_ name: String) { removeTree(path(name)) }
  func link(_ name: String, _ newName: String) { Glibc.link(path(name), path(newName)) }
  func symlink(_ target: String, _ name: String) { Glibc.symlink(target, path(name)) }

  /// The relative paths of all regular files below, links followed; sorted.
  func files(_ name: String = "") -> [String] {
    entries(path(name)).flatMap { entry -> [String] in
      let inner = name.isEmpty ? entry : name + "/" + entry
      var status = stat()
      guard lstat(path(inner), &status) == 0 else { return [] }
      if status.st_mode & S_IFMT == S_IFDIR { return files(inner) }
      guard stat(path(inner), &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return [] }
      return [inner]
    }.sorted()
  }
}

/// A file that is open for writing until this goes.
final class Writer {
  private let number: CInt

  init?(ifPossible path: String) {
    number = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    if number < 0 { return nil }
  }

  init(_ path: String) {
    number = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    precondition(number >= 0, "\(path): \(errno)")
  }

  deinit { close(number) }

  func write(_ contents: String) { _ = Glibc.write(number, contents, contents.utf8.count) }
}

func removeTree(_ path: String) {
  var status = stat()
  guard lstat(path, &status) == 0 else { return }
  if status.st_mode & S_IFMT == S_IFDIR {
    chmod(path, 0o700)
    for name in entries(path) { removeTree(path + "/" + name) }
  }
  remove(path)
}

/// The names in a directory; none when it is missing.
func entries(_ path: String) -> [String] {
  guard let stream = opendir(path) else { return [] }
  defer { closedir(stream) }
  var names: [String] = []
  while let entry = readdir(stream) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) {
      $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
    }
    if name != "." && name != ".." { names.append(name) }
  }
  return names
}
