// zlib, loaded with the first checksum or the first deflated profile (lazy-library.h).
#pragma once

#include "../LazyLibrary/lazy-library.h"

// The header declares its functions under names that nothing is linked for.
#define crc32_z czlib_linked_crc32_z
#define uncompress czlib_linked_uncompress
#include <stddef.h>
#include <zlib.h>
#undef crc32_z
#undef uncompress

// F(result, name, parameters, arguments)
#define CZLIB_FUNCTIONS(F)                                                                        \
  F(uLong, crc32_z, (uLong crc, const Bytef *buf, z_size_t len), (crc, buf, len))              \
  F(int, uncompress, (Bytef *dest, uLongf *destLen, const Bytef *source, uLong sourceLen),        \
    (dest, destLen, source, sourceLen))

LAZY_LIBRARY(czlib, CZLIB_FUNCTIONS, "libz.so.1")

#define CZLIB_WRAPPER(result, name, parameters, arguments) \
  static inline result name parameters { return czlib()->name arguments; }
CZLIB_FUNCTIONS(CZLIB_WRAPPER)
#undef CZLIB_WRAPPER
