// libchafa, which draws pictures by what a terminal can show; loaded where somebody asks for that.
//
// Its functions are declared here, as far as they are used, with the types of its headers
// (chafa.h of chafa 1.12, glib.h), and no header of theirs is needed to build. No logic
// stands here but the loading.
#pragma once

#include <dlfcn.h>
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

typedef struct ChafaTermDb ChafaTermDb;
typedef struct ChafaTermInfo ChafaTermInfo;
typedef struct ChafaCanvasConfig ChafaCanvasConfig;
typedef struct ChafaCanvas ChafaCanvas;
typedef struct {
  char *_Nullable str;
  size_t len;
  size_t allocated_len;
} GString;

enum {
  CCHAFA_PIXEL_BGRA8_UNASSOCIATED = 5,  // ChafaPixelType
  CCHAFA_PIXEL_MODE_SYMBOLS = 0,        // ChafaPixelMode
  CCHAFA_PIXEL_MODE_SIXELS = 1,
  CCHAFA_PIXEL_MODE_KITTY = 2,
  CCHAFA_CANVAS_MODE_TRUECOLOR = 0,  // ChafaCanvasMode
  CCHAFA_CANVAS_MODE_INDEXED_240 = 2,
  CCHAFA_CANVAS_MODE_INDEXED_16 = 3,
  CCHAFA_CANVAS_MODE_FGBG = 5,
  CCHAFA_TERM_SEQ_SET_COLOR_FGBG_DIRECT = 33,  // ChafaTermSeq
  CCHAFA_TERM_SEQ_SET_COLOR_FGBG_256 = 36,
  CCHAFA_TERM_SEQ_SET_COLOR_FGBG_16 = 39,
  CCHAFA_TERM_SEQ_BEGIN_SIXELS = 40,
  CCHAFA_TERM_SEQ_BEGIN_KITTY_IMMEDIATE_IMAGE_V1 = 43,
};

#define CCHAFA_FUNCTIONS(F)                                                               \
  F(ChafaTermDb *_Nonnull, chafa_term_db_get_default, (void))                             \
  F(ChafaTermInfo *_Nullable, chafa_term_db_detect,                                       \
    (ChafaTermDb *, char *_Nullable *_Nonnull environment))                               \
  F(int, chafa_term_info_have_seq, (const ChafaTermInfo *, int sequence))                 \
  F(void, chafa_term_info_unref, (ChafaTermInfo *))                                       \
  F(ChafaCanvasConfig *_Nonnull, chafa_canvas_config_new, (void))                         \
  F(void, chafa_canvas_config_set_geometry, (ChafaCanvasConfig *, int columns, int rows)) \
  F(void, chafa_canvas_config_set_cell_geometry,                                          \
    (ChafaCanvasConfig *, int width, int height))                                         \
  F(void, chafa_canvas_config_set_pixel_mode, (ChafaCanvasConfig *, int))                 \
  F(void, chafa_canvas_config_set_canvas_mode, (ChafaCanvasConfig *, int))                \
  F(void, chafa_canvas_config_unref, (ChafaCanvasConfig *))                               \
  F(ChafaCanvas *_Nonnull, chafa_canvas_new, (const ChafaCanvasConfig *))                 \
  F(void, chafa_canvas_draw_all_pixels,                                                   \
    (ChafaCanvas *, int type, const uint8_t *, int width, int height, int stride))        \
  F(GString *_Nonnull, chafa_canvas_print, (ChafaCanvas *, ChafaTermInfo *))              \
  F(void, chafa_canvas_unref, (ChafaCanvas *))                                            \
  F(char *_Nullable, g_string_free, (GString *, int frees))

// The functions, each under its own name.
struct cchafa {
#define CCHAFA_MEMBER(result, name, arguments) result (*_Nonnull name) arguments;
  CCHAFA_FUNCTIONS(CCHAFA_MEMBER)
#undef CCHAFA_MEMBER
};

// Loads the library, which stays; null, with what dlerror(3) says, if it is not
// installed, or lacks a function.
static inline const struct cchafa *_Nullable cchafa_load(const char *_Nullable *_Nonnull error) {
  static struct cchafa functions;
  void *const library = dlopen("libchafa.so.0", RTLD_NOW | RTLD_LOCAL);
  if (!library) {
    *error = dlerror();
    return 0;
  }
#define CCHAFA_LOAD(result, name, arguments)                  \
  if (!(*(void **)&functions.name = dlsym(library, #name))) { \
    *error = dlerror();                                       \
    return 0;                                                 \
  }
  CCHAFA_FUNCTIONS(CCHAFA_LOAD)
#undef CCHAFA_LOAD
  return &functions;
}

#pragma clang assume_nonnull end
