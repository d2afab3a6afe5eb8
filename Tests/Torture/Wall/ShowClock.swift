import Glibc
import TestSupport

/// The clock of one program, which can be set without the machine's: by libfaketime, which reads a
/// file each time that the program asks.
final class ShowClock {
  private static let library = "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1"

  private let path: String

  /// Nil where libfaketime is not installed.
  init?(in folder: Folder) throws {
    if access(Self.library, R_OK) != 0 { return nil }
    path = folder.path("clock")
    try set(by: 0)
  }

  /// What a program needs to have this clock. Deadlines are not the wall clock's, which alone is
  /// set.
  var environment: [String: String] {
    [
      "LD_PRELOAD": Self.library, "FAKETIME_TIMESTAMP_FILE": path, "FAKETIME_NO_CACHE": "1",
      "FAKETIME_DONT_FAKE_MONOTONIC": "1", "FAKETIME_DONT_RESET": "1",
    ]
  }

  /// Sets it before or behind the machine's by so many seconds.
  func set(by seconds: Int) throws {
    let text = "\(seconds < 0 ? "" : "+")\(seconds)\n"
    let temporary = path + ".new"
    guard let file = fopen(temporary, "w") else { throw TestFailure("cannot write \(temporary)") }
    fputs(text, file)
    fclose(file)
    guard rename(temporary, path) == 0 else { throw TestFailure("cannot write \(path)") }
  }
}
