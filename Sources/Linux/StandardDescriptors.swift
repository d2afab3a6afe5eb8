private import CLinux
private import Glibc

/// Standard input, output and error.
package enum StandardDescriptors {
  /// Opens those that the parent has closed on nothing; to be called first of all.
  ///
  /// Else the next file or connection that is opened would get the number, and what is meant for
  /// people would be written into it.
  ///
  /// - Returns: the numbers of those that were closed.
  @discardableResult
  package static func complete() throws(SystemError) -> Set<CInt> {
    let closed = (STDIN_FILENO...STDERR_FILENO).filter { clinux_fcntl($0, F_GETFD, 0) == -1 }
    for _ in closed {
      try check("open", "/dev/null") {
        unsafe clinux_openat(AT_FDCWD, "/dev/null", O_RDWR, 0)  // children inherit it, as usual
      }
    }
    return Set(closed)
  }

  /// Leaves standard input to a child that has it: once that has gone, whoever writes to it is told.
  package static func leaveInput() throws(SystemError) {
    let nothing = try Descriptor(opening: "/dev/null")
    try check("dup2") { dup2(nothing.number, STDIN_FILENO) }
  }
}
