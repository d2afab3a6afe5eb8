import Glibc
import Testing

/// A folder of one test, removed with what lies in it.
final class TestFolder: Sendable {
  let path: String

  init() {
    path = "/tmp/shmview-sandbox-\(getpid())-\(UInt64.random(in: 0 ... .max))"
    mkdir(path, 0o700)
  }

  deinit {
    empty()
    rmdir(path)
  }

  /// Writes a file, and gives its path back.
  @discardableResult func write(_ text: String, to name: String) -> String {
    let file = open("\(path)/\(name)", O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    defer { close(file) }
    #expect(Glibc.write(file, text, text.utf8.count) == text.utf8.count)
    return "\(path)/\(name)"
  }

  /// Names and texts of all files; a directory has no text.
  var contents: [String: String] {
    Dictionary(uniqueKeysWithValues: names.map { ($0, text(of: $0)) })
  }

  func empty() {
    for name in names { remove("\(path)/\(name)") }
  }

  private func text(of name: String) -> String {
    let file = open("\(path)/\(name)", O_RDONLY)
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: 100)
    let count = read(file, &bytes, bytes.count)
    return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
  }

  private var names: [String] {
    guard let directory = opendir(path) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }
}
