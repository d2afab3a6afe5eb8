package import CX11
import Glibc

/// A window of any program, as others see it.
package struct XWindow {
  package let id: xcb_window_t
  let screen: XScreen
  private var connection: OpaquePointer { screen.connection }

  /// Place and size on the screen; nil when the window is gone.
  package var frame: XRectangle? {
    let cookie = xcb_get_geometry(connection, id)
    return screen.reply(xcb_get_geometry_reply(connection, cookie, nil)) {
      XRectangle(x: Int($0.x), y: Int($0.y), width: Int($0.width), height: Int($0.height))
    }
  }

  /// Whether it, and all that it lies in, is mapped.
  package var isViewable: Bool {
    let cookie = xcb_get_window_attributes(connection, id)
    return screen.reply(xcb_get_window_attributes_reply(connection, cookie, nil)) {
      UInt32($0.map_state) == XCB_MAP_STATE_VIEWABLE.rawValue
    } ?? false
  }

  /// The bytes of a property; nil when it is not set.
  package func property(_ name: String) -> [UInt8]? {
    let cookie = xcb_get_property(connection, 0, id, screen.atom(name), 0, 0, 65_536)
    guard let answer = xcb_get_property_reply(connection, cookie, nil) else { return nil }
    defer { free(answer) }
    if answer.pointee.type == 0 { return nil }
    let count = Int(xcb_get_property_value_length(answer))
    return Array(UnsafeRawBufferPointer(start: xcb_get_property_value(answer), count: count))
  }

  /// A property that is text.
  package func text(_ name: String) -> String? {
    property(name).map { String(decoding: $0, as: UTF8.self) }
  }

  /// A property that is a list of 32-bit numbers.
  package func numbers(_ name: String) -> [UInt32]? {
    property(name)?.withUnsafeBytes { bytes in
      stride(from: 0, to: bytes.count - 3, by: 4).map {
        bytes.loadUnaligned(fromByteOffset: $0, as: UInt32.self)
      }
    }
  }

  /// `_NET_WM_PID`, as the program set it.
  package var processID: Int? { numbers("_NET_WM_PID")?.first.map(Int.init) }

  /// `_NET_WM_NAME`, the title that people see.
  package var title: String? { text("_NET_WM_NAME") }
}

/// Place and size of a window, in pixels.
package struct XRectangle: Equatable {
  package var x: Int
  package var y: Int
  package var width: Int
  package var height: Int

  package init(x: Int = 0, y: Int = 0, width: Int, height: Int) {
    (self.x, self.y, self.width, self.height) = (x, y, width, height)
  }
}
