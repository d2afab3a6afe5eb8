internal import Linux
public import ShmChannel
internal import SystemPackage

/// How a running slideshow is told what to do, from any process of the same user.
public enum ShowSteering {
  /// What became of a command.
  public enum Outcome: Hashable, Sendable {
    /// It was sent, and nobody has waited for more.
    case sent
    /// The show has done it.
    case done
    /// The show cannot do it: a picture that it does not have.
    case refused
  }

  /// How much a show may leave undone before it gets no more.
  private static let maximumBacklog = 1 << 20
  /// How often to look whether the show still lives, of which nothing tells.
  private static let pollInterval = Duration.milliseconds(50)

  /// Tells the show on a channel what to do.
  ///
  /// - Parameter timeout: how long to wait until it has done it; nil not to wait.
  /// - Throws: `ChannelError.noSuchChannel` as the channel's; `ShowError.notRunning`, also when it
  ///   ends before it has done it; `.doesNotAnswer` when the time is up.
  /// - Precondition: a path to jump to is one that the kernel takes: 1 to 4,095 bytes.
  public static func send(
    _ command: ShowCommand, to name: ChannelName, root: ChannelRoot = .standard(),
    awaiting timeout: Duration? = nil
  ) throws(ShowError) -> Outcome {
    guard let record = ShowRecord.encode(command) else {
      preconditionFailure("no file has such a path")
    }
    let (file, page) = try open(name, root)
    let tardy = ShowError.doesNotAnswer(name, processID: page.status.processID)
    let byteCount = try onChannel { () throws(ChannelError) in try file.status().byteCount }
    guard byteCount - page.consumed <= maximumBacklog else { throw tardy }
    let bell = try timeout.map { (_) throws(ShowError) in try onChannel(Doorbell.init) }
    _ = bell?.watch(file: file.file.number)
    let end = try onChannel { () throws(ChannelError) in try file.append(record) }
    guard let bell else { return .sent }
    let deadline = Deadline(after: timeout)
    while true {
      _ = bell.takeNews()
      switch try onChannel({ () throws(ChannelError) in try progress(in: file, upTo: end) }) {
      case .outcome(let outcome): return outcome
      case .ended where command == .stop: return .done
      case .ended: throw .notRunning(name)
      case .underWay: break
      }
      guard !deadline.hasPassed else { throw tardy }
      let remaining = min(deadline.remaining ?? pollInterval, pollInterval)
      _ = try onChannel { () throws(ChannelError) in
        try awaitReadable(bell.number, until: Deadline(after: remaining))
      }
    }
  }

  /// The show file of a show that lives.
  private static func open(
    _ name: ChannelName, _ root: ChannelRoot
  ) throws(ShowError) -> (ShowFile, ShowPage) {
    let living = try onChannel { () throws(ChannelError) -> (ShowFile, ShowPage)? in
      guard let directory = try root.openIfPresent(), try directory.status(of: name.string) != nil,
        let channel = try ifThere({ () throws(ChannelError) in
          try directory.openDirectory(name.string)
        })
      else { throw .noSuchChannel(name) }
      guard let file = try ShowFile.openIfPresent(in: channel, appending: true),
        try file.isHeld(), let page = try file.page()
      else { return nil }
      return (file, page)
    }
    guard let living else { throw .notRunning(name) }
    return living
  }

  private enum Progress {
    case outcome(Outcome)
    /// The show has ended, and has not done it.
    case ended
    /// The show has not come to it.
    case underWay
  }

  /// What has become of the command whose record ends at `end`.
  private static func progress(
    in file: ShowFile, upTo end: Int
  ) throws(ChannelError) -> Progress {
    // Before the page: a show that ends has written what it did before it lets go of its file.
    let isHeld = try file.isHeld()
    let isLinked = try file.isLinked()
    if let page = try file.page(), page.consumed >= end {
      return .outcome(page.hasRefused(commandEndingAt: end) ? .refused : .done)
    }
    return isHeld && isLinked ? .underWay : .ended
  }
}
