// zlib, loaded with the first checksum (lazy-library.h).
#pragma once

#include "../LazyLibrary/lazy-library.h"

// The header declares its functions under names that nothing is linked for.
#define crc32_z czlib_linked_crc32_z
#include <stddef.h>
#include <zlib.h>
#undef crc32_z

// F(result, name, parameters, arguments)
#define CZLIB_FUNCTIONS(F)                                                                        \
  F(uLong, crc32_z, (uLong crc, const Bytef *buf, z_size_t len), (crc, buf, len))

LAZY_LIBRARY(czlib, CZLIB_FUNCTIONS, "libz.so.1")

#define CZLIB_WRAPPER(result, name, parameters, arguments) \
  static inline result name parameters { return czlib()->name arguments; }
CZLIB_FUNCTIONS(CZLIB_WRAPPER)
#undef CZLIB_WRAPPER
