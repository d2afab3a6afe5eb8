// SwiftPM wants one source file in a C target; everything stands in the header.
#include "clinux.h"
