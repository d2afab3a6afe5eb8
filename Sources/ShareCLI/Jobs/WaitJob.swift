private import Linux
internal import ShmChannel

/// Waits for a channel's next generation, and prints its number; or for a viewer, or until one has
/// shown a frame.
struct WaitJob: Job {
  enum Aim {
    case frame
    case viewer
    /// A frame that a viewer has shown.
    case shown
  }

  let aim: Aim
  let channel: ChannelName
  /// Any other generation than this one will do; nil for the present one.
  let after: Generation?
  /// Nil to wait for ever.
  let timeout: Duration?

  func run() throws(Failure) {
    if aim == .viewer { return try awaitViewer() }
    try StandardStreams.requireOutput()
    if aim == .shown { return try StandardStreams.say(try awaitShown().words) }
    guard let generation = try next() else { throw Failure(.timedOut, nil) }
    try StandardStreams.say("\(generation.rawValue)\n")
  }

  private func awaitViewer() throws(Failure) {
    _ = try answer { channel, timeout throws(ChannelError) in
      try channel.waitForViewer(timeout: timeout) ? true : nil
    }
  }

  /// The viewer that has shown it.
  private func awaitShown() throws(Failure) -> ViewerRecord {
    try answer { channel, timeout throws(ChannelError) in
      let before: UInt64
      if let after {
        before = after.rawValue
      } else {
        before = max(1, try channel.latestGeneration().rawValue) - 1
      }
      let (least, overflows) = before.addingReportingOverflow(1)
      if overflows { return nil }  // none comes after the last
      return try channel.viewer(havingShown: Generation(rawValue: least), timeout: timeout)
    }
  }

  /// What a wait for the channel's viewers comes to, whatever becomes of the channel meanwhile.
  private func answer<Answer>(
    _ wait: (Channel, Duration?) throws(ChannelError) -> Answer?
  ) throws(Failure) -> Answer {
    let deadline = Deadline(after: timeout)
    while true {
      do throws(ChannelError) {
        let channel = try Channel.openOrCreate(channel)
        if let answer = try wait(channel, deadline.remaining) { return answer }
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

extension ViewerRecord {
  /// What it has shown, and how long its frames take.
  fileprivate var words: String {
    let lines = LatencySummary.Stage.allCases.compactMap { stage in
      latency?.stages[stage].map {
        "\(stage.name) \($0.median.inMilliseconds) \($0.high.inMilliseconds)\n"
      }
    }
    return "\(generation.rawValue)\n" + lines.joined()
  }
}
