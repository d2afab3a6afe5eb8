// Xlib, MIT-SHM, attaching by file descriptor, monitors, the screen saver, and counters.
#include <X11/Xlib.h>
#include <X11/Xatom.h>
#include <X11/Xlib-xcb.h>
#include <X11/Xutil.h>
#include <X11/XKBlib.h>
#include <X11/keysym.h>
#include <X11/extensions/XShm.h>
#include <X11/extensions/dpms.h>
#include <X11/extensions/Xrandr.h>
#include <X11/extensions/scrnsaver.h>
#include <X11/extensions/sync.h>
#include <stdlib.h>
#include <xcb/shm.h>
#include <xcb/xcb.h>
#include <xcb/xcbext.h>

// Writes Xlib's output buffer and reads nothing, unlike XFlush. Declared in X11/Xlibint.h, whose
// macros are of no use to Swift; extensions' libraries depend on it.
extern void _XSend(Display *display, const char *data, long size);
