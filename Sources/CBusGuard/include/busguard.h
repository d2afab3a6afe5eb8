// Survives the truncation of a file that is mapped here, as the X server's busfault does.
//
// A page of a mapping that lies behind the end of its file raises SIGBUS when it is touched, and
// another process may truncate a frame file at any time. A guarded region becomes zero pages
// instead, and remembers that it did.
#ifndef BUSGUARD_H
#define BUSGUARD_H

#include <stddef.h>

// Guards `length` bytes at `start`, both page-aligned. Returns the region's number, or -1 when
// BUSGUARD_REGIONS are guarded already (ENOMEM) or SIGBUS cannot be caught (errno says why).
int busguard_add(void *start, size_t length);

// Whether a fault has replaced the region's pages by zeros.
int busguard_tripped(int region);

// Ends the guard; to be called before the region is unmapped.
void busguard_remove(int region);

enum { BUSGUARD_REGIONS = 1024 };

#endif
