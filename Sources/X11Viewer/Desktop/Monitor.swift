import CX11
import Pixels
import ViewerCore

/// A monitor that shows a part of the screen (RandR 1.5).
struct Monitor: Equatable, Sendable {
  /// What `--monitor` and `xrandr --listmonitors` call it.
  let name: String
  let isPrimary: Bool
  /// Its part of the root window.
  let area: PixelRect
  /// Its place in the list, which window managers know it by (EWMH).
  let index: Int
}

extension Monitor {
  /// The monitor of that name among several; `primary` is the primary one, unless one is called so.
  static func named(_ name: String, among monitors: [Monitor]) -> Monitor? {
    if let monitor = monitors.first(where: { $0.name == name }) { return monitor }
    return name == "primary" ? monitors.first { $0.isPrimary } ?? monitors.first : nil
  }

  /// The monitor that the user names.
  ///
  /// - Throws: `ViewerError.noMonitor`, which names those that there are.
  static func named(_ name: String, of display: Display) throws(ViewerError) -> Monitor {
    let monitors = all(of: display)
    guard let monitor = named(name, among: monitors) else {
      throw .noMonitor(name: name, others: monitors.map(\.name))
    }
    return monitor
  }

  /// The monitor that shows this place of the root window, else the nearest thing to it: the first
  /// one, or the whole screen where RandR knows of none.
  static func at(x: Int, y: Int, of display: Display) -> PixelRect {
    let areas = all(of: display).map(\.area)
    return areas.first { $0.contains(x: x, y: y) } ?? areas.first ?? PixelRect(display.size)
  }

  /// The monitor under the pointer.
  static func atPointer(of display: Display) -> PixelRect {
    var root: CX11::Window = 0
    var child: CX11::Window = 0
    var (x, y, windowX, windowY): (CInt, CInt, CInt, CInt) = (0, 0, 0, 0)
    var buttons: CUnsignedInt = 0
    XQueryPointer(
      display.connection, display.root, &root, &child, &x, &y, &windowX, &windowY, &buttons)
    return at(x: Int(x), y: Int(y), of: display)
  }

  /// All that show something, in the server's order.
  static func all(of display: Display) -> [Monitor] {
    var (eventBase, errorBase, major, minor): (CInt, CInt, CInt, CInt) = (0, 0, 0, 0)
    guard XRRQueryExtension(display.connection, &eventBase, &errorBase) != 0,
      XRRQueryVersion(display.connection, &major, &minor) != 0, (major, minor) >= (1, 5)
    else { return [] }
    var count: CInt = 0
    guard let monitors = XRRGetMonitors(display.connection, display.root, True, &count)
    else { return [] }
    defer { XRRFreeMonitors(monitors) }
    return UnsafeBufferPointer(start: monitors, count: Int(max(0, count))).enumerated().map {
      Monitor($1, index: $0, of: display)
    }.filter { !$0.area.isEmpty }
  }

  private init(_ info: XRRMonitorInfo, index: Int, of display: Display) {
    name = display.name(of: info.name)
    isPrimary = info.primary != 0
    area = PixelRect(
      x: Int(info.x), y: Int(info.y), width: Int(info.width), height: Int(info.height))
    self.index = index
  }
}

extension Display {
  /// What an atom stands for.
  fileprivate func name(of atom: Atom) -> String {
    forgiving {
      guard let name = XGetAtomName(connection, atom) else { return "" }
      defer { XFree(name) }
      return String(cString: name)
    }
  }
}

extension Display {
  /// The event that tells of another screen, while it is watched; no event's type without RandR.
  var screenChange: CInt {
    var (eventBase, errorBase): (CInt, CInt) = (0, 0)
    guard XRRQueryExtension(connection, &eventBase, &errorBase) != 0 else { return -1 }
    return eventBase + CInt(RRScreenChangeNotify)
  }

  /// What the place and size of monitors matter for.
  enum ScreenUse: Hashable {
    /// A window that covers one by itself.
    case fullscreen
    /// Which one the window is on, and so its colors.
    case profiles
  }

  /// Asks to be told when the screen or a monitor gets another size, or no longer.
  func watchScreen(for use: ScreenUse, _ isWanted: Bool) {
    let was = !screenUses.isEmpty
    if isWanted { screenUses.insert(use) } else { screenUses.remove(use) }
    // Asked once: to a client that asks anew the server tells its last change again.
    if was == !screenUses.isEmpty { return }
    XRRSelectInput(connection, root, isWanted ? CInt(RRScreenChangeNotifyMask) : 0)
    // Of monitors that are set by hand (`xrandr --setmonitor`) the server tells by the root
    // window's ConfigureNotify alone.
    watchRoot(for: StructureNotifyMask, isWanted)
  }
}
