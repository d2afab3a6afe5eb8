package import Glibc
import Synchronization

/// A folder of a test's own, mostly in memory, removed when this value goes.
package final class Folder: Sendable {
  package let path: String
  private let numbers = Atomic(0)

  /// Makes it with `mode`; below /dev/shm a channel's root can lie in it.
  package init(below parent: String = "/dev/shm", mode: mode_t = 0o700) throws {
    path = "\(parent)/shmview-test-\(getpid())-\(String(UInt32.random(in: 0 ... .max), radix: 16))"
    guard mkdir(path, 0o700) == 0, chmod(path, mode) == 0 else {
      throw TestFailure("cannot make \(path): \(String(cString: strerror(errno)))")
    }
    Lifeline.shared.made(folder: path)
  }

  deinit { Self.remove(path) }

  package func path(_ name: String) -> String { path + "/" + name }

  func nextNumber() -> Int { numbers.add(1, ordering: .relaxed).newValue }

  /// Writes a file, replacing what there was, and gives its path.
  @discardableResult package func write(_ bytes: [UInt8], to name: String) throws -> String {
    let path = path(name)
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    defer { close(file) }
    guard Glibc.write(file, bytes, bytes.count) == bytes.count else {
      throw TestFailure("cannot write \(path): \(String(cString: strerror(errno)))")
    }
    return path
  }

  /// Writes a program that is to be run.
  ///
  /// Another process writes it: a child that another thread has just started has a copy of every
  /// descriptor until it runs its own program, and the kernel runs none that somebody has open for
  /// writing (`ETXTBSY`).
  @discardableResult package func write(program bytes: [UInt8], to name: String) throws -> String {
    let (aside, path) = (try write(bytes, to: ".program-\(nextNumber())"), path(name))
    let install = try Program(
      "install", ["-m", "700", aside, path], environment: ["PATH": "/usr/bin:/bin"], folder: self)
    guard try install.wait() == .exited(0) else {
      throw TestFailure("cannot write \(path): \(install.standardError)")
    }
    unlink(aside)
    return path
  }

  /// The bytes of a file; none when it cannot be read.
  package static func contents(_ path: String) -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return [] }
    defer { close(file) }
    var bytes: [UInt8] = []
    // Files of /proc have no size.
    while true {
      let before = bytes.count
      bytes.append(addingCapacity: 1 << 16) { span in
        span.withUnsafeMutableBufferPointer { buffer, count in
          count = max(0, read(file, buffer.baseAddress, buffer.count))
        }
      }
      if bytes.count == before { return bytes }
    }
  }

  /// The names in a directory, sorted, hidden ones too; none when it is missing.
  package static func entries(_ path: String) -> [String] {
    guard let stream = opendir(path) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// Removes a file, or a directory with all that it holds.
  package static func remove(_ path: String) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return }
    if status.st_mode & S_IFMT == S_IFDIR {
      chmod(path, 0o700)
      for name in entries(path) { remove(path + "/" + name) }
    }
    Glibc.remove(path)
  }
}
