internal import CLinux
internal import Glibc

/// What this process does with signals.
package enum Signals {
  /// Those by which people and systems ask a program to end.
  package static let endings = [SIGINT, SIGTERM, SIGHUP]

  /// Those that `ignoreWriteFailures` ignores; a program that is started gets them back.
  static let writeFailures = [SIGPIPE, SIGXFSZ]

  /// Has a reader that went away met as `EPIPE`, and a limit on the size of files (setrlimit(2),
  /// of ftruncate(2) too) as `EFBIG`, which can be told, not as a signal.
  package static func ignoreWriteFailures() {
    for number in writeFailures { _ = signal(number, SIG_IGN) }
  }

  /// Has a function called where a signal comes; it may do what signal-safety(7) lists, and no
  /// more.
  package static func handle(_ number: CInt, by handler: @escaping @convention(c) (CInt) -> Void) {
    _ = signal(number, handler)
  }

  /// Keeps how children have ended until it is asked for: a parent may have had `SIGCHLD` ignored,
  /// which would take it away (wait(2)).
  package static func keepEndingsOfChildren() { _ = signal(SIGCHLD, SIG_DFL) }

  /// Whether a signal is ignored, as by nohup(1), or by a shell for what it starts with `&`.
  package static func isIgnored(_ number: CInt) -> Bool { clinux_is_ignored(number) != 0 }

  /// Has those that ask for the end give this process exit code 0 at once, also in the middle of a
  /// system call; those that are ignored stay so.
  package static func endProcess() {
    for number in endings where !isIgnored(number) {
      _ = signal(number) { _ in _exit(0) }
    }
  }

  /// The C library's form of a set of signals.
  static func set(_ numbers: [CInt]) -> sigset_t {
    var set = sigset_t()
    _ = unsafe sigemptyset(&set)
    for number in numbers { _ = unsafe sigaddset(&set, number) }
    return set
  }
}
