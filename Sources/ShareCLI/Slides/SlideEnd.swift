private import CommandLineFiles
internal import ShmChannel

/// Why a slide's process ends before its slide was shown, or while it was.
enum SlideEnd: Error {
  /// The slideshow is gone, or does not want it any more.
  case abandoned
  case skip
  /// The slideshow shows what the file holds.
  case unchanged
  case lost
  case failed(String, ExitStatus)

  init(_ error: ChannelError) {
    switch error {
    case .noSuchChannel, .removedWhilePublishing: self = .lost
    default: self = .failed(error.advised, ExitStatus(error))
    }
  }

  /// What is still to be said.
  var answer: SlideAnswer? {
    switch self {
    case .abandoned: nil
    case .skip: .skip
    case .unchanged: .unchanged
    case .lost: .lost
    case .failed(let words, _): .failed(words)
    }
  }

  /// The exit code; nil for 0.
  var status: ExitStatus? {
    switch self {
    case .abandoned, .skip, .unchanged: nil
    case .lost: .trouble
    case .failed(_, let status): status
    }
  }
}
