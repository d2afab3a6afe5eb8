// libyuv, loaded with the first pixels that it works on (lazy-library.h).
#pragma once

#include "../LazyLibrary/lazy-library.h"

// The header declares its functions under names that nothing is linked for.
#define ABGRToARGB clibyuv_linked_ABGRToARGB
#define ARGBAttenuate clibyuv_linked_ARGBAttenuate
#define ARGBBlend clibyuv_linked_ARGBBlend
#define ARGBCopy clibyuv_linked_ARGBCopy
#define ARGBInterpolate clibyuv_linked_ARGBInterpolate
#define ARGBRect clibyuv_linked_ARGBRect
#define ARGBRotate clibyuv_linked_ARGBRotate
#define ARGBScale clibyuv_linked_ARGBScale
#define ARGBToABGR clibyuv_linked_ARGBToABGR
#define ARGBToRAW clibyuv_linked_ARGBToRAW
#define I010ToARGBMatrix clibyuv_linked_I010ToARGBMatrix
#define I210ToARGBMatrix clibyuv_linked_I210ToARGBMatrix
#define I400ToARGBMatrix clibyuv_linked_I400ToARGBMatrix
#define I410ToARGBMatrix clibyuv_linked_I410ToARGBMatrix
#define I420ToARGBMatrix clibyuv_linked_I420ToARGBMatrix
#define I422ToARGBMatrix clibyuv_linked_I422ToARGBMatrix
#define I444AlphaToARGBMatrix clibyuv_linked_I444AlphaToARGBMatrix
#define I444ToARGBMatrix clibyuv_linked_I444ToARGBMatrix
#define J400ToARGB clibyuv_linked_J400ToARGB
#define NV12ToARGBMatrix clibyuv_linked_NV12ToARGBMatrix
#define NV21ToARGBMatrix clibyuv_linked_NV21ToARGBMatrix
#define P010ToARGBMatrix clibyuv_linked_P010ToARGBMatrix
#define RAWToARGB clibyuv_linked_RAWToARGB
#define RGB24ToARGB clibyuv_linked_RGB24ToARGB
#define UYVYToI422 clibyuv_linked_UYVYToI422
#define YUY2ToI422 clibyuv_linked_YUY2ToI422
#include <libyuv.h>
#undef ABGRToARGB
#undef ARGBAttenuate
#undef ARGBBlend
#undef ARGBCopy
#undef ARGBInterpolate
#undef ARGBRect
#undef ARGBRotate
#undef ARGBScale
#undef ARGBToABGR
#undef ARGBToRAW
#undef I010ToARGBMatrix
#undef I210ToARGBMatrix
#undef I400ToARGBMatrix
#undef I410ToARGBMatrix
#undef I420ToARGBMatrix
#undef I422ToARGBMatrix
#undef I444AlphaToARGBMatrix
#undef I444ToARGBMatrix
#undef J400ToARGB
#undef NV12ToARGBMatrix
#undef NV21ToARGBMatrix
#undef P010ToARGBMatrix
#undef RAWToARGB
#undef RGB24ToARGB
#undef UYVYToI422
#undef YUY2ToI422

