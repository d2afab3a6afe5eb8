import CX11
import Glibc

/// A connection by Xlib, for extensions that no XCB library here knows.
package final class XLibrary {
  private let connection: OpaquePointer
  /// Retained: Xlib ends the process when the server goes first.
  private let server: XServer

  package init(on server: XServer) throws {
    guard let connection = XOpenDisplay(server.name) else {
      throw TestFailure("cannot connect to the X display \(server.name)")
    }
    // Xlib would end the process; nothing here is asked of windows that may be gone.
    XSetErrorHandler { _, _ in 0 }
    self.connection = connection
    self.server = server
  }

  deinit { XCloseDisplay(connection) }

  /// The value of a counter of the SYNC extension; nil if there is none.
  package func counter(_ id: UInt32) -> Int? {
    var (eventBase, errorBase, major, minor): (CInt, CInt, CInt, CInt) = (0, 0, 0, 0)
    guard XSyncQueryExtension(connection, &eventBase, &errorBase) != 0,
      XSyncInitialize(connection, &major, &minor) != 0
    else { return nil }
    var value = XSyncValue()
    guard XSyncQueryCounter(connection, XSyncCounter(id), &value) != 0 else { return nil }
    return Int(value.hi) << 32 | Int(value.lo)
  }

  /// Clicks the first button twice where the pointer is, however slow the machine is: the server
  /// takes all of it in one go, and so by one clock.
  package func doubleClick() throws {
    let click = try fakeButton()
    for isDown in [1, 0, 1, 0] as [CInt] { _ = click(connection, 1, isDown, 0) }
    XFlush(connection)
  }

  /// Presses a key and lets it go, in the same way.
  package func press(keysym: UInt) throws {
    typealias Function = @convention(c) (OpaquePointer, UInt32, CInt, UInt) -> CInt
    let press = try unsafeBitCast(Self.testing("XTestFakeKeyEvent"), to: Function.self)
    let code = UInt32(XKeysymToKeycode(connection, keysym))
    for isDown in [1, 0] as [CInt] { _ = press(connection, code, isDown, 0) }
    XFlush(connection)
  }

  private typealias FakeButton = @convention(c) (OpaquePointer, UInt32, CInt, UInt) -> CInt

  private func fakeButton() throws -> FakeButton {
    try unsafeBitCast(Self.testing("XTestFakeButtonEvent"), to: FakeButton.self)
  }

  /// A function of the library that xdotool(1) needs as well.
  private static func testing(_ name: String) throws -> UnsafeMutableRawPointer {
    guard let library = dlopen("libXtst.so.6", RTLD_NOW), let function = dlsym(library, name) else {
      throw TestFailure("libXtst has no \(name)")
    }
    return function
  }

  /// Whether the screen saver has come on.
  package func isSaving() throws -> Bool {
    guard let info = XScreenSaverAllocInfo() else { throw TestFailure("no memory") }
    defer { XFree(info) }
    guard XScreenSaverQueryInfo(connection, XDefaultRootWindow(connection), info) != 0 else {
      throw TestFailure("the X server has no screen saver")
    }
    return info.pointee.state == ScreenSaverOn
  }
}
