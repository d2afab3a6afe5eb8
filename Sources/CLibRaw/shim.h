// LibRaw's C interface, loaded when the first raw file of a camera is decoded: few starts of the
// program need it.
//
// Its functions are declared here, as far as they are used, with the types of its header (libraw.h
// and libraw_types.h of LibRaw 0.20, which are the same in 0.21), and no header of its is needed to
// build. What lies in libraw_data_t differs between versions, and is left alone. No logic stands
// here but the loading.
#pragma once

#include <dlfcn.h>
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

typedef struct libraw_data_t libraw_data_t;

// As far as it is read.
typedef struct {
  int type;
  uint16_t height, width, colors, bits;
  uint32_t data_size;
  uint8_t data[1];
} libraw_processed_image_t;

enum {
  CLIBRAW_NO_CALLBACKS = 1 | 2,  // LIBRAW_OPTIONS_NO_MEMERR_CALLBACK and _DATAERR_, which print
  CLIBRAW_IMAGE_JPEG = 1,        // LibRaw_image_formats
  CLIBRAW_IMAGE_BITMAP = 2,
  CLIBRAW_FILE_UNSUPPORTED = -2,  // LibRaw_errors
  CLIBRAW_NO_MEMORY = -100007,
  CLIBRAW_DATA_ERROR = -100008,
  CLIBRAW_IO_ERROR = -100009,
};

typedef void (*clibraw_data_callback)(void *_Nullable data, const char *_Nullable file,
                                      int64_t offset);

#define CLIBRAW_FUNCTIONS(F)                                                                    \
  F(libraw_data_t *_Nullable, libraw_init, (unsigned flags))                                    \
  F(void, libraw_close, (libraw_data_t *))                                                      \
  F(const char *_Nullable, libraw_strerror, (int code))                                         \
  F(void, libraw_set_dataerror_handler,                                                         \
    (libraw_data_t *, clibraw_data_callback, void *_Nullable))                                  \
  F(int, libraw_open_buffer, (libraw_data_t *, const void *_Nullable, size_t))                  \
  F(int, libraw_get_iwidth, (libraw_data_t *))                                                  \
  F(int, libraw_get_iheight, (libraw_data_t *))                                                 \
  F(int, libraw_unpack_thumb, (libraw_data_t *))                                                \
  F(libraw_processed_image_t *_Nullable, libraw_dcraw_make_mem_thumb,                           \
    (libraw_data_t *, int *_Nullable error))                                                    \
  F(int, libraw_unpack, (libraw_data_t *))                                                      \
  F(float, libraw_get_cam_mul, (libraw_data_t *, int index))                                    \
  F(void, libraw_set_user_mul, (libraw_data_t *, int index, float))                             \
  F(void, libraw_set_demosaic, (libraw_data_t *, int quality))                                  \
  F(int, libraw_dcraw_process, (libraw_data_t *))                                               \
  F(libraw_processed_image_t *_Nullable, libraw_dcraw_make_mem_image,                           \
    (libraw_data_t *, int *_Nullable error))                                                    \
  F(void, libraw_dcraw_clear_mem, (libraw_processed_image_t *))

// The functions, each under its own name.
struct clibraw {
#define CLIBRAW_MEMBER(result, name, arguments) result (*_Nonnull name) arguments;
  CLIBRAW_FUNCTIONS(CLIBRAW_MEMBER)
#undef CLIBRAW_MEMBER
};

// Loads the newest of the library's versions, which stays; null, with what dlerror(3) says of the
// last one, if none is installed, or it lacks a library or a function.
static inline const struct clibraw *_Nullable clibraw_load(const char *_Nullable *_Nonnull error) {
  static struct clibraw functions;
  static const char *const names[] = {"libraw_r.so.23", "libraw_r.so.20"};
  void *library = 0;
  for (size_t i = 0; !library && i < sizeof names / sizeof *names; i++)
    library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
  if (!library) {
    *error = dlerror();
    return 0;
  }
#define CLIBRAW_LOAD(result, name, arguments)                 \
  if (!(*(void **)&functions.name = dlsym(library, #name))) { \
    *error = dlerror();                                       \
    return 0;                                                 \
  }
  CLIBRAW_FUNCTIONS(CLIBRAW_LOAD)
#undef CLIBRAW_LOAD
  return &functions;
}

// The pixels of an image, or the file that it is.
static inline const uint8_t *clibraw_bytes(const libraw_processed_image_t *image) {
  return image->data;
}

#pragma clang assume_nonnull end
