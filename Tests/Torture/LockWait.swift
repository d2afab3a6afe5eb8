import TestSupport

/// How a program waits for the publishers' lock that another one holds, by its system calls.
struct LockWait: CustomStringConvertible {
  /// How long publishers wait: PROTOCOL.md, 7.
  static let stated = Duration.seconds(5)

  /// Starts a program whose tries to get a lock are written to a file with their times.
  static func start(_ stage: Stage, _ program: [String], log: String) throws -> Program {
    try stage.start(
      Tracer.path, ["-D", "-q", "-ttt", "-e", "trace=flock", "-o", log] + program)
  }

  /// When each try was made that was refused.
  private let refusals: [Duration]

  /// - Parameter log: of a program that has ended.
  init(log: String) throws {
    let text = try eventually("strace writes its last line to \(log)") {
      let text = String(decoding: Folder.contents(log), as: UTF8.self)
      return text.contains("+++ exited with ") ? text : nil
    }
    refusals = text.split(separator: "\n").compactMap { line in
      guard line.contains("EAGAIN"), let seconds = line.split(separator: " ").first.map(String.init)
      else { return nil }
      return Double(seconds).map { .seconds($0) }
    }
  }

  var description: String {
    let time = refusals.last.map { $0 - (refusals.first ?? $0) } ?? .zero
    return "\(refusals.count) tries within \(time)"
  }

  /// Whether it has waited as long as it says, and no longer.
  ///
  /// Even on the slowest machine: all tries were in time but the one that was the last, and one
  /// more to see whether there is something to clean up.
  ///
  /// - Parameter whole: from its start to its end.
  func isAsStated(_ whole: Duration) -> Bool {
    guard let first = refusals.first, let last = refusals.dropLast(2).last else { return false }
    return whole >= Self.stated && last - first < Self.stated
  }
}
