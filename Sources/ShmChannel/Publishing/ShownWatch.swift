import Linux
import SystemPackage

extension Channel {
  /// Waits until any viewer has shown `generation`, or a later one; also for a viewer to come.
  ///
  /// - Parameter timeout: how long; nil for ever.
  /// - Returns: false when the time is up.
  /// - Throws: `ChannelError.removedWhileWaiting` when the channel goes meanwhile.
  public func waitUntilShown(
    _ generation: Generation, timeout: Duration?
  ) throws(ChannelError) -> Bool {
    try viewer(havingShown: generation, timeout: timeout) != nil
  }

  /// Waits until any viewer has shown `generation`, or a later one; also for a viewer to come.
  ///
  /// - Parameter timeout: how long; nil for ever.
  /// - Returns: the viewer that showed its latest frame first; nil when the time is up.
  /// - Throws: `ChannelError.removedWhileWaiting` when the channel goes meanwhile.
  package func viewer(
    havingShown generation: Generation, timeout: Duration?
  ) throws(ChannelError) -> ViewerRecord? {
    var first: ViewerRecord?
    _ = try awaitViewers(timeout) { viewers in
      first = viewers.filter { $0.generation >= generation }.min { $0.shownAt < $1.shownAt }
      return first != nil
    }
    return first
  }

  /// Waits until a viewer looks at the channel.
  ///
  /// - Parameter timeout: how long; nil for ever.
  /// - Returns: false when the time is up.
  /// - Throws: `ChannelError.removedWhileWaiting` when the channel goes meanwhile.
  public func waitForViewer(timeout: Duration?) throws(ChannelError) -> Bool {
    try awaitViewers(timeout) { !$0.isEmpty }
  }

  /// How often viewers are looked at before they are watched, and how long after each other. Most have
  /// shown a picture within these 20 ms, while the end of a watch alone takes 8 to 20: the kernel
  /// closes an inotify descriptor only after a grace period (fsnotify_destroy_group, measured with
  /// Linux 6.18).
  private static let looks = (count: 40, pause: Duration.microseconds(500))

  private func awaitViewers(
    _ timeout: Duration?, until suffices: ([ViewerRecord]) -> Bool
  ) throws(ChannelError) -> Bool {
    let deadline = Deadline(after: timeout)
    let directory = current
    for _ in 0..<Self.looks.count {
      if try suffices(viewers(of: directory)) { return true }
      if deadline.hasPassed { return false }
      Clock.sleep(Self.looks.pause)
    }
    let bell = try Doorbell()
    // Watches first: what is acknowledged before the first look is seen by it.
    do throws(ChannelError) {
      let viewers = try directory.directory.openDirectory(FileName.viewers)
      _ = bell.watch(acknowledgementsIn: viewers.number)
    } catch {
      guard error.errno == .noSuchFileOrDirectory else { throw error }
      throw .removedWhileWaiting(name)
    }
    _ = bell.watch(file: directory.control.file.number)
    while true {
      _ = bell.takeNews()
      // Where it is removed between the two looks, the deletion of its control file rings.
      if try suffices(viewers(of: directory)) { return true }
      guard try awaitReadable(bell.number, until: deadline) else { return false }
    }
  }

  private func viewers(of directory: ChannelDirectory) throws(ChannelError) -> [ViewerRecord] {
    guard try directory.isCurrent(in: root) else { throw .removedWhileWaiting(name) }
    return try ViewerTable.viewers(in: directory.directory)
  }

  /// The newest frame's generation; `.empty` before the first.
  package func latestGeneration() throws(ChannelError) -> Generation {
    try current.control.latest().generation
  }

  /// How many viewers show the channel now.
  public func viewerCount() throws(ChannelError) -> Int {
    try ViewerTable.viewers(in: current.directory).count
  }
}
