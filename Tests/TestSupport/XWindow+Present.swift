import CPresent
import CX11

extension XWindow {
  /// Presents a small pixmap of one colour at the window's corner, at the next vertical blank, as any
  /// client can, in place of what waits for that.
  package func presentOver(colour: UInt32) throws {
    guard cpresent_load() != nil else { throw TestFailure("libxcb-present is not installed") }
    let (pixmap, context) = (
      xcb_generate_id(screen.connection), xcb_generate_id(screen.connection)
    )
    xcb_create_pixmap(screen.connection, 24, pixmap, id, 16, 16)
    xcb_create_gc(screen.connection, context, pixmap, XCB_GC_FOREGROUND.rawValue, [colour])
    var area = xcb_rectangle_t(x: 0, y: 0, width: 16, height: 16)
    xcb_poly_fill_rectangle(screen.connection, pixmap, context, 1, &area)
    xcb_present_pixmap(
      screen.connection, id, pixmap, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, nil)
    xcb_free_gc(screen.connection, context)
    xcb_free_pixmap(screen.connection, pixmap)
    xcb_flush(screen.connection)
  }
}
