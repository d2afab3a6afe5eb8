package import CX11
import Glibc

/// A connection to an X server that asks what is on its screen.
///
/// It speaks through XCB, whose errors are answers: Xlib's handlers belong to the whole process.
package final class XScreen {
  let connection: OpaquePointer
  /// The root window.
  package let root: xcb_window_t
  package let width: Int
  package let height: Int
  let visual: xcb_visualid_t

  /// Connects to a display.
  package init(of display: String) throws {
    guard let connection = xcb_connect(display, nil), xcb_connection_has_error(connection) == 0,
      let screen = xcb_setup_roots_iterator(xcb_get_setup(connection)).data
    else { throw TestFailure("cannot connect to the X display \(display)") }
    self.connection = connection
    root = screen.pointee.root
    visual = screen.pointee.root_visual
    width = Int(screen.pointee.width_in_pixels)
    height = Int(screen.pointee.height_in_pixels)
  }

  deinit { xcb_disconnect(connection) }

  /// The atom of `name`.
  package func atom(_ name: String) -> xcb_atom_t {
    let cookie = xcb_intern_atom(connection, 0, UInt16(name.utf8.count), name)
    return reply(xcb_intern_atom_reply(connection, cookie, nil)) { $0.atom } ?? 0
  }

  /// The window that all others lie in; what window managers say of themselves stands on it.
  package var rootWindow: XWindow { XWindow(id: root, screen: self) }

  /// The top-level windows, the topmost last.
  package func stack() -> [XWindow] { children(of: root) }

  private func children(of window: xcb_window_t) -> [XWindow] {
    let cookie = xcb_query_tree(connection, window)
    guard let answer = xcb_query_tree_reply(connection, cookie, nil) else { return [] }
    defer { free(answer) }
    let children = UnsafeBufferPointer(
      start: xcb_query_tree_children(answer), count: Int(xcb_query_tree_children_length(answer)))
    return children.map { XWindow(id: $0, screen: self) }
  }

  /// The window that a process says is its own (`_NET_WM_PID`), once it is on screen; a window
  /// manager may have put some windows around it.
  package func window(of process: CInt) -> XWindow? {
    var level = stack()
    while !level.isEmpty {
      if let window = level.first(where: { $0.processID == Int(process) && $0.isViewable }) {
        return window
      }
      level = level.flatMap { children(of: $0.id) }
    }
    return nil
  }

  /// The window with the keyboard.
  package var focus: xcb_window_t {
    let cookie = xcb_get_input_focus(connection)
    return reply(xcb_get_input_focus_reply(connection, cookie, nil)) { $0.focus } ?? 0
  }

  /// Takes what a reply holds, and frees the reply.
  func reply<Reply, R>(_ answer: UnsafeMutablePointer<Reply>?, _ body: (Reply) -> R) -> R? {
    guard let answer else { return nil }
    defer { free(answer) }
    return body(answer.pointee)
  }
}
