private import CommandLineFiles
private import Glibc
private import Linux
private import ShmChannel
private import Synchronization
internal import SystemPackage

/// Standard output and standard error, unbuffered.
enum StandardStreams {
  /// To be called first of all: makes all three usable, and has a reader that went away met as
  /// `EPIPE`, and a limit on the size of files as `EFBIG`, which can be told, not as a signal.
  static func prepare() throws(Failure) {
    Signals.ignoreWriteFailures()
    do throws(SystemError) {
      let wereClosed = try StandardDescriptors.complete()
      isOutputClosed.store(wereClosed.contains(STDOUT_FILENO), ordering: .relaxed)
    } catch {
      throw Failure(.trouble, "\(error)")
    }
  }

  /// Whether the parent had closed standard output.
  private static let isOutputClosed = Atomic(false)

  /// To be called where standard output is what the command is for.
  static func requireOutput() throws(Failure) {
    guard !isOutputClosed.load(ordering: .relaxed) else {
      throw Failure(.trouble, "standard output: is closed")
    }
  }

  /// Writes text to standard output.
  static func say(_ text: String) throws(Failure) { try say(Array(text.utf8)) }

  /// Writes text that steers the terminal to standard output.
  static func say(_ bytes: [UInt8]) throws(Failure) {
    do {
      _ = try FileDescriptor.standardOutput.writeAll(bytes)
    } catch {
      try outputFailed((error as? Errno) ?? .ioError)
    }
  }

  /// Writes text to standard output, again and again.
  ///
  /// - Returns: false when its reader has gone.
  static func write(_ text: String) throws(Failure) -> Bool {
    do {
      _ = try FileDescriptor.standardOutput.writeAll(Array(text.utf8))
      return true
    } catch {
      try outputFailed((error as? Errno) ?? .ioError)
      return false
    }
  }

  /// What an error of writing to standard output means. If its reader has gone, it has seen enough,
  /// and that is not our failure: nothing is said, and the exit code stays 0.
  static func outputFailed(_ code: Errno) throws(Failure) {
    guard code != .brokenPipe else { return }
    throw Failure(.trouble, "standard output: \(code)")
  }

  /// Writes one line for people to standard error, free of control characters.
  static func complain(_ message: String) {
    _ = try? FileDescriptor.standardError.writeAll(Array(complaint(message).utf8))
  }

  /// Such a line.
  static func complaint(_ message: String) -> String {
    "shmshare: " + StandardMessage.cut(Title.sanitized(message, byteCount: .max)) + "\n"
  }

  /// Whether standard input is a file or a pipe, which somebody has led here.
  static var hasInput: Bool {
    switch try? FileStatus(of: STDIN_FILENO).kind {
    case .regularFile, .pipe: true
    default: false
    }
  }

  /// Whether standard error leads to a terminal, where a person may want advice.
  static var hasTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  /// Writes one line of advice to standard error, if a person will see it there.
  static func hint(_ message: String) {
    guard hasTerminal else { return }
    let line = StandardMessage.cut(Title.sanitized(message, byteCount: .max)) + "\n"
    _ = try? FileDescriptor.standardError.writeAll(Array(line.utf8))
  }

  /// Writes text over the line that it last wrote so to standard error; nothing to take it away.
  static func redraw(_ text: String) {
    // One character less than there is room for: a line that is full may be continued in the next.
    let room = TerminalSize(of: STDERR_FILENO).map { $0.columns - 1 } ?? .max
    let shown = Title.sanitized(text, byteCount: 8192).prefix(room)
    // ECMA-48: carriage return, and "erase in line" to its end.
    let line = "\r" + shown + "\u{1B}[K"
    _ = try? FileDescriptor.standardError.writeAll(Array(line.utf8))
  }
}
