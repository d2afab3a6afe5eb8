// A publisher by the C header: publishes frames of one value for some seconds, as fast as it can.
//
// Usage: publish CHANNEL WIDTH HEIGHT SECONDS; prints the commits of each second, one a line.
// Frames of 1x1 cost nothing to fill: their commits are measured alone.
#define SHMVIEW_IMPLEMENTATION
#include "../../../Clients/C/shmview.h"

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec + time.tv_nsec / 1e9;
}

int main(int count, char **arguments) {
  shmview *channel;
  if (count != 5 || shmview_open(arguments[1], &channel) != SHMVIEW_OK) return 64;
  const unsigned width = atoi(arguments[2]), height = atoi(arguments[3]);
  for (int second = atoi(arguments[4]); second > 0; second--) {
    const double begin = now();
    int commits = 0;
    for (; now() < begin + 1; commits++) {
      uint8_t *pixels;
      size_t stride;
      if (shmview_begin(channel, width, height, SHMVIEW_BGRX, &pixels, &stride) == SHMVIEW_OK)
        memset(pixels, commits & 255, stride * height);
      if (shmview_commit(channel, "bench") != SHMVIEW_OK) {
        fprintf(stderr, "publish: %s\n", shmview_error(channel));
        return 74;
      }
    }
    printf("%.1f\n", commits / (now() - begin));
    fflush(stdout);
  }
  return 0;
}
