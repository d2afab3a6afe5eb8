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

  /// How often viewers are looked at before they are watched, and how long after each
  /// other. Most have shown a picture within these 20 ms, while the end of a watch alone
  /// takes 8 to 20; see `ViewerWatch`.
  private static let looks = (count: 40, pause: Duration.microseconds(500))

  private func awaitViewers(
    _ timeout: Duration?, until suffices: ([ViewerRecord]) -> Bool
  ) throws(ChannelError) -> Bool {
    let deadline = Deadline(after: timeout)
    let directory = current
    for _ in 0..<Self.looks.count {
      if try suffices(ViewerWatch.viewers(of: name, directory, in: root)) { return true }
      if deadline.hasPassed { return false }
      Clock.sleep(Self.looks.pause)
    }
    // Watched first: what is acknowledged before the first look is seen by it.
    let watch = try ViewerWatch(name, directory, in: root)
    while true {
      if try suffices(watch.viewers()) { return true }
      guard try awaitReadable(watch.number, until: deadline) else { return false }
    }
  }

  /// Begins to listen for what viewers show of this incarnation of the channel.
  ///
  /// - Throws: `ChannelError.removedWhileWaiting` where it is gone.
  package func watchViewers() throws(ChannelError) -> ViewerWatch {
    try ViewerWatch(name, current, in: root)
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
