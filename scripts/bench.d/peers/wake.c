// What a wake-up by inotify costs at the least: one process writes eight bytes into a file, another
// that watches it has its inotify descriptor readable, and answers through a pipe.
//
// Usage: wake FOLDER COUNT; prints the microseconds from the write to the answer, one a line.
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/inotify.h>
#include <time.h>
#include <unistd.h>

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1e6 + time.tv_nsec / 1e3;
}

int main(int count, char **arguments) {
  if (count != 3) return 64;
  char path[4096];
  snprintf(path, sizeof path, "%s/written", arguments[1]);
  const int file = open(path, O_RDWR | O_CREAT, 0600);
  int pipes[2];
  if (file < 0 || pipe(pipes)) return 74;
  const int watch = inotify_init1(IN_CLOEXEC);
  inotify_add_watch(watch, path, IN_MODIFY);
  const pid_t child = fork();
  if (!child) {
    for (;;) {
      struct pollfd request = {.fd = watch, .events = POLLIN};
      poll(&request, 1, -1);
      char events[4096], value[8];
      if (read(watch, events, sizeof events) <= 0) return 0;
      if (pread(file, value, 8, 0) != 8 || write(pipes[1], value, 8) != 8) return 0;
    }
  }
  for (int turn = atoi(arguments[2]); turn > 0; turn--) {
    usleep(2000);
    const double start = now();
    char value[8] = {0};
    if (pwrite(file, value, 8, 0) != 8 || read(pipes[0], value, 8) != 8) return 74;
    printf("%.1f\n", now() - start);
  }
  close(pipes[0]);
  kill(child, SIGKILL);
  return 0;
}
