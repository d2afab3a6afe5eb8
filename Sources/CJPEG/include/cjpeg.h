// libjpeg for Swift, which cannot jump out of a C function: libjpeg ends an error by longjmp(3).
//
// Each function here that returns a bool calls libjpeg between setjmp(3) and that jump. What a
// warning means, and what is read in which form, the caller decides.
#ifndef CJPEG_H
#define CJPEG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <jerror.h>
#include <jpeglib.h>

#pragma clang assume_nonnull begin

// Loads libjpeg, which stays, so that only a JPEG costs that; false if it is not installed, or lacks
// a function. To be called, with success, before the others.
bool cjpeg_load(void);

struct cjpeg;

// Called for a warning: `code` is one of J_MESSAGE_CODE, `parameter` its first number, and `offset`
// how many bytes libjpeg has read.
typedef void (*cjpeg_warning_handler)(
    void *_Nullable context, int code, int parameter, size_t offset);

// Reads `count` bytes that the caller keeps. More than `scan_limit` scans are an error (0 for its
// code). Null when there is no memory.
struct cjpeg *_Nullable cjpeg_new(
    const uint8_t *_Nullable bytes, size_t count, int scan_limit, cjpeg_warning_handler handler,
    void *_Nullable context);
void cjpeg_free(struct cjpeg *);

// libjpeg's own state, for reading, and for setting what is to come out between two calls.
struct jpeg_decompress_struct *cjpeg_info(struct cjpeg *);

// The code of the error, after a call that returned false, and libjpeg's words for it.
int cjpeg_error_code(const struct cjpeg *);
const char *cjpeg_error_text(const struct cjpeg *);

// jpeg_read_header.
bool cjpeg_read_header(struct cjpeg *);
// jpeg_start_decompress, and jpeg_read_scanlines until all rows are in `pixels`.
bool cjpeg_read_rows(struct cjpeg *, uint8_t *pixels, size_t stride);
// jpeg_finish_decompress.
bool cjpeg_finish(struct cjpeg *);

// Called with the bytes of a file as they come; false if they cannot be taken.
typedef bool (*cjpeg_byte_handler)(
    void *_Nullable context, const uint8_t *bytes, size_t count);

// Writes rows of blue, green, red and a fourth byte as a baseline file. When it fails, `error_text`,
// of JMSG_LENGTH_MAX bytes, has libjpeg's words, or none if it was `handler` that took no bytes.
bool cjpeg_encode(
    const uint8_t *pixels, size_t stride, uint32_t width, uint32_t height, int quality,
    cjpeg_byte_handler handler, void *_Nullable context, char *error_text);

#pragma clang assume_nonnull end
#endif
