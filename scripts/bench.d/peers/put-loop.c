// A bare XShmPutImage loop: a window, two images in shared memory, and one put after the other,
// each once the X server has done the one before. Nothing on this machine shows frames faster.
//
// Usage: put-loop WIDTH HEIGHT COUNT [PAUSE]; prints the microseconds of each put, one a
// line. With a pause, that many microseconds are between two puts, and each picture is
// painted anew before its own.
//        put-loop WIDTH HEIGHT COUNT bgr24|gray16le; each picture is made of one of four frames of
// that format, while the X server copies the one before: the least that a program can do which
// shows such frames, without anybody who publishes them.
#include "shared-images.h"

#include <libyuv.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1e6 + time.tv_nsec / 1e3;
}

static uint8_t *frames[4];

// Makes display pixels of the frame of that number.
static void convert(int number, XImage *image, int depth) {
  const size_t pixels = (size_t)image->width * image->height;
  const uint8_t *frame = frames[number % 4];
  if (depth == 3) {
    RGB24ToARGB(
        frame, 3 * image->width, (uint8_t *)image->data, image->bytes_per_line, image->width,
        image->height);
    return;
  }
  const uint16_t *restrict words = (const uint16_t *)frame;
  uint32_t *restrict target = (uint32_t *)image->data;
  for (size_t i = 0; i < pixels; i++) target[i] = 0xFF000000 | (words[i] >> 8) * 0x010101u;
}

int main(int count, char **arguments) {
  if (count < 4) return 64;
  const int width = atoi(arguments[1]), height = atoi(arguments[2]), puts_ = atoi(arguments[3]);
  const int pause = count > 4 ? atoi(arguments[4]) : 0;
  int depth = 0; // bytes of a frame's pixel, where pictures are made of frames
  if (count > 4 && !strcmp(arguments[4], "bgr24")) depth = 3;
  if (count > 4 && !strcmp(arguments[4], "gray16le")) depth = 2;
  Display *display = XOpenDisplay(0);
  if (!display || !XShmQueryExtension(display)) return 69;
  const int completion = completion_of(display);
  const Window window = open_window(display, width, height);
  XEvent event;

  XShmSegmentInfo segments[2];
  XImage *images[2];
  for (int i = 0; i < 2; i++) {
    images[i] = make_image(display, width, height, &segments[i]);
    memset(images[i]->data, 60 + 90 * i, (size_t)images[i]->bytes_per_line * height);
  }
  for (int i = 0; depth && i < 4; i++) {
    const size_t bytes = (size_t)width * height * depth;
    frames[i] = mmap(0, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (frames[i] == MAP_FAILED) return 71;
    memset(frames[i], 90 + i, bytes);
  }
  if (depth) convert(0, images[0], depth);
  GC context = XCreateGC(display, window, 0, 0);
  for (int i = 0; i < puts_; i++) {
    if (pause) {
      usleep(pause);
      memset(images[i % 2]->data, i & 255, (size_t)images[i % 2]->bytes_per_line * height);
    }
    const double start = now();
    XShmPutImage(display, window, context, images[i % 2], 0, 0, 0, 0, width, height, True);
    XFlush(display);
    if (depth) convert(i + 1, images[(i + 1) % 2], depth);
    do XNextEvent(display, &event);
    while (event.type != completion);
    printf("%.1f\n", now() - start);
  }
  return 0;
}
