// libwebp, loaded with the first WebP (lazy-library.h).
#pragma once

#include "../LazyLibrary/lazy-library.h"

// The header declares its functions under names that nothing is linked for.
#define WebPDecode cwebp_linked_WebPDecode
#define WebPGetFeaturesInternal cwebp_linked_WebPGetFeaturesInternal
#define WebPInitDecoderConfigInternal cwebp_linked_WebPInitDecoderConfigInternal
#define WebPGetFeatures cwebp_linked_WebPGetFeatures
#define WebPInitDecoderConfig cwebp_linked_WebPInitDecoderConfig
#include <stddef.h>
#include <webp/decode.h>
#undef WebPDecode
#undef WebPGetFeaturesInternal
#undef WebPInitDecoderConfigInternal
#undef WebPGetFeatures
#undef WebPInitDecoderConfig

// F(result, name, parameters, arguments)
#define CWEBP_FUNCTIONS(F)                                                                        \
  F(VP8StatusCode, WebPDecode,                                                                    \
    (const uint8_t *data, size_t data_size, WebPDecoderConfig *config),                           \
    (data, data_size, config))                                                                    \
  F(VP8StatusCode, WebPGetFeaturesInternal,                                                       \
    (const uint8_t *argument0, size_t argument1, WebPBitstreamFeatures *argument2, int argument3),\
    (argument0, argument1, argument2, argument3))                                                 \
  F(int, WebPInitDecoderConfigInternal, (WebPDecoderConfig *argument0, int argument1),            \
    (argument0, argument1))

LAZY_LIBRARY(cwebp, CWEBP_FUNCTIONS, "libwebp.so.7")

#define CWEBP_WRAPPER(result, name, parameters, arguments) \
  static inline result name parameters { return cwebp()->name arguments; }
CWEBP_FUNCTIONS(CWEBP_WRAPPER)
#undef CWEBP_WRAPPER

// As the header has them, which call what it declares.
static inline VP8StatusCode WebPGetFeatures(
    const uint8_t *data, size_t data_size, WebPBitstreamFeatures *features) {
  return WebPGetFeaturesInternal(data, data_size, features, WEBP_DECODER_ABI_VERSION);
}

static inline int WebPInitDecoderConfig(WebPDecoderConfig *config) {
  return WebPInitDecoderConfigInternal(config, WEBP_DECODER_ABI_VERSION);
}
