private import Glibc
private import ShmChannel
internal import SystemPackage

/// Standard output and standard error, unbuffered.
enum StandardStreams {
  /// To be called first of all: makes all three usable, and has a reader that went away met as
  /// `EPIPE`, and a limit on the size of files as `EFBIG`, which can be told, not as a signal.
  static func prepare() throws(Failure) {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)  // RLIMIT_FSIZE, setrlimit(2)
    do throws(ChannelError) {
      try StandardDescriptors.complete()
    } catch {
      throw Failure(error)
    }
  }

  /// Writes text to standard output.
  static func say(_ text: String) throws(Failure) {
    do {
      _ = try FileDescriptor.standardOutput.writeAll(Array(text.utf8))
    } catch {
      try outputFailed((error as? Errno) ?? .ioError)
    }
  }

  /// What an error of writing to standard output means. If its reader has gone, it has seen enough,
  /// and that is no failure of ours: nothing is said, and the exit code stays 0.
  static func outputFailed(_ code: Errno) throws(Failure) {
    guard code != .brokenPipe else { return }
    throw Failure(.trouble, "standard output: \(code)")
  }

  /// Writes one line for people to standard error, free of control characters.
  static func complain(_ message: String) {
    let line = "shmshare: " + Title.sanitized(message, byteCount: 8192) + "\n"
    _ = try? FileDescriptor.standardError.writeAll(Array(line.utf8))
  }

  /// Whether standard error leads to a terminal, where a person may want advice.
  static var hasTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  /// Writes one line of advice to standard error, if a person will see it there.
  static func hint(_ message: String) {
    guard hasTerminal else { return }
    let line = Title.sanitized(message, byteCount: 8192) + "\n"
    _ = try? FileDescriptor.standardError.writeAll(Array(line.utf8))
  }
}
