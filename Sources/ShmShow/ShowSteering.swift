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
  /// - Throws: `ChannelError.noSuchChannel`; `.noShow`, also when it ends before it has done it;
  ///   `.showDoesNotAnswer` when the time is up.
  /// - Precondition: a path to jump to is one that the kernel takes: 1 to 4,095 bytes.
  public static func send(
    _ command: ShowCommand, to name: ChannelName, root: ChannelRoot = .standard(),
    awaiting timeout: Duration? = nil
  ) throws(ChannelError) -> Outcome {
    guard let record = ShowRecord.encode(command) else {
      preconditionFailure("no file has such a path")
    }
    let (file, page) = try open(name, root)
    guard try file.status().byteCount - page.consumed <= maximumBacklog else {
      throw .showDoesNotAnswer(name, processID: page.status.processID)
    }
    let bell = try timeout.map { (_) throws(ChannelError) in try Doorbell() }
    _ = bell?.watch(file: file.file.number)
    let end = try file.append(record)
    guard let bell else { return .sent }
    let deadline = Deadline(after: timeout)
    while true {
      _ = bell.takeNews()
      if let outcome = try outcome(of: command, endingAt: end, in: file, name) { return outcome }
      guard !deadline.hasPassed else {
        throw .showDoesNotAnswer(name, processID: page.status.processID)
      }
      let remaining = min(deadline.remaining ?? pollInterval, pollInterval)
      _ = try awaitReadable(bell.number, until: Deadline(after: remaining))
    }
  }

  /// The show file of a show that lives.
  private static func open(
    _ name: ChannelName, _ root: ChannelRoot
  ) throws(ChannelError) -> (ShowFile, ShowPage) {
    guard let directory = try root.openIfPresent(), try directory.status(of: name.string) != nil
    else { throw .noSuchChannel(name) }
    let channel: Directory
    do { channel = try directory.openDirectory(name.string) } catch {
      guard error.errno == .noSuchFileOrDirectory else { throw error }
      throw .noSuchChannel(name)
    }
    guard let file = try ShowFile.openIfPresent(in: channel, appending: true),
      try file.isHeld(), let page = try file.page()
    else { throw .noShow(name) }
    return (file, page)
  }

  /// Nil while the show has not come to it.
  private static func outcome(
    of command: ShowCommand, endingAt end: Int, in file: ShowFile, _ name: ChannelName
  ) throws(ChannelError) -> Outcome? {
    // Before the page: a show that ends has written what it did before it lets go of its file.
    let isHeld = try file.isHeld()
    let isLinked = try file.isLinked()
    if let page = try file.page(), page.consumed >= end {
      return page.hasRefused(commandEndingAt: end) ? .refused : .done
    }
    if isHeld, isLinked { return nil }
    guard command == .stop else { throw .noShow(name) }
    return .done
  }
}
