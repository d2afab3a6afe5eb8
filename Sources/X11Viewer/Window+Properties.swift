import CX11
import Glibc

/// What the window tells window managers about itself (ICCCM 4.1.2, EWMH).
extension Window {
  /// Everything that does not change while the window lives.
  func describe(geometry: Geometry?, corner: (x: Int, y: Int)?) {
    var className = Array("shmview".utf8CString)
    className.withUnsafeMutableBufferPointer { name in
      var hint = XClassHint(res_name: name.baseAddress, res_class: name.baseAddress)
      XSetClassHint(display.connection, id, &hint)
    }
    setProtocols()
    setHints()
    setNormalHints(geometry: geometry, corner: corner)
    setProcess()
    setIcon()
  }

  /// Sets the title, if it is another than before.
  func setTitle(_ title: String) {
    if title == self.title { return }
    self.title = title
    let utf8 = display.atoms[.utf8]
    setBytes(display.atoms[.title], type: utf8, Array(title.utf8))
    setBytes(display.atoms[.iconTitle], type: utf8, Array(title.utf8))
    let latin1 = WindowTitle.latin1(title)
    setBytes(XA_WM_NAME, type: XA_STRING, latin1)
    setBytes(XA_WM_ICON_NAME, type: XA_STRING, latin1)
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

  private func setProtocols() {
    var protocols = [display.atoms[.wmDeleteWindow], display.atoms[.ping]]
    XSetWMProtocols(display.connection, id, &protocols, CInt(protocols.count))
  }

  private func setHints() {
    var hints = XWMHints()
    hints.flags = InputHint | StateHint
    hints.input = True
    hints.initial_state = NormalState
    XSetWMHints(display.connection, id, &hints)
  }

  private func setNormalHints(geometry: Geometry?, corner: (x: Int, y: Int)?) {
    var hints = XSizeHints()
    // User-given values bind a window manager, the program's own are a wish (ICCCM 4.1.2.3).
    hints.flags = geometry?.size == nil ? PSize : USSize
    hints.flags |= PMinSize | PWinGravity
    hints.width = CInt(size.width)
    hints.height = CInt(size.height)
    hints.min_width = 1
    hints.min_height = 1
    hints.win_gravity = NorthWestGravity
    if let place = geometry?.place, let corner {
      hints.flags |= USPosition
      hints.x = CInt(corner.x)
      hints.y = CInt(corner.y)
      hints.win_gravity = place.gravity
    }
    XSetWMNormalHints(display.connection, id, &hints)
  }

  private func setProcess() {
    var process = [CLong(getpid())]
    process.withUnsafeMutableBytes {
      _ = XChangeProperty(
        display.connection, id, display.atoms[.pid], XA_CARDINAL, 32, PropModeReplace,
        $0.baseAddress?.assumingMemoryBound(to: UInt8.self), 1)
    }
    var host = [CChar](repeating: 0, count: Int(HOST_NAME_MAX) + 1)
    if gethostname(&host, host.count) == 0 {
      let name = host.prefix { $0 != 0 }.map(UInt8.init(bitPattern:))
      setBytes(XA_WM_CLIENT_MACHINE, type: XA_STRING, name)
    }
  }

  /// Each size as its sides, then its pixels (EWMH, `_NET_WM_ICON`).
  private func setIcon() {
    // Xlib takes properties of format 32 as an array of C longs.
    var cardinals = Icon.sides.flatMap { side in
      [CLong(side), CLong(side)] + Icon.pixels(side: side).map { CLong($0) }
    }
    let count = CInt(cardinals.count)
    cardinals.withUnsafeMutableBytes {
      _ = XChangeProperty(
        display.connection, id, display.atoms[.icon], XA_CARDINAL, 32, PropModeReplace,
        $0.baseAddress?.assumingMemoryBound(to: UInt8.self), count)
    }
  }

  private func setBytes(_ property: Atom, type: Atom, _ bytes: [UInt8]) {
    XChangeProperty(
      display.connection, id, property, type, 8, PropModeReplace, bytes, CInt(bytes.count))
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
