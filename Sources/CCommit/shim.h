// The commit that the program was built from, as scripts/build has it linked in.
#pragma once

// Weak: other builds, such as those of the tests, have none.
extern const char shmview_commit[] __attribute__((weak));

static inline const char *ccommit_description(void) { return shmview_commit; }
