// libjpeg-turbo with the interface of libjpeg 8, as Ubuntu and Arch build it.
#define CJPEG_LIBRARY "libjpeg.so.8"
#define CJPEG_VERSION 80
#define CJPEG_INTERFACE cjpeg_version80
#include "implementation.h"
