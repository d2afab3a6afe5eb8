import CLinux
import Glibc

/// Something that a process that decodes pictures has no business to do.
enum Attempt: String, CaseIterable, Codable, Sendable {
  case write, create, delete, truncate, truncateByOpening, rename, makeDirectory, link
  case changeMode, changeTime, writeOwnMemory
  case internetSocket, localSocket, pairOfSockets
  case execute, fork, spawn, unshare
  case trace, signal, signalThread, limitAnother, shareMemory

  /// Does it, to `victim`, a file; 0 or what `errno` says.
  func perform(on victim: String) -> CInt {
    let result = attempt(victim)
    return result < 0 ? errno : 0
  }

  private func attempt(_ victim: String) -> CInt {
    switch self {
    case .write: open(victim, O_WRONLY)
    case .create: open(victim + ".new", O_WRONLY | O_CREAT, 0o600)
    case .delete: unlink(victim)
    case .truncate: Glibc.truncate(victim, 0)
    case .truncateByOpening: open(victim, O_RDONLY | O_TRUNC)
    case .rename: Glibc.rename(victim, victim + ".new")
    case .makeDirectory: mkdir(victim + ".new", 0o700)
    case .link: Glibc.link(victim, victim + ".new")
    case .changeMode: chmod(victim, 0o777)
    case .changeTime: utimensat(AT_FDCWD, victim, nil, 0)
    case .writeOwnMemory: open("/proc/self/mem", O_RDWR)
    case .internetSocket: socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
    case .localSocket: socket(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0)
    case .pairOfSockets: makePair()
    case .execute: run { execv($0, $1) }
    case .fork: forkOnce()
    case .spawn: spawn()
    // CLONE_FILES, which needs no privileges
    case .unshare: CInt(clinux_system_call(Int(__NR_unshare), 0x400, 0, 0, 0))
    case .trace: CInt(clinux_system_call(Int(__NR_ptrace), 0, 0, 0, 0))  // PTRACE_TRACEME
    case .signal: kill(getppid(), 0)
    case .signalThread: CInt(clinux_system_call(Int(__NR_tkill), Int(getppid()), 0, 0, 0))
    case .limitAnother: CInt(clinux_system_call(Int(__NR_prlimit64), Int(getppid()), 0, 0, 0))
    case .shareMemory: shmget(IPC_PRIVATE, 4096, 0o600)
    }
  }

  private func makePair() -> CInt {
    var ends: [CInt] = [0, 0]
    return socketpair(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0, &ends)
  }

  private func forkOnce() -> CInt {
    let process = CInt(clinux_system_call(Int(__NR_clone), Int(SIGCHLD), 0, 0, 0))
    if process == 0 { _exit(0) }
    return process
  }

  private func spawn() -> CInt {
    var process: pid_t = 0
    let code = run { posix_spawn(&process, $0, nil, nil, $1, nil) }
    errno = code
    return code == 0 ? 0 : -1
  }

  /// Calls `start` with the path and the arguments of a program that does nothing.
  private func run<R>(
    _ start: (String, UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> R
  ) -> R {
    var arguments = [strdup("true"), nil]
    return arguments.withUnsafeMutableBufferPointer { buffer in
      guard let first = buffer.baseAddress else { preconditionFailure("it ends with nil") }
      return start("/bin/true", first)
    }
  }
}
