import Glibc

/// A folder for one test, removed with what lies in it.
final class TemporaryFolder {
  let path: String

  init() {
    path = "/tmp/shmshare-test-\(getpid())-\(UInt64.random(in: 0 ... .max))"
    mkdir(path, 0o700)
  }

  deinit {
    for name in names { remove("\(path)/\(name)") }
    rmdir(path)
  }

  /// What lies in it, sorted.
  var names: [String] {
    guard let directory = opendir(path) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// Writes a file, and gives its path back.
  @discardableResult
  func write(_ bytes: [UInt8], to name: String) -> String {
    let descriptor = open("\(path)/\(name)", O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    _ = Glibc.write(descriptor, bytes, bytes.count)
    close(descriptor)
    return "\(path)/\(name)"
  }
}
