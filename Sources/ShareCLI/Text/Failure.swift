internal import CommandLineFiles
internal import ShmChannel
internal import ShmShow

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
    self.init(ExitStatus(error), (subject.map { "\($0): " } ?? "") + error.advised)
  }

  /// A failure of a slideshow.
  init(_ error: ShowError) { self.init(ExitStatus(error), error.advised) }

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
  static let emptyName = Failure(.noInput, "\"\" is not a file name")

  /// Writes the line to standard error.
  func report() {
    if let message { StandardStreams.complain(message) }
  }
}
