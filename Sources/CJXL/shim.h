// libjxl and its threads, loaded when the first JPEG XL is decoded: few starts of the program need
// them.
//
// Their functions are declared here, as far as they are used, with the types of their headers
// (jxl/decode.h and jxl/resizable_parallel_runner.h of libjxl 0.7), and no header of theirs is
// needed to build. No logic stands here but the loading.
#pragma once

#include <dlfcn.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#pragma clang assume_nonnull begin

typedef struct JxlDecoderStruct JxlDecoder;

// As far as it is read, and what may follow.
typedef struct {
  int have_container;
  uint32_t xsize, ysize;
  uint32_t bits_per_sample, exponent_bits_per_sample;
  float intensity_target, min_nits;
  int relative_to_max_display;
  float linear_below;
  int uses_original_profile, have_preview, have_animation;
  int orientation;
  uint32_t num_color_channels, num_extra_channels;
  uint32_t alpha_bits, alpha_exponent_bits;
  int alpha_premultiplied;
  uint8_t rest[512];
} JxlBasicInfo;

typedef struct {
  uint32_t num_channels;
  int data_type;
  int endianness;
  size_t align;
} JxlPixelFormat;

typedef struct {
  int color_space;
  int white_point;
  double white_point_xy[2];
  int primaries;
  double primaries_red_xy[2], primaries_green_xy[2], primaries_blue_xy[2];
  int transfer_function;
  double gamma;
  int rendering_intent;
} JxlColorEncoding;

enum {
  CJXL_SUCCESS = 0,  // JxlDecoderStatus
  CJXL_NEED_MORE_INPUT = 2,
  CJXL_NEED_IMAGE_OUT_BUFFER = 5,
  CJXL_BASIC_INFO = 0x40,
  CJXL_COLOR_ENCODING = 0x100,
  CJXL_FULL_IMAGE = 0x1000,
  CJXL_TYPE_UINT8 = 2,  // JxlDataType
  CJXL_COLOR_SPACE_GRAY = 1,  // JxlColorSpace
  CJXL_WHITE_POINT_D65 = 1,
  CJXL_PRIMARIES_SRGB = 1,
  CJXL_TRANSFER_FUNCTION_SRGB = 13,
  CJXL_RENDERING_INTENT_RELATIVE = 1,
  CJXL_COLOR_PROFILE_TARGET_DATA = 1,
};

#define CJXL_FUNCTIONS(F)                                                                         \
  F(library, JxlDecoder *_Nullable, JxlDecoderCreate, (const void *_Nullable memory))             \
  F(library, void, JxlDecoderDestroy, (JxlDecoder *))                                             \
  F(library, int, JxlDecoderSetParallelRunner, (JxlDecoder *, void *runner, void *_Nullable))     \
  F(library, int, JxlDecoderSubscribeEvents, (JxlDecoder *, int events))                          \
  F(library, int, JxlDecoderSetInput, (JxlDecoder *, const void *_Nullable, size_t))              \
  F(library, void, JxlDecoderCloseInput, (JxlDecoder *))                                          \
  F(library, int, JxlDecoderProcessInput, (JxlDecoder *))                                         \
  F(library, size_t, JxlDecoderReleaseInput, (JxlDecoder *))                                      \
  F(library, void, JxlDecoderSkipFrames, (JxlDecoder *, size_t))                                  \
  F(library, int, JxlDecoderGetBasicInfo, (const JxlDecoder *, JxlBasicInfo *_Nullable))          \
  F(library, uint32_t, JxlDecoderVersion, (void))                                                 \
  F(library, int, JxlDecoderSetPreferredColorProfile,                                             \
    (JxlDecoder *, const JxlColorEncoding *))                                                     \
  F(library, int, JxlDecoderImageOutBufferSize,                                                   \
    (const JxlDecoder *, const JxlPixelFormat *, size_t *))                                       \
  F(library, int, JxlDecoderSetImageOutBuffer,                                                    \
    (JxlDecoder *, const JxlPixelFormat *, void *_Nullable, size_t))                              \
  F(threads, void *_Nullable, JxlResizableParallelRunnerCreate, (const void *_Nullable memory))   \
  F(threads, void, JxlResizableParallelRunnerDestroy, (void *))                                   \
  F(threads, void, JxlResizableParallelRunnerSetThreads, (void *, size_t))                        \
  F(threads, uint32_t, JxlResizableParallelRunnerSuggestThreads, (uint64_t width, uint64_t height))

