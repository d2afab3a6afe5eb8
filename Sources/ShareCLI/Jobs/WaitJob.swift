private import Linux
internal import ShmChannel

/// Waits for a channel's next generation, and prints its number; or for a viewer.
struct WaitJob: Job {
  let awaitsViewer: Bool
  let channel: ChannelName
  /// Any other generation than this one will do; nil for the present one.
  let after: Generation?
  /// Nil to wait for ever.
  let timeout: Duration?

  func run() throws(Failure) {
    if awaitsViewer { return try awaitViewer() }
    try StandardStreams.requireOutput()
    guard let generation = try next() else { throw Failure(.timedOut, nil) }
    try StandardStreams.say("\(generation.rawValue)\n")
  }

  private func awaitViewer() throws(Failure) {
    let deadline = Deadline(after: timeout)
    while true {
      do throws(ChannelError) {
        let channel = try Channel.openOrCreate(channel)
        if try channel.waitForViewer(timeout: deadline.remaining) { return }
      } catch {
        // Viewers wait for the name, and so does this.
        if case .removedWhileWaiting = error { continue }
        throw Failure(error)
      }
      throw Failure(.timedOut, nil)
    }
  }

  private func next() throws(Failure) -> Generation? {
    do throws(ChannelError) {
      return try ChannelReader(name: channel).wait(after: after, timeout: timeout)
    } catch {
      throw Failure(error)
    }
  }
}
