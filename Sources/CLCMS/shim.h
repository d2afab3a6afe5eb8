// Little CMS, loaded with the first profile that has tables or is a monitor's (lazy-library.h).
//
// Its functions are declared here, as far as they are used, with the types of its header (lcms2.h
// of Little CMS 2.8), and no header of its is needed to build.
#pragma once

#include <stdint.h>

#include "../LazyLibrary/lazy-library.h"

enum {
  CLCMS_RELATIVE_COLORIMETRIC = 1,         // INTENT_RELATIVE_COLORIMETRIC
  CLCMS_NO_OPTIMIZATION = 0x0100,          // cmsFLAGS_NOOPTIMIZE
  CLCMS_HIGH_RESOLUTION = 0x0400,          // cmsFLAGS_HIGHRESPRECALC
  CLCMS_BLACK_POINT_COMPENSATION = 0x2000, // cmsFLAGS_BLACKPOINTCOMPENSATION
  // TYPE_BGRA_8 and so on: the color space, samples beside the colors,
  // colors, and bytes a sample.
  CLCMS_BGRA_8 = 4 << 16 | 1 << 14 | 1 << 10 | 1 << 7 | 3 << 3 | 1,
  CLCMS_RGB_16 = 4 << 16 | 3 << 3 | 2,
  CLCMS_RGBA_16 = 4 << 16 | 1 << 7 | 3 << 3 | 2,
  CLCMS_CMYK_8 = 6 << 16 | 4 << 3 | 1,
  CLCMS_CMYK_8_REVERSED = 6 << 16 | 1 << 13 | 4 << 3 | 1,
};

// F(result, name, parameters, arguments)
#define CLCMS_FUNCTIONS(F)                                                                        \
  F(void *, cmsOpenProfileFromMem, (const void *bytes, uint32_t count), (bytes, count))           \
  F(int, cmsCloseProfile, (void *profile), (profile))                                             \
  F(void *, cmsCreate_sRGBProfile, (void), ())                                                    \
  F(void *, cmsCreateTransform,                                                                   \
    (void *input, uint32_t input_format, void *output, uint32_t output_format, uint32_t intent,   \
     uint32_t flags),                                                                             \
    (input, input_format, output, output_format, intent, flags))                                  \
  F(void, cmsDeleteTransform, (void *transform), (transform))                                     \
  F(void, cmsDoTransform, (void *transform, const void *input, void *output, uint32_t count),     \
    (transform, input, output, count))                                                            \
  F(void, cmsDoTransformLineStride,                                                               \
    (void *transform, const void *input, void *output, uint32_t width, uint32_t height,           \
     uint32_t input_stride, uint32_t output_stride, uint32_t input_plane, uint32_t output_plane), \
    (transform, input, output, width, height, input_stride, output_stride, input_plane,           \
     output_plane))

LAZY_LIBRARY(clcms, CLCMS_FUNCTIONS, "liblcms2.so.2")

#define CLCMS_WRAPPER(result, name, parameters, arguments) \
  static inline result name parameters { return clcms()->name arguments; }
CLCMS_FUNCTIONS(CLCMS_WRAPPER)
#undef CLCMS_WRAPPER
