// What it costs to wake many by inotify, at the least: processes that watch a file, each by an
// inotify instance of its own, and one that writes eight bytes into it 60 times a second. The
// kernel wakes them in the writer's name.
//
// Usage: watchers FOLDER COUNT WRITES; prints the milliseconds of processor time of the writer.
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/inotify.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

enum { RATE = 60 };

static double seconds(clockid_t clock) {
  struct timespec time;
  clock_gettime(clock, &time);
  return time.tv_sec + time.tv_nsec / 1e9;
}

static void watch(const char *path, int file, int ready) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  const int watch = inotify_init1(IN_CLOEXEC);
  if (inotify_add_watch(watch, path, IN_MODIFY) < 0 || write(ready, "", 1) != 1) _exit(74);
  for (;;) {
    struct pollfd request = {.fd = watch, .events = POLLIN};
    poll(&request, 1, -1);
    char events[4096], value[8];
    if (read(watch, events, sizeof events) <= 0 || pread(file, value, 8, 0) < 0) _exit(74);
  }
}

int main(int count, char **arguments) {
  if (count != 4) return 64;
  const int watchers = atoi(arguments[2]), writes = atoi(arguments[3]);
  char path[4096], byte;
  snprintf(path, sizeof path, "%s/watched", arguments[1]);
  const int file = open(path, O_RDWR | O_CREAT, 0600);
  int ready[2];
  if (file < 0 || pipe(ready)) return 74;
  for (int i = 0; i < watchers; i++) {
    const pid_t child = fork();
    if (child < 0) return 71;
    if (!child) watch(path, file, ready[1]);
  }
  for (int i = 0; i < watchers; i++)
    if (read(ready[0], &byte, 1) != 1) return 74;
  const double start = seconds(CLOCK_MONOTONIC), used = seconds(CLOCK_PROCESS_CPUTIME_ID);
  for (int i = 0; i < writes; i++) {
    const double pause = start + (double)i / RATE - seconds(CLOCK_MONOTONIC);
    if (pause > 0) usleep((useconds_t)(1e6 * pause));
    const char value[8] = {(char)i};
    if (pwrite(file, value, 8, 0) != 8) return 74;
  }
  printf("%.2f\n", 1e3 * (seconds(CLOCK_PROCESS_CPUTIME_ID) - used));
  return 0;
}
