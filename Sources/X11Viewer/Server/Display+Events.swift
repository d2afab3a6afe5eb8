import CX11

/// Events in and requests out, with no more system calls than poll(2) has found a reason for.
///
/// Xlib's own `XPending` reads from the connection at each question, mostly in vain.
extension Display {
  /// Moves what has arrived into Xlib's queue, if anything can have arrived.
  func receive() {
    guard isReadable || mayHoldMore else { return }
    // Xlib asks xcb only while its own queue is empty: what xcb holds meanwhile is for the next
    // time.
    guard XEventsQueued(connection, QueuedAlready) == 0 else { return }
    _ = XEventsQueued(connection, QueuedAfterReading)
    received = xcb_total_read(xcb)
  }

  /// Takes the next event out of Xlib's queue; nil if that is empty.
  func nextEvent() -> XEvent? {
    guard !isDead, XEventsQueued(connection, QueuedAlready) > 0 else { return nil }
    var event = XEvent()
    XNextEvent(connection, &event)
    return isDead ? nil : event
  }

  /// Writes what waits to be sent, and waits until the server takes it.
  func send() {
    if isDead { return }
    XLockDisplay(connection)
    _XSend(connection, nil, 0)
    XUnlockDisplay(connection)
  }

  /// Whether another iteration is due at once: something has arrived that poll(2) does not see.
  var hasMore: Bool {
    isDead || mayHoldMore || XEventsQueued(connection, QueuedAlready) > 0 || Refusal.arePending
  }

  /// Whether bytes were read since the last look: xcb reads while it waits for a reply, and while
  /// it writes, and may have kept events out of that.
  private var mayHoldMore: Bool { xcb_total_read(xcb) != received }
}