// The functions, each under its own name, and the runner, which libjxl itself calls.
struct cjxl {
#define CJXL_MEMBER(from, result, name, arguments) result (*_Nonnull name) arguments;
  CJXL_FUNCTIONS(CJXL_MEMBER)
#undef CJXL_MEMBER
  void *runner;
  // Their parameters changed with version 0.9, so they are called by the functions below.
  void *icc_size, *icc;
};

// JxlDecoderGetICCProfileSize, of the pixels that are decoded; 0 on success.
static inline int cjxl_icc_size(const struct cjxl *functions, const JxlDecoder *decoder,
                                const JxlPixelFormat *format, size_t *size) {
  if (functions->JxlDecoderVersion() >= 9000) {
    return ((int (*)(const JxlDecoder *, int, size_t *))functions->icc_size)(
        decoder, CJXL_COLOR_PROFILE_TARGET_DATA, size);
  }
  return ((int (*)(const JxlDecoder *, const JxlPixelFormat *, int, size_t *))functions->icc_size)(
      decoder, format, CJXL_COLOR_PROFILE_TARGET_DATA, size);
}

// JxlDecoderGetColorAsICCProfile, the same.
static inline int cjxl_icc(const struct cjxl *functions, const JxlDecoder *decoder,
                           const JxlPixelFormat *format, uint8_t *_Nullable bytes, size_t size) {
  if (functions->JxlDecoderVersion() >= 9000) {
    return ((int (*)(const JxlDecoder *, int, uint8_t *, size_t))functions->icc)(
        decoder, CJXL_COLOR_PROFILE_TARGET_DATA, bytes, size);
  }
  return ((int (*)(const JxlDecoder *, const JxlPixelFormat *, int, uint8_t *, size_t))
              functions->icc)(decoder, format, CJXL_COLOR_PROFILE_TARGET_DATA, bytes, size);
}

// Loads `NAME.so.1` or the newest `NAME.so.0.N`; what is used of libjxl is the same in all of them.
// Null, with what dlerror(3) says, at the first that is there and cannot be loaded.
static inline void *_Nullable cjxl_open(const char *name, const char *_Nullable *_Nonnull error) {
  char file[64];
  snprintf(file, sizeof file, "%s.so.1", name);
  for (int version = 30;; version--) {
    void *const library = dlopen(file, RTLD_NOW | RTLD_LOCAL);
    if (library) return library;
    *error = dlerror();
    if (version < 7 || (*error && strncmp(*error, file, strlen(file)) != 0)) return 0;
    snprintf(file, sizeof file, "%s.so.0.%d", name, version);
  }
}

// Loads the libraries, which stay; null, with what dlerror(3) says, if one is not installed, or
// lacks a library or a function.
static inline const struct cjxl *_Nullable cjxl_load(const char *_Nullable *_Nonnull error) {
  static struct cjxl functions;
  void *const library = cjxl_open("libjxl", error);
  if (!library) return 0;
  void *const threads = cjxl_open("libjxl_threads", error);
  if (!threads) return 0;
#define CJXL_LOAD(from, result, name, arguments)                   \
  if (!(*(void **)&functions.name = dlsym(from, #name))) {         \
    *error = dlerror();                                            \
    return 0;                                                      \
  }
  CJXL_FUNCTIONS(CJXL_LOAD)
#undef CJXL_LOAD
#define CJXL_LOAD_POINTER(from, member, name)          \
  if (!(functions.member = dlsym(from, name))) {       \
    *error = dlerror();                                \
    return 0;                                          \
  }
  CJXL_LOAD_POINTER(threads, runner, "JxlResizableParallelRunner")
  CJXL_LOAD_POINTER(library, icc_size, "JxlDecoderGetICCProfileSize")
  CJXL_LOAD_POINTER(library, icc, "JxlDecoderGetColorAsICCProfile")
#undef CJXL_LOAD_POINTER
  return &functions;
}

#pragma clang assume_nonnull end
