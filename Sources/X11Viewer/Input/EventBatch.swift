import CX11
import ViewerCore

/// What the X server has said since the last iteration, merged: many of a kind count as one.
struct EventBatch {
  /// Whether a part of the window has to be drawn again.
  var isExposed = false
  /// Whether the window may have another size or place.
  var isConfigured = false
  /// The window's size, if the server has told it: the last word counts.
  var size: Size?
  /// Whether the window has been mapped.
  var isMapped = false
  /// Whether nothing of the window can be seen, if the server has told: covered or not on screen.
  var isHidden: Bool?
  /// Whether the window manager has said what it does with the window (ICCCM `WM_STATE`).
  var isManaged = false
  /// Whether the X resources have changed, such as the resolution of text.
  var hasNewResources = false
  /// Properties of the root window that have changed.
  var rootProperties: Set<Atom> = []
  /// Whether the window manager may have made the window fullscreen, or a window again.
  var hasNewState = false
  /// Whether the screen or a monitor has another size.
  var hasNewScreen = false
  /// Whether the window is to be closed.
  var isClosed = false
  /// What the user did, in order; of several moves of the pointer in a row, the last one.
  private(set) var deeds: [Deed] = []
  /// When the user last pressed a key or a button, in the server's time.
  var inputTime: Time?
  /// Where the pointer is, if it was told.
  var pointer: Point?
  /// Whether the pointer is outside of the window now.
  var hasPointerLeft = false
  /// Whether the pointer has moved.
  var hasPointerMoved = false
  /// Buttons that went down or up, for clicks.
  var buttons: [ButtonChange] = []
  /// What other programs say about things dragged here, and about selections.
  var exchanges: [Exchange] = []
  /// All requests up to this serial have been executed or refused.
  var executed: UInt = 0
}

extension EventBatch {
  /// Takes every event that has arrived.
  init(draining window: Window, _ controls: Controls) {
    window.display.receive()
    while var event = window.display.nextEvent() { add(&event, window, controls) }
  }

  private mutating func add(_ event: inout XEvent, _ window: Window, _ controls: Controls) {
    // An event after a request says that the request is done with. The server itself counts, also
    // in events that other clients send, so that none can be forged.
    executed = max(executed, max(event.xany.serial, 1) - 1)
    if event.xany.send_event != False && Self.onlyOfServer.contains(event.type) { return }
    switch event.type {
    case Expose: isExposed = true
    case VisibilityNotify: isHidden = event.xvisibility.state == VisibilityFullyObscured
    case ConfigureNotify where event.xconfigure.window == window.display.root:
      takeScreen(&event)
    case ConfigureNotify, MapNotify, UnmapNotify, DestroyNotify:
      if event.xany.window == window.id {
        addState(event, window)
      } else if event.type == DestroyNotify {
        exchanges.append(.gone(event.xany.window))  // something was dragged out of it
      }
    case PropertyNotify where event.xproperty.window == window.display.root:
      rootProperties.insert(event.xproperty.atom)
      hasNewResources = hasNewResources || event.xproperty.atom == XA_RESOURCE_MANAGER
    case PropertyNotify: add(event.xproperty, window.display.atoms)
    case KeyPress, KeyRelease:
      add(event.xkey, Deed(event.xkey, on: Keyboard(at: window.display.connection), controls))
    case ButtonPress, ButtonRelease: add(event.xbutton, Deed(event.xbutton, controls))
    case MotionNotify: add(event.xmotion)
    case LeaveNotify: hasPointerLeft = true
    case SelectionNotify: exchanges.append(.answer(event.xselection))
    case SelectionRequest: exchanges.append(.request(event.xselectionrequest))
    case SelectionClear: exchanges.append(.clear(event.xselectionclear))
    case MappingNotify: XRefreshKeyboardMapping(&event.xmapping)
    case ClientMessage: add(event.xclient, window)
    case XShmGetEventBase(window.display.connection) + ShmCompletion:
      // The completion's own serial is the draw request's.
      executed = max(executed, event.xany.serial)
    case window.display.screenChange: takeScreen(&event)
    default: break
    }
  }

  /// What has become of the window itself.
  private mutating func addState(_ event: XEvent, _ window: Window) {
    switch event.type {
    case MapNotify: (isMapped, isHidden) = (true, false)
    case UnmapNotify: isHidden = true
    case DestroyNotify: isClosed = true  // by another program: nothing can be shown
    default:
      isConfigured = true
      // A window manager sends one that has moved the window (ICCCM 4.1.5), and any client can:
      // then it says no size that the server has not told.
      if event.xconfigure.send_event == False {
        size = Size(width: Int(event.xconfigure.width), height: Int(event.xconfigure.height))
      }
      window.sync?.didConfigure()
    }
  }

  private mutating func add(_ key: XKeyEvent, _ deed: Deed) {
    if key.type == KeyPress {
      inputTime = key.time
      add(deed)
    } else if deed.actions.contains(.blink) {
      deeds.append(deed.afterRelease)
    }
  }

  private mutating func add(_ button: XButtonEvent, _ deed: Deed) {
    if button.type == ButtonPress { inputTime = button.time }
    if button.type == ButtonPress || button.button == Button1 {
      buttons.append(ButtonChange(button))
    }
    add(deed)
  }

  private mutating func add(_ motion: XMotionEvent) {
    hasPointerMoved = true
    hasPointerLeft = false
    pointer = Point(atX: motion.x, y: motion.y)
    add(Deed(motion))
  }

  /// What no client but the server knows of a window, so that another one that says it is not
  /// believed.
  private static let onlyOfServer: Set = [MapNotify, UnmapNotify, VisibilityNotify, DestroyNotify]

  private mutating func takeScreen(_ event: inout XEvent) {
    XRRUpdateConfiguration(&event)  // what Xlib says of the screen's size
    hasNewScreen = true
  }

  private mutating func add(_ news: XPropertyEvent, _ atoms: Atoms) {
    switch news.atom {
    case atoms[.wmState]: isManaged = true
    case atoms[.state]: hasNewState = true
    case atoms[.dropped]: exchanges.append(.property(news))
    default: break
    }
  }

  /// A pointer that moves says more than there is time for: where it has come to is enough.
  private mutating func add(_ deed: Deed) {
    if deed.cause == .motion, deeds.last?.cause == .motion { deeds.removeLast() }
    deeds.append(deed)
  }

  /// A fence of ours needs no look: its serial has said all.
  private mutating func add(_ message: XClientMessageEvent, _ window: Window) {
    let atoms = window.display.atoms
    guard message.message_type == atoms[.wmProtocols], message.format == 32 else {
      if message.message_type != atoms[.fence] { exchanges.append(.message(message)) }
      return
    }
    switch Atom(bitPattern: message.data.l.0) {
    case atoms[.wmDeleteWindow]: isClosed = true
    case atoms[.ping]: window.answerPing(message)
    case atoms[.syncRequest]: window.sync?.handle(message)
    default: break
    }
  }
}

extension Window {
  /// Tells a window manager that the viewer is alive (EWMH, `_NET_WM_PING`).
  fileprivate func answerPing(_ message: XClientMessageEvent) {
    var answer = XEvent()
    answer.xclient = message
    answer.xclient.window = display.root
    XSendEvent(
      display.connection, display.root, False, SubstructureNotifyMask | SubstructureRedirectMask,
      &answer)
  }
}
