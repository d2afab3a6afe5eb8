// The least that any two programs could do: one fills three pictures in shared memory in turn,
// without a pause, and the other puts the newest by XShmPutImage, each once the X server has done
// the one before. Nothing keeps the first from writing what the second is putting, nobody can come
// later, and a word in shared memory is all that they share beside the pictures.
//
// Usage: put-pair WIDTH HEIGHT SECONDS [RATE]; prints the pictures put a second. With a rate, the
// first one fills at most so many a second.
#include "shared-images.h"

#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { PICTURES = 3 };

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec + time.tv_nsec / 1e9;
}

static void fill(char *const pictures[], size_t size, atomic_ulong *newest, double rate) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  const double start = now();
  for (unsigned long number = 1;; number++) {
    const double pause = rate > 0 ? start + number / rate - now() : 0;
    if (pause > 0) usleep((useconds_t)(1e6 * pause));
    memset(pictures[number % PICTURES], number & 255, size);
    atomic_store(newest, number);
  }
}

int main(int count, char **arguments) {
  if (count < 4) return 64;
  const int width = atoi(arguments[1]), height = atoi(arguments[2]);
  const double seconds = atof(arguments[3]), rate = count > 4 ? atof(arguments[4]) : 0;
  Display *display = XOpenDisplay(0);
  if (!display || !XShmQueryExtension(display)) return 69;
  const int completion = completion_of(display);
  const Window window = open_window(display, width, height);
  XEvent event;

  XShmSegmentInfo segments[PICTURES];
  XImage *images[PICTURES];
  char *pictures[PICTURES];
  for (int i = 0; i < PICTURES; i++) {
    images[i] = make_image(display, width, height, &segments[i]);
    pictures[i] = images[i]->data;
  }
  atomic_ulong *newest = mmap(
      0, sizeof *newest, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (newest == MAP_FAILED) return 71;
  const pid_t writer = fork();
  if (writer < 0) return 71;
  if (!writer) fill(pictures, (size_t)images[0]->bytes_per_line * height, newest, rate);

  GC context = XCreateGC(display, window, 0, 0);
  unsigned long shown = 0, puts_ = 0;
  double start = 0;
  // The first second is left out, in which memory is mapped.
  for (const double first = now(); now() < first + 1 + seconds;) {
    const unsigned long number = atomic_load(newest);
    if (number == shown) {
      usleep(20);
      continue;
    }
    shown = number;
    XShmPutImage(
        display, window, context, images[number % PICTURES], 0, 0, 0, 0, width, height, True);
    XFlush(display);
    do XNextEvent(display, &event);
    while (event.type != completion);
    if (!start && now() >= first + 1) start = now(), puts_ = 0;
    puts_++;
  }
  printf("%.1f\n", puts_ / (now() - start));
  kill(writer, SIGKILL);
  waitpid(writer, 0, 0);
  return 0;
}
