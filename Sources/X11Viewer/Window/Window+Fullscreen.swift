import CX11
import Pixels
import ViewerCore

/// Fullscreen: the window manager's to grant (EWMH, `_NET_WM_STATE`); where there is none that
/// knows it, the window covers its monitor by itself.
extension Window {
  /// What is asked of the window manager; the numbers are EWMH's.
  private enum Wish: Int {
    /// `_NET_WM_STATE_REMOVE`
    case leave = 0
    /// `_NET_WM_STATE_ADD`
    case enter = 1
    /// `_NET_WM_STATE_TOGGLE`
    case toggle = 2
  }

  /// Whether the window shows without a frame on all of a monitor.
  var isFullscreen: Bool { before != nil || has(anyOf: [.fullscreen]) }

  /// Has the window begin so; to be called before it is mapped.
  ///
  /// - Parameter corner: Where it will stand afterwards, if anybody has said.
  func beginFullscreen(corner: (x: Int, y: Int)?) {
    if display.managesFullscreen {
      set(.state, type: XA_ATOM, [display.atoms[.fullscreen]])
    } else {
      let monitor = chosenArea ?? Monitor.atPointer(of: display)
      let corner = corner ?? (monitor.x, monitor.y)
      insistOnPlace()
      cover(
        monitor,
        before: Standing(frame: PixelRect(size).moved(x: corner.x, y: corner.y), gravity: gravity))
    }
  }

  /// Goes there, or back; the answer is a ConfigureNotify, if it is granted.
  func toggleFullscreen() {
    if before != nil {
      leaveFullscreen()
    } else if display.managesFullscreen {
      goToChosenMonitor()
      ask(.toggle)
    } else {
      let monitor = chosenArea ?? monitor
      // The window itself is measured, without what a window manager puts around it.
      cover(monitor, before: Standing(frame: frameOnScreen, gravity: StaticGravity))
    }
  }

  /// What the chosen monitor shows of the screen, if there is one, and it still is there.
  var chosenArea: PixelRect? { presentChoice?.area }

  private var presentChoice: Monitor? {
    chosenMonitor.flatMap { Monitor.named($0, among: Monitor.all(of: display)) }
  }

  /// Sees to it that the window manager makes the window fullscreen on the chosen monitor: tells it
  /// (EWMH, `_NET_WM_FULLSCREEN_MONITORS`), or moves the window there, if it does not listen.
  func goToChosenMonitor() {
    guard let choice = presentChoice else { return }
    if display.isSupported(.fullscreenMonitors) {
      // Top, bottom, left and right are this one's edges.
      tellManager(.fullscreenMonitors, [choice.index, choice.index, choice.index, choice.index, 1])
    } else if !isFullscreen && monitor != choice.area {
      resize(to: size, corner: (choice.area.x, choice.area.y))
    }
  }

  /// Goes back.
  func leaveFullscreen() {
    guard let before else { return ask(.leave) }
    self.before = nil
    display.watchScreen(for: .fullscreen, false)
    stand(at: before)
  }

  /// A window manager has taken up the window. One that came after the window has put a frame round
  /// what covered the monitor by itself, and has given it no focus: it is the window manager's to
  /// grant both from now on.
  func didBecomeManaged() {
    guard before != nil, display.managesFullscreen else { return }
    before = nil
    display.watchScreen(for: .fullscreen, false)
    ask(.enter)
    tellManager(.activeWindow, [1, 0, 0, 0, 0])  // the first number: from a program
  }

  /// Covers its monitor anew, if it does that by itself: the monitor may have another size now.
  func followScreen() {
    guard let before else { return }
    cover(chosenArea ?? monitor, before: before)
  }

  /// The window itself covers it, and what a window manager puts around the window lies outside.
  private func cover(_ monitor: PixelRect, before standing: Standing) {
    display.watchScreen(for: .fullscreen, true)
    before = standing
    stand(at: Standing(frame: monitor, gravity: StaticGravity))
    XRaiseWindow(display.connection, id)
  }

  private func ask(_ wish: Wish) {
    // The last number: from a program, not from a pager.
    tellManager(.state, [wish.rawValue, Int(bitPattern: display.atoms[.fullscreen]), 0, 1, 0])
  }

  private func tellManager(_ what: Atoms.Name, _ data: [Int]) {
    var event = XEvent()
    event.xclient.type = ClientMessage
    event.xclient.window = id
    event.xclient.message_type = display.atoms[what]
    event.xclient.format = 32
    event.xclient.data.l = (data[0], data[1], data[2], data[3], data[4])
    XSendEvent(
      display.connection, display.root, False, SubstructureNotifyMask | SubstructureRedirectMask,
      &event)
  }
}
