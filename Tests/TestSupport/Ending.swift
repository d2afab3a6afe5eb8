import Glibc

/// How a process ended.
package enum Ending: Equatable, CustomStringConvertible {
  case exited(CInt)
  case signalled(CInt)

  /// Takes what waitpid(2) reported.
  init(waitStatus: CInt) {
    let signal = waitStatus & 0x7F  // WTERMSIG
    self = signal == 0 ? .exited((waitStatus >> 8) & 0xFF) : .signalled(signal)
  }

  package var description: String {
    switch self {
    case .exited(let code): "exit \(code)"
    case .signalled(let signal): "killed by signal \(signal)"
    }
  }
}
