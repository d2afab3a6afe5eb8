import Glibc
import Linux
import SystemPackage

/// A folder of a test's own, removed when it goes.
final class Scratch {
  let path: String

  init() {
    path = "/dev/shm/shmview-linux-\(getpid())-\(UInt32.random(in: 0 ... .max))"
    mkdir(path, 0o700)
  }

  deinit { _ = ChildProcess.run("rm", ["-rf", path]) }

  func callAsFunction(_ name: String) -> PathBytes { PathBytes(path + "/" + name) }

  /// Writes a file anew.
  @discardableResult func write(_ text: String, to name: String) throws -> PathBytes {
    let file = try Descriptor(
      opening: self(name), .writeOnly, options: [.create, .truncate], permissions: .ownerReadWrite)
    try writeAll(Array(text.utf8), to: file.number)
    return self(name)
  }
}

extension ChildProcess {
  /// Runs a program of `PATH` to its end.
  static func run(_ program: PathBytes, _ arguments: [String]) -> ProcessEnding? {
    try? Spawn(program, arguments.map { Array($0.utf8) }).start().wait(until: .never)
  }
}
