import CLinux
import Glibc

/// `shmshare` as a child of the viewer, which decodes nothing itself.
enum ShareProgram {
  /// Why it cannot be started.
  struct Missing: Error {
    let reason: String
  }

  /// Starts it.
  ///
  /// - Parameters:
  ///   - arguments: bytes, since a path need not be text.
  ///   - errors: its standard error; `nil`: the viewer's.
  static func start(_ arguments: [[UInt8]], errors: CInt? = nil) throws(Missing) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if let errors { posix_spawn_file_actions_adddup2(&actions, errors, STDERR_FILENO) }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    setUsualSignals(&attributes)
    let program = path
    var texts = ([Array(program.utf8)] + arguments).map(Self.duplicate) + [nil]
    defer { for text in texts { free(text) } }
    var process: pid_t = 0
    let code = posix_spawnp(
      &process, program, &actions, &attributes, &texts, clinux_environment())
    guard code == 0 else { throw Missing(reason: String(cString: strerror(code))) }
    return process
  }

  /// The program beside this one, else the one in PATH.
  private static var path: String {
    var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
    let count = readlink("/proc/self/exe", &buffer, buffer.count)
    let path = buffer.prefix(max(0, count))
    guard let slash = path.lastIndex(of: UInt8(ascii: "/")) else { return "shmshare" }
    let beside = String(decoding: path[...slash], as: UTF8.self) + "shmshare"
    return access(beside, X_OK) == 0 ? beside : "shmshare"
  }

  /// The viewer's own signals are blocked or ignored (`Signals`).
  private static func setUsualSignals(_ attributes: inout posix_spawnattr_t) {
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    var usual = sigset_t()
    sigemptyset(&usual)
    for number in [SIGPIPE, SIGXFSZ] { sigaddset(&usual, number) }
    posix_spawnattr_setsigdefault(&attributes, &usual)
    posix_spawnattr_setflags(
      &attributes, CShort(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
  }

  private static func duplicate(_ text: [UInt8]) -> UnsafeMutablePointer<CChar>? {
    (text + [0]).withUnsafeBytes { bytes in
      bytes.baseAddress.map { strdup($0.assumingMemoryBound(to: CChar.self)) } ?? nil
    }
  }
}
