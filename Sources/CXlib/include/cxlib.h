// The output buffer of a connection, which Xlib keeps to itself: X11/Xlibint.h, on which the
// extensions' libraries depend, and whose macros are of no use to Swift.
#pragma once

struct _XDisplay;

// Where the output buffer ends.
char *cxlib_buffer_end(struct _XDisplay *display);

// Throws away what waits to be sent, and gives the buffer that end.
//
// Xlib gives its buffer away while XCB uses the connection. If it cannot have it back, since the
// connection is broken, it finds no room for its next request, has none to write it to, and writes
// it to nowhere (_XGetRequest in XlibInt.c, require_socket in xcb_io.c).
void cxlib_empty_buffer(struct _XDisplay *display, char *end);
