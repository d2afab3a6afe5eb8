private import ShmChannel

/// Removes channels, one after the other.
struct RemoveJob: Job {
  /// Their names, as `CommandLineText` has them.
  let channels: [String]

  func run() throws(Failure) {
    var tally = FailureTally()
    for channel in channels {
      tally.attempt { () throws(Failure) in try remove(ChannelName.checked(channel)) }
    }
    try tally.finish()
  }

  private func remove(_ name: ChannelName) throws(Failure) {
    do throws(ChannelError) { try ChannelRoot.standard().remove(name) } catch {
      throw Failure(error)
    }
  }
}
