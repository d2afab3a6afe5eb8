// libtiff, loaded when the first TIFF is decoded. Linked as usual, it and the ten libraries of its
// codecs would be loaded by every start of the program, where few decode a TIFF.
//
// So its functions are declared here, as far as they are used, with the types of its header
// (tiffio.h of libtiff 4), and no header of its is needed to build. No logic stands here but the
// loading, and a call of a variadic function, which Swift cannot make.
#pragma once

#include <dlfcn.h>
#include <stdarg.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

typedef struct tiff TIFF;

typedef intptr_t (*ctiff_read_write)(void *_Nullable, void *_Nullable, intptr_t);
typedef uint64_t (*ctiff_seek)(void *_Nullable, uint64_t, int);
typedef int (*ctiff_close)(void *_Nullable);
typedef uint64_t (*ctiff_size)(void *_Nullable);
typedef int (*ctiff_map)(void *_Nullable, void *_Nullable *_Nullable base, uint64_t *_Nullable);
typedef void (*ctiff_unmap)(void *_Nullable, void *_Nullable, uint64_t);
typedef void (*ctiff_handler)(const char *_Nullable module, const char *_Nullable format, va_list);

#define CTIFF_FUNCTIONS(F)                                                                        \
  F(TIFF *_Nullable, TIFFClientOpen,                                                              \
    (const char *name, const char *mode, void *_Nullable, ctiff_read_write read,                  \
     ctiff_read_write write, ctiff_seek, ctiff_close, ctiff_size, ctiff_map, ctiff_unmap))        \
  F(void, TIFFClose, (TIFF *))                                                                    \
  F(int, TIFFSetDirectory, (TIFF *, uint32_t))                                                    \
  F(int, TIFFSetField, (TIFF *, uint32_t tag, ...))                                               \
  F(int, TIFFIsCODECConfigured, (uint16_t))                                                       \
  F(intptr_t, TIFFReadEncodedStrip, (TIFF *, uint32_t, void *_Nullable, intptr_t))                \
  F(intptr_t, TIFFReadEncodedTile, (TIFF *, uint32_t, void *_Nullable, intptr_t))                 \
  F(int, TIFFReadRGBAImageOriented,                                                               \
    (TIFF *, uint32_t width, uint32_t height, uint32_t *_Nullable, int orientation, int stop))    \
  F(ctiff_handler _Nullable, TIFFSetErrorHandler, (ctiff_handler _Nullable))                      \
  F(ctiff_handler _Nullable, TIFFSetWarningHandler, (ctiff_handler _Nullable))

// The functions, each under its own name.
struct ctiff {
#define CTIFF_MEMBER(result, name, arguments) result (*_Nonnull name) arguments;
  CTIFF_FUNCTIONS(CTIFF_MEMBER)
#undef CTIFF_MEMBER
};

// Loads the library, which stays; null, with what dlerror(3) says, if it is not installed, or lacks
// a library or a function.
static inline const struct ctiff *_Nullable ctiff_load(
    const char *_Nullable *_Nonnull error) {
  static struct ctiff functions;
  void *library = dlopen("libtiff.so.6", RTLD_NOW | RTLD_LOCAL);
  if (!library) library = dlopen("libtiff.so.5", RTLD_NOW | RTLD_LOCAL);
  if (!library) {
    dlopen("libtiff.so.6", RTLD_NOW | RTLD_LOCAL);  // again, as its words count
    *error = dlerror();
    return 0;
  }
#define CTIFF_LOAD(result, name, arguments)                  \
  if (!(*(void **)&functions.name = dlsym(library, #name))) { \
    *error = dlerror();                                       \
    return 0;                                                 \
  }
  CTIFF_FUNCTIONS(CTIFF_LOAD)
#undef CTIFF_LOAD
  return &functions;
}

// Has the JPEG codec give RGB: JPEGCOLORMODE_RGB for TIFFTAG_JPEGCOLORMODE (tiff.h).
static inline void ctiff_convert_jpeg(const struct ctiff *functions, TIFF *file) {
  functions->TIFFSetField(file, 65538, 1);
}

// Has the codec of SGI's logarithms give floats: SGILOGDATAFMT_FLOAT for TIFFTAG_SGILOGDATAFMT
// (tiff.h).
static inline void ctiff_give_floats(const struct ctiff *functions, TIFF *file) {
  functions->TIFFSetField(file, 65560, 0);
}

#pragma clang assume_nonnull end