// F(result, name, parameters, arguments)
#define CLIBYUV_FUNCTIONS(F)                                                                      \
  F(int, ABGRToARGB,                                                                              \
    (const uint8_t *src_abgr, int src_stride_abgr, uint8_t *dst_argb, int dst_stride_argb,        \
     int width, int height),                                                                      \
    (src_abgr, src_stride_abgr, dst_argb, dst_stride_argb, width, height))                        \
  F(int, ARGBAttenuate,                                                                           \
    (const uint8_t *src_argb, int src_stride_argb, uint8_t *dst_argb, int dst_stride_argb,        \
     int width, int height),                                                                      \
    (src_argb, src_stride_argb, dst_argb, dst_stride_argb, width, height))                        \
  F(int, ARGBBlend,                                                                               \
    (const uint8_t *src_argb0, int src_stride_argb0, const uint8_t *src_argb1,                    \
     int src_stride_argb1, uint8_t *dst_argb, int dst_stride_argb, int width, int height),        \
    (src_argb0, src_stride_argb0, src_argb1, src_stride_argb1, dst_argb, dst_stride_argb, width,  \
     height))                                                                                     \
  F(int, ARGBCopy,                                                                                \
    (const uint8_t *src_argb, int src_stride_argb, uint8_t *dst_argb, int dst_stride_argb,        \
     int width, int height),                                                                      \
    (src_argb, src_stride_argb, dst_argb, dst_stride_argb, width, height))                        \
  F(int, ARGBInterpolate,                                                                         \
    (const uint8_t *src_argb0, int src_stride_argb0, const uint8_t *src_argb1,                    \
     int src_stride_argb1, uint8_t *dst_argb, int dst_stride_argb, int width, int height,         \
     int interpolation),                                                                          \
    (src_argb0, src_stride_argb0, src_argb1, src_stride_argb1, dst_argb, dst_stride_argb, width,  \
     height, interpolation))                                                                      \
  F(int, ARGBRect,                                                                                \
    (uint8_t *dst_argb, int dst_stride_argb, int dst_x, int dst_y, int width, int height,         \
     uint32_t value),                                                                             \
    (dst_argb, dst_stride_argb, dst_x, dst_y, width, height, value))                              \
  F(int, ARGBRotate,                                                                              \
    (const uint8_t *src_argb, int src_stride_argb, uint8_t *dst_argb, int dst_stride_argb,        \
     int src_width, int src_height, enum RotationMode mode),                                      \
    (src_argb, src_stride_argb, dst_argb, dst_stride_argb, src_width, src_height, mode))          \
  F(int, ARGBScale,                                                                               \
    (const uint8_t *src_argb, int src_stride_argb, int src_width, int src_height,                 \
     uint8_t *dst_argb, int dst_stride_argb, int dst_width, int dst_height,                       \
     enum FilterMode filtering),                                                                  \
    (src_argb, src_stride_argb, src_width, src_height, dst_argb, dst_stride_argb, dst_width,      \
     dst_height, filtering))                                                                      \
  F(int, ARGBToABGR,                                                                              \
    (const uint8_t *src_argb, int src_stride_argb, uint8_t *dst_abgr, int dst_stride_abgr,        \
     int width, int height),                                                                      \
    (src_argb, src_stride_argb, dst_abgr, dst_stride_abgr, width, height))                        \
  F(int, ARGBToRAW,                                                                               \
    (const uint8_t *src_argb, int src_stride_argb, uint8_t *dst_raw, int dst_stride_raw,          \
     int width, int height),                                                                      \
    (src_argb, src_stride_argb, dst_raw, dst_stride_raw, width, height))                          \
  F(int, I010ToARGBMatrix,                                                                        \
    (const uint16_t *src_y, int src_stride_y, const uint16_t *src_u, int src_stride_u,            \
     const uint16_t *src_v, int src_stride_v, uint8_t *dst_argb, int dst_stride_argb,             \
     const struct YuvConstants *yuvconstants, int width, int height),                             \
    (src_y, src_stride_y, src_u, src_stride_u, src_v, src_stride_v, dst_argb, dst_stride_argb,    \
     yuvconstants, width, height))                                                                \
  F(int, I210ToARGBMatrix,                                                                        \
    (const uint16_t *src_y, int src_stride_y, const uint16_t *src_u, int src_stride_u,            \
     const uint16_t *src_v, int src_stride_v, uint8_t *dst_argb, int dst_stride_argb,             \
     const struct YuvConstants *yuvconstants, int width, int height),                             \
    (src_y, src_stride_y, src_u, src_stride_u, src_v, src_stride_v, dst_argb, dst_stride_argb,    \
     yuvconstants, width, height))                                                                \
  F(int, I400ToARGBMatrix,                                                                        \
    (const uint8_t *src_y, int src_stride_y, uint8_t *dst_argb, int dst_stride_argb,              \
     const struct YuvConstants *yuvconstants, int width, int height),                             \
    (src_y, src_stride_y, dst_argb, dst_stride_argb, yuvconstants, width, height))                \
  F(int, I410ToARGBMatrix,                                                                        \
    (const uint16_t *src_y, int src_stride_y, const uint16_t *src_u, int src_stride_u,            \
     const uint16_t *src_v, int src_stride_v, uint8_t *dst_argb, int dst_stride_argb,             \
     const struct YuvConstants *yuvconstants, int width, int height),                             \
    (src_y, src_stride_y, src_u, src_stride_u, src_v, src_stride_v, dst_argb, dst_stride_argb,    \
     yuvconstants, width, height))                                                                \
  F(int, I420ToARGBMatrix,                                                                        \
    (const uint8_t *src_y, int src_stride_y, const uint8_t *src_u, int src_stride_u,              \
     const uint8_t *src_v, int src_stride_v, uint8_t *dst_argb, int dst_stride_argb,              \
     const struct YuvConstants *yuvconstants, int width, int height),                             \
    (src_y, src_stride_y, src_u, src_stride_u, src_v, src_stride_v, dst_argb, dst_stride_argb,    \
     yuvconstants, width, height))                                                                \
  F(int, I422ToARGBMatrix,                                                                        \
    (const uint8_t *src_y, int src_stride_y, const uint8_t *src_u, int src_stride_u,              \
     const uint8_t *src_v, int src_stride_v, uint8_t *dst_argb, int dst_stride_argb,              \
     const struct YuvConstants *yuvconstants, int width, int height),                             \
    (src_y, src_stride_y, src_u, src_stride_u, src_v, src_stride_v, dst_argb, dst_stride_argb,    \
     yuvconstants, width, height))                                                                \
  F(int, I444AlphaToARGBMatrix,                                                                   \
    (const uint8_t *src_y, int src_stride_y, const uint8_t *src_u, int src_stride_u,              \
     const uint8_t *src_v, int src_stride_v, const uint8_t *src_a, int src_stride_a,              \
     uint8_t *dst_argb, int dst_stride_argb, const struct YuvConstants *yuvconstants, int width,  \
     int height, int attenuate),                                                                  \
    (src_y, src_stride_y, src_u, src_stride_u, src_v, src_stride_v, src_a, src_stride_a,          \
     dst_argb, dst_stride_argb, yuvconstants, width, height, attenuate))                          \
  F(int, I444ToARGBMatrix,                                                                        \
    (const uint8_t *src_y, int src_stride_y, const uint8_t *src_u, int src_stride_u,              \
     const uint8_t *src_v, int src_stride_v, uint8_t *dst_argb, int dst_stride_argb,              \
     const struct YuvConstants *yuvconstants, int width, int height),                             \
    (src_y, src_stride_y, src_u, src_stride_u, src_v, src_stride_v, dst_argb, dst_stride_argb,    \
     yuvconstants, width, height))                                                                \
  F(int, J400ToARGB,                                                                              \
    (const uint8_t *src_y, int src_stride_y, uint8_t *dst_argb, int dst_stride_argb, int width,   \
     int height),                                                                                 \
    (src_y, src_stride_y, dst_argb, dst_stride_argb, width, height))                              \
  F(int, NV12ToARGBMatrix,                                                                        \
    (const uint8_t *src_y, int src_stride_y, const uint8_t *src_uv, int src_stride_uv,            \
     uint8_t *dst_argb, int dst_stride_argb, const struct YuvConstants *yuvconstants, int width,  \
     int height),                                                                                 \
    (src_y, src_stride_y, src_uv, src_stride_uv, dst_argb, dst_stride_argb, yuvconstants, width,  \
     height))                                                                                     \
  F(int, NV21ToARGBMatrix,                                                                        \
    (const uint8_t *src_y, int src_stride_y, const uint8_t *src_vu, int src_stride_vu,            \
     uint8_t *dst_argb, int dst_stride_argb, const struct YuvConstants *yuvconstants, int width,  \
     int height),                                                                                 \
    (src_y, src_stride_y, src_vu, src_stride_vu, dst_argb, dst_stride_argb, yuvconstants, width,  \
     height))                                                                                     \
  F(int, P010ToARGBMatrix,                                                                        \
    (const uint16_t *src_y, int src_stride_y, const uint16_t *src_uv, int src_stride_uv,          \
     uint8_t *dst_argb, int dst_stride_argb, const struct YuvConstants *yuvconstants, int width,  \
     int height),                                                                                 \
    (src_y, src_stride_y, src_uv, src_stride_uv, dst_argb, dst_stride_argb, yuvconstants, width,  \
     height))                                                                                     \
  F(int, RAWToARGB,                                                                               \
    (const uint8_t *src_raw, int src_stride_raw, uint8_t *dst_argb, int dst_stride_argb,          \
     int width, int height),                                                                      \
    (src_raw, src_stride_raw, dst_argb, dst_stride_argb, width, height))                          \
  F(int, RGB24ToARGB,                                                                             \
    (const uint8_t *src_rgb24, int src_stride_rgb24, uint8_t *dst_argb, int dst_stride_argb,      \
     int width, int height),                                                                      \
    (src_rgb24, src_stride_rgb24, dst_argb, dst_stride_argb, width, height))                      \
  F(int, UYVYToI422,                                                                              \
    (const uint8_t *src_uyvy, int src_stride_uyvy, uint8_t *dst_y, int dst_stride_y,              \
     uint8_t *dst_u, int dst_stride_u, uint8_t *dst_v, int dst_stride_v, int width, int height),  \
    (src_uyvy, src_stride_uyvy, dst_y, dst_stride_y, dst_u, dst_stride_u, dst_v, dst_stride_v,    \
     width, height))                                                                              \
  F(int, YUY2ToI422,                                                                              \
    (const uint8_t *src_yuy2, int src_stride_yuy2, uint8_t *dst_y, int dst_stride_y,              \
     uint8_t *dst_u, int dst_stride_u, uint8_t *dst_v, int dst_stride_v, int width, int height),  \
    (src_yuy2, src_stride_yuy2, dst_y, dst_stride_y, dst_u, dst_stride_u, dst_v, dst_stride_v,    \
     width, height))

