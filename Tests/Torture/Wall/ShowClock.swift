import Glibc
import TestSupport

/// The clock of one program, which can be set without the machine's: by libfaketime, which reads a
/// file each time that the program asks.
final class ShowClock {
  /// Below the folder of the machine's kind, as Debian has it.
  private static let installed: String? = Folder.entries("/usr/lib")
    .map { (name: String) -> String in "/usr/lib/\(name)/faketime/libfaketime.so.1" }
    .first { (path: String) -> Bool in access(path, R_OK) == 0 }

  private let path: String
  private let library: String

  /// Nil where libfaketime is not installed.
  init?(in folder: Folder) throws {
    guard let library = Self.installed else { return nil }
    self.library = library
    path = folder.path("clock")
    try set(by: 0)
  }

  /// What a program needs to have this clock. Deadlines are not the wall clock's, which alone is
  /// set.
  var environment: [String: String] {
    [
      "LD_PRELOAD": library, "FAKETIME_TIMESTAMP_FILE": path, "FAKETIME_NO_CACHE": "1",
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
