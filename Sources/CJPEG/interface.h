// The functions of cjpeg.h, as each version of libjpeg's interface has them.
#ifndef CJPEG_INTERFACE_H
#define CJPEG_INTERFACE_H

#include "cjpeg.h"

struct cjpeg_interface {
  bool (*load)(void);
  struct cjpeg *(*new_reader)(const uint8_t *bytes, size_t count, int scan_limit,
                              cjpeg_warning_handler handler, void *context);
  void (*free_reader)(struct cjpeg *);
  bool (*read_pieces)(struct cjpeg *, const struct cjpeg_piece *pieces, size_t count);
  enum cjpeg_message (*error)(const struct cjpeg *);
  const char *(*error_text)(const struct cjpeg *);
  bool (*read_header)(struct cjpeg *, struct cjpeg_header *);
  bool (*start)(struct cjpeg *);
  bool (*read_rows)(struct cjpeg *, uint8_t *pixels, size_t stride, uint32_t count);
  bool (*skip_rows)(struct cjpeg *, uint32_t count);
  bool (*has_all_bits)(const struct cjpeg *);
  bool (*finish)(struct cjpeg *);
  bool (*start_blocks)(struct cjpeg *, uint32_t *row_count);
  bool (*make_blocks)(struct cjpeg *, uint32_t component, uint32_t depth);
  void (*share_blocks)(struct cjpeg *, const struct cjpeg *, uint32_t component);
  bool (*read_scan_row)(struct cjpeg *);
  bool (*end_scans)(struct cjpeg *);
  void (*share_tables)(struct cjpeg *, const struct cjpeg *);
  bool (*start_output)(struct cjpeg *);
  void (*offer_rows)(struct cjpeg *, uint32_t count);
  bool (*encode)(const uint8_t *pixels, size_t stride, uint32_t width, uint32_t height,
                 int quality, bool has_full_colors, cjpeg_byte_handler handler, void *context,
                 char *error_text);
};

extern const struct cjpeg_interface cjpeg_version62, cjpeg_version80;

#endif
