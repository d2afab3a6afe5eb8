import CommandLineFiles
import Glibc
import Linux
import ShmChannel

/// What the viewer tells its user on standard error, each thing once.
struct Notices {
  private var said: Set<String> = []
  /// A fault that words itself anew each time must not fill our memory.
  private static let mostRemembered = 1000

  /// Says it, unless it has been said.
  mutating func say(_ message: String) {
    if said.count >= Self.mostRemembered { said.removeAll() }
    if said.insert(message).inserted { Self.write(message) }
  }

  /// Says that channels are looked at by the clock, if they are.
  mutating func sayIfPolling(_ isPolling: Bool) {
    guard isPolling else { return }
    say(
      "cannot watch by inotify (limits fs.inotify.max_user_instances / max_user_watches):"
        + " looking for new frames 60 times a second")
  }

  /// One line on standard error, whose control characters cannot steer a terminal.
  static func write(_ message: String) { pass("shmview: \(message)") }

  /// The same with a message of another program, which says whose it is.
  static func pass(_ message: String) {
    let text = StandardMessage.cut(Title.sanitized(message, byteCount: .max))
    let line = Array("\(text)\n".utf8)
    // Perhaps nobody reads it, which does not concern the viewer.
    _ = try? writeSome(line.span.bytes, to: STDERR_FILENO)
  }
}
