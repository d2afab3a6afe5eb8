// A publisher by the C header, whose own cost is a few microseconds a frame.
//
// Usage: publish rate CHANNEL WIDTH HEIGHT SECONDS
//            frames as fast as it can, each filled by memset; prints the commits of each second
//        publish paced CHANNEL WIDTH HEIGHT SECONDS RATE [FORMAT]
//            so many frames a second; each is filled the first time that it comes. FORMAT is bgrx,
//            gray16le or bgr24
//        publish latency CHANNEL WIDTH HEIGHT COUNT
//            one frame at a time; prints the microseconds from the commit's beginning until a
//            viewer has it on its screen
//        publish wake CHANNEL COUNT COMMAND...
//            frames of one pixel; prints the microseconds from the commit's beginning until
//            COMMAND, which follows the channel, has written one
//        publish follow CHANNEL
//            no publisher: writes each frame's pixels as they come, for `wake`
//        publish arrays CHANNEL WIDTH HEIGHT COUNT
//            arrays of bgr24 in turns, 60 a second, each copied into a frame as it is; prints what
//            arrays.py does
#define SHMVIEW_IMPLEMENTATION
#include "../../../Clients/C/shmview.h"

#include <signal.h>

static shmview *channel;

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec + time.tv_nsec / 1e9;
}

static void check(shmview_status status) {
  if (status == SHMVIEW_OK) return;
  fprintf(stderr, "publish: %s\n", shmview_error(channel));
  exit(74);
}

static shmview_format format = SHMVIEW_BGRX;

static uint8_t *begin(unsigned width, unsigned height, size_t *stride) {
  uint8_t *pixels;
  check(shmview_begin(channel, width, height, format, &pixels, stride));
  return pixels;
}

static int choose(const char *name) {
  if (!strcmp(name, "gray16le")) format = SHMVIEW_GRAY16LE;
  if (!strcmp(name, "bgr24")) format = SHMVIEW_BGR24;
  return format != SHMVIEW_BGRX || !strcmp(name, "bgrx");
}

static void rate(unsigned width, unsigned height, int seconds) {
  for (; seconds > 0; seconds--) {
    const double start = now();
    int commits = 0;
    for (; now() < start + 1; commits++) {
      size_t stride;
      uint8_t *pixels = begin(width, height, &stride);
      memset(pixels, commits & 255, stride * height);
      check(shmview_commit(channel, "bench"));
    }
    printf("%.1f\n", commits / (now() - start));
    fflush(stdout);
  }
}

static void paced(unsigned width, unsigned height, int seconds, int a_second) {
  const double start = now();
  for (int frame = 0; frame < seconds * a_second; frame++) {
    const double pause = start + (double)frame / a_second - now();
    if (pause > 0) usleep((useconds_t)(1e6 * pause));
    size_t stride;
    uint8_t *pixels = begin(width, height, &stride);
    if (!pixels[0]) memset(pixels, 90, stride * height);
    check(shmview_commit(channel, "bench"));
  }
  check(shmview_wait_shown(channel, 10000));
  printf("%.1f\n", seconds * a_second / (now() - start));
}

static void latency(unsigned width, unsigned height, int count) {
  for (int frame = 0; frame < count; frame++) {
    size_t stride;
    uint8_t *pixels = begin(width, height, &stride);
    memset(pixels, frame & 255, stride * height);
    const double start = now();
    check(shmview_commit(channel, "bench"));
    check(shmview_wait_shown(channel, 10000));
    printf("%.1f\n", 1e6 * (now() - start));
    usleep(2000);
  }
}

static void wake(int count, char **command) {
  int ends[2];
  size_t stride;
  if (pipe(ends)) exit(74);
  begin(1, 1, &stride);
  check(shmview_commit(channel, "bench"));
  const pid_t child = fork();
  if (!child) {
    dup2(ends[1], 1);
    execvp(command[0], command);
    _exit(127);
  }
  uint32_t pixel;
  if (read(ends[0], &pixel, 4) != 4) exit(74); // it follows
  while (count-- > 0) {
    usleep(2000);
    begin(1, 1, &stride);
    const double start = now();
    check(shmview_commit(channel, "bench"));
    if (read(ends[0], &pixel, 4) != 4) exit(74);
    printf("%.1f\n", 1e6 * (now() - start));
  }
  kill(child, SIGKILL);
}

static void follow(void) {
  shmview_frame frame;
  for (;;) {
    const shmview_status status = shmview_read(channel, &frame);
    if (status == SHMVIEW_NONE) {
      check(shmview_wait(channel, -1));
      continue;
    }
    check(status);
    uint8_t pixels[4];
    memcpy(pixels, frame.pixels, sizeof pixels);
    shmview_release(channel, &frame);
    if (write(1, pixels, sizeof pixels) != sizeof pixels) exit(74);
  }
}

static double used(void) {
  struct timespec time;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return time.tv_sec + time.tv_nsec / 1e9;
}

static void arrays(unsigned width, unsigned height, int count) {
  enum { WARM = 20, RATE = 60 };
  format = SHMVIEW_BGR24;
  const size_t size = (size_t)width * height * 3;
  uint8_t *arrays[2];
  for (int i = 0; i < 2; i++) {
    if (!(arrays[i] = malloc(size))) exit(71);
    for (size_t byte = 0; byte < size; byte++) arrays[i][byte] = (uint8_t)(byte * (byte + i) >> 5);
  }
  double start = 0, before = 0;
  for (int frame = 0; frame < WARM + count; frame++) {
    if (frame == WARM) {
      start = now();
      before = used();
      printf("begin\n{\"calls\": [");
      fflush(stdout);
    }
    size_t stride;
    const double call = now();
    uint8_t *pixels = begin(width, height, &stride);
    memcpy(pixels, arrays[frame % 2], size);
    check(shmview_commit(channel, "bench"));
    if (frame < WARM) continue;
    printf("%s%.4f", frame > WARM ? ", " : "", 1e3 * (now() - call));
    const double pause = start + (double)(frame - WARM + 1) / RATE - now();
    if (pause > 0) usleep((useconds_t)(1e6 * pause));
  }
  printf("], \"used\": %.6f}\n", used() - before);
}

int main(int count, char **arguments) {
  if (count < 3 || shmview_open(arguments[2], &channel) != SHMVIEW_OK) return 64;
  const char *what = arguments[1];
  if (!strcmp(what, "follow")) follow();
  if (!strcmp(what, "wake") && count > 4) {
    wake(atoi(arguments[3]), arguments + 4);
    return 0;
  }
  if (count < 6) return 64;
  const unsigned width = atoi(arguments[3]), height = atoi(arguments[4]);
  if (!strcmp(what, "paced") && (count == 7 || (count == 8 && choose(arguments[7]))))
    paced(width, height, atoi(arguments[5]), atoi(arguments[6]));
  else if (!strcmp(what, "latency") && count == 6)
    latency(width, height, atoi(arguments[5]));
  else if (!strcmp(what, "arrays") && count == 6)
    arrays(width, height, atoi(arguments[5]));
  else if (!strcmp(what, "rate") && count == 6)
    rate(width, height, atoi(arguments[5]));
  else
    return 64;
  return 0;
}
