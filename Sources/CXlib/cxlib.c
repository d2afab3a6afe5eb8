#include "cxlib.h"

#include <X11/Xlibint.h>

char *cxlib_buffer_end(struct _XDisplay *display) { return display->bufmax; }

void cxlib_empty_buffer(struct _XDisplay *display, char *end) {
  display->bufptr = display->buffer;
  display->bufmax = end;
}
