// Pango and cairo, loaded when the first text is drawn. Linked as usual, they and the libraries
// below them would be loaded by every start of the program: 5 ms, where most starts draw no text.
//
// So their functions are declared here, as far as they are used, with the types of their headers
// (pango/pango-*.h and pango/pangocairo.h of Pango 1.44, cairo.h, gobject.h, gmessages.h), and no
// header of theirs is needed to build. No logic stands here but the loading.
#pragma once

#include <dlfcn.h>

#pragma clang assume_nonnull begin

typedef struct _PangoContext PangoContext;
typedef struct _PangoFontMap PangoFontMap;
typedef struct _PangoFontDescription PangoFontDescription;
typedef struct _PangoLayout PangoLayout;
typedef struct _PangoAttribute PangoAttribute;
typedef struct _PangoAttrList PangoAttrList;
typedef struct _cairo cairo_t;
typedef struct _cairo_surface cairo_surface_t;

// pango-types.h
typedef struct {
  int x, y, width, height;
} PangoRectangle;

enum {
  CPANGO_SCALE = 1024,          // PANGO_SCALE
  CPANGO_WEIGHT_NORMAL = 400,   // PangoWeight
  CPANGO_WEIGHT_BOLD = 700,
  CPANGO_WRAP_WORD_CHAR = 2,    // PangoWrapMode
  CPANGO_ALIGN_CENTER = 1,      // PangoAlignment
  CPANGO_ELLIPSIZE_NONE = 0,    // PangoEllipsizeMode
  CPANGO_ELLIPSIZE_MIDDLE = 2,
  CPANGO_ELLIPSIZE_END = 3,
  CPANGO_CAIRO_FORMAT_ARGB32 = 0,  // cairo_format_t
  CPANGO_LOG_WRITER_HANDLED = 1,   // GLogWriterOutput
};

#define CPANGO_FUNCTIONS(F)                                                                       \
  F(PangoFontMap *_Nullable, pango_cairo_font_map_new, (void))                                    \
  F(void, pango_cairo_font_map_set_resolution, (PangoFontMap *, double dots_per_inch))            \
  F(void, pango_cairo_show_layout, (cairo_t *, PangoLayout *))                                    \
  F(PangoContext *_Nullable, pango_font_map_create_context, (PangoFontMap *))                     \
  F(PangoFontDescription *_Nullable, pango_font_description_new, (void))                          \
  F(void, pango_font_description_free, (PangoFontDescription *_Nullable))                         \
  F(void, pango_font_description_set_family, (PangoFontDescription *_Nullable, const char *))     \
  F(void, pango_font_description_set_size, (PangoFontDescription *_Nullable, int))                \
  F(void, pango_font_description_set_weight, (PangoFontDescription *_Nullable, int))              \
  F(PangoLayout *_Nullable, pango_layout_new, (PangoContext *))                                   \
  F(void, pango_layout_set_font_description,                                                      \
    (PangoLayout *, const PangoFontDescription *_Nullable))                                       \
  F(void, pango_layout_set_text, (PangoLayout *, const char *, int byte_count))                   \
  F(void, pango_layout_set_attributes, (PangoLayout *, PangoAttrList *_Nullable))                 \
  F(void, pango_layout_set_width, (PangoLayout *, int))                                           \
  F(void, pango_layout_set_wrap, (PangoLayout *, int))                                            \
  F(void, pango_layout_set_alignment, (PangoLayout *, int))                                       \
  F(void, pango_layout_set_ellipsize, (PangoLayout *, int))                                       \
  F(void, pango_layout_set_single_paragraph_mode, (PangoLayout *, int))                           \
  F(void, pango_layout_get_pixel_extents,                                                         \
    (PangoLayout *, PangoRectangle *_Nullable ink, PangoRectangle *_Nullable logical))            \
  F(int, pango_layout_get_baseline, (PangoLayout *))                                              \
  F(int, pango_layout_get_unknown_glyphs_count, (PangoLayout *))                                  \
  F(PangoAttrList *_Nullable, pango_attr_list_new, (void))                                        \
  F(void, pango_attr_list_insert, (PangoAttrList *_Nullable, PangoAttribute *_Nullable))          \
  F(void, pango_attr_list_unref, (PangoAttrList *_Nullable))                                      \
  F(PangoAttribute *_Nullable, pango_attr_font_features_new, (const char *))                      \
  F(cairo_surface_t *_Nullable, cairo_image_surface_create_for_data,                              \
    (unsigned char *_Nullable, int format, int width, int height, int stride))                    \
  F(void, cairo_surface_flush, (cairo_surface_t *_Nullable))                                      \
  F(void, cairo_surface_destroy, (cairo_surface_t *_Nullable))                                    \
  F(cairo_t *_Nullable, cairo_create, (cairo_surface_t *_Nullable))                               \
  F(void, cairo_destroy, (cairo_t *))                                                             \
  F(void, cairo_save, (cairo_t *))                                                                \
  F(void, cairo_restore, (cairo_t *))                                                             \
  F(void, cairo_rectangle, (cairo_t *, double x, double y, double width, double height))          \
  F(void, cairo_clip, (cairo_t *))                                                                \
  F(void, cairo_move_to, (cairo_t *, double x, double y))                                         \
  F(void, cairo_new_sub_path, (cairo_t *))                                                        \
  F(void, cairo_arc, (cairo_t *, double x, double y, double radius, double from, double to))      \
  F(void, cairo_close_path, (cairo_t *))                                                          \
  F(void, cairo_set_source_rgba, (cairo_t *, double, double, double, double alpha))               \
  F(void, cairo_set_line_width, (cairo_t *, double))                                              \
  F(void, cairo_fill, (cairo_t *))                                                                \
  F(void, cairo_stroke, (cairo_t *))                                                              \
  F(void, g_object_unref, (void *))                                                               \
  F(void, g_log_set_writer_func,                                                                  \
    (int (*_Nonnull)(int level, const void *_Nullable fields, unsigned long count, void *_Nullable),      \
     void *_Nullable, void (*_Nullable)(void *_Nullable)))

// The functions, each under its own name.
struct cpango {
#define CPANGO_MEMBER(result, name, arguments) result (*_Nonnull name) arguments;
  CPANGO_FUNCTIONS(CPANGO_MEMBER)
#undef CPANGO_MEMBER
};

// Loads the libraries, which stay; null if they are not installed, or lack a function: dlerror(3)
// says why then.
static inline const struct cpango *_Nullable cpango_load(void) {
  static struct cpango functions;
  void *const library = dlopen("libpangocairo-1.0.so.0", RTLD_NOW | RTLD_LOCAL);
  if (!library) return 0;
#define CPANGO_LOAD(result, name, arguments) \
  if (!(*(void **)&functions.name = dlsym(library, #name))) return 0;
  CPANGO_FUNCTIONS(CPANGO_LOAD)
#undef CPANGO_LOAD
  return &functions;
}

#pragma clang assume_nonnull end
