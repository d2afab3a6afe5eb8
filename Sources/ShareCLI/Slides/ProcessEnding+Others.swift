private import Glibc
internal import Linux

extension ProcessEnding {
  /// Whether somebody wanted the process to end: no fault of what it did.
  var isByOthers: Bool {
    guard case .signalled(let signal) = self else { return false }
    return [SIGKILL, SIGTERM, SIGINT, SIGHUP].contains(signal)
  }
}
