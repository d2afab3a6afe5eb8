package import SystemPackage

private import Glibc

/// A system call that failed: which, on what, and why.
package struct SystemError: Error, Hashable, Sendable {
  /// The C function, such as `openat`.
  package let call: String
  /// The path or thing that it was about; empty where there is none.
  package let path: String
  /// The system's reason.
  package let errno: Errno

  /// A failure whose reason is known.
  package init(_ call: String, _ path: String = "", errno: Errno) {
    self.call = call
    self.path = path
    self.errno = errno
  }

  /// The failure of the system call that this thread made last, for the few that do not return -1.
  ///
  /// To be made before anything else, which may change `errno`.
  package static func last(_ call: String, _ path: @autoclosure () -> String = "") -> SystemError {
    let code = Errno(rawValue: Glibc.errno)
    return SystemError(call, path(), errno: code)
  }
}

extension SystemError: CustomStringConvertible {
  /// What failed, why, and in which call.
  package var description: String {
    path.isEmpty ? "\(call): \(errno)" : "\(path): \(errno) (\(call))"
  }
}
