import Glibc
import TestSupport

/// The wall clock of one program and its children, which can be set without the machine's, by
/// Tests/Clock.
///
/// Not by libfaketime: its processes share a lock, which a killed one may keep for ever.
final class ShowClock {
  private let path: String
  private let library: String

  init(in folder: Folder) throws {
    path = folder.path("clock")
    library = folder.path("libclock.so")
    try CompiledC.make("Clock/clock.c", library, in: folder)
    try folder.write([UInt8](repeating: 0, count: 8), to: "clock")
  }

  /// What a program needs to have this clock. Deadlines are not the wall clock's, which alone is
  /// set.
  var environment: [String: String] { ["LD_PRELOAD": library, "SHMVIEW_TEST_CLOCK": path] }

  /// Sets it before or behind the machine's by so many seconds.
  func set(by seconds: Int) throws {
    let file = open(path, O_WRONLY | O_CLOEXEC)
    defer { close(file) }
    var offset = Int64(seconds)
    guard pwrite(file, &offset, 8, 0) == 8 else { throw TestFailure("cannot write \(path)") }
  }
}
