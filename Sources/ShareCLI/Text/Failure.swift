internal import CommandLineFiles
internal import ShmChannel

/// An error as the user sees it: one line for standard error, and the exit code that goes with it.
struct Failure: Error, Equatable {
  /// The exit code, should this be the first failure.
  let status: ExitStatus
  /// The line without `shmshare: `; nil when all has been said.
  let message: String?

  init(_ status: ExitStatus, _ message: String?) {
    self.status = status
    self.message = message
  }

  /// A failure of the channel; `subject` is the input that was to be published, if there was one.
  init(_ error: ChannelError, subject: String? = nil) {
    let message = subject.map { "\($0): \(error)" } ?? error.description
    self.init(ExitStatus(error), message)
  }

  /// A file that was not written.
  init(_ error: OutputError) {
    let status: ExitStatus =
      switch error.cause {
      case .usage: .usage
      case .place: .noInput
      case .trouble: .trouble
      }
    self.init(status, error.description)
  }

  /// For a FILE argument without a character, which a script with an unset variable gives.
  static let emptyName = Failure(.noInput, "\"\" is no file name")

  /// Writes the line to standard error.
  func report() {
    if let message { StandardStreams.complain(message) }
  }
}

extension ExitStatus {
  /// The exit code for a failure of the channel.
  init(_ error: ChannelError) {
    self =
      switch error {
      case .badName: .usage
      case .noSuchChannel, .noFrame, .noShow: .noInput
      case .lockHeld, .showIsRunning, .showDoesNotAnswer: .timedOut
      case .removedWhilePublishing, .removedWhileWaiting, .refused, .incomplete, .damaged,
        .damagedFrame, .otherVersion, .noSpace, .noInodes, .system:
        .trouble
      }
  }
}

/// Collects the failures of several inputs: each is reported at once, and the first one's exit code
/// is that of the process.
struct FailureTally {
  private var first: ExitStatus?

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
