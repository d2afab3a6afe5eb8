// The page of Clients/Browser, as scripts/build has it linked in.
#pragma once

#include <stddef.h>

// Weak: other builds, such as those of the tests, have none. The page is in two parts, between
// which its settings go.
extern const unsigned char shmview_page[] __attribute__((weak));
extern const unsigned char shmview_page_rest[] __attribute__((weak));
extern const unsigned char shmview_page_end[] __attribute__((weak));

static inline const unsigned char *cpage_start(void) { return shmview_page; }
static inline size_t cpage_count(void) { return (size_t)(shmview_page_rest - shmview_page); }
static inline const unsigned char *cpage_rest_start(void) { return shmview_page_rest; }
static inline size_t cpage_rest_count(void) { return (size_t)(shmview_page_end - shmview_page_rest); }
