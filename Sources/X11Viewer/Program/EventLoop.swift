import Linux
import ShmChannel

/// Waits for the X server, the channel, the clock and signals, and has the viewer act on them.
enum EventLoop {
  /// What ends a wait.
  private enum Source: Hashable { case display, channel, deadline, signals }

  /// Runs until the user or a signal ends it.
  ///
  /// - Throws: `ViewerError.displayDied` when the X server goes.
  static func run(_ viewer: Viewer, _ signals: borrowing SignalDescriptor) throws(ViewerError) {
    let display = viewer.window.display
    var poller = Poller<Source>()
    poller.add(display.descriptor, as: .display)
    poller.add(viewer.reader.doorbell, as: .channel)
    poller.add(signals.number, as: .signals)
    var ready: Set<Source> = []
    while true {
      viewer.iterate(hasRung: ready.contains(.channel), hasTimedOut: ready.contains(.deadline))
      display.send()
      if display.isDead { throw .displayDied(name: display.name) }
      if viewer.isDone { return }
      // What was asked of the server may have brought events into Xlib's queue, where poll(2) does
      // not see them: then it only looks, for a signal must not wait for their end.
      ready = try wait(for: viewer, &poller, isBlocking: !display.hasMore)
      display.isReadable = ready.contains(.display)
      if ready.contains(.signals) { viewer.handle(signals.takeArrived()) }
      if viewer.isDone { return }  // the next iteration could wait for the server
    }
  }

  private static func wait(
    for viewer: Viewer, _ poller: inout Poller<Source>, isBlocking: Bool
  ) throws(ViewerError) -> Set<Source> {
    poller.ignore(.channel, !viewer.hearsDoorbell)
    if let deadline = viewer.deadline {
      poller.setDeadline(of: .deadline, after: ContinuousClock.now.duration(to: deadline))
    } else {
      poller.setDeadline(of: .deadline, at: nil)
    }
    defer { if isBlocking { viewer.didWake() } }
    do throws(SystemError) { return try poller.wait(isBlocking: isBlocking) } catch {
      throw .system(error)
    }
  }
}
