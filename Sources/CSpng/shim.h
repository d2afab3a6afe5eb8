// libspng, loaded with the first PNG (lazy-library.h).
#pragma once

#include "../LazyLibrary/lazy-library.h"

// The header declares its functions under names that nothing is linked for.
#define spng_ctx_new cspng_linked_spng_ctx_new
#define spng_ctx_free cspng_linked_spng_ctx_free
#define spng_decode_image cspng_linked_spng_decode_image
#define spng_decode_row cspng_linked_spng_decode_row
#define spng_encode_image cspng_linked_spng_encode_image
#define spng_encode_row cspng_linked_spng_encode_row
#define spng_get_ihdr cspng_linked_spng_get_ihdr
#define spng_get_row_info cspng_linked_spng_get_row_info
#define spng_set_crc_action cspng_linked_spng_set_crc_action
#define spng_set_ihdr cspng_linked_spng_set_ihdr
#define spng_set_option cspng_linked_spng_set_option
#define spng_set_png_stream cspng_linked_spng_set_png_stream
#define spng_set_png_buffer cspng_linked_spng_set_png_buffer
#define spng_decoded_image_size cspng_linked_spng_decoded_image_size
#define spng_strerror cspng_linked_spng_strerror
#include <stddef.h>
#include <spng.h>
#undef spng_ctx_new
#undef spng_ctx_free
#undef spng_decode_image
#undef spng_decode_row
#undef spng_encode_image
#undef spng_encode_row
#undef spng_get_ihdr
#undef spng_get_row_info
#undef spng_set_crc_action
#undef spng_set_ihdr
#undef spng_set_option
#undef spng_set_png_stream
#undef spng_set_png_buffer
#undef spng_decoded_image_size
#undef spng_strerror

// F(result, name, parameters, arguments)
#define CSPNG_FUNCTIONS(F)                                                                        \
  F(spng_ctx *, spng_ctx_new, (int flags), (flags))                                               \
  F(void, spng_ctx_free, (spng_ctx *ctx), (ctx))                                                  \
  F(int, spng_decode_image, (spng_ctx *ctx, void *out, size_t len, int fmt, int flags),           \
    (ctx, out, len, fmt, flags))                                                                  \
  F(int, spng_decode_row, (spng_ctx *ctx, void *out, size_t len), (ctx, out, len))                \
  F(int, spng_encode_image, (spng_ctx *ctx, const void *img, size_t len, int fmt, int flags),     \
    (ctx, img, len, fmt, flags))                                                                  \
  F(int, spng_encode_row, (spng_ctx *ctx, const void *row, size_t len), (ctx, row, len))          \
  F(int, spng_get_ihdr, (spng_ctx *ctx, struct spng_ihdr *ihdr), (ctx, ihdr))                     \
  F(int, spng_get_row_info, (spng_ctx *ctx, struct spng_row_info *row_info), (ctx, row_info))     \
  F(int, spng_set_crc_action, (spng_ctx *ctx, int critical, int ancillary),                       \
    (ctx, critical, ancillary))                                                                   \
  F(int, spng_set_ihdr, (spng_ctx *ctx, struct spng_ihdr *ihdr), (ctx, ihdr))                     \
  F(int, spng_set_option, (spng_ctx *ctx, enum spng_option option, int value),                    \
    (ctx, option, value))                                                                         \
  F(int, spng_set_png_stream, (spng_ctx *ctx, spng_rw_fn *rw_func, void *user),                   \
    (ctx, rw_func, user))                                                                         \
  F(int, spng_set_png_buffer, (spng_ctx *ctx, const void *buf, size_t size), (ctx, buf, size))    \
  F(int, spng_decoded_image_size, (spng_ctx *ctx, int fmt, size_t *len), (ctx, fmt, len))         \
  F(const char *, spng_strerror, (int err), (err))

LAZY_LIBRARY(cspng, CSPNG_FUNCTIONS, "libspng.so.0")

#define CSPNG_WRAPPER(result, name, parameters, arguments) \
  static inline result name parameters { return cspng()->name arguments; }
CSPNG_FUNCTIONS(CSPNG_WRAPPER)
#undef CSPNG_WRAPPER
