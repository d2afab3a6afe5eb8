import CLinux
import Glibc

/// The two ends of a pipe(7), which no child inherits by chance; the owner closes them.
struct Pipe {
  let reading: CInt
  let writing: CInt

  init() throws {
    var ends: [CInt] = [-1, -1]
    guard clinux_pipe2(&ends, O_CLOEXEC) == 0 else { throw TestFailure("cannot make a pipe") }
    (reading, writing) = (ends[0], ends[1])
  }
}
