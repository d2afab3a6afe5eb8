// What calls libjpeg, for one version of its interface: the structures that programs and library
// share, and the numbers of its messages, differ between versions. To be included with
// CJPEG_LIBRARY, the library's name; CJPEG_VERSION, as its JPEG_LIB_VERSION; and CJPEG_INTERFACE,
// the name of what is defined here.
#include "interface.h"

#include <dlfcn.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// libjpeg-turbo's headers are the same for all versions, but for this.
#include <jconfig.h>
#define JCONFIG_INCLUDED
#undef JPEG_LIB_VERSION
#define JPEG_LIB_VERSION CJPEG_VERSION
#include <jpeglib.h>

#include <jerror.h>

// The compiler knows what each of them is; jpeglib.h has macros for the two that create.
#define FUNCTIONS(F)                                                                              \
  F(jpeg_std_error) F(jpeg_CreateDecompress) F(jpeg_destroy_decompress) F(jpeg_mem_src)           \
  F(jpeg_read_header) F(jpeg_has_multiple_scans) F(jpeg_start_decompress) F(jpeg_read_scanlines)  \
  F(jpeg_skip_scanlines) F(jpeg_finish_decompress) F(jpeg_consume_input) F(jpeg_start_output)     \
  F(jpeg_CreateCompress) F(jpeg_destroy_compress) F(jpeg_set_defaults) F(jpeg_set_quality)        \
  F(jpeg_start_compress) F(jpeg_write_scanlines) F(jpeg_finish_compress)

#define MEMBER(name) __typeof__(name) *name;
static struct {
  FUNCTIONS(MEMBER)
} libjpeg;

