public import ShmChannel

/// What can go wrong with a channel's slideshow; `description` is one line for people.
public enum ShowError: Error, Hashable, Sendable {
  /// Another slideshow has the channel.
  case isRunning(ChannelName, processID: UInt32)
  /// The channel has no slideshow, or none that lives.
  case notRunning(ChannelName)
  /// The channel's slideshow lives, but has not done in time what it was told.
  case doesNotAnswer(ChannelName, processID: UInt32)
  /// The channel is to blame.
  case channel(ChannelError)
}

extension ShowError: CustomStringConvertible {
  /// What happened, to what, and what to do.
  public var description: String {
    switch self {
    case .isRunning(let name, let processID):
      "channel \(name) has a slideshow already, process \(processID); end it"
    case .notRunning(let name): "no slideshow is running on channel \(name)"
    case .doesNotAnswer(let name, let processID):
      "the slideshow on channel \(name), process \(processID), does not answer; "
        + "see whether that hangs"
    case .channel(let error): error.description
    }
  }
}

/// Asks the channel something, whose trouble is the show's.
func onChannel<Result: ~Copyable>(
  _ body: () throws(ChannelError) -> Result
) throws(ShowError) -> Result {
  do { return try body() } catch { throw .channel(error) }
}
