// OpenEXR's full library by its C interface, for what OpenEXRCore does not decode. It brings the
// C++ runtime along and gives float16 alone, so it is loaded with the first file that needs it.
//
// Its functions are declared here, as far as they are used, with the types of ImfCRgbaFile.h, which
// are the same in all versions from 2.0 on, and no header of its is needed to build. No logic
// stands here but the loading.
#pragma once

#include <dlfcn.h>
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

typedef struct ImfInputFile ImfInputFile;
typedef struct ImfHeader ImfHeader;

// Bits of float16.
typedef struct {
  uint16_t r, g, b, a;
} ImfRgba;

#define COPENEXR_FUNCTIONS(F)                                                             \
  F(ImfInputFile *_Nullable, ImfOpenInputFile, (const char *name))                        \
  F(int, ImfCloseInputFile, (ImfInputFile *))                                             \
  F(int, ImfInputSetFrameBuffer, (ImfInputFile *, ImfRgba *base, size_t x, size_t y))     \
  F(int, ImfInputReadPixels, (ImfInputFile *, int first_row, int last_row))               \
  F(const ImfHeader *_Nonnull, ImfInputHeader, (const ImfInputFile *))                            \
  F(int, ImfInputChannels, (const ImfInputFile *))                                        \
  F(void, ImfHeaderDataWindow, (const ImfHeader *, int *x, int *y, int *last_x, int *last_y)) \
  F(const char *_Nullable, ImfErrorMessage, (void))

// The functions, each under its own name.
struct copenexr {
#define COPENEXR_MEMBER(result, name, arguments) result (*_Nonnull name) arguments;
  COPENEXR_FUNCTIONS(COPENEXR_MEMBER)
#undef COPENEXR_MEMBER
};

// Loads the newest of the library's versions, which stays; null, with what dlerror(3) says of the
// last one, if none is installed, or it lacks a library or a function.
static inline const struct copenexr *_Nullable copenexr_load(
    const char *_Nullable *_Nonnull error) {
  static struct copenexr functions;
  static const char *const names[] = {
      "libOpenEXR-3_4.so.33", "libOpenEXR-3_3.so.32", "libOpenEXR-3_2.so.31",
      "libOpenEXR-3_1.so.30",
  };
  void *library = 0;
  for (size_t i = 0; !library && i < sizeof names / sizeof *names; i++)
    library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
  if (!library) {
    *error = dlerror();
    return 0;
  }
#define COPENEXR_LOAD(result, name, arguments)                \
  if (!(*(void **)&functions.name = dlsym(library, #name))) { \
    *error = dlerror();                                       \
    return 0;                                                 \
  }
  COPENEXR_FUNCTIONS(COPENEXR_LOAD)
#undef COPENEXR_LOAD
  return &functions;
}

#pragma clang assume_nonnull end