static bool load(void) {
  void *library = dlopen(CJPEG_LIBRARY, RTLD_NOW | RTLD_LOCAL);
  // Other implementations of that name have no jpeg_skip_scanlines, and know no order of samples
  // but red, green, blue.
  if (!library) return false;
#define LOOKUP(name) \
  if (!(*(void **)&libjpeg.name = dlsym(library, #name))) return false;
  FUNCTIONS(LOOKUP)
  return true;
}

#define jpeg_std_error libjpeg.jpeg_std_error
#define jpeg_CreateDecompress libjpeg.jpeg_CreateDecompress
#define jpeg_destroy_decompress libjpeg.jpeg_destroy_decompress
#define jpeg_mem_src libjpeg.jpeg_mem_src
#define jpeg_read_header libjpeg.jpeg_read_header
#define jpeg_has_multiple_scans libjpeg.jpeg_has_multiple_scans
#define jpeg_start_decompress libjpeg.jpeg_start_decompress
#define jpeg_read_scanlines libjpeg.jpeg_read_scanlines
#define jpeg_skip_scanlines libjpeg.jpeg_skip_scanlines
#define jpeg_finish_decompress libjpeg.jpeg_finish_decompress
#define jpeg_consume_input libjpeg.jpeg_consume_input
#define jpeg_start_output libjpeg.jpeg_start_output
#define jpeg_CreateCompress libjpeg.jpeg_CreateCompress
#define jpeg_destroy_compress libjpeg.jpeg_destroy_compress
#define jpeg_set_defaults libjpeg.jpeg_set_defaults
#define jpeg_set_quality libjpeg.jpeg_set_quality
#define jpeg_start_compress libjpeg.jpeg_start_compress
#define jpeg_write_scanlines libjpeg.jpeg_write_scanlines
#define jpeg_finish_compress libjpeg.jpeg_finish_compress

static enum cjpeg_message message_of(int code) {
  switch (code) {
#if JPEG_LIB_VERSION < 70
    case JERR_ARITH_NOTIMPL: return CJPEG_ARITH_NOTIMPL;
#endif
    case JERR_BAD_PRECISION: return CJPEG_BAD_PRECISION;
    case JERR_CCIR601_NOTIMPL: return CJPEG_CCIR601_NOTIMPL;
    case JERR_COMPONENT_COUNT: return CJPEG_COMPONENT_COUNT;
    case JERR_CONVERSION_NOTIMPL: return CJPEG_CONVERSION_NOTIMPL;
    case JERR_FRACT_SAMPLE_NOTIMPL: return CJPEG_FRACT_SAMPLE_NOTIMPL;
    case JERR_INPUT_EMPTY: return CJPEG_INPUT_EMPTY;
    case JERR_INPUT_EOF: return CJPEG_INPUT_EOF;
    case JERR_NOTIMPL: return CJPEG_NOTIMPL;
    case JERR_NOT_COMPILED: return CJPEG_NOT_COMPILED;
    case JERR_NO_IMAGE: return CJPEG_NO_IMAGE;
    case JERR_OUT_OF_MEMORY: return CJPEG_OUT_OF_MEMORY;
    case JERR_SOF_UNSUPPORTED: return CJPEG_SOF_UNSUPPORTED;
    case JWRN_ADOBE_XFORM: return CJPEG_ADOBE_XFORM;
    case JWRN_BOGUS_PROGRESSION: return CJPEG_BOGUS_PROGRESSION;
    case JWRN_EXTRANEOUS_DATA: return CJPEG_EXTRANEOUS_DATA;
    case JWRN_HIT_MARKER: return CJPEG_HIT_MARKER;
    case JWRN_JFIF_MAJOR: return CJPEG_JFIF_MAJOR;
    case JWRN_JPEG_EOF: return CJPEG_JPEG_EOF;
    case JWRN_NOT_SEQUENTIAL: return CJPEG_NOT_SEQUENTIAL;
    default: return CJPEG_OTHER;
  }
}

// Rows for one call of jpeg_read_scanlines: more than libjpeg gives at once.
enum { ROWS = 16 };

// The rows of a component's blocks that there is memory for: those of the picture take turns in it.
struct block_rows {
  JBLOCKARRAY rows;
  void *memory;        // what the rows are in; null if it is another reader's
  JDIMENSION width;    // blocks in a row
  JDIMENSION height;   // rows that the picture has
  JDIMENSION count;    // rows that there is memory for
  JDIMENSION cleared;  // rows of the picture that have been made zeros
};

struct cjpeg {
  struct jpeg_decompress_struct info;
  struct jpeg_error_mgr errors;
  struct jpeg_progress_mgr progress;
  jmp_buf caller;
  enum cjpeg_message message;
  char error_text[JMSG_LENGTH_MAX];
  const uint8_t *bytes;
  size_t byte_count;
  struct cjpeg_piece *pieces;
  size_t piece_count, next_piece;
  struct block_rows block_rows[MAX_COMPONENTS];
  int block_rows_count;
  int scan_limit;
  cjpeg_warning_handler handler;
  void *context;
};

static void end_in_error(j_common_ptr info) {
  struct cjpeg *self = info->client_data;
  self->message = message_of(self->errors.msg_code);
  self->errors.format_message(info, self->error_text);
  longjmp(self->caller, 1);
}

static void tell_warning(j_common_ptr info, int level) {
  struct cjpeg *self = info->client_data;
  if (level >= 0) return;  // a trace
  size_t left = self->info.src ? self->info.src->bytes_in_buffer : 0;
  size_t offset = left <= self->byte_count ? self->byte_count - left : self->byte_count;
  const enum cjpeg_message message = message_of(self->errors.msg_code);
  self->handler(self->context, message, self->errors.msg_parm.i[0], offset);
}

static void be_silent(j_common_ptr info) { (void)info; }

// As in TurboJPEG: a file of a megabyte can hold scans for minutes.
static void count_scans(j_common_ptr info) {
  struct cjpeg *self = info->client_data;
  if (self->info.input_scan_number <= self->scan_limit) return;
  self->message = CJPEG_TOO_MANY_SCANS;
  longjmp(self->caller, 1);
}

static void free_reader(struct cjpeg *self) {
  jpeg_destroy_decompress(&self->info);
  for (int component = 0; component < self->block_rows_count; component++) {
    struct block_rows *const blocks = &self->block_rows[component];
    if (!blocks->memory) continue;
    free(blocks->memory);
    free(blocks->rows);
  }
  free(self->pieces);
  free(self);
}

static struct cjpeg *new_reader(const uint8_t *bytes, size_t count, int scan_limit,
                                cjpeg_warning_handler handler, void *context) {
  struct cjpeg *self = calloc(1, sizeof *self);
  if (!self) return 0;
  self->bytes = bytes;
  self->byte_count = count;
  self->scan_limit = scan_limit;
  self->handler = handler;
  self->context = context;
  self->info.err = jpeg_std_error(&self->errors);
  self->errors.error_exit = end_in_error;
  self->errors.emit_message = tell_warning;
  self->errors.output_message = be_silent;
  self->progress.progress_monitor = count_scans;
  self->info.client_data = self;
  if (setjmp(self->caller)) {
    free_reader(self);
    return 0;
  }
  jpeg_create_decompress(&self->info);
  self->info.progress = &self->progress;
  jpeg_mem_src(&self->info, bytes, count);
  return self;
}

static boolean begin_piece(j_decompress_ptr info) {
  struct cjpeg *self = info->client_data;
  if (self->next_piece == self->piece_count) {
    self->errors.msg_code = JERR_INPUT_EOF;
    self->errors.error_exit((j_common_ptr)info);
  }
  const struct cjpeg_piece *const piece = &self->pieces[self->next_piece++];
  info->src->next_input_byte = self->bytes + piece->offset;
  info->src->bytes_in_buffer = piece->count;
  return TRUE;
}

static void skip_bytes(j_decompress_ptr info, long count) {
  if (count <= 0) return;
  struct jpeg_source_mgr *const source = info->src;
  while ((size_t)count > source->bytes_in_buffer) {
    count -= source->bytes_in_buffer;
    begin_piece(info);
  }
  source->next_input_byte += count;
  source->bytes_in_buffer -= count;
}

static bool read_pieces(struct cjpeg *self, const struct cjpeg_piece *pieces, size_t count) {
  self->pieces = malloc(count * sizeof *pieces);
  if (!self->pieces) return false;
  memcpy(self->pieces, pieces, count * sizeof *pieces);
  self->piece_count = count;
  self->info.src->bytes_in_buffer = 0;
  self->info.src->fill_input_buffer = begin_piece;
  self->info.src->skip_input_data = skip_bytes;
  return true;
}

static enum cjpeg_message error(const struct cjpeg *self) { return self->message; }

static const char *error_text(const struct cjpeg *self) { return self->error_text; }

static bool read_header(struct cjpeg *self, struct cjpeg_header *header) {
  struct jpeg_decompress_struct *info = &self->info;
  if (setjmp(self->caller)) return false;
  jpeg_read_header(info, TRUE);
  header->width = info->image_width;
  header->height = info->image_height;
  header->component_count = info->num_components;
  header->is_adobe = info->saw_Adobe_marker;
  header->is_cmyk = info->jpeg_color_space == JCS_CMYK || info->jpeg_color_space == JCS_YCCK;
  header->row_height = info->max_v_samp_factor * DCTSIZE;
  header->is_progressive = info->progressive_mode;
  header->has_one_scan = !jpeg_has_multiple_scans(info);
  info->out_color_space = header->is_cmyk ? JCS_CMYK : JCS_EXT_BGRA;
  return true;
}

static bool start(struct cjpeg *self) {
  if (setjmp(self->caller)) return false;
  jpeg_start_decompress(&self->info);
  return true;
}

static bool read_rows(struct cjpeg *self, uint8_t *pixels, size_t stride, uint32_t wanted) {
  if (setjmp(self->caller)) return false;
  const JDIMENSION first = self->info.output_scanline, end = first + wanted;
  while (self->info.output_scanline < end) {
    JSAMPROW rows[ROWS];
    const JDIMENSION left = end - self->info.output_scanline;
    const JDIMENSION count = left < ROWS ? left : ROWS;
    for (JDIMENSION row = 0; row < count; row++) {
      rows[row] = pixels + (self->info.output_scanline - first + row) * stride;
    }
    jpeg_read_scanlines(&self->info, rows, count);
  }
  return true;
}

static bool skip_rows(struct cjpeg *self, uint32_t count) {
  if (setjmp(self->caller)) return false;
  jpeg_skip_scanlines(&self->info, count);
  return true;
}

// coef_bits has Al of the last scan of each coefficient; -1: none.
static bool has_all_bits(const struct cjpeg *self) {
  if (!self->info.coef_bits) return false;
  for (int component = 0; component < self->info.num_components; component++) {
    for (int place = 0; place < DCTSIZE2; place++) {
      if (self->info.coef_bits[component][place] != 0) return false;
    }
  }
  return true;
}

static bool finish(struct cjpeg *self) {
  if (setjmp(self->caller)) return false;
  jpeg_finish_decompress(&self->info);
  return true;
}

// In place of libjpeg's own memory manager (libjpeg.txt, "Memory management"), whose arrays know no
// second thread: libjpeg asks for as many rows of blocks at once as a row of MCUs has, from the top
// to the bottom in each scan.
static jvirt_barray_ptr request_rows(j_common_ptr info, int pool, boolean is_zeroed,
                                     JDIMENSION width, JDIMENSION height, JDIMENSION most) {
  (void)pool, (void)is_zeroed, (void)most;
  struct cjpeg *self = info->client_data;
  struct block_rows *const blocks = &self->block_rows[self->block_rows_count++];
  blocks->width = width;
  blocks->height = height;
  return (jvirt_barray_ptr)blocks;
}

static JBLOCKARRAY access_rows(j_common_ptr info, jvirt_barray_ptr array, JDIMENSION first,
                               JDIMENSION count, boolean is_written) {
  (void)info;
  struct block_rows *const blocks = (struct block_rows *)array;
  JBLOCKARRAY const found = blocks->rows + first % blocks->count;
  if (is_written && first >= blocks->cleared) {
    memset(found[0], 0, (size_t)count * blocks->width * sizeof(JBLOCK));
    blocks->cleared = first + count;
  }
  return found;
}

// libjpeg.txt, "Buffered-image mode".
static bool start_blocks(struct cjpeg *self, uint32_t *row_count) {
  if (setjmp(self->caller)) return false;
  struct jpeg_decompress_struct *const info = &self->info;
  info->buffered_image = TRUE;
  info->do_block_smoothing = FALSE;
  info->mem->request_virt_barray = request_rows;
  info->mem->access_virt_barray = access_rows;
  jpeg_start_decompress(info);
  // Samples without blocks (lossless) are not kept in such rows.
  const uint32_t row_height = info->max_v_samp_factor * DCTSIZE;
  if (self->block_rows_count != info->num_components ||
      info->total_iMCU_rows != (info->image_height + row_height - 1) / row_height) {
    return false;
  }
  *row_count = info->total_iMCU_rows;
  return true;
}

// As libjpeg's own memory manager has it (jmemmgr.c: ALIGN_SIZE), for the widest vectors there are.
enum { ALIGNMENT = 64 };

static bool make_blocks(struct cjpeg *self, uint32_t component, uint32_t depth) {
  struct block_rows *const blocks = &self->block_rows[component];
  const uint32_t height = self->info.comp_info[component].v_samp_factor;
  blocks->count = depth < self->info.total_iMCU_rows ? depth * height : blocks->height;
  const size_t row_size = blocks->width * sizeof(JBLOCK);
  blocks->rows = malloc(blocks->count * sizeof *blocks->rows);
  // What nobody touches costs nothing, and each of two threads gets its own zeros from the kernel.
  blocks->memory = blocks->rows ? calloc(1, blocks->count * row_size + ALIGNMENT) : 0;
  if (!blocks->memory) {
    free(blocks->rows);
    self->message = CJPEG_OUT_OF_MEMORY;
    return false;
  }
  const size_t misplaced = (uintptr_t)blocks->memory % ALIGNMENT;
  char *const start = (char *)blocks->memory + (ALIGNMENT - misplaced);
  for (JDIMENSION row = 0; row < blocks->count; row++) {
    blocks->rows[row] = (JBLOCKROW)(start + row * row_size);
  }
  blocks->cleared = blocks->count;
  return true;
}

static void share_blocks(struct cjpeg *self, const struct cjpeg *other, uint32_t component) {
  struct block_rows *const blocks = &self->block_rows[component];
  blocks->rows = other->block_rows[component].rows;
  blocks->count = other->block_rows[component].count;
  blocks->cleared = blocks->height;  // it is the other's to clear them
}

static bool read_scan_row(struct cjpeg *self) {
  if (setjmp(self->caller)) return false;
  int progress;
  do {
    progress = jpeg_consume_input(&self->info);
  } while (progress == JPEG_REACHED_SOS);
  return progress == JPEG_ROW_COMPLETED || progress == JPEG_SCAN_COMPLETED;
}

static bool end_scans(struct cjpeg *self) {
  if (setjmp(self->caller)) return false;
  while (jpeg_consume_input(&self->info) != JPEG_REACHED_EOI) {
  }
  return true;
}

static void share_tables(struct cjpeg *self, const struct cjpeg *other) {
  for (int component = 0; component < self->info.num_components; component++) {
    JQUANT_TBL **const table = &self->info.comp_info[component].quant_table;
    if (!*table) *table = other->info.comp_info[component].quant_table;
  }
}

static bool start_output(struct cjpeg *self) {
  if (setjmp(self->caller)) return false;
  jpeg_start_output(&self->info, self->info.input_scan_number);
  return true;
}

// As jpeg_consume_input leaves it behind that row: pixels are made of no row from there on.
static void offer_rows(struct cjpeg *self, uint32_t count) { self->info.input_iMCU_row = count; }

struct cjpeg_writer {
  struct jpeg_compress_struct info;
  struct jpeg_error_mgr errors;
  struct jpeg_destination_mgr destination;
  jmp_buf caller;
  char *error_text;
  cjpeg_byte_handler handler;
  void *context;
  uint8_t bytes[65536];
};

static void end_writing(j_common_ptr info) {
  struct cjpeg_writer *self = info->client_data;
  self->errors.format_message(info, self->error_text);
  longjmp(self->caller, 1);
}

static void begin_bytes(j_compress_ptr info) {
  struct cjpeg_writer *self = info->client_data;
  self->destination.next_output_byte = self->bytes;
  self->destination.free_in_buffer = sizeof self->bytes;
}

static void hand_over(struct cjpeg_writer *self, size_t count) {
  if (!self->handler(self->context, self->bytes, count)) longjmp(self->caller, 1);
}

// Called when there is no room left; what next_output_byte says then is of no account
// (libjpeg.txt).
static boolean take_bytes(j_compress_ptr info) {
  struct cjpeg_writer *self = info->client_data;
  hand_over(self, sizeof self->bytes);
  begin_bytes(info);
  return TRUE;
}

static void end_bytes(j_compress_ptr info) {
  struct cjpeg_writer *self = info->client_data;
  hand_over(self, sizeof self->bytes - self->destination.free_in_buffer);
}

static bool encode(const uint8_t *pixels, size_t stride, uint32_t width, uint32_t height,
                   int quality, bool has_full_colors, cjpeg_byte_handler handler, void *context,
                   char *error_text) {
  struct cjpeg_writer self = {.error_text = error_text, .handler = handler, .context = context};
  error_text[0] = 0;
  self.info.err = jpeg_std_error(&self.errors);
  self.errors.error_exit = end_writing;
  self.errors.output_message = be_silent;
  self.info.client_data = &self;
  if (setjmp(self.caller)) {
    jpeg_destroy_compress(&self.info);
    return false;
  }
  jpeg_create_compress(&self.info);
  self.destination = (struct jpeg_destination_mgr){
      .init_destination = begin_bytes,
      .empty_output_buffer = take_bytes,
      .term_destination = end_bytes};
  self.info.dest = &self.destination;
  self.info.image_width = width;
  self.info.image_height = height;
  self.info.input_components = 4;
  self.info.in_color_space = JCS_EXT_BGRX;
  jpeg_set_defaults(&self.info);
  jpeg_set_quality(&self.info, quality, TRUE);
  // jpeglib.h: the first component is the brightness, which has 2x2 samples for one of the others.
  jpeg_component_info *const brightness = &self.info.comp_info[0];
  if (has_full_colors) brightness->h_samp_factor = brightness->v_samp_factor = 1;
  jpeg_start_compress(&self.info, TRUE);
  while (self.info.next_scanline < height) {
    JSAMPROW row = (JSAMPROW)pixels + self.info.next_scanline * stride;
    jpeg_write_scanlines(&self.info, &row, 1);
  }
  jpeg_finish_compress(&self.info);
  jpeg_destroy_compress(&self.info);
  return true;
}

const struct cjpeg_interface CJPEG_INTERFACE = {
    load, new_reader, free_reader, read_pieces, error, error_text, read_header, start, read_rows,
    skip_rows, has_all_bits, finish, start_blocks, make_blocks, share_blocks, read_scan_row,
    end_scans, share_tables, start_output, offer_rows, encode};
