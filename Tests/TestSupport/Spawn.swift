import Glibc

/// The three standard descriptors of a new process.
struct Descriptors {
  let input: CInt
  let output: CInt
  let error: CInt
}

/// `POSIX_SPAWN_SETSID` of <spawn.h>, which stands behind _GNU_SOURCE.
private let setSession: CShort = 0x80

/// Starts a process with nothing inherited but `descriptors` and `environment`.
func spawn(
  _ path: String, _ arguments: [String], _ environment: [String: String],
  _ descriptors: Descriptors, ownSession: Bool = false
) throws -> pid_t {
  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  for (from, to) in [(descriptors.input, 0), (descriptors.output, 1), (descriptors.error, 2)] {
    posix_spawn_file_actions_adddup2(&actions, from, CInt(to))
  }
  var attributes = posix_spawnattr_t()
  posix_spawnattr_init(&attributes)
  defer { posix_spawnattr_destroy(&attributes) }
  // The test runner may block or ignore signals; its children start like a shell's.
  var none = sigset_t()
  sigemptyset(&none)
  posix_spawnattr_setsigmask(&attributes, &none)
  var usual = sigset_t()
  sigemptyset(&usual)
  for signal in [SIGPIPE, SIGINT, SIGTERM, SIGHUP, SIGXFSZ] { sigaddset(&usual, signal) }
  posix_spawnattr_setsigdefault(&attributes, &usual)
  var flags = CShort(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF)
  if ownSession { flags |= setSession }
  posix_spawnattr_setflags(&attributes, flags)

  var process: pid_t = 0
  let code = withCStrings([path] + arguments) { argumentPointers in
    withCStrings(environment.map { "\($0)=\($1)" }) { environmentPointers in
      posix_spawnp(&process, path, &actions, &attributes, argumentPointers, environmentPointers)
    }
  }
  guard code == 0 else {
    throw TestFailure("cannot start \(path): \(String(cString: strerror(code)))")
  }
  return process
}

private func withCStrings<R>(
  _ texts: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> R
) -> R {
  var pointers = texts.map { strdup($0) } + [nil]
  defer { for pointer in pointers { free(pointer) } }
  return pointers.withUnsafeMutableBufferPointer { buffer in
    guard let base = buffer.baseAddress else { preconditionFailure("the list ends with nil") }
    return body(base)
  }
}
