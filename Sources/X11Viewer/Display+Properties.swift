import CX11

extension Display {
  /// The 32-bit numbers that a property of a window holds; none if it has another type.
  func numbers(_ property: Atom, of window: CX11::Window, type wanted: Atom) -> [UInt] {
    var (type, format): (Atom, CInt) = (0, 0)
    var (count, rest): (UInt, UInt) = (0, 0)
    var value: UnsafeMutablePointer<UInt8>?
    XGetWindowProperty(
      connection, window, property, 0, 1024, False, wanted, &type, &format, &count, &rest, &value)
    guard let value else { return [] }
    defer { XFree(value) }
    guard type == wanted, format == 32 else { return [] }
    // Xlib hands properties of format 32 out as an array of C longs.
    return value.withMemoryRebound(to: UInt.self, capacity: Int(count)) {
      Array(UnsafeBufferPointer(start: $0, count: Int(count)))
    }
  }

  /// The bytes that a property of a window holds, as far as a megabyte; none if it has another type.
  func bytes(_ property: Atom, of window: CX11::Window, type wanted: Atom) -> [UInt8] {
    var (type, format): (Atom, CInt) = (0, 0)
    var (count, rest): (UInt, UInt) = (0, 0)
    var value: UnsafeMutablePointer<UInt8>?
    XGetWindowProperty(
      connection, window, property, 0, 1 << 18, False, wanted, &type, &format, &count, &rest,
      &value)
    guard let value else { return [] }
    defer { XFree(value) }
    guard type == wanted, format == 8 else { return [] }
    return Array(UnsafeBufferPointer(start: value, count: Int(count)))
  }

  /// Whether a window manager is there that makes windows fullscreen (EWMH, `_NET_SUPPORTED`; one
  /// that has gone leaves the list, but not the window that `_NET_SUPPORTING_WM_CHECK` names).
  var managesFullscreen: Bool {
    let check = atoms[.managerCheck]
    guard let manager = numbers(check, of: root, type: XA_WINDOW).first,
      numbers(check, of: manager, type: XA_WINDOW).first == manager
    else { return false }
    return numbers(atoms[.supported], of: root, type: XA_ATOM).contains(atoms[.fullscreen])
  }
}
