// librsvg and cairo, loaded when the first SVG is decoded: few starts of the program need them and
// the libraries below them.
//
// Their functions are declared here, as far as they are used, with the types of their headers
// (librsvg/rsvg.h of librsvg 2.46, cairo.h, gobject.h), and no header of theirs is needed to build.
// No logic stands here but the loading.
#pragma once

#include <dlfcn.h>
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

typedef struct _RsvgHandle RsvgHandle;
typedef struct _cairo cairo_t;
typedef struct _cairo_surface cairo_surface_t;
typedef struct {
  uint32_t domain;
  int code;
  const char *_Nullable message;
} GError;

typedef struct {
  double x, y, width, height;
} RsvgRectangle;

enum {
  CRSVG_CAIRO_FORMAT_ARGB32 = 0,  // cairo_format_t
};

#define CRSVG_FUNCTIONS(F)                                                                        \
  F(RsvgHandle *_Nullable, rsvg_handle_new_from_data,                                             \
    (const uint8_t *_Nullable, size_t, GError *_Nullable *_Nullable))                             \
  F(void, rsvg_handle_set_dpi, (RsvgHandle *, double))                                            \
  F(int, rsvg_handle_get_geometry_for_layer,                                                      \
    (RsvgHandle *, const char *_Nullable, const RsvgRectangle *, RsvgRectangle *_Nullable ink,    \
     RsvgRectangle *_Nullable logical, GError *_Nullable *_Nullable))                             \
  F(int, rsvg_handle_render_document,                                                             \
    (RsvgHandle *, cairo_t *, const RsvgRectangle *, GError *_Nullable *_Nullable))               \
  F(cairo_surface_t *_Nullable, cairo_image_surface_create_for_data,                              \
    (unsigned char *_Nullable, int format, int width, int height, int stride))                    \
  F(void, cairo_surface_flush, (cairo_surface_t *_Nullable))                                      \
  F(void, cairo_surface_destroy, (cairo_surface_t *_Nullable))                                    \
  F(cairo_t *_Nullable, cairo_create, (cairo_surface_t *_Nullable))                               \
  F(int, cairo_status, (cairo_t *))                                                               \
  F(void, cairo_destroy, (cairo_t *))                                                             \
  F(void, g_object_unref, (void *))                                                               \
  F(void, g_error_free, (GError *))

// The functions, each under its own name.
struct crsvg {
#define CRSVG_MEMBER(result, name, arguments) result (*_Nonnull name) arguments;
  CRSVG_FUNCTIONS(CRSVG_MEMBER)
#undef CRSVG_MEMBER
};

// Loads the libraries, which stay; null, with what dlerror(3) says, if one is not installed, or
// lacks a library or a function.
static inline const struct crsvg *_Nullable crsvg_load(
    const char *_Nullable *_Nonnull error) {
  static struct crsvg functions;
  void *const library = dlopen("librsvg-2.so.2", RTLD_NOW | RTLD_LOCAL);
  if (!library) {
    *error = dlerror();
    return 0;
  }
#define CRSVG_LOAD(result, name, arguments)                   \
  if (!(*(void **)&functions.name = dlsym(library, #name))) { \
    *error = dlerror();                                       \
    return 0;                                                 \
  }
  CRSVG_FUNCTIONS(CRSVG_LOAD)
#undef CRSVG_LOAD
  return &functions;
}

#pragma clang assume_nonnull end
