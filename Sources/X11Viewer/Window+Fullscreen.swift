import CX11
import Pixels

/// Fullscreen: the window manager's to grant (EWMH, `_NET_WM_STATE`); where there is none that knows
/// it, the window covers its monitor by itself.
extension Window {
  /// What is asked of the window manager; the numbers are EWMH's.
  private enum Wish: Int {
    /// `_NET_WM_STATE_REMOVE`
    case leave = 0
    /// `_NET_WM_STATE_TOGGLE`
    case toggle = 2
  }

  /// Whether the window shows without a frame on all of a monitor.
  var isFullscreen: Bool { frameBefore != nil || has(anyOf: [.fullscreen]) }

  /// Has the window begin so; to be called before it is mapped.
  ///
  /// - Parameter corner: Where it will stand afterwards, if anybody has said.
  func beginFullscreen(corner: (x: Int, y: Int)?) {
    if display.managesFullscreen {
      var state = [CLong(bitPattern: display.atoms[.fullscreen])]
      state.withUnsafeMutableBytes {
        _ = XChangeProperty(
          display.connection, id, display.atoms[.state], XA_ATOM, 32, PropModeReplace,
          $0.baseAddress?.assumingMemoryBound(to: UInt8.self), 1)
      }
    } else {
      let monitor = Monitor.atPointer(of: display)
      let corner = corner ?? (monitor.x, monitor.y)
      cover(monitor, before: PixelRect(size).moved(x: corner.x, y: corner.y))
    }
  }

  /// Goes there, or back; the answer is a ConfigureNotify, if it is granted.
  func toggleFullscreen() {
    if frameBefore != nil {
      leaveFullscreen()
    } else if display.managesFullscreen {
      ask(.toggle)
    } else {
      let corner = cornerOnScreen
      cover(monitor, before: PixelRect(size).moved(x: corner.x, y: corner.y))
    }
  }

  /// Goes back.
  func leaveFullscreen() {
    guard let frame = frameBefore else { return ask(.leave) }
    frameBefore = nil
    resize(to: Size(frame), corner: (frame.x, frame.y))
  }

  private func cover(_ monitor: PixelRect, before frame: PixelRect) {
    frameBefore = frame
    resize(to: Size(monitor), corner: (monitor.x, monitor.y))
    XRaiseWindow(display.connection, id)
  }

  private func ask(_ wish: Wish) {
    var event = XEvent()
    event.xclient.type = ClientMessage
    event.xclient.window = id
    event.xclient.message_type = display.atoms[.state]
    event.xclient.format = 32
    event.xclient.data.l.0 = wish.rawValue
    event.xclient.data.l.1 = Int(bitPattern: display.atoms[.fullscreen])
    event.xclient.data.l.3 = 1  // from a program, not from a pager
    XSendEvent(
      display.connection, display.root, False, SubstructureNotifyMask | SubstructureRedirectMask,
      &event)
  }
}
