// What of Little CMS makes profiles, and converts in float: for tests (lcms2.h of Little CMS 2.8).
#pragma once

#include <stdint.h>

#include "../../Sources/LazyLibrary/lazy-library.h"

typedef struct {
  double x, y, Y;
} cmsCIExyY;

typedef struct {
  cmsCIExyY Red, Green, Blue;
} cmsCIExyYTRIPLE;

typedef int (*cmsSAMPLER16)(const uint16_t *input, uint16_t *output, void *context);

enum {
  MAKING_GRAY = 0x47524159,  // cmsColorSpaceSignature
  MAKING_RGB = 0x52474220,
  MAKING_CMYK = 0x434D594B,
  MAKING_LAB = 0x4C616220,
  MAKING_DISPLAY = 0x6D6E7472,  // cmsProfileClassSignature
  MAKING_OUTPUT = 0x70727472,
  MAKING_A2B0 = 0x41324230,  // cmsTagSignature
  MAKING_MEDIA_WHITE = 0x77747074,
  // TYPE_GRAY_FLT and so on.
  MAKING_GRAY_FLOAT = 1 << 22 | 3 << 16 | 1 << 3 | 4,
  MAKING_RGB_FLOAT = 1 << 22 | 4 << 16 | 3 << 3 | 4,
  MAKING_CMYK_FLOAT = 1 << 22 | 6 << 16 | 4 << 3 | 4,
};

// F(result, name, parameters, arguments)
#define CMAKING_FUNCTIONS(F)                                                                      \
  F(void *, cmsBuildGamma, (void *context, double gamma), (context, gamma))                       \
  F(void *, cmsBuildParametricToneCurve, (void *context, int type, const double *parameters),     \
    (context, type, parameters))                                                                  \
  F(void *, cmsBuildTabulatedToneCurve16,                                                         \
    (void *context, uint32_t count, const uint16_t *values), (context, count, values))            \
  F(void *, cmsCreateRGBProfile,                                                                  \
    (const cmsCIExyY *white, const cmsCIExyYTRIPLE *primaries, void *const curves[3]),            \
    (white, primaries, curves))                                                                   \
  F(void *, cmsCreateGrayProfile, (const cmsCIExyY *white, void *curve), (white, curve))          \
  F(void *, cmsCreateProfilePlaceholder, (void *context), (context))                              \
  F(void, cmsSetProfileVersion, (void *profile, double version), (profile, version))              \
  F(void, cmsSetDeviceClass, (void *profile, int signature), (profile, signature))                \
  F(void, cmsSetColorSpace, (void *profile, int signature), (profile, signature))                 \
  F(void, cmsSetPCS, (void *profile, int signature), (profile, signature))                        \
  F(void *, cmsPipelineAlloc, (void *context, uint32_t inputs, uint32_t outputs),                 \
    (context, inputs, outputs))                                                                   \
  F(int, cmsPipelineInsertStage, (void *pipeline, int place, void *stage),                        \
    (pipeline, place, stage))                                                                     \
  F(void *, cmsStageAllocCLut16bit,                                                               \
    (void *context, uint32_t points, uint32_t inputs, uint32_t outputs, const uint16_t *table),   \
    (context, points, inputs, outputs, table))                                                    \
  F(int, cmsStageSampleCLut16bit,                                                                 \
    (void *stage, cmsSAMPLER16 sampler, void *context, uint32_t flags),                           \
    (stage, sampler, context, flags))                                                             \
  F(int, cmsWriteTag, (void *profile, int tag, const void *value), (profile, tag, value))         \
  F(int, cmsSaveProfileToMem, (void *profile, void *bytes, uint32_t *count),                      \
    (profile, bytes, count))                                                                      \
  F(const void *, cmsD50_XYZ, (void), ())

LAZY_LIBRARY(cmaking, CMAKING_FUNCTIONS, "liblcms2.so.2")

#define CMAKING_WRAPPER(result, name, parameters, arguments) \
  static inline result name parameters { return cmaking()->name arguments; }
CMAKING_FUNCTIONS(CMAKING_WRAPPER)
#undef CMAKING_WRAPPER
