// OpenEXR's C library, OpenEXRCore, loaded when the first OpenEXR file is decoded: few starts of
// the program need it.
//
// Its functions are declared here, as far as they are used, with the types of its headers
// (openexr_context.h, openexr_part.h, openexr_chunkio.h and openexr_decode.h of OpenEXR 3.1), and
// no header of its is needed to build. No logic stands here but the loading, and memory of zeros.
#pragma once

#include <dlfcn.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#pragma clang assume_nonnull begin

typedef struct _priv_exr_context_t *exr_context_t;

// exr_error_code_t, as far as it is told apart.
enum {
  CEXR_OUT_OF_MEMORY = 1,
  CEXR_READ_IO = 10,
};

// exr_storage_t
enum { CEXR_SCANLINE = 0, CEXR_TILED = 1, CEXR_DEEP_SCANLINE = 2, CEXR_DEEP_TILED = 3 };

// exr_pixel_type_t
enum { CEXR_UINT = 0, CEXR_HALF = 1, CEXR_FLOAT = 2 };

// EXR_CONTEXT_FLAG_SILENT_HEADER_PARSE and EXR_CONTEXT_FLAG_DISABLE_CHUNK_RECONSTRUCTION
enum { CEXR_SILENT = 1 << 1, CEXR_NO_RECONSTRUCTION = 1 << 2 };

typedef struct {
  size_t size;
  void (*_Nullable error_handler_fn)(const void *_Nullable, int32_t code, const char *_Nullable);
  void *_Nullable (*_Nullable alloc_fn)(size_t);
  void (*_Nullable free_fn)(void *_Nullable);
  void *_Nullable user_data;
  int64_t (*_Nullable read_fn)(const void *_Nullable, void *_Nullable user_data,
                               void *_Nullable target, uint64_t count, uint64_t offset,
                               void *_Nullable complain);
  int64_t (*_Nullable size_fn)(const void *_Nullable, void *_Nullable user_data);
  void *_Nullable write_fn;
  void *_Nullable destroy_fn;
  int max_image_width, max_image_height, max_tile_width, max_tile_height;
  int zip_level;
  float dwa_quality;
  int flags;
} exr_context_initializer_t;

typedef struct {
  int32_t min_x, min_y, max_x, max_y;
} exr_attr_box2i_t;

typedef struct {
  int32_t name_length, name_alloc_size;
  const char *name;
  int32_t pixel_type;
  uint8_t p_linear, reserved[3];
  int32_t x_sampling, y_sampling;
} exr_attr_chlist_entry_t;

typedef struct {
  int num_channels, num_alloced;
  const exr_attr_chlist_entry_t *_Nullable entries;
} exr_attr_chlist_t;

typedef struct {
  int32_t idx, start_x, start_y, height, width;
  uint8_t level_x, level_y, type, compression;
  uint64_t data_offset, packed_size, unpacked_size;
  uint64_t sample_count_data_offset, sample_count_table_size;
} exr_chunk_info_t;

typedef struct {
  void *_Nullable channels;
  int16_t channel_count;
  uint16_t decode_flags;
  int part_index;
  exr_context_t _Nullable context;
  exr_chunk_info_t chunk;
  void *_Nullable decoding_user_data;
  void *_Nullable packed_buffer;
  size_t packed_alloc_size;
  void *_Nullable unpacked_buffer;
  size_t unpacked_alloc_size;
  // Buffers and functions of the library's own.
  void *_Nullable own_buffers[13];
  void *_Nullable unpack_and_convert_fn;
  // Room for the channels of a common picture.
  uint64_t quick_channels[30];
} exr_decode_pipeline_t;

#define CEXR_FUNCTIONS(F)                                                                         \
  F(int32_t, exr_start_read,                                                                      \
    (exr_context_t _Nullable *_Nullable, const char *name, const exr_context_initializer_t *))    \
  F(int32_t, exr_finish, (exr_context_t _Nullable *_Nullable))                                    \
  F(const char *_Nullable, exr_get_default_error_message, (int32_t code))                         \
  F(int32_t, exr_get_storage, (exr_context_t, int part, int32_t *))                               \
  F(int32_t, exr_get_data_window, (exr_context_t, int part, exr_attr_box2i_t *))                  \
  F(int32_t, exr_get_compression, (exr_context_t, int part, int32_t *))                           \
  F(int32_t, exr_get_channels,                                                                    \
    (exr_context_t, int part, const exr_attr_chlist_t *_Nullable *_Nonnull))                      \
  F(int32_t, exr_get_scanlines_per_chunk, (exr_context_t, int part, int32_t *))                   \
  F(int32_t, exr_read_scanline_chunk_info, (exr_context_t, int part, int y, exr_chunk_info_t *))  \
  F(int32_t, exr_decoding_initialize,                                                             \
    (exr_context_t, int part, const exr_chunk_info_t *, exr_decode_pipeline_t *))                 \
  F(int32_t, exr_decoding_choose_default_routines,                                                \
    (exr_context_t, int part, exr_decode_pipeline_t *))                                           \
  F(int32_t, exr_decoding_update,                                                                 \
    (exr_context_t, int part, const exr_chunk_info_t *, exr_decode_pipeline_t *))                 \
  F(int32_t, exr_decoding_run, (exr_context_t, int part, exr_decode_pipeline_t *))                \
  F(int32_t, exr_decoding_destroy, (exr_context_t, exr_decode_pipeline_t *))

// The functions, each under its own name.
struct cexr {
#define CEXR_MEMBER(result, name, arguments) result (*_Nonnull name) arguments;
  CEXR_FUNCTIONS(CEXR_MEMBER)
#undef CEXR_MEMBER
};

// Memory for the library, of zeros: damage never shows what memory held before.
static inline void *_Nullable cexr_allocate(size_t count) { return calloc(count ? count : 1, 1); }
static inline void cexr_free(void *_Nullable memory) { free(memory); }

// Loads the library, which stays; null if it is not installed, or lacks a library or a function.
// Later versions have other structures under other names.
static inline const struct cexr *_Nullable cexr_load(void) {
  static struct cexr functions;
  void *const library = dlopen("libOpenEXRCore-3_1.so.30", RTLD_NOW | RTLD_LOCAL);
  if (!library) return 0;
#define CEXR_LOAD(result, name, arguments) \
  if (!(*(void **)&functions.name = dlsym(library, #name))) return 0;
  CEXR_FUNCTIONS(CEXR_LOAD)
#undef CEXR_LOAD
  return &functions;
}

#pragma clang assume_nonnull end
