/// What one thread rings and another waits for: each ring is a byte in a pipe, so that a poll can
/// wait for it beside other things.
package struct Bell: ~Copyable, Sendable {
  private let pipe: Pipe

  /// Not rung yet.
  package init() throws(SystemError) { pipe = try Pipe() }

  /// For a poll: readable while it has been rung more often than answered.
  package var descriptor: CInt { pipe.reading.number }

  /// Adds a ring; waits where 65,536 have not been answered (pipe(7), a pipe's capacity).
  package func ring() throws(SystemError) { try writeAll([1], to: pipe.writing.number) }

  /// Waits for a ring, and takes it away.
  package func answer() throws(SystemError) { _ = try readSome(pipe.reading.number, atMost: 1) }
}
