/* A second file of a program: declarations alone, included twice, after other headers. */

#include <stdio.h>

#include "../shmview.h"
#include "../shmview.h"

int shmview_test_declarations(void);

int shmview_test_declarations(void) { return (int)sizeof(shmview_frame); }
