/* What scripts/conformance asks of a client, in C: publish and read frames of a known pattern.

       conformance publish CHANNEL WxH FORMAT COUNT
       conformance read CHANNEL COUNT

   docs/C.md, "Conformance", says what the lines and the pattern are. */

#define SHMVIEW_IMPLEMENTATION
#include "../shmview.h"

static const struct {
  const char *name;
  shmview_format format;
} formats[] = {{"bgrx", SHMVIEW_BGRX},           {"bgra", SHMVIEW_BGRA},
               {"gray8", SHMVIEW_GRAY8},         {"rgb24", SHMVIEW_RGB24},
               {"bgr24", SHMVIEW_BGR24},         {"rgba", SHMVIEW_RGBA},
               {"gray16le", SHMVIEW_GRAY16LE},   {"rgb48le", SHMVIEW_RGB48LE},
               {"bgr48le", SHMVIEW_BGR48LE},     {"rgba64le", SHMVIEW_RGBA64LE},
               {"bgra64le", SHMVIEW_BGRA64LE},   {"grayf32le", SHMVIEW_GRAYF32LE},
               {"rgbf32le", SHMVIEW_RGBF32LE},   {"bgrf32le", SHMVIEW_BGRF32LE},
               {"rgbaf32le", SHMVIEW_RGBAF32LE}, {"bgraf32le", SHMVIEW_BGRAF32LE}};
enum { format_count = sizeof formats / sizeof *formats };

/* The format of a name, which may end in -planar; 0 for none. */
static shmview_format format_named(const char *name) {
  for (int i = 0; i < format_count; i++) {
    size_t size = strlen(formats[i].name);
    shmview_format planar = formats[i].format | SHMVIEW_PLANAR;
    if (!strcmp(name, formats[i].name)) return formats[i].format;
    if (!strncmp(name, formats[i].name, size) && !strcmp(name + size, "-planar") &&
        shmview_planes(planar) > 0)
      return planar;
  }
  return 0;
}

static const char *name_of(shmview_format format) {
  static char name[32];
  for (int i = 0; i < format_count; i++)
    if (formats[i].format == (format & ~(shmview_format)SHMVIEW_PLANAR))
      snprintf(name, sizeof name, "%s%s", formats[i].name,
               format & SHMVIEW_PLANAR ? "-planar" : "");
  return name;
}

static int failed(const shmview *channel) {
  fprintf(stderr, "conformance: %s\n", shmview_error(channel));
  return 1;
}

static void print_frame(uint64_t generation, uint32_t width, uint32_t height,
                        shmview_format format, uint32_t checksum) {
  printf("%llu %lu %lu %s %08lx\n", (unsigned long long)generation, (unsigned long)width,
         (unsigned long)height, name_of(format), (unsigned long)checksum);
  fflush(stdout);
}

/* CRC-32 of rows that follow each other, byte by byte, with a table. */
static uint32_t checksum_of(uint32_t sum, const uint8_t *bytes, size_t size) {
  static uint32_t table[256];
  for (uint32_t i = 0; table[255] == 0 && i < 256; i++) {
    table[i] = i;
    for (int bit = 0; bit < 8; bit++) table[i] = table[i] >> 1 ^ (table[i] & 1 ? 0xEDB88320 : 0);
  }
  sum = ~sum;
  for (size_t i = 0; i < size; i++) sum = sum >> 8 ^ table[(sum ^ bytes[i]) & 0xFF];
  return ~sum;
}

/* One frame; the channel may be removed meanwhile, and then the frame is for the new one. */
static shmview_status publish_frame(shmview *channel, uint32_t width, uint32_t height,
                                    shmview_format format, int number) {
  uint8_t *pixels;
  size_t stride, row = shmview_row_bytes(format, width);
  uint32_t rows = shmview_planes(format) * height, checksum = 0;
  char title[64];
  shmview_status status = shmview_begin(channel, width, height, format, &pixels, &stride);
  if (status != SHMVIEW_OK) return status;
  for (uint32_t y = 0; y < rows; y++) {
    uint8_t *bytes = pixels + y * stride;
    for (size_t x = 0; x < row; x++) {
      int is_fourth = format == SHMVIEW_BGRX && x % 4 == 3;
      bytes[x] = is_fourth ? 255 : (uint8_t)(x + 3 * y + 7 * (size_t)number);
    }
    checksum = checksum_of(checksum, bytes, row);
  }
  snprintf(title, sizeof title, "frame %d", number);
  status = shmview_commit(channel, title);
  if (status == SHMVIEW_OK)
    print_frame(shmview_generation(channel), width, height, format, checksum);
  return status;
}

static int publish(shmview *channel, const char *size, const char *format_name, int count) {
  unsigned width, height;
  shmview_format format = format_named(format_name);
  if (!format || sscanf(size, "%ux%u", &width, &height) != 2) {
    fprintf(stderr, "conformance: no frame is %s of format %s\n", size, format_name);
    return 64;
  }
  for (int number = 1; number <= count;) {
    shmview_status status = publish_frame(channel, width, height, format, number);
    if (status == SHMVIEW_OK) number++;
    else if (status != SHMVIEW_LOST) return failed(channel);
  }
  return 0;
}

/* The frame's checksum, by copies of its rows: another program may cut the file meanwhile. */
static int read_frame(shmview *channel, const shmview_frame *frame) {
  size_t row = shmview_row_bytes(frame->format, frame->width);
  size_t size = row * shmview_planes(frame->format) * frame->height;
  uint8_t *copy = (uint8_t *)malloc(size);
  int is_read = copy && shmview_copy(channel, frame, copy, row) == SHMVIEW_OK;
  if (is_read)
    print_frame(frame->generation, frame->width, frame->height, frame->format,
                checksum_of(0, copy, size));
  else failed(channel);
  free(copy);
  return is_read;
}

static int read_frames(shmview *channel, int count) {
  for (int number = 0; number < count;) {
    shmview_frame frame;
    shmview_status status = shmview_wait(channel, -1);
    if (status == SHMVIEW_OK) status = shmview_read(channel, &frame);
    if (status == SHMVIEW_OK) {
      number += read_frame(channel, &frame);
      shmview_release(channel, &frame);
    } else if (status != SHMVIEW_NONE) {
      failed(channel); /* the next frame may be better */
      usleep(20000);
    }
  }
  return 0;
}

int main(int count, char **words) {
  int is_publish = count == 6 && !strcmp(words[1], "publish");
  int is_read = count == 4 && !strcmp(words[1], "read");
  shmview *channel;
  if (!is_publish && !is_read) {
    fprintf(stderr, "usage: conformance publish CHANNEL WxH FORMAT COUNT\n"
                    "       conformance read CHANNEL COUNT\n");
    return 64;
  }
  if (shmview_open(words[2], &channel) != SHMVIEW_OK) return failed(NULL);
  int code = is_publish ? publish(channel, words[3], words[4], atoi(words[5]))
                        : read_frames(channel, atoi(words[3]));
  shmview_close(channel);
  return code;
}
