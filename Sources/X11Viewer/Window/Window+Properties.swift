import Composing
import CX11
import Glibc
import Linux
import ViewerCore

/// What the window tells window managers about itself (ICCCM 4.1.2, EWMH).
extension Window {
  /// Everything that does not change while the window lives.
  func describe(_ options: Options, corner: (x: Int, y: Int)?) {
    setClass()
    setProtocols()
    setHints()
    set(.windowType, type: XA_ATOM, [display.atoms[.normalType]])
    set(.dropAware, type: XA_ATOM, [DropTarget.version])
    let isCentred = options.isFullscreen && options.geometry?.place == nil
    gravity = options.geometry?.place?.gravity ?? (isCentred ? StaticGravity : NorthWestGravity)
    setNormalHints(options, corner: corner)
    setProcess()
    setIcon()
  }

  /// Sets the title, if it is another than before.
  func setTitle(_ title: String) {
    if title == self.title { return }
    self.title = title
    let utf8 = display.atoms[.utf8]
    display.set(display.atoms[.title], of: id, type: utf8, bytes: Array(title.utf8))
    display.set(display.atoms[.iconTitle], of: id, type: utf8, bytes: Array(title.utf8))
    let latin1 = WindowTitle.latin1(title)
    display.set(XA_WM_NAME, of: id, type: XA_STRING, bytes: latin1)
    display.set(XA_WM_ICON_NAME, of: id, type: XA_STRING, bytes: latin1)
  }

  /// Whether the window manager has taken the window's size into its own hands.
  var isFullscreenOrMaximized: Bool {
    isFullscreen || has(anyOf: [.maximizedAcross, .maximizedUp])
  }

  func has(anyOf states: [Atoms.Name]) -> Bool {
    let present = display.numbers(display.atoms[.state], of: id, type: XA_ATOM)
    return states.contains { present.contains(display.atoms[$0]) }
  }

  /// Whether the window manager has iconified the window (ICCCM 4.1.3.1).
  var isIconic: Bool {
    let state = display.atoms[.wmState]
    return display.numbers(state, of: id, type: state).first == UInt(IconicState)
  }

  /// Asks compositors to let the window be, or leaves that to them (EWMH 1.5).
  func bypassCompositor(_ isWanted: Bool) {
    if isWanted {
      set(.bypassCompositor, type: XA_CARDINAL, [1])
    } else {
      XDeleteProperty(display.connection, id, display.atoms[.bypassCompositor])
    }
  }

  /// Sets a property of 32-bit numbers.
  func set(_ property: Atoms.Name, type: Atom, _ numbers: [UInt]) {
    display.set(display.atoms[property], of: id, type: type, numbers)
  }

  /// The instance's name can be another for each viewer, so that window managers can tell them
  /// apart (ICCCM 4.1.2.5).
  private func setClass() {
    var instance = Array("shmview".utf8CString)
    if let name = getenv("RESOURCE_NAME"), name.pointee != 0 {
      instance = Array(UnsafeBufferPointer(start: name, count: strlen(name) + 1))
    }
    var kind = Array("shmview".utf8CString)
    instance.withUnsafeMutableBufferPointer { instance in
      kind.withUnsafeMutableBufferPointer { kind in
        var hint = XClassHint(res_name: instance.baseAddress, res_class: kind.baseAddress)
        XSetClassHint(display.connection, id, &hint)
      }
    }
  }

  private func setProtocols() {
    var protocols = [display.atoms[.wmDeleteWindow], display.atoms[.ping]]
    if let sync {
      protocols.append(display.atoms[.syncRequest])
      set(.syncCounter, type: XA_CARDINAL, [sync.id])
    }
    XSetWMProtocols(display.connection, id, &protocols, CInt(protocols.count))
  }

  private func setHints() {
    var hints = XWMHints()
    hints.flags = InputHint | StateHint | WindowGroupHint
    hints.input = True
    hints.initial_state = NormalState
    hints.window_group = id
    XSetWMHints(display.connection, id, &hints)
  }

  private func setNormalHints(_ options: Options, corner: (x: Int, y: Int)?) {
    // User-given values bind a window manager, the program's own are a wish (ICCCM 4.1.2.3).
    sizeHints.flags = (options.geometry?.size == nil ? PSize : USSize) | PMinSize | PWinGravity
    sizeHints.width = CInt(size.width)
    sizeHints.height = CInt(size.height)
    sizeHints.min_width = 1
    sizeHints.min_height = 1
    sizeHints.win_gravity = gravity
    if let corner {
      let isUsers = options.geometry?.place != nil || options.monitor != nil
      sizeHints.flags |= isUsers ? USPosition : PPosition
      sizeHints.x = CInt(corner.x)
      sizeHints.y = CInt(corner.y)
    }
    XSetWMNormalHints(display.connection, id, &sizeHints)
  }

  /// Says what a place that is asked for is the place of.
  func setGravity(_ gravity: CInt) {
    if sizeHints.win_gravity == gravity { return }
    sizeHints.win_gravity = gravity
    XSetWMNormalHints(display.connection, id, &sizeHints)
  }

  /// Has a window manager map the window where it is, whatever the user has asked for.
  func insistOnPlace() {
    sizeHints.flags |= USPosition | USSize
    XSetWMNormalHints(display.connection, id, &sizeHints)
  }

  private func setProcess() {
    set(.pid, type: XA_CARDINAL, [UInt(getpid())])
    let host = HostName.bytes
    if !host.isEmpty {
      display.set(XA_WM_CLIENT_MACHINE, of: id, type: XA_STRING, bytes: host)
    }
  }

  /// Each size as its sides, then its pixels (EWMH, `_NET_WM_ICON`).
  private func setIcon() {
    let cardinals = Icon.sides.flatMap { side in
      [UInt(side), UInt(side)] + Icon.pixels(side: side).map { UInt($0) }
    }
    set(.icon, type: XA_CARDINAL, cardinals)
  }
}

extension Geometry.Place {
  /// Which corner of the frame stays where the user put it (ICCCM 4.1.2.3).
  fileprivate var gravity: CInt {
    switch (isFromRight, isFromBottom) {
    case (false, false): NorthWestGravity
    case (true, false): NorthEastGravity
    case (false, true): SouthWestGravity
    case (true, true): SouthEastGravity
    }
  }
}