LAZY_LIBRARY(clibyuv, CLIBYUV_FUNCTIONS, "libyuv.so.0")

#define CLIBYUV_WRAPPER(result, name, parameters, arguments) \
  static inline result name parameters { return clibyuv()->name arguments; }
CLIBYUV_FUNCTIONS(CLIBYUV_WRAPPER)
#undef CLIBYUV_WRAPPER

// Swift copies a constant structure that it imports, and its SIMD members with it; libyuv wants the
// address of its own.
static inline const struct YuvConstants *clibyuv_i601(void) {
  return dlsym(clibyuv()->library, "kYuvI601Constants");
}
static inline const struct YuvConstants *clibyuv_jpeg(void) {
  return dlsym(clibyuv()->library, "kYuvJPEGConstants");
}
static inline const struct YuvConstants *clibyuv_h709(void) {
  return dlsym(clibyuv()->library, "kYuvH709Constants");
}
static inline const struct YuvConstants *clibyuv_f709(void) {
  return dlsym(clibyuv()->library, "kYuvF709Constants");
}
static inline const struct YuvConstants *clibyuv_2020(void) {
  return dlsym(clibyuv()->library, "kYuv2020Constants");
}
static inline const struct YuvConstants *clibyuv_v2020(void) {
  return dlsym(clibyuv()->library, "kYuvV2020Constants");
}
