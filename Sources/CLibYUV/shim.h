#include <libyuv.h>

// Swift copies a constant structure that it imports, and its SIMD members with it; libyuv wants the
// address of its own.
static inline const struct YuvConstants *clibyuv_i601(void) { return &kYuvI601Constants; }
static inline const struct YuvConstants *clibyuv_jpeg(void) { return &kYuvJPEGConstants; }
static inline const struct YuvConstants *clibyuv_h709(void) { return &kYuvH709Constants; }
static inline const struct YuvConstants *clibyuv_f709(void) { return &kYuvF709Constants; }
static inline const struct YuvConstants *clibyuv_2020(void) { return &kYuv2020Constants; }
static inline const struct YuvConstants *clibyuv_v2020(void) { return &kYuvV2020Constants; }
