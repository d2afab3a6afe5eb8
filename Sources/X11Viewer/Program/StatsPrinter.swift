import Glibc
import Linux
import ShmChannel
import SystemPackage
import ViewerCore

/// Writes counters to standard output, as long as somebody reads it.
struct StatsPrinter {
  private let started: Instant
  private var isOpen = true

  /// Times count from `started`.
  init(started: Instant) { self.started = started }

  /// Writes one line. A reader that does not read loses the line; one that is gone ends the stats,
  /// but not the viewer, and so does a full disk.
  ///
  /// - Parameters:
  ///   - latency: How long frames took.
  ///   - channel: Whose they are, where the window shows several.
  /// - Returns: why there are no stats from now on, unless the reader wants no more.
  mutating func print(
    _ stats: Stats, _ latency: LatencySummary?, of channel: ChannelName?
  ) -> String? {
    guard isOpen else { return nil }
    if StandardOutput.isClosed { return end(because: "is closed") }
    guard isWritable else { return nil }
    let line = Array(stats.line(after: started.duration(to: .now), latency, of: channel).utf8)
    do throws(SystemError) {
      try writeSome(line.span.bytes, to: STDOUT_FILENO)
      return nil
    } catch {
      if error.errno == .resourceTemporarilyUnavailable { return nil }
      let words = end(because: "\(error.errno)")
      return error.errno == .brokenPipe ? nil : words
    }
  }

  private mutating func end(because reason: String) -> String {
    isOpen = false
    return "standard output: \(reason); no more counters"
  }

  /// A pipe with room takes a line as a whole, without waiting (pipe(7), `PIPE_BUF`).
  private var isWritable: Bool { !Readiness.writable.now(of: STDOUT_FILENO).isEmpty }
}
