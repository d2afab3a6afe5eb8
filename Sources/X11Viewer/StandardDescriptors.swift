import Glibc

/// Standard input, output and error.
enum StandardDescriptors {
  /// Opens those that the parent has closed on nothing: else the X connection would get their
  /// numbers, and counters would be written into it.
  static func complete() throws(ViewerError) {
    for number in STDIN_FILENO...STDERR_FILENO where fcntl(number, F_GETFD) == -1 {
      _ = try check("open") { open("/dev/null", O_RDWR) }
    }
  }
}
