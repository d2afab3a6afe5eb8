// The least that three processes can do between a publisher's word and its answer: one paints
// pictures in shared memory, each time the next of two, and says so in a file; another, which
// watches that by inotify, puts the picture by XShmPutImage, and once the X server has done so it
// says that in a second file, which the first one watches. No lock is taken, nothing is looked up,
// and a number is all that they share beside the pictures.
//
// Usage: put-relay FOLDER WIDTH HEIGHT COUNT PAUSE; prints the microseconds from the word to the
// answer, one a line. Between two are that many microseconds, and the painting.
#include "shared-images.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

// A number that one of them writes, and the other watches.
typedef struct Word { int file, watch; } Word;

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1e6 + time.tv_nsec / 1e3;
}

static Word make_word(const char *folder, const char *name) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  const Word word = {open(path, O_RDWR | O_CREAT | O_TRUNC, 0600), inotify_init1(IN_CLOEXEC)};
  if (word.file < 0 || inotify_add_watch(word.watch, path, IN_MODIFY) < 0) exit(74);
  return word;
}

static void say(Word word, uint64_t number) {
  if (pwrite(word.file, &number, 8, 0) != 8) exit(74);
}

// Waits until the word has been said, and returns it.
static uint64_t hear(Word word) {
  struct pollfd request = {.fd = word.watch, .events = POLLIN};
  char events[4096];
  uint64_t number;
  poll(&request, 1, -1);
  if (read(word.watch, events, sizeof events) <= 0) exit(74);
  if (pread(word.file, &number, 8, 0) != 8) exit(74);
  return number;
}

static void publish(char *const pictures[], size_t size, Word said, Word shown, int count, int pause) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  for (uint64_t number = 1; number <= (uint64_t)count; number++) {
    usleep((useconds_t)pause);
    memset(pictures[number % 2], number & 255, size);
    const double start = now();
    say(said, number);
    while (hear(shown) != number) {}
    printf("%.1f\n", now() - start);
  }
  fflush(stdout);
  say(said, 0);
}

int main(int count, char **arguments) {
  if (count != 6) return 64;
  const int width = atoi(arguments[2]), height = atoi(arguments[3]);
  Display *display = XOpenDisplay(0);
  if (!display || !XShmQueryExtension(display)) return 69;
  const int completion = completion_of(display);
  const Window window = open_window(display, width, height);
  XShmSegmentInfo segments[2];
  XImage *images[2];
  char *pictures[2];
  for (int i = 0; i < 2; i++) {
    images[i] = make_image(display, width, height, &segments[i]);
    pictures[i] = images[i]->data;
  }
  const Word said = make_word(arguments[1], "said"), shown = make_word(arguments[1], "shown");
  const size_t size = (size_t)images[0]->bytes_per_line * height;
  const pid_t publisher = fork();
  if (publisher < 0) return 71;
  if (!publisher) {
    publish(pictures, size, said, shown, atoi(arguments[4]), atoi(arguments[5]));
    _exit(0);
  }
  GC context = XCreateGC(display, window, 0, 0);
  XEvent event;
  for (uint64_t number; (number = hear(said));) {
    XShmPutImage(
        display, window, context, images[number % 2], 0, 0, 0, 0, width, height, True);
    XFlush(display);
    do XNextEvent(display, &event);
    while (event.type != completion);
    say(shown, number);
  }
  return waitpid(publisher, 0, 0) < 0;
}
