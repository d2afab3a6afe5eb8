// Decodes a JPEG file in memory to four bytes a pixel by libjpeg, and does nothing with them: what
// no program that shows it can do without.
//
// Usage: decode FILE COUNT; prints the milliseconds of each time, one a line.
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <jpeglib.h>

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1e3 + time.tv_nsec / 1e6;
}

int main(int count, char **arguments) {
  if (count != 3) return 64;
  FILE *file = fopen(arguments[1], "rb");
  if (!file) return 66;
  fseek(file, 0, SEEK_END);
  const size_t size = ftell(file);
  rewind(file);
  unsigned char *bytes = malloc(size), *pixels = 0;
  if (fread(bytes, 1, size, file) != size) return 66;
  for (int turn = atoi(arguments[2]); turn >= 0; turn--) {
    const double start = now();
    struct jpeg_error_mgr errors;
    struct jpeg_decompress_struct info = {.err = jpeg_std_error(&errors)};
    jpeg_create_decompress(&info);
    jpeg_mem_src(&info, bytes, size);
    jpeg_read_header(&info, TRUE);
    info.out_color_space = JCS_EXT_BGRX;
    jpeg_start_decompress(&info);
    const size_t stride = info.output_width * 4;
    if (!pixels) pixels = malloc(stride * info.output_height);
    while (info.output_scanline < info.output_height) {
      JSAMPROW row = pixels + info.output_scanline * stride;
      jpeg_read_scanlines(&info, &row, 1);
    }
    jpeg_finish_decompress(&info);
    jpeg_destroy_decompress(&info);
    if (turn < atoi(arguments[2])) printf("%.3f\n", now() - start);  // the first one faults pages in
  }
  return 0;
}
