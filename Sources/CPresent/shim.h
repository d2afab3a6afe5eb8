// libxcb-present, the X server's Present extension, loaded by a viewer that presents frames at the
// vertical blank (lazy-library.h).
//
// Its functions are declared here, as far as they are used, with the types of its header
// (xcb/present.h of libxcb 1.15), and no header of its is needed to build. Its events are read as
// bytes, at the offsets of presentproto.txt.
#pragma once

#include <stdint.h>
#include <xcb/xcb.h>

#include "../LazyLibrary/lazy-library.h"

// presentproto.txt, "Types" and "Events".
enum {
  CPRESENT_COMPLETE_NOTIFY = 1,       // XCB_PRESENT_COMPLETE_NOTIFY
  CPRESENT_IDLE_NOTIFY = 2,           // XCB_PRESENT_IDLE_NOTIFY
  CPRESENT_COMPLETE_NOTIFY_MASK = 2,  // XCB_PRESENT_EVENT_MASK_COMPLETE_NOTIFY
  CPRESENT_IDLE_NOTIFY_MASK = 4,      // XCB_PRESENT_EVENT_MASK_IDLE_NOTIFY
  CPRESENT_KIND_PIXMAP = 0,           // XCB_PRESENT_COMPLETE_KIND_PIXMAP
  CPRESENT_KIND_NOTIFY_MSC = 1,       // XCB_PRESENT_COMPLETE_KIND_NOTIFY_MSC
  CPRESENT_MODE_COPY = 0,             // XCB_PRESENT_COMPLETE_MODE_COPY
  CPRESENT_MODE_FLIP = 1,             // XCB_PRESENT_COMPLETE_MODE_FLIP
  CPRESENT_MODE_SKIP = 2,             // XCB_PRESENT_COMPLETE_MODE_SKIP
  CPRESENT_MODE_SUBOPTIMAL_COPY = 3,  // XCB_PRESENT_COMPLETE_MODE_SUBOPTIMAL_COPY
};

typedef struct {
  unsigned int sequence;
} xcb_present_query_version_cookie_t;

// F(result, name, parameters, arguments)
#define CPRESENT_FUNCTIONS(F)                                                                     \
  F(xcb_present_query_version_cookie_t, xcb_present_query_version,                                \
    (xcb_connection_t *connection, uint32_t major, uint32_t minor), (connection, major, minor))   \
  F(void *, xcb_present_query_version_reply,                                                      \
    (xcb_connection_t *connection, xcb_present_query_version_cookie_t cookie,                     \
     xcb_generic_error_t **error),                                                                \
    (connection, cookie, error))                                                                  \
  F(xcb_void_cookie_t, xcb_present_select_input,                                                  \
    (xcb_connection_t *connection, uint32_t event, xcb_window_t window, uint32_t mask),           \
    (connection, event, window, mask))                                                            \
  F(xcb_void_cookie_t, xcb_present_notify_msc,                                                    \
    (xcb_connection_t *connection, xcb_window_t window, uint32_t serial, uint64_t target,         \
     uint64_t divisor, uint64_t remainder),                                                       \
    (connection, window, serial, target, divisor, remainder))                                     \
  F(xcb_void_cookie_t, xcb_present_pixmap,                                                        \
    (xcb_connection_t *connection, xcb_window_t window, xcb_pixmap_t pixmap, uint32_t serial,     \
     uint32_t valid, uint32_t update, int16_t x, int16_t y, uint32_t crtc, uint32_t wait_fence,   \
     uint32_t idle_fence, uint32_t options, uint64_t target, uint64_t divisor,                    \
     uint64_t remainder, uint32_t notify_count, const void *notifies),                            \
    (connection, window, pixmap, serial, valid, update, x, y, crtc, wait_fence, idle_fence,       \
     options, target, divisor, remainder, notify_count, notifies))

LAZY_LIBRARY(cpresent, CPRESENT_FUNCTIONS, "libxcb-present.so.0")

#define CPRESENT_WRAPPER(result, name, parameters, arguments) \
  static inline result name parameters { return cpresent()->name arguments; }
CPRESENT_FUNCTIONS(CPRESENT_WRAPPER)
#undef CPRESENT_WRAPPER

// The library's key for xcb_register_for_special_xge(3).
static inline xcb_extension_t *cpresent_extension(void) {
  return (xcb_extension_t *)dlsym(cpresent()->library, "xcb_present_id");
}
