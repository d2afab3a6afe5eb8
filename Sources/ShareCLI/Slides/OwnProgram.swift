private import CLinux
internal import Glibc
internal import SystemPackage

/// This very program, for a process that does a part of its work.
enum OwnProgram {
  /// Starts it with nothing inherited but its environment, and nowhere to complain to.
  ///
  /// - Returns: its number, and a descriptor that is readable once it has ended.
  static func start(
    _ arguments: [[UInt8]], input: CInt, output: CInt
  ) throws(Errno) -> (process: CInt, ending: CInt) {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, CShort(POSIX_SPAWN_SETSIGMASK))

    var process: pid_t = 0
    // Also where the file has been replaced meanwhile by another version.
    let code = withCStrings([Array("shmshare".utf8)] + arguments) {
      posix_spawn(
        &process, "/proc/self/exe", &actions, &attributes, $0, clinux_environment())
    }
    guard code == 0 else { throw Errno(rawValue: code) }
    let ending = clinux_pidfd_open(process)
    guard ending >= 0 else {
      let code = Errno(rawValue: errno)
      kill(process, SIGKILL)
      waitpid(process, nil, 0)
      throw code
    }
    _ = clinux_fcntl(ending, F_SETFD, FD_CLOEXEC)
    return (process, ending)
  }

  private static func withCStrings<R>(
    _ texts: [[UInt8]], _ body: ([UnsafeMutablePointer<CChar>?]) -> R
  ) -> R {
    let pointers = texts.map { strdup($0.map(CChar.init(bitPattern:)) + [0]) }
    defer { for pointer in pointers { free(pointer) } }
    return body(pointers + [nil])
  }
}
