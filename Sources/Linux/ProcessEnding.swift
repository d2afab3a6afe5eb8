/// How a process has ended: wait(2).
package enum ProcessEnding: Hashable, Sendable {
  /// With that exit status.
  case exited(CInt)
  /// By that signal.
  case signalled(CInt)

  /// `WIFEXITED` and its kin are macros that Swift does not import.
  package init(waitStatus: CInt) {
    let signal = waitStatus & 0x7F
    self = signal == 0 ? .exited(waitStatus >> 8 & 0xFF) : .signalled(signal)
  }
}
