import Linux
import ShmChannel
import ViewerCore

/// Waits for the X server, the channel, the clock and signals, and has the viewer act on them.
enum EventLoop {
  /// What ends a wait.
  enum Source: Hashable { case display, channel(CellID), listing, deadline, signals }

  /// Runs until the user or a signal ends it.
  ///
  /// - Throws: `ViewerError.displayDied` when the X server goes.
  static func run(_ viewer: Viewer, _ signals: borrowing SignalDescriptor) throws(ViewerError) {
    let display = viewer.window.display
    var poller = Poller<Source>()
    poller.add(display.descriptor, as: .display)
    if let listing = viewer.listing { poller.add(listing.doorbell, as: .listing) }
    poller.add(signals.number, as: .signals)
    var ready: [Source] = []
    var cells: Set<CellID> = []
    while true {
      viewer.iterate(ready)
      follow(viewer, &cells, &poller)
      display.send()
      if display.isDead { throw .displayDied(name: display.name) }
      if viewer.isDone { return }
      // What was asked of the server may have brought events into Xlib's queue, where poll(2) does
      // not see them: then it only looks, for a signal must not wait for their end.
      ready = try wait(for: viewer, cells, &poller, isBlocking: !display.hasMore)
      display.isReadable = ready.contains(.display)
      if ready.contains(.signals) { viewer.handle(signals.takeArrived()) }
      if viewer.isDone { return }  // the next iteration could wait for the server
    }
  }

  /// Waits for the channels that the window shows now.
  private static func follow(
    _ viewer: Viewer, _ cells: inout Set<CellID>, _ poller: inout Poller<Source>
  ) {
    guard let doorbells = viewer.takeDoorbells() else { return }
    for id in cells { poller.remove(.channel(id)) }
    for (id, doorbell) in doorbells { poller.add(doorbell, as: .channel(id)) }
    cells = Set(doorbells.keys)
  }

  private static func wait(
    for viewer: Viewer, _ cells: Set<CellID>, _ poller: inout Poller<Source>, isBlocking: Bool
  ) throws(ViewerError) -> [Source] {
    for id in cells { poller.ignore(.channel(id), viewer.deafCells.contains(id)) }
    if let deadline = viewer.deadline {
      poller.setDeadline(of: .deadline, after: Instant.now.duration(to: deadline))
    } else {
      poller.setDeadline(of: .deadline, at: nil)
    }
    defer { if isBlocking { viewer.didWake() } }
    do throws(SystemError) { return try poller.wait(isBlocking: isBlocking) } catch {
      throw .system(error)
    }
  }
}
