// Chooses the version of libjpeg's interface that this system has, and hands every call on to it.
#include "cjpeg.h"

#include <pthread.h>

#include "interface.h"

static const struct cjpeg_interface *libjpeg;

static void load(void) {
  const struct cjpeg_interface *const versions[] = {&cjpeg_version62, &cjpeg_version80};
  for (size_t i = 0; !libjpeg && i < sizeof versions / sizeof *versions; i++) {
    if (versions[i]->load()) libjpeg = versions[i];
  }
}

bool cjpeg_load(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, load);
  return libjpeg != 0;
}

struct cjpeg *cjpeg_new(const uint8_t *bytes, size_t count, int scan_limit,
                        cjpeg_warning_handler handler, void *context) {
  return libjpeg->new_reader(bytes, count, scan_limit, handler, context);
}

void cjpeg_free(struct cjpeg *self) { libjpeg->free_reader(self); }

bool cjpeg_read_pieces(struct cjpeg *self, const struct cjpeg_piece *pieces, size_t count) {
  return libjpeg->read_pieces(self, pieces, count);
}

enum cjpeg_message cjpeg_error(const struct cjpeg *self) { return libjpeg->error(self); }

const char *cjpeg_error_text(const struct cjpeg *self) { return libjpeg->error_text(self); }

bool cjpeg_read_header(struct cjpeg *self, struct cjpeg_header *header) {
  return libjpeg->read_header(self, header);
}

bool cjpeg_start(struct cjpeg *self) { return libjpeg->start(self); }

bool cjpeg_read_rows(struct cjpeg *self, uint8_t *pixels, size_t stride, uint32_t count) {
  return libjpeg->read_rows(self, pixels, stride, count);
}

bool cjpeg_skip_rows(struct cjpeg *self, uint32_t count) {
  return libjpeg->skip_rows(self, count);
}

bool cjpeg_has_all_bits(const struct cjpeg *self) { return libjpeg->has_all_bits(self); }

bool cjpeg_finish(struct cjpeg *self) { return libjpeg->finish(self); }

bool cjpeg_start_blocks(struct cjpeg *self, uint32_t *row_count) {
  return libjpeg->start_blocks(self, row_count);
}

bool cjpeg_make_blocks(struct cjpeg *self, uint32_t component, uint32_t depth) {
  return libjpeg->make_blocks(self, component, depth);
}

void cjpeg_share_blocks(struct cjpeg *self, const struct cjpeg *other, uint32_t component) {
  libjpeg->share_blocks(self, other, component);
}

bool cjpeg_read_scan_row(struct cjpeg *self) { return libjpeg->read_scan_row(self); }

bool cjpeg_end_scans(struct cjpeg *self) { return libjpeg->end_scans(self); }

void cjpeg_share_tables(struct cjpeg *self, const struct cjpeg *other) {
  libjpeg->share_tables(self, other);
}

bool cjpeg_start_output(struct cjpeg *self) { return libjpeg->start_output(self); }

void cjpeg_offer_rows(struct cjpeg *self, uint32_t count) { libjpeg->offer_rows(self, count); }

bool cjpeg_encode(const uint8_t *pixels, size_t stride, uint32_t width, uint32_t height,
                  int quality, bool has_full_colors, cjpeg_byte_handler handler, void *context,
                  char *error_text) {
  return libjpeg->encode(pixels, stride, width, height, quality, has_full_colors, handler, context,
                         error_text);
}
