// libheif, loaded when the first HEIF or AVIF is decoded: few starts of the program need it and
// the codecs below it.
//
// Its functions are declared here, as far as they are used, with the types of its header
// (libheif/heif.h of libheif 1.12), and no header of its is needed to build. No logic stands here
// but the loading.
#pragma once

#include <dlfcn.h>
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

struct heif_context;
struct heif_image_handle;
struct heif_image;

struct heif_error {
  int code;
  int subcode;
  const char *_Nullable message;
};

// As far as it is read: primaries, transfer and matrix are the numbers of ITU-T H.273.
struct heif_color_profile_nclx {
  uint8_t version;
  int color_primaries;
  int transfer_characteristics;
  int matrix_coefficients;
  uint8_t full_range_flag;
};

enum {
  CHEIF_ERROR_UNSUPPORTED_FILETYPE = 3,  // heif_error_code
  CHEIF_ERROR_UNSUPPORTED_FEATURE = 4,
  CHEIF_ERROR_MEMORY = 6,
  CHEIF_SECURITY_LIMIT_EXCEEDED = 1000,  // heif_suberror_code
  CHEIF_COLORSPACE_RGB = 1,  // heif_colorspace
  CHEIF_COLORSPACE_UNDEFINED = 99,
  CHEIF_CHROMA_UNDEFINED = 99,  // heif_chroma
  CHEIF_CHANNEL_Y = 0,  // heif_channel
  CHEIF_CHANNEL_CB = 1,
  CHEIF_CHANNEL_CR = 2,
  CHEIF_CHANNEL_R = 3,
  CHEIF_CHANNEL_G = 4,
  CHEIF_CHANNEL_B = 5,
  CHEIF_CHANNEL_ALPHA = 6,
};

#define CHEIF_FUNCTIONS(F)                                                                        \
  F(struct heif_context *_Nullable, heif_context_alloc, (void))                                   \
  F(void, heif_context_free, (struct heif_context *))                                             \
  F(struct heif_error, heif_context_read_from_memory_without_copy,                                \
    (struct heif_context *, const void *_Nullable, size_t, const void *_Nullable options))        \
  F(struct heif_error, heif_context_get_primary_image_handle,                                     \
    (struct heif_context *, struct heif_image_handle *_Nullable *_Nonnull))                       \
  F(void, heif_image_handle_release, (const struct heif_image_handle *))                          \
  F(int, heif_image_handle_is_premultiplied_alpha, (const struct heif_image_handle *))            \
  F(struct heif_error, heif_image_handle_get_nclx_color_profile,                                  \
    (const struct heif_image_handle *, struct heif_color_profile_nclx *_Nullable *_Nonnull))      \
  F(struct heif_error, heif_image_get_nclx_color_profile,                                         \
    (const struct heif_image *, struct heif_color_profile_nclx *_Nullable *_Nonnull))             \
  F(size_t, heif_image_handle_get_raw_color_profile_size, (const struct heif_image_handle *))     \
  F(struct heif_error, heif_image_handle_get_raw_color_profile,                                   \
    (const struct heif_image_handle *, void *_Nullable))                                          \
  F(void, heif_nclx_color_profile_free, (struct heif_color_profile_nclx *))                       \
  F(struct heif_error, heif_decode_image,                                                         \
    (const struct heif_image_handle *, struct heif_image *_Nullable *_Nonnull, int colorspace,    \
     int chroma, const void *_Nullable options))                                                  \
  F(void, heif_image_release, (const struct heif_image *))                                        \
  F(int, heif_image_get_colorspace, (const struct heif_image *))                                  \
  F(int, heif_image_has_channel, (const struct heif_image *, int channel))                        \
  F(int, heif_image_get_width, (const struct heif_image *, int channel))                          \
  F(int, heif_image_get_height, (const struct heif_image *, int channel))                         \
  F(int, heif_image_get_bits_per_pixel_range, (const struct heif_image *, int channel))           \
  F(const uint8_t *_Nullable, heif_image_get_plane_readonly,                                      \
    (const struct heif_image *, int channel, int *stride))

// The functions, each under its own name.
struct cheif {
#define CHEIF_MEMBER(result, name, arguments) result (*_Nonnull name) arguments;
  CHEIF_FUNCTIONS(CHEIF_MEMBER)
#undef CHEIF_MEMBER
};

// Loads the library, which stays; null, with what dlerror(3) says, if it is not installed, or lacks
// a library or a function.
static inline const struct cheif *_Nullable cheif_load(
    const char *_Nullable *_Nonnull error) {
  static struct cheif functions;
  void *const library = dlopen("libheif.so.1", RTLD_NOW | RTLD_LOCAL);
  if (!library) {
    *error = dlerror();
    return 0;
  }
#define CHEIF_LOAD(result, name, arguments)                   \
  if (!(*(void **)&functions.name = dlsym(library, #name))) { \
    *error = dlerror();                                       \
    return 0;                                                 \
  }
  CHEIF_FUNCTIONS(CHEIF_LOAD)
#undef CHEIF_LOAD
  return &functions;
}

#pragma clang assume_nonnull end
