import Glibc
import ShmChannel
import TestSupport

/// Which generation each frame of a publisher has become: eight bytes at the place of its count.
///
/// A frame is published before it is noted.
struct GenerationLog: ~Copyable {
  private let file: CInt

  init(writing path: String) throws {
    file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw TestFailure("cannot write \(path)") }
  }

  init(reading path: String) throws {
    file = try eventually("a publisher makes \(path)") {
      let file = open(path, O_RDONLY | O_CLOEXEC)
      return file >= 0 ? file : nil
    }
  }

  deinit { close(file) }

  func note(_ generation: Generation, of frame: NumberedFrame) throws {
    var number = generation.rawValue
    guard pwrite(file, &number, 8, off_t(frame.count * 8)) == 8 else {
      throw TestFailure("cannot note a generation")
    }
  }

  /// The frame's generation, once it is noted.
  func generation(of frame: NumberedFrame) throws -> UInt64 {
    try eventually("the publisher notes the generation of \(frame)") {
      var number: UInt64 = 0
      return pread(file, &number, 8, off_t(frame.count * 8)) == 8 && number > 0 ? number : nil
    }
  }
}
