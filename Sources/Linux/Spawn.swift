internal import CLinux
internal import Glibc
private import SystemPackage

/// A program to start, and what it begins with. Nothing else is inherited but the environment.
package struct Spawn {
  /// Where a standard stream leads.
  package enum Stream: Hashable, Sendable {
    /// Where this process's own does.
    case inherited
    /// To what that descriptor has open.
    case descriptor(CInt)
    /// `/dev/null`
    case nothing
  }

  /// A path, or a name that is looked for in `PATH`.
  package var program: PathBytes
  /// What the program takes for its name; the path, if nil.
  package var name: [UInt8]?
  /// Bytes, since a path need not be text; without the name.
  package var arguments: [[UInt8]]
  /// `NAME=VALUE`; this process's own, if nil.
  package var environment: [[UInt8]]?
  package var input = Stream.inherited
  package var output = Stream.inherited
  package var error = Stream.inherited
  /// Whether it leaves the terminal's session and process group: setsid(2).
  package var beginsSession = false

  package init(_ program: PathBytes, _ arguments: [[UInt8]] = []) {
    self.program = program
    self.arguments = arguments
  }

  /// Starts it, with no signal blocked, and with those as usual that `Signals` has ignored. The
  /// corresponding C function is `posix_spawnp`.
  package func start() throws(SystemError) -> ChildProcess {
    var actions = unsafe posix_spawn_file_actions_t()
    _ = unsafe posix_spawn_file_actions_init(&actions)
    defer { _ = unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe add(input, STDIN_FILENO, O_RDONLY, to: &actions)
    unsafe add(output, STDOUT_FILENO, O_WRONLY, to: &actions)
    unsafe add(error, STDERR_FILENO, O_WRONLY, to: &actions)
    var attributes = posix_spawnattr_t()
    _ = unsafe posix_spawnattr_init(&attributes)
    defer { _ = unsafe posix_spawnattr_destroy(&attributes) }
    setAttributes(&attributes)
    return try unsafe start(&actions, &attributes)
  }

  private func add(
    _ stream: Stream, _ target: CInt, _ access: CInt, to actions: inout posix_spawn_file_actions_t
  ) {
    switch stream {
    case .inherited: break
    case .descriptor(let number):
      _ = unsafe posix_spawn_file_actions_adddup2(&actions, number, target)
    case .nothing:
      _ = unsafe posix_spawn_file_actions_addopen(&actions, target, "/dev/null", access, 0)
    }
  }

  private func setAttributes(_ attributes: inout posix_spawnattr_t) {
    var blocked = Signals.set([])
    _ = unsafe posix_spawnattr_setsigmask(&attributes, &blocked)
    var usual = Signals.set(Signals.writeFailures)
    _ = unsafe posix_spawnattr_setsigdefault(&attributes, &usual)
    let session = beginsSession ? Self.setsid : 0
    _ = unsafe posix_spawnattr_setflags(
      &attributes, CShort(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | session))
  }

  /// `POSIX_SPAWN_SETSID` of spawn.h, which Swift does not import.
  private static let setsid: CInt = 0x80

  private func start(
    _ actions: inout posix_spawn_file_actions_t, _ attributes: inout posix_spawnattr_t
  ) throws(SystemError) -> ChildProcess {
    var id: pid_t = 0
    let code = unsafe withCStrings([name ?? program.bytes] + arguments) { arguments in
      if let environment {
        unsafe withCStrings(environment) {
          unsafe posix_spawnp(&id, program.cString, &actions, &attributes, arguments, $0)
        }
      } else {
        unsafe posix_spawnp(
          &id, program.cString, &actions, &attributes, arguments, clinux_environment())
      }
    }
    // posix_spawn(3) returns the error and leaves errno alone.
    guard code == 0 else {
      throw SystemError("posix_spawn", program.description, errno: Errno(rawValue: code))
    }
    Orphans.sweep()
    return ChildProcess(id: id)
  }
}

/// As `main` gets arguments: pointers to bytes that end in a NUL, and nil behind them.
private func withCStrings<R>(
  _ texts: [[UInt8]], _ body: ([UnsafeMutablePointer<CChar>?]) -> R
) -> R {
  let pointers = unsafe texts.map { unsafe strdup(PathBytes($0).cString) }
  defer { unsafe pointers.forEach { unsafe free($0) } }
  return unsafe body(pointers + [nil])
}
