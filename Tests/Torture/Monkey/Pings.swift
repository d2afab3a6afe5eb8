import CX11
import Glibc
import TestSupport

/// A client that asks a window's program whether it lives, as window managers do (EWMH,
/// `_NET_WM_PING`), and so knows when the program has done all that it was told before.
final class Pings {
  private let events: XEvents
  private let window: XWindow
  private var count: UInt32 = 0

  init(of window: XWindow, on server: XServer) throws {
    events = try XEvents(on: server)
    self.window = events.window(window.id)
    events.followChildrenOfRoot()
  }

  /// Waits until what was done to the window before is to be seen in it.
  ///
  /// The first answer says that the program has taken all events before it; the second that no draw
  /// request from before these is under way, since its end is an event before the second question;
  /// the third that the server has executed the draw request that the program has made since, which
  /// is a request before the third answer.
  func awaitCalm() throws {
    for _ in 0..<3 { try ask() }
  }

  private func ask() throws {
    count += 1
    let (number, type) = (count, events.screen.atom("WM_PROTOCOLS"))
    let ping = events.screen.atom("_NET_WM_PING")
    window.send("WM_PROTOCOLS", [ping, number, window.id])
    try events.await(
      XCB_CLIENT_MESSAGE, as: xcb_client_message_event_t.self, "the window answers a ping"
    ) { event in
      let data = event.data.data32
      return event.type == type && data.0 == ping && data.1 == number ? () : nil
    }
  }
}
