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

  /// One without a name (`O_TMPFILE`).
  ///
  /// - Returns: nil where the file system has no such files.
  init?(unnamedIn folder: String) {
    let unnamed: CInt = 0o20_200_000  // O_TMPFILE (fcntl.h), which Swift does not import
    number = open(folder, O_WRONLY | unnamed | O_CLOEXEC, 0o600)
    if number < 0 { return nil }
  }

  /// One that is there already, with its contents.
  init(existing path: String) {
    number = open(path, O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
    precondition(number >= 0, "\(path): \(errno)")
  }

  deinit { close(number) }

  /// Gives it a name.
  func link(as path: String) {
    linkat(AT_FDCWD, "/proc/self/fd/\(number)", AT_FDCWD, path, AT_SYMLINK_FOLLOW)
  }

  func write(_ contents: String) { _ = Glibc.write(number, contents, contents.utf8.count) }
}
