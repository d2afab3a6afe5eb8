import Glibc
import ShmChannel

/// Waits for the X server, the channel, the clock and signals, and gives the viewer its turns.
enum EventLoop {
  /// What poll(2) has found readable.
  private struct Ready {
    var display = false
    var channel = false
    var timer = false
    var signals = false
  }

  /// Runs until the user or a signal ends it.
  ///
  /// - Throws: `ViewerError.displayDied` when the X server goes.
  static func run(_ viewer: Viewer, _ signals: borrowing Signals) throws(ViewerError) {
    let display = viewer.window.display
    var ready = Ready()
    while true {
      viewer.turn(hasRung: ready.channel, hasTimedOut: ready.timer)
      display.send()
      if display.isDead { throw .displayDied(name: display.name) }
      if viewer.isDone { return }
      // What the turn has asked of the server may have brought events into Xlib's queue, where
      // poll(2) does not see them.
      ready = display.hasMore ? Ready() : try wait(for: viewer, display, signals)
      display.isReadable = ready.display
      if ready.signals { viewer.take(signals.take()) }
      if viewer.isDone { return }  // a turn could wait for the server
    }
  }

  private static func wait(
    for viewer: Viewer, _ display: Display, _ signals: borrowing Signals
  ) throws(ViewerError) -> Ready {
    var sources = [
      display.descriptor, viewer.reader.doorbell, viewer.timerDescriptor, signals.descriptor,
    ].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    _ = try check("poll") { poll(&sources, nfds_t(sources.count), -1) }
    viewer.didWake()
    return Ready(
      display: sources[0].revents != 0, channel: sources[1].revents != 0,
      timer: sources[2].revents != 0,
      signals: sources[3].revents != 0)
  }
}
