import Glibc
import Testing

/// A program that a test runs, with its standard input and output at the other end of a socket.
///
/// Killed when it goes. The socket is not inherited by children that other tests start meanwhile,
/// so that the end of the input is one.
final class ChildProcess {
  let id: pid_t
  private let socket: CInt
  private var unread: [UInt8] = []
  private var status: CInt?

  /// Starts the program that `PATH` finds, with `environment` on top of the test's own.
  init(_ arguments: [String], environment: [String: String] = [:]) throws {
    var ends: [CInt] = [-1, -1]
    let type = CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    let paired = socketpair(AF_UNIX, type, 0, &ends)
    try #require(paired == 0)
    let child = ends[1]
    defer { close(child) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, child, STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, child, STDOUT_FILENO)
    let settings = environment.map { "\($0.key)=\($0.value)" }
    var words = (["env"] + settings + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var id: pid_t = 0
    let failure = posix_spawnp(&id, "env", &actions, nil, &words, environ)
    try #require(failure == 0)
    self.id = id
    socket = ends[0]
  }

  deinit {
    kill()
    close(socket)
  }

  /// Writes to its standard input; in vain if it has ended.
  func send(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        Glibc.send(socket, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL))
      }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  /// Ends its standard input.
  func closeInput() { shutdown(socket, CInt(SHUT_WR)) }

  /// How long a program may take for a line, or for its end.
  private static let patience = Duration.seconds(60)

  /// The next line of standard output, as soon as it is whole; nil at the end, and with an issue
  /// where none comes in time.
  func line() -> String? {
    while true {
      if let end = unread.firstIndex(of: 0x0A) {
        defer { unread.removeFirst(end + 1) }
        return String(decoding: unread[..<end], as: UTF8.self)
      }
      var request = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
      guard poll(&request, 1, CInt(Self.patience.components.seconds) * 1000) != 0 else {
        Issue.record("waited \(Self.patience) in vain for a line")
        return nil
      }
      var buffer = [UInt8](repeating: 0, count: 65_536)
      let count = read(socket, &buffer, buffer.count)
      guard count > 0 else { return nil }
      unread += buffer.prefix(count)
    }
  }

  /// Every line from here to the end.
  func lines() -> [String] {
    var lines: [String] = []
    while let line = line() { lines.append(line) }
    return lines
  }

  /// Ends it by SIGKILL, unless it has ended before.
  func kill() {
    if status == nil { Glibc.kill(id, SIGKILL) }
    _ = wait()
  }

  /// Whether it has not ended yet.
  var isRunning: Bool {
    if status != nil { return false }
    var information = siginfo_t()
    // Left to be waited for.
    return waitid(P_PID, id_t(id), &information, WEXITED | WNOHANG | WNOWAIT) == 0
      && information.si_signo == 0
  }

  /// The exit code; minus the signal for one that was killed, as one is that does not end in time.
  func wait() -> CInt {
    if let status { return status }
    let deadline = ContinuousClock.now + Self.patience
    while isRunning, ContinuousClock.now < deadline { usleep(1000) }
    if isRunning { Glibc.kill(id, SIGKILL) }
    var raw: CInt = 0
    while waitpid(id, &raw, 0) < 0, errno == EINTR {}
    let signal = raw & 0x7F  // wait(2): WTERMSIG
    let result = signal == 0 ? (raw >> 8) & 0xFF : -signal
    status = result
    return result
  }
}

/// The SHA-256 of some bytes, in hexadecimal, as coreutils has it.
func sha256(_ bytes: [UInt8]) throws -> String {
  let process = try ChildProcess(["sha256sum"])
  process.send(bytes)
  process.closeInput()
  return String(try #require(process.line()).prefix(64))
}
