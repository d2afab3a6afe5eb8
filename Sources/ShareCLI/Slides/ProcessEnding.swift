private import Glibc

/// How a process has ended, by the status of wait(2).
enum ProcessEnding: Equatable {
  case exited(CInt)
  case signalled(CInt)

  /// `WIFEXITED` and its kin are macros that Swift does not import.
  init(waitStatus: CInt) {
    let signal = waitStatus & 0x7F
    self = signal == 0 ? .exited(waitStatus >> 8 & 0xFF) : .signalled(signal)
  }

  /// Whether somebody wanted it to end: no fault of what it did.
  var isByOthers: Bool {
    guard case .signalled(let signal) = self else { return false }
    return [SIGKILL, SIGTERM, SIGINT, SIGHUP].contains(signal)
  }
}
