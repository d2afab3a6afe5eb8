// libjpeg for Swift, which cannot jump out of a C function: libjpeg ends an error by longjmp(3).
//
// Each function here that returns a bool calls libjpeg between setjmp(3) and that jump. What a
// warning means, the caller decides.
#ifndef CJPEG_H
#define CJPEG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

// Loads libjpeg, which stays, so that only a JPEG costs that; false if it is not installed, or
// lacks a function. To be called, with success, before the others. libjpeg.so.62 and libjpeg.so.8
// will both do: a program that was built beside one of them runs with the other.
bool cjpeg_load(void);

struct cjpeg;

// Errors and warnings of jerror.h, where their numbers depend on the version.
enum cjpeg_message {
  CJPEG_OTHER,
  CJPEG_TOO_MANY_SCANS,  // our own
  CJPEG_ARITH_NOTIMPL, CJPEG_BAD_PRECISION, CJPEG_CCIR601_NOTIMPL, CJPEG_COMPONENT_COUNT,
  CJPEG_CONVERSION_NOTIMPL, CJPEG_FRACT_SAMPLE_NOTIMPL, CJPEG_INPUT_EMPTY, CJPEG_INPUT_EOF,
  CJPEG_NOTIMPL, CJPEG_NOT_COMPILED, CJPEG_NO_IMAGE, CJPEG_OUT_OF_MEMORY, CJPEG_SOF_UNSUPPORTED,
  CJPEG_ADOBE_XFORM, CJPEG_BOGUS_PROGRESSION, CJPEG_EXTRANEOUS_DATA, CJPEG_HIT_MARKER,
  CJPEG_JFIF_MAJOR, CJPEG_JPEG_EOF, CJPEG_NOT_SEQUENTIAL
};

// The bytes that an error's words take, with the zero at their end: JMSG_LENGTH_MAX of jpeglib.h.
enum { CJPEG_ERROR_TEXT_SIZE = 200 };

// Called for a warning, with its first number, and with how many bytes libjpeg has read.
typedef void (*cjpeg_warning_handler)(
    void *_Nullable context, enum cjpeg_message message, int parameter, size_t offset);

// Reads `count` bytes that the caller keeps. More than `scan_limit` scans are an error. Null when
// there is no memory.
struct cjpeg *_Nullable cjpeg_new(
    const uint8_t *_Nullable bytes, size_t count, int scan_limit, cjpeg_warning_handler handler,
    void *_Nullable context);
void cjpeg_free(struct cjpeg *);

// A part of the bytes, which has some.
struct cjpeg_piece {
  size_t offset, count;
};

// Reads these parts of the bytes one behind the other, and nothing else; to be called before the
// header is read. They have to end with an end mark. False when there is no memory.
bool cjpeg_read_pieces(struct cjpeg *, const struct cjpeg_piece *pieces, size_t count);

// The error, after a call that returned false, and libjpeg's words for it.
enum cjpeg_message cjpeg_error(const struct cjpeg *);
const char *cjpeg_error_text(const struct cjpeg *);

struct cjpeg_header {
  uint32_t width, height;
  uint32_t component_count;
  uint32_t row_height;  // rows of pixels in a row of MCUs
  bool is_adobe;        // Adobe's APP14 segment is there
  bool is_cmyk;         // pixels are cyan, magenta, yellow and black
  bool is_progressive;  // a component's blocks come in more than one part
  bool has_one_scan;    // all components come together
};

// jpeg_read_header.
bool cjpeg_read_header(struct cjpeg *, struct cjpeg_header *);
// jpeg_start_decompress.
bool cjpeg_start(struct cjpeg *);
// jpeg_read_scanlines until the next `count` rows, which there have to be, are in `pixels`: cyan,
// magenta, yellow and black, or blue, green, red and 255.
bool cjpeg_read_rows(struct cjpeg *, uint8_t *pixels, size_t stride, uint32_t count);
// jpeg_skip_scanlines: the next `count` rows, which there have to be, are passed over. What they
// are coded in is read all the same.
bool cjpeg_skip_rows(struct cjpeg *, uint32_t count);
// Whether each coefficient of a progressive file has come with all its bits; to be asked after the
// rows, and before the end.
bool cjpeg_has_all_bits(const struct cjpeg *);
// jpeg_finish_decompress.
bool cjpeg_finish(struct cjpeg *);

// Two readers of one file that work on the same blocks: each reads some of its scans, or one reads
// its only scan, row by row, and the other makes pixels of the blocks, some rows behind. Each of
// them is used by one thread at a time; the caller sees to it that what one uses has been written
// by the other, and has not been replaced.

// jpeg_start_decompress in buffered-image mode, in place of cjpeg_start: no scan has been read
// then, and there is no memory for blocks, which are not smoothed. `row_count` is how many rows of
// MCUs each scan has.
bool cjpeg_start_blocks(struct cjpeg *, uint32_t *row_count);
// Takes memory for a component's blocks, once, all of them zeros: of `depth` rows of MCUs at a
// time, or of all where there are no more. False when there is none. To be called for each
// component whose blocks are not another's.
bool cjpeg_make_blocks(struct cjpeg *, uint32_t component, uint32_t depth);
// Lets the first work on the second's blocks of a component, which have been made; the second has
// to live as long.
void cjpeg_share_blocks(struct cjpeg *, const struct cjpeg *, uint32_t component);
// Reads a row of MCUs of a scan, and the next scan's header first where that is due; blocks that
// were not all there at a time are zeros again first.
bool cjpeg_read_scan_row(struct cjpeg *);
// Reads what is left up to the end mark.
bool cjpeg_end_scans(struct cjpeg *);
// Lets the first use the second's quantization tables for components of which it has read no scan;
// the second has to live as long. To be called after cjpeg_end_scans, and before
// cjpeg_start_output.
void cjpeg_share_tables(struct cjpeg *, const struct cjpeg *);
// jpeg_start_output, of all that has been read into the blocks; rows can then be read and skipped.
bool cjpeg_start_output(struct cjpeg *);
// Lets one that reads no scan make pixels of the first `count` rows of MCUs; to be called after
// cjpeg_start_output, before rows are read that need them. Those of a row of MCUs need the next
// one, too.
void cjpeg_offer_rows(struct cjpeg *, uint32_t count);

// Called with the bytes of a file as they come; false if they cannot be taken.
typedef bool (*cjpeg_byte_handler)(
    void *_Nullable context, const uint8_t *bytes, size_t count);

// Writes rows of blue, green, red and a fourth byte as a baseline file, of 4:4:4 or 4:2:0. When it
// fails, `error_text`, of CJPEG_ERROR_TEXT_SIZE bytes, has libjpeg's words, or none if it was
// `handler` that took no bytes.
bool cjpeg_encode(
    const uint8_t *pixels, size_t stride, uint32_t width, uint32_t height, int quality,
    bool has_full_colors, cjpeg_byte_handler handler, void *_Nullable context, char *error_text);

#pragma clang assume_nonnull end
#endif
