import Glibc
import Synchronization

/// A watcher process that clears away after this one, however this one ends.
///
/// It reads names from a pipe; when the pipe closes, because this process is gone, it kills the
/// processes that it still knows, and then whatever bears this run's mark in its environment:
/// processes that those have started, and one of which nobody could tell it any more. It removes
/// the folders that it still knows. (The kernel's own `PR_SET_PDEATHSIG` follows the thread that
/// started the child, and threads of a pool come and go.)
package final class Lifeline: Sendable {
  package static let shared = Lifeline()

  /// What every process started by this one has in its environment.
  let mark = (name: "SHMVIEW_TEST_RUN", value: "\(getpid())-\(UInt64.random(in: 0 ... .max))")

  private let pipe = Mutex<CInt>(-1)

  /// Its one argument is the mark.
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
    # What forks while it is looked for is found the next time.
    tries=0
    while marked=$(grep -sl "$1" /proc/[0-9]*/environ); [ "$marked" ]; do
      for one in $marked; do one=${one#/proc/}; kill -9 "${one%/environ}" 2>/dev/null; done
      [ $((tries += 1)) -lt 100 ] || break
    done
    for one in $folders; do umount "$one"/* 2>/dev/null; rm -rf "$one"; done
    """

  private init() {
    // What a program leaves unread that ends is an error of the test that writes it, and not the
    // end of all tests.
    signal(SIGPIPE, SIG_IGN)
    // Without the watcher only a crash of the tests would leave something behind.
    guard let ends = try? Pipe() else { return }
    defer { close(ends.reading) }
    let descriptors = Descriptors(
      input: ends.reading, output: STDOUT_FILENO, error: STDERR_FILENO)
    _ = try? spawn(
      "/bin/sh", ["-c", Self.script, "lifeline", "\(mark.name)=\(mark.value)"], [:], descriptors,
      ownSession: true)
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
