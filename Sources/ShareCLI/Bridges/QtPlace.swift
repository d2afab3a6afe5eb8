private import Glibc
internal import Linux
internal import QtSharing

/// Where the programs of a key meet: two files that name a segment and its lock.
struct QtPlace {
  let key: QtKey
  let memory: QtMemory
  let lock: QtLock
  /// How messages name it.
  var name: String { "key \(key.text)" }

  /// - Throws: `Failure` if the folder for the files is not there.
  init(_ key: QtKey) throws(Failure) {
    let variable = getenv("TMPDIR").map { start in
      UnsafeBufferPointer(start: start, count: strlen(start)).map(UInt8.init(bitPattern:))
    }
    let folder = QtKey.folder(temporary: variable)
    guard let status = try? FileStatus(at: PathBytes(folder)), status.isDirectory else {
      throw Failure(
        .noInput, "\(PathBytes(folder)): is not a folder; Qt keeps its keys where TMPDIR says")
    }
    self.key = key
    memory = QtMemory(file: PathBytes(folder + "/\(key.memoryFileName)".utf8))
    lock = QtLock(file: PathBytes(folder + "/\(key.lockFileName)".utf8))
  }
}
