private import Linux

/// Writes the frames of a channel as they come.
struct FollowJob: Job {
  let settings: FollowSettings

  func run() throws(Failure) {
    var run = try FollowRun(settings, signals: signals())
    try run.run()
  }

  /// Files are written whole before a signal is obeyed. Standard output may take nothing for ever,
  /// and half a frame is left behind there at any other end as well: so they are obeyed at once.
  private func signals() throws(Failure) -> SignalDescriptor? {
    if settings.target == .standardOutput {
      Signals.endProcess()
      return nil
    }
    do throws(SystemError) { return try SignalDescriptor() } catch {
      throw Failure(.trouble, "\(error)")
    }
  }
}
