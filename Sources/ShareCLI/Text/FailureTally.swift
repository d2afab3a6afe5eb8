/// Collects the failures of several inputs: each is reported at once, and the first one's exit code
/// is that of the process.
struct FailureTally {
  /// The exit code of the first failure, if there was one.
  private(set) var first: ExitStatus?

  /// Does one piece of work, and reports its failure instead of throwing it.
  mutating func attempt(_ work: () throws(Failure) -> Void) {
    do throws(Failure) {
      try work()
    } catch {
      error.report()
      first = first ?? error.status
    }
  }

  /// Throws, without a message, if anything failed.
  func finish() throws(Failure) {
    if let first { throw Failure(first, nil) }
  }
}
