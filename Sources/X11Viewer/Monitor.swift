import CX11
import Pixels

/// The monitors that together show the screen (RandR 1.5).
enum Monitor {
  /// The monitor that shows this place of the root window, else the nearest thing to it: the first
  /// one, or the whole screen where RandR knows of none.
  static func at(x: Int, y: Int, of display: Display) -> PixelRect {
    let monitors = all(of: display)
    return monitors.first { $0.contains(x: x, y: y) } ?? monitors.first ?? PixelRect(display.size)
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

  private static func all(of display: Display) -> [PixelRect] {
    var (eventBase, errorBase, major, minor): (CInt, CInt, CInt, CInt) = (0, 0, 0, 0)
    guard XRRQueryExtension(display.connection, &eventBase, &errorBase) != 0,
      XRRQueryVersion(display.connection, &major, &minor) != 0, (major, minor) >= (1, 5)
    else { return [] }
    var count: CInt = 0
    guard let monitors = XRRGetMonitors(display.connection, display.root, True, &count)
    else { return [] }
    defer { XRRFreeMonitors(monitors) }
    return UnsafeBufferPointer(start: monitors, count: Int(max(0, count))).map {
      PixelRect(x: Int($0.x), y: Int($0.y), width: Int($0.width), height: Int($0.height))
    }.filter { !$0.isEmpty }
  }
}
