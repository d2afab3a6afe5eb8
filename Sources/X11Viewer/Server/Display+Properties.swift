import CX11
import ViewerCore

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

  /// The bytes that a property of a window holds, as far as `limit`; none if it has another type.
  func bytes(
    _ property: Atom, of window: CX11::Window, type wanted: Atom, limit: Int = 1 << 20
  ) -> [UInt8] {
    var (type, format): (Atom, CInt) = (0, 0)
    var (count, rest): (UInt, UInt) = (0, 0)
    var value: UnsafeMutablePointer<UInt8>?
    XGetWindowProperty(
      connection, window, property, 0, limit / 4, False, wanted, &type, &format, &count, &rest,
      &value)
    guard let value else { return [] }
    defer { XFree(value) }
    guard type == wanted, format == 8 else { return [] }
    return Array(UnsafeBufferPointer(start: value, count: Int(count)))
  }

  /// Sets a property of 32-bit numbers.
  func set(_ property: Atom, of window: CX11::Window, type: Atom, _ numbers: [UInt]) {
    // Xlib takes them as an array of C longs.
    numbers.withUnsafeBytes {
      _ = XChangeProperty(
        connection, window, property, type, 32, PropModeReplace,
        $0.baseAddress?.assumingMemoryBound(to: UInt8.self), CInt(numbers.count))
    }
  }

  /// Sets a property of bytes.
  func set(_ property: Atom, of window: CX11::Window, type: Atom, bytes: [UInt8]) {
    XChangeProperty(
      connection, window, property, type, 8, PropModeReplace, bytes, CInt(bytes.count))
  }

  /// Takes a property off a window of ours, with its type; of what it holds, only bytes, and only
  /// all of them. `nil` where there is none.
  func take(
    _ property: Atom, of window: CX11::Window, limit: Int
  ) -> (type: Atom, bytes: [UInt8])? {
    var (type, format): (Atom, CInt) = (0, 0)
    var (count, rest): (UInt, UInt) = (0, 0)
    var value: UnsafeMutablePointer<UInt8>?
    XGetWindowProperty(
      connection, window, property, 0, limit / 4, False, Atom(AnyPropertyType), &type, &format,
      &count, &rest, &value)
    XDeleteProperty(connection, window, property)
    defer { if let value { XFree(value) } }
    guard type != 0 else { return nil }
    guard let value, format == 8, rest == 0 else { return (type, []) }
    return (type, Array(UnsafeBufferPointer(start: value, count: Int(count))))
  }

  /// Whether the window manager says that it knows this (EWMH, `_NET_SUPPORTED`).
  func isSupported(_ name: Atoms.Name) -> Bool {
    numbers(atoms[.supported], of: root, type: XA_ATOM).contains(atoms[name])
  }

  /// Whether a window manager is there that makes windows fullscreen (EWMH, `_NET_SUPPORTED`; one
  /// that has gone leaves the list, but not the window that `_NET_SUPPORTING_WM_CHECK` names).
  var managesFullscreen: Bool {
    let check = atoms[.managerCheck]
    let isThere = forgiving {
      numbers(check, of: root, type: XA_WINDOW).first.map { manager in
        numbers(check, of: manager, type: XA_WINDOW).first == manager
      } ?? false
    }
    return isThere && isSupported(.fullscreen)
  }
}
