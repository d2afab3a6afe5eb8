private import Glibc

/// Standard input, output and error.
package enum StandardDescriptors {
  /// Opens those that the parent has closed on nothing; to be called first of all.
  ///
  /// Else the next file or connection that is opened would get the number, and what is meant for
  /// people would be written into it.
  package static func complete() throws(ChannelError) {
    for number in STDIN_FILENO...STDERR_FILENO where fcntl(number, F_GETFD) == -1 {
      try check("open", "/dev/null") { unsafe open("/dev/null", O_RDWR) }
    }
  }
}
