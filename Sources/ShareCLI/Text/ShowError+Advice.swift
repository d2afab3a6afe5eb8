private import CommandLineFiles
internal import ShmShow

extension ShowError {
  /// What happened, to what, and what to do about it with `shmshare`.
  var advised: String {
    switch self {
    case .isRunning: "\(self), or use --replace"
    case .notRunning, .doesNotAnswer: description
    case .channel(let error): error.advised
    }
  }
}
