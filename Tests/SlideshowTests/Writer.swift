import Glibc

/// A file that is open for writing until this goes.
final class Writer {
  private let number: CInt

  init?(ifPossible path: String) {
    number = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    if number < 0 { return nil }
  }

  init(_ path: String) {
    number = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    precondition(number >= 0, "\(path): \(errno)")
  }

  deinit { close(number) }

  func write(_ contents: String) { _ = Glibc.write(number, contents, contents.utf8.count) }
}
