private import CLinux
private import Glibc
private import SystemPackage

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

  /// Leaves standard input to a child that has it: once that has gone,
  /// whoever writes to it is told.
  package static func leaveInput() throws(SystemError) {
    try replace(STDIN_FILENO, by: Descriptor(opening: "/dev/null"))
  }

  /// Leaves standard error to the others that have it, if it is a pipe or a socket: whoever reads
  /// it to its end does not wait for this process.
  package static func leaveErrorPipe() throws(SystemError) {
    guard [.pipe, .socket].contains(try FileStatus(of: STDERR_FILENO).kind) else { return }
    try replace(STDERR_FILENO, by: Descriptor(opening: "/dev/null", .writeOnly))
  }

  private static func replace(
    _ number: CInt, by descriptor: borrowing Descriptor
  ) throws(SystemError) {
    try check("dup2") { dup2(descriptor.number, number) }
  }
}
