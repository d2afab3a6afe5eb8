// libjpeg-turbo as most distributions build it.
#define CJPEG_LIBRARY "libjpeg.so.62"
#define CJPEG_VERSION 62
#define CJPEG_INTERFACE cjpeg_version62
#include "implementation.h"
