internal import ShmChannel
internal import ShmShow

/// What the process's exit code says when something failed; the numbers are those of `sysexits.h`.
enum ExitStatus: CInt {
  /// `EX_USAGE`: wrong arguments, a bad channel name.
  case usage = 64
  /// `EX_DATAERR`: the input cannot be decoded.
  case undecodable = 65
  /// `EX_NOINPUT`: no such file, channel, frame or slideshow, or no permission.
  case noInput = 66
  /// `EX_IOERR`: trouble with shared memory, or with writing.
  case trouble = 74
  /// `EX_TEMPFAIL`: not in time, or somebody else is at it.
  case timedOut = 75
}

extension ExitStatus {
  /// The exit code for a failure of the channel.
  init(_ error: ChannelError) {
    self =
      switch error {
      case .badName: .usage
      case .noSuchChannel, .noFrame: .noInput
      case .lockHeld: .timedOut
      case .removedWhilePublishing, .removedWhileWaiting, .refused, .incomplete, .damaged,
        .damagedFrame, .otherVersion, .noSpace, .noInodes, .system:
        .trouble
      }
  }

  /// The exit code for a failure of a slideshow.
  init(_ error: ShowError) {
    self =
      switch error {
      case .notRunning: .noInput
      case .isRunning, .doesNotAnswer: .timedOut
      case .channel(let error): ExitStatus(error)
      }
  }
}
