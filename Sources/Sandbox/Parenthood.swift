private import CLinux
private import Glibc

/// The tie of a process to the one that started it.
package enum Parenthood {
  /// Has the kernel kill this process when the thread that started it ends (`PR_SET_PDEATHSIG`).
  ///
  /// - Parameter parent: the process that must be this one's parent.
  /// - Returns: false when that is gone already.
  package static func endWith(_ parent: CInt, by signal: CInt = SIGKILL) -> Bool {
    _ = clinux_set_parent_death_signal(signal)
    return getppid() == parent
  }
}
