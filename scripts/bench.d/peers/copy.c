// Copies BYTES from one place in memory to another for a second: how often.
//
// Usage: copy BYTES
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec + time.tv_nsec / 1e9;
}

int main(int argc, char **argv) {
  if (argc != 2) return 64;
  const size_t count = strtoull(argv[1], 0, 10);
  char *from = malloc(count), *to = malloc(count);
  if (!from || !to) return 1;
  memset(from, 1, count);
  memset(to, 2, count);
  const double begin = now();
  double end = begin;
  long copies = 0;
  do {
    from[copies % count] = (char)copies;
    memcpy(to, from, count);
    __asm__ volatile("" : : "r"(to) : "memory");
    copies++;
    end = now();
  } while (end < begin + 1);
  printf("%f\n", copies / (end - begin));
}
