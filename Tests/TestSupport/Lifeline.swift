import Glibc
import Synchronization

/// A watcher process that clears away after this one, however this one ends.
///
/// It reads names from a pipe; when the pipe closes, because this process is gone, it kills the
/// processes and removes the folders that it still knows. (The kernel's own `PR_SET_PDEATHSIG`
/// follows the thread that started the child, and threads of a pool come and go.)
package final class Lifeline: Sendable {
  package static let shared = Lifeline()

  private let pipe = Mutex<CInt>(-1)

  private static let script = """
    trap '' INT TERM HUP
    while read -r word what; do
      case $word in
        process) processes="$processes $what" ;;
        ended) others=
          for one in $processes; do [ "$one" = "$what" ] || others="$others $one"; done
          processes=$others ;;
        folder) folders="$folders $what" ;;
      esac
    done
    for one in $processes; do kill -9 "$one" 2>/dev/null; done
    for one in $folders; do umount "$one"/* 2>/dev/null; rm -rf "$one"; done
    """

  private init() {
    // Without the watcher only a crash of the tests would leave something behind.
    guard let ends = try? Pipe() else { return }
    defer { close(ends.reading) }
    let descriptors = Descriptors(
      input: ends.reading, output: STDOUT_FILENO, error: STDERR_FILENO)
    _ = try? spawn("/bin/sh", ["-c", Self.script], [:], descriptors, ownSession: true)
    pipe.withLock { $0 = ends.writing }
  }

  func started(_ process: pid_t) { tell("process \(process)") }
  func ended(_ process: pid_t) { tell("ended \(process)") }
  func made(folder: String) { tell("folder \(folder)") }

  private func tell(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    pipe.withLock { _ = write($0, bytes, bytes.count) }
  }
}
