/* What shmview.h promises beyond what scripts/conformance tries: its errors, its words, two frames
   and two loans at once, threads, fork, signals, poll, and events. Runs in the root that SHMVIEW_DIR
   names (scripts/test-c). */

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/file.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

static int is_profiled; /* signals come all the time */
static __thread int allocations;

/* As under a kernel that takes back all that it has allocated when a signal comes. */
static int allocate(int file, off_t at, off_t size) {
  sigset_t blocked;
  pthread_sigmask(SIG_BLOCK, NULL, &blocked);
  allocations++;
  return is_profiled && !sigismember(&blocked, SIGPROF) ? EINTR : posix_fallocate(file, at, size);
}
#define posix_fallocate allocate

/* As where another thread forks while a channel is made: the child has the directory open, too. */
static int forked = -1, is_forking;
static int open_below(int directory, const char *name, int flags, mode_t mode) {
  int file = openat(directory, name, flags, mode);
  if (is_forking && file >= 0 && !strncmp(name, ".new-", 5)) forked = dup(file);
  return file;
}

/* How many system calls were made. */
static __thread int calls;
#define close(...) (calls++, close(__VA_ARGS__))
#define flock(...) (calls++, flock(__VA_ARGS__))
#define fstat(...) (calls++, fstat(__VA_ARGS__))
#define fstatat(...) (calls++, fstatat(__VA_ARGS__))
#define fstatfs(...) (calls++, fstatfs(__VA_ARGS__))
#define getpid(...) (calls++, getpid(__VA_ARGS__))
#define inotify_add_watch(...) (calls++, inotify_add_watch(__VA_ARGS__))
#define openat(...) (calls++, open_below(__VA_ARGS__))
#define pread(...) (calls++, pread(__VA_ARGS__))
#define pwrite(...) (calls++, pwrite(__VA_ARGS__))
#define read(...) (calls++, read(__VA_ARGS__))
#define unlinkat(...) (calls++, unlinkat(__VA_ARGS__))

#define SHMVIEW_IMPLEMENTATION
#include "../shmview.h"

#include <sched.h>
#include <sys/resource.h>
#include <sys/wait.h>

static int failures;

#define CHECK(condition) check((condition) ? 1 : 0, #condition, __LINE__)

static void check(int holds, const char *what, int line) {
  if (holds) return;
  failures++;
  printf("%s:%d: error: not so: %s\n", __FILE__, line, what);
}

static shmview *opened(const char *name) {
  shmview *channel;
  if (shmview_open(name, &channel) != SHMVIEW_OK) {
    printf("error: %s\n", shmview_error(NULL));
    exit(1);
  }
  return channel;
}

/* Publishes a picture of one value. */
static shmview_status publish(shmview *channel, uint32_t width, uint32_t height, int value) {
  uint8_t *pixels;
  size_t stride;
  shmview_status status =
      shmview_begin(channel, width, height, SHMVIEW_BGRX, &pixels, &stride);
  if (status != SHMVIEW_OK) return status;
  memset(pixels, value, stride * height);
  return shmview_commit(channel, "picture");
}

static void test_names(void) {
  shmview *channel;
  const char *bad[] = {"a/b", ".hidden", "with space",
                       "0123456789012345678901234567890123456789012345678901234567890123456789"};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    CHECK(shmview_open(bad[i], &channel) == SHMVIEW_USAGE);
    CHECK(channel == NULL && strstr(shmview_error(NULL), "does not start with a dot"));
  }
  setenv("SHMVIEW_CHANNEL", "from-environment", 1);
  channel = opened(NULL);
  CHECK(publish(channel, 2, 2, 1) == SHMVIEW_OK);
  CHECK(strstr(channel->path, "/from-environment"));
  shmview_close(channel);
  shmview_close(NULL);
}

/* Leaves no descriptor to open, until the returned limit is set again. */
static struct rlimit take_descriptors(void) {
  struct rlimit before = {0, 0}, none;
  int first_free = dup(1);
  CHECK(first_free >= 0 && close(first_free) == 0 && getrlimit(RLIMIT_NOFILE, &before) == 0);
  none = before;
  none.rlim_cur = (rlim_t)first_free;
  CHECK(setrlimit(RLIMIT_NOFILE, &none) == 0);
  return before;
}

/* A root that would be refused for its place is not made first. */
static void test_no_root_is_made_on_a_disk(void) {
  char root[4096], other[64];
  uint8_t *pixels;
  size_t stride;
  snprintf(root, sizeof root, "%s", getenv("SHMVIEW_DIR"));
  snprintf(other, sizeof other, "/var/tmp/shmview-test-%d", (int)getpid());
  setenv("SHMVIEW_DIR", other, 1);
  shmview *channel = opened("place");
  setenv("SHMVIEW_DIR", root, 1);
  CHECK(shmview_begin(channel, 4, 4, SHMVIEW_BGRX, &pixels, &stride) == SHMVIEW_UNSAFE);
  CHECK(access(other, F_OK) < 0 && errno == ENOENT);
  shmview_close(channel);
}

/* What is tidied up after a system call has failed does not change errno. */
static void test_errno_is_of_the_call_that_failed(void) {
  char root[4096];
  uint8_t *pixels;
  size_t stride;
  shmview_frame frame;
  shmview_event event;
  snprintf(root, sizeof root, "%s", getenv("SHMVIEW_DIR"));
  setenv("SHMVIEW_DIR", "/no/such/dir", 1);
  shmview *channel = opened("errno");
  setenv("SHMVIEW_DIR", root, 1);
  errno = 0;
  CHECK(shmview_begin(channel, 4, 4, SHMVIEW_BGRX, &pixels, &stride) == SHMVIEW_SYSTEM);
  CHECK(errno == ENOENT);
  errno = 0;
  CHECK(shmview_read(channel, &frame) == SHMVIEW_SYSTEM && errno == ENOENT);
  shmview_close(channel);
  channel = opened("errno");
  CHECK(publish(channel, 4, 4, 1) == SHMVIEW_OK);
  shmview *fresh = opened("errno");
  struct rlimit before = take_descriptors();
  errno = 0;
  CHECK(shmview_read(fresh, &frame) == SHMVIEW_SYSTEM && errno == EMFILE);
  errno = 0;
  CHECK(shmview_next_event(fresh, &event, 0) == SHMVIEW_SYSTEM && errno == EMFILE);
  errno = 0;
  CHECK(shmview_begin(fresh, 4, 4, SHMVIEW_BGRX, &pixels, &stride) == SHMVIEW_SYSTEM);
  CHECK(errno == EMFILE);
  CHECK(setrlimit(RLIMIT_NOFILE, &before) == 0);
  CHECK(shmview_read(fresh, &frame) == SHMVIEW_OK);
  shmview_close(fresh);
  shmview_close(channel);
}

static void test_formats(void) {
  CHECK(shmview_planes(SHMVIEW_BGRX) == 1 && shmview_row_bytes(SHMVIEW_BGRX, 3) == 12);
  CHECK(shmview_planes(SHMVIEW_RGBA | SHMVIEW_PLANAR) == 4);
  CHECK(shmview_row_bytes(SHMVIEW_RGBF32LE | SHMVIEW_PLANAR, 3) == 12);
  CHECK(shmview_row_bytes(SHMVIEW_BGRA64LE, 3) == 24);
  shmview_format none[] = {0, 7, 0x101, 0x301, 0x20001, SHMVIEW_BGRX | SHMVIEW_PLANAR};
  for (size_t i = 0; i < sizeof none / sizeof *none; i++)
    CHECK(shmview_planes(none[i]) == 0 && shmview_row_bytes(none[i], 3) == 0);
}

static void test_wrong_calls(void) {
  shmview *channel = opened("wrong");
  uint8_t *pixels;
  size_t stride;
  CHECK(shmview_error(channel)[0] == 0);
  CHECK(shmview_begin(channel, 0, 5, SHMVIEW_BGRX, &pixels, &stride) == SHMVIEW_USAGE);
  CHECK(strstr(shmview_error(channel), "0x5 pixels"));
  CHECK(shmview_begin(channel, 5, 65536, SHMVIEW_BGRX, &pixels, &stride) == SHMVIEW_USAGE);
  CHECK(shmview_begin(channel, 5, 5, 99, &pixels, &stride) == SHMVIEW_USAGE && pixels == NULL);
  CHECK(shmview_commit(channel, "nothing") == SHMVIEW_USAGE);
  CHECK(shmview_range(channel, 0, 1) == SHMVIEW_USAGE);
  CHECK(shmview_transfer(channel, SHMVIEW_LINEAR) == SHMVIEW_USAGE);
  shmview_abandon(channel);
  CHECK(shmview_begin(channel, 5, 5, SHMVIEW_BGRX, &pixels, &stride) == SHMVIEW_OK);
  CHECK(shmview_begin(channel, 5, 5, SHMVIEW_BGRX, &pixels, &stride) == SHMVIEW_USAGE);
  CHECK(shmview_range(channel, 1, 1) == SHMVIEW_USAGE);
  CHECK(shmview_table(channel, (shmview_colors)5) == SHMVIEW_USAGE);
  CHECK(shmview_table(channel, SHMVIEW_TURBO) == SHMVIEW_USAGE); /* it has colors */
  CHECK(strstr(shmview_error(channel), "frames of this format have no color table"));
  CHECK(shmview_table(channel, SHMVIEW_NO_TABLE) == SHMVIEW_OK);
  CHECK(shmview_transition(channel, 60001) == SHMVIEW_USAGE);
  CHECK(shmview_details(channel, NULL) == SHMVIEW_USAGE);
  shmview_abandon(channel);
  CHECK(shmview_table(channel, SHMVIEW_TURBO) == SHMVIEW_USAGE);
  CHECK(strstr(shmview_error(channel), "channel wrong has no loan"));
  CHECK(shmview_begin(channel, 5, 5, SHMVIEW_GRAY8, &pixels, &stride) == SHMVIEW_OK);
  CHECK(shmview_table(channel, (shmview_colors)5) == SHMVIEW_USAGE);
  CHECK(strstr(shmview_error(channel), "the color table is out of range"));
  CHECK(shmview_table(channel, SHMVIEW_TURBO) == SHMVIEW_OK);
  shmview_close(channel);
}

static void test_null_is_told(void) {
  shmview *none, *channel = NULL;
  shmview_frame frame;
  shmview_event event;
  uint8_t *pixels;
  size_t stride;
  CHECK(shmview_open("a/b", &none) == SHMVIEW_USAGE && none == NULL);
  CHECK(shmview_open("null", NULL) == SHMVIEW_USAGE);
  CHECK(shmview_begin(none, 5, 5, SHMVIEW_BGRX, &pixels, &stride) == SHMVIEW_USAGE);
  CHECK(shmview_range(none, 0, 1) == SHMVIEW_USAGE && shmview_captured(none, 1) == SHMVIEW_USAGE);
  CHECK(shmview_table(none, SHMVIEW_TURBO) == SHMVIEW_USAGE);
  CHECK(shmview_transfer(none, SHMVIEW_LINEAR) == SHMVIEW_USAGE);
  CHECK(shmview_details(none, "a: b") == SHMVIEW_USAGE);
  CHECK(shmview_transition(none, 0) == SHMVIEW_USAGE && shmview_commit(none, "") == SHMVIEW_USAGE);
  CHECK(shmview_wait_viewer(none, 0) == SHMVIEW_USAGE && shmview_wait(none, 0) == SHMVIEW_USAGE);
  CHECK(shmview_wait_shown(none, 0) == SHMVIEW_USAGE);
  CHECK(shmview_read(none, &frame) == SHMVIEW_USAGE && shmview_fd(none) == -1);
  CHECK(shmview_next_event(none, &event, 0) == SHMVIEW_USAGE && shmview_generation(none) == 0);
  shmview_abandon(none);
  shmview_release(none, NULL);
  CHECK(strstr(shmview_error(none), "cannot open channel a/b") != NULL);

  CHECK(shmview_open("null", &channel) == SHMVIEW_OK);
  CHECK(shmview_begin(channel, 5, 5, SHMVIEW_BGRX, NULL, &stride) == SHMVIEW_USAGE);
  CHECK(shmview_begin(channel, 5, 5, SHMVIEW_BGRX, &pixels, NULL) == SHMVIEW_USAGE);
  CHECK(shmview_read(channel, NULL) == SHMVIEW_USAGE);
  CHECK(shmview_next_event(channel, NULL, 0) == SHMVIEW_USAGE);
  CHECK(strstr(shmview_error(channel), "NULL") != NULL);
  CHECK(shmview_begin(channel, 5, 5, SHMVIEW_BGRX, &pixels, &stride) == SHMVIEW_OK);
  CHECK(shmview_commit(channel, NULL) == SHMVIEW_OK);
  CHECK(shmview_read(channel, &frame) == SHMVIEW_OK);
  CHECK(shmview_copy(channel, &frame, NULL, 20) == SHMVIEW_USAGE);
  CHECK(shmview_copy(channel, NULL, pixels, 20) == SHMVIEW_USAGE);
  shmview_release(channel, NULL);
  shmview_release(channel, &frame);
  shmview_close(channel);
}

static void test_caption(void) {
  shmview *channel = opened("caption");
  uint8_t *pixels;
  size_t stride;
  shmview_frame frame;
  CHECK(shmview_begin(channel, 3, 2, SHMVIEW_GRAYF32LE, &pixels, &stride) == SHMVIEW_OK);
  memset(pixels, 0, stride * 2);
  CHECK(shmview_range(channel, -1.5f, 2) == SHMVIEW_OK);
  CHECK(shmview_table(channel, SHMVIEW_TURBO) == SHMVIEW_OK);
  CHECK(shmview_transfer(channel, SHMVIEW_LINEAR) == SHMVIEW_OK);
  CHECK(shmview_captured(channel, 1234567890123456789u) == SHMVIEW_OK);
  CHECK(shmview_details(channel, "lens: 50 mm\nplace: 1, 2\x1b[2J") == SHMVIEW_OK);
  CHECK(shmview_transition(channel, 250) == SHMVIEW_OK);
  CHECK(shmview_commit(channel, "\xE2\x80\x8E" "a\nb\xFF \xC3\xA9") == SHMVIEW_OK);
  CHECK(shmview_generation(channel) == 1);
  CHECK(shmview_read(channel, &frame) == SHMVIEW_OK);
  CHECK(frame.low < -1.4f && frame.high > 1.9f && frame.table == SHMVIEW_TURBO);
  CHECK(frame.transfer == SHMVIEW_LINEAR);
  CHECK(frame.captured == 1234567890123456789u && frame.transition == 250);
  CHECK(!strcmp(frame.details, "lens: 50 mm\nplace: 1, 2\xEF\xBF\xBD[2J"));
  CHECK(!strcmp(frame.title, "a\xEF\xBF\xBD" "b\xEF\xBF\xBD \xC3\xA9"));
  shmview_release(channel, &frame);
  shmview_release(channel, &frame);
  CHECK(publish(channel, 3, 2, 7) == SHMVIEW_OK); /* what was said counts for one frame */
  CHECK(shmview_read(channel, &frame) == SHMVIEW_OK);
  CHECK(frame.table == SHMVIEW_NO_TABLE && frame.captured == 0 && frame.details[0] == 0);
  CHECK(frame.transfer == SHMVIEW_SRGB);
  shmview_close(channel);
}

/* Writes a part of the header of a frame that is in the channel. */
static void spoil(const shmview *channel, int serial, size_t field, const void *bytes, size_t size) {
  char path[4200];
  snprintf(path, sizeof path, "%s/frame-%d", channel->path, serial);
  int file = open(path, O_RDWR | O_CLOEXEC);
  CHECK(file >= 0 && pwrite(file, bytes, size, (off_t)field) == (ssize_t)size);
  close(file);
}

/* Details are lines, and line feeds stand between them. */
static void test_empty_lines_at_the_end_of_details_go(void) {
  shmview *channel = opened("lines");
  uint8_t *pixels;
  size_t stride;
  shmview_frame frame;
  shv__header header;
  CHECK(shmview_begin(channel, 1, 1, SHMVIEW_GRAY8, &pixels, &stride) == SHMVIEW_OK);
  CHECK(shmview_details(channel, "a: b\n\nc: d\n\n") == SHMVIEW_OK);
  CHECK(shmview_commit(channel, "one\n") == SHMVIEW_OK);
  CHECK(pread(channel->files[shv__publishes]->fd, &header, sizeof header, 0) == shv__page);
  CHECK(header.details_size == 10 && !memcmp(header.details, "a: b\n\nc: d\0\0", 12));
  uint32_t size = 12; /* another publisher's */
  spoil(channel, 1, offsetof(shv__header, details) + 10, "\n\n", 2);
  spoil(channel, 1, offsetof(shv__header, details_size), &size, sizeof size);
  CHECK(shmview_read(channel, &frame) == SHMVIEW_OK && !strcmp(frame.details, "a: b\n\nc: d"));
  CHECK(!strcmp(frame.title, "one\xEF\xBF\xBD"));
  shmview_close(channel);
}

/* A range is of two finite numbers that differ, also where -ffast-math knows no others. */
static void test_ranges_are_finite(void) {
  const uint32_t wrong[][2] = {{0, 0x7FC00000}, {0x7F800000, 0}, {0xFF800000, 0x7F800000},
                               {0x3F800000, 0x3F800000}, {0x7FC00000, 0x7FC00000}};
  shmview *channel = opened("ranges");
  shmview_frame frame;
  uint8_t *pixels;
  size_t stride;
  float range[2], largest[] = {-3.4e38f, 3.4e38f};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    memcpy(range, wrong[i], sizeof range);
    CHECK(shmview_begin(channel, 1, 1, SHMVIEW_GRAYF32LE, &pixels, &stride) == SHMVIEW_OK);
    CHECK(shmview_range(channel, range[0], range[1]) == SHMVIEW_USAGE);
    CHECK(shmview_range(channel, 0, -0.0f) == SHMVIEW_USAGE);
    CHECK(shmview_range(channel, largest[0], largest[1]) == SHMVIEW_OK);
    int serial = channel->lent ? (int)channel->lent->serial : 0;
    CHECK(shmview_commit(channel, "range") == SHMVIEW_OK);
    spoil(channel, serial, offsetof(shv__header, range), range, sizeof range);
    CHECK(shmview_read(channel, &frame) == SHMVIEW_DAMAGED);
  }
  CHECK(publish(channel, 1, 1, 1) == SHMVIEW_OK && shmview_read(channel, &frame) == SHMVIEW_OK);
  shmview_close(channel);
}

static void test_frames_are_kept(void) {
  shmview *writer = opened("kept"), *reader = opened("kept");
  shmview_frame first, second, third;
  uint8_t copy[16 * 16 * 4];
  CHECK(shmview_read(reader, &first) == SHMVIEW_NONE);
  CHECK(publish(writer, 16, 16, 1) == SHMVIEW_OK);
  CHECK(shmview_read(reader, &first) == SHMVIEW_OK && first.pixels[0] == 1);
  CHECK(shmview_read(reader, &second) == SHMVIEW_NONE);
  for (int value = 2; value < 20; value++) CHECK(publish(writer, 16, 16, value) == SHMVIEW_OK);
  CHECK(shmview_read(reader, &second) == SHMVIEW_OK && second.pixels[0] == 19);
  CHECK(first.pixels[0] == 1);
  CHECK(publish(writer, 16, 16, 20) == SHMVIEW_OK);
  CHECK(shmview_read(reader, &third) == SHMVIEW_USAGE);
  CHECK(strstr(shmview_error(reader), "release one first"));
  CHECK(shmview_copy(reader, &first, copy, 63) == SHMVIEW_USAGE); /* rows would overlap */
  CHECK(shmview_copy(reader, &first, copy, 64) == SHMVIEW_OK && copy[100] == 1);
  shmview_release(reader, &first);
  CHECK(shmview_copy(reader, &first, copy, 64) == SHMVIEW_USAGE);
  CHECK(shmview_read(reader, &third) == SHMVIEW_OK && third.pixels[0] == 20);
  second = third; /* a copy of it, and a frame of another handle, give nothing back */
  shmview_release(reader, &third);
  shmview_release(reader, &second);
  CHECK(shmview_read(writer, &first) == SHMVIEW_OK);
  shmview_release(reader, &first);
  CHECK(shmview_copy(reader, &first, copy, 64) == SHMVIEW_USAGE);
  shmview_close(reader);
  shmview_close(writer);
}

/* The stride counts where there are several rows, of one plane or of several. */
static void test_a_single_row_has_no_stride(void) {
  shmview *channel = opened("row");
  shmview_frame frame;
  uint8_t copy[8 * 4] = {0}, *pixels;
  size_t stride;
  CHECK(publish(channel, 8, 1, 7) == SHMVIEW_OK);
  CHECK(shmview_read(channel, &frame) == SHMVIEW_OK);
  CHECK(shmview_copy(channel, &frame, copy, 0) == SHMVIEW_OK && copy[31] == 7);
  shmview_release(channel, &frame);
  CHECK(shmview_begin(channel, 8, 1, SHMVIEW_RGB24 | SHMVIEW_PLANAR, &pixels, &stride) ==
        SHMVIEW_OK);
  memset(pixels, 9, stride * 3);
  CHECK(shmview_commit(channel, "planes") == SHMVIEW_OK);
  CHECK(shmview_read(channel, &frame) == SHMVIEW_OK);
  CHECK(shmview_copy(channel, &frame, copy, 7) == SHMVIEW_USAGE && copy[0] == 7);
  CHECK(shmview_copy(channel, &frame, copy, 8) == SHMVIEW_OK && copy[23] == 9);
  shmview_close(channel);
}

/* Cuts a frame's file behind its header, which none of shmview's programs does. */
static int truncate_frame(const shmview *channel, int serial) {
  char path[4200];
  snprintf(path, sizeof path, "%s/frame-%d", channel->path, serial);
  return truncate(path, 4096);
}

/* Two loans of one process: each has memory and a generation of its own, in the commits' order. */
static void test_two_loans(void) {
  shmview *one = opened("loans"), *two = opened("loans");
  uint8_t *first, *second;
  size_t stride;
  shmview_frame frame;
  CHECK(publish(one, 8, 8, 1) == SHMVIEW_OK);
  CHECK(shmview_begin(one, 8, 8, SHMVIEW_BGRX, &first, &stride) == SHMVIEW_OK);
  CHECK(shmview_begin(two, 8, 8, SHMVIEW_BGRX, &second, &stride) == SHMVIEW_OK);
  memset(first, 11, stride * 8);
  memset(second, 22, stride * 8);
  CHECK(shmview_commit(two, "second") == SHMVIEW_OK && shmview_generation(two) == 2);
  CHECK(shmview_commit(one, "first") == SHMVIEW_OK && shmview_generation(one) == 3);
  CHECK(shmview_read(one, &frame) == SHMVIEW_OK && frame.pixels[0] == 11);
  shmview_close(one);
  shmview_close(two);
}

/* Lends a frame of so many bytes, and gives it back; the serial of its file. */
static uint64_t serial_of_loan(shmview *channel, uint32_t width, uint32_t height) {
  uint8_t *pixels;
  size_t stride;
  CHECK(shmview_begin(channel, width, height, SHMVIEW_GRAY8, &pixels, &stride) == SHMVIEW_OK);
  uint64_t serial = channel->lent ? channel->lent->serial : 0;
  shmview_abandon(channel);
  return serial;
}

/* A file is used again for a frame whose pixels, without the header, are up to a quarter fewer. */
static void test_spare_memory_is_a_quarter_of_the_pixels(void) {
  shmview *channel = opened("spare");
  CHECK(serial_of_loan(channel, 1000, 500) == 1);
  CHECK(serial_of_loan(channel, 1000, 400) == 1);
  CHECK(serial_of_loan(channel, 1001, 500) == 2);
  CHECK(serial_of_loan(channel, 1000, 400) == 3);
  shmview_close(channel);
}

/* A next serial of zero, which no program of shmview's writes, is no name of a frame. */
static void test_serials_begin_at_one(void) {
  shmview *channel = opened("serials");
  uint64_t zero = 0;
  CHECK(shmview_wait_viewer(channel, 0) == SHMVIEW_TIMEOUT); /* makes the channel */
  CHECK(pwrite(channel->control, &zero, 8, offsetof(shv__control, next_serial)) == 8);
  CHECK(serial_of_loan(channel, 4, 4) == 1);
  CHECK(publish(channel, 4, 4, 1) == SHMVIEW_OK);
  shmview_close(channel);
}

/* Nor does a frame get the serial of the latest, whose file was deleted by hand. */
static void test_serials_only_rise(void) {
  shmview *channel = opened("rising");
  uint64_t most = UINT64_MAX, one = 1;
  uint8_t *pixels;
  size_t stride;
  char path[4200];
  CHECK(publish(channel, 4, 4, 1) == SHMVIEW_OK);
  snprintf(path, sizeof path, "%s/frame-1", channel->path);
  CHECK(unlink(path) == 0);
  CHECK(pwrite(channel->control, &one, 8, offsetof(shv__control, next_serial)) == 8);
  CHECK(serial_of_loan(channel, 4, 4) == 2);
  CHECK(pwrite(channel->control, &most, 8, offsetof(shv__control, latest.serial)) == 8);
  CHECK(shmview_begin(channel, 400, 400, SHMVIEW_BGRX, &pixels, &stride) == SHMVIEW_DAMAGED);
  CHECK(strstr(shmview_error(channel), "/rising are used up"));
  shmview_close(channel);
}

/* The lock on the directory of a new channel is given back, whoever has its descriptor. */
static void test_fork_while_a_channel_is_made(void) {
  shmview *channel = opened("making");
  is_forking = 1;
  CHECK(publish(channel, 4, 4, 1) == SHMVIEW_OK && forked >= 0);
  is_forking = 0;
  int remover = open(channel->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  CHECK(remover >= 0 && flock(remover, LOCK_EX | LOCK_NB) == 0);
  close(remover);
  close(forked);
  shmview_close(channel);
}

/* A profiler's signals do not take a loan's memory back, and are held up for that time alone. */
static void test_large_loan_among_signals(void) {
  shmview *channel = opened("signals");
  uint8_t *pixels;
  size_t stride;
  sigset_t blocked;
  is_profiled = 1;
  CHECK(shmview_begin(channel, 3840, 2160, SHMVIEW_BGRX, &pixels, &stride) == SHMVIEW_OK);
  is_profiled = 0;
  CHECK(pthread_sigmask(SIG_BLOCK, NULL, &blocked) == 0 && !sigismember(&blocked, SIGPROF));
  if (pixels) memset(pixels, 1, stride * 2160);
  CHECK(shmview_commit(channel, "large") == SHMVIEW_OK);
  shmview_close(channel);
}

/* What the whole tmpfs could not hold costs none of the frames that are kept. */
static void test_frame_that_can_never_fit(void) {
  shmview *channel = opened("never");
  uint8_t *pixels;
  size_t stride;
  uint32_t history = 5;
  struct statfs fs;
  CHECK(publish(channel, 4, 4, 1) == SHMVIEW_OK);
  CHECK(pwrite(channel->control, &history, 4, offsetof(shv__control, history)) == 4);
  for (int value = 2; value < 6; value++) CHECK(publish(channel, 4, 4, value) == SHMVIEW_OK);
  CHECK(statfs(channel->path, &fs) == 0);
  uint64_t room = (uint64_t)fs.f_blocks * (uint64_t)fs.f_bsize, most = 65535ull * 65535 * 16;
  if (room == 0 || room >= most) {
    printf("left out: the tmpfs can hold every frame\n");
  } else {
    allocations = 0;
    CHECK(shmview_begin(channel, 65535, 65535, SHMVIEW_RGBAF32LE, &pixels, &stride) ==
          SHMVIEW_NO_SPACE);
    CHECK(strstr(shmview_error(channel), "shared memory is full") && allocations == 0);
  }
  for (int serial = 1; serial < 6; serial++) {
    char path[4200];
    snprintf(path, sizeof path, "%s/frame-%d", channel->path, serial);
    CHECK(access(path, F_OK) == 0);
  }
  CHECK(publish(channel, 4, 4, 6) == SHMVIEW_OK);
  shmview_close(channel);
}

static void *publish_many(void *unused) {
  shmview *channel = opened("threads");
  size_t published = 0;
  for (int i = 0; i < 200; i++) published += publish(channel, 16, 16, i) == SHMVIEW_OK;
  shmview_close(channel);
  return published == 200 ? unused : NULL;
}

/* Each thread has a handle of its own; no generation is given twice. */
static void test_threads(void) {
  shmview *channel = opened("threads");
  pthread_t threads[3];
  void *is_whole;
  shmview_frame frame;
  for (int i = 0; i < 3; i++) CHECK(!pthread_create(&threads[i], NULL, publish_many, threads));
  for (int i = 0; i < 3; i++) CHECK(!pthread_join(threads[i], &is_whole) && is_whole);
  CHECK(shmview_read(channel, &frame) == SHMVIEW_OK && frame.generation == 600);
  shmview_close(channel);
}

/* Another program cuts the frame's file: copying says so, where touching it would be SIGBUS. */
static void test_cut_frame(void) {
  shmview *channel = opened("cut");
  shmview_frame frame;
  uint8_t copy[16 * 16 * 4];
  CHECK(publish(channel, 16, 16, 1) == SHMVIEW_OK);
  CHECK(shmview_read(channel, &frame) == SHMVIEW_OK);
  CHECK(truncate_frame(channel, 1) == 0);
  CHECK(shmview_copy(channel, &frame, copy, 64) == SHMVIEW_DAMAGED);
  CHECK(strstr(shmview_error(channel), "/cut/frame-1: it was cut"));
  shmview_release(channel, &frame);
  CHECK(publish(channel, 16, 16, 2) == SHMVIEW_OK);
  CHECK(shmview_read(channel, &frame) == SHMVIEW_OK && frame.pixels[0] == 2);
  shmview_close(channel);
}

static void test_poll(void) {
  shmview *writer = opened("poll"), *reader = opened("poll");
  struct pollfd watched = {shmview_fd(reader), POLLIN, 0};
  shmview_frame frame;
  CHECK(watched.fd >= 0 && poll(&watched, 1, 0) == 0);
  CHECK(publish(writer, 4, 4, 1) == SHMVIEW_OK);
  CHECK(poll(&watched, 1, 5000) == 1);
  CHECK(shmview_read(reader, &frame) == SHMVIEW_OK);
  shmview_release(reader, &frame);
  CHECK(shmview_read(reader, &frame) == SHMVIEW_NONE && poll(&watched, 1, 0) == 0);
  CHECK(shmview_wait(reader, 50) == SHMVIEW_TIMEOUT);
  CHECK(shmview_wait_viewer(writer, 50) == SHMVIEW_TIMEOUT);
  CHECK(shmview_wait_shown(writer, 50) == SHMVIEW_TIMEOUT);
  shmview_close(reader);
  shmview_close(writer);
}

/* Appends a record as a viewer does. */
static void tell(const shmview *channel, uint32_t kind, const char *name) {
  shmview_event event;
  char path[4200];
  memset(&event, 0, sizeof event);
  memcpy(event.magic, "SHME", 4);
  event.kind = kind;
  event.name_size = (uint32_t)strlen(name);
  memcpy(event.name, name, strlen(name));
  uint32_t checksum = shv__checksum(&event, 124);
  memcpy((char *)&event + 124, &checksum, 4);
  snprintf(path, sizeof path, "%s/events", channel->path);
  int log = open(path, O_WRONLY | O_APPEND | O_CLOEXEC);
  CHECK(log >= 0 && write(log, &event, sizeof event) == (ssize_t)sizeof event);
  close(log);
}

/* What comes between a read that has nothing and the question for the descriptor is told by it. */
static void test_poll_misses_nothing(void) {
  shmview *writer = opened("between"), *reader = opened("between");
  struct pollfd watched = {-1, POLLIN, 0};
  shmview_frame frame;
  shmview_event event;
  for (int value = 1; value < 4; value++) { /* first there is no channel */
    CHECK(shmview_read(reader, &frame) == SHMVIEW_NONE);
    CHECK(publish(writer, 4, 4, value) == SHMVIEW_OK);
    watched.fd = shmview_fd(reader);
    CHECK(poll(&watched, 1, 0) == 1);
    CHECK(shmview_read(reader, &frame) == SHMVIEW_OK && frame.pixels[0] == value);
    shmview_release(reader, &frame);
  }
  CHECK(shmview_next_event(reader, &event, 0) == SHMVIEW_TIMEOUT);
  tell(writer, SHMVIEW_KEY, "a");
  watched.fd = shmview_fd(reader);
  CHECK(poll(&watched, 1, 0) == 1);
  CHECK(shmview_next_event(reader, &event, 0) == SHMVIEW_OK && event.kind == SHMVIEW_KEY);
  CHECK(shmview_read(reader, &frame) == SHMVIEW_NONE); /* nor what the other question swallows */
  CHECK(publish(writer, 4, 4, 9) == SHMVIEW_OK);
  CHECK(shmview_next_event(reader, &event, 0) == SHMVIEW_TIMEOUT);
  CHECK(poll(&watched, 1, 0) == 0);
  watched.fd = shmview_fd(reader);
  CHECK(poll(&watched, 1, 0) == 1);
  CHECK(shmview_read(reader, &frame) == SHMVIEW_OK && frame.pixels[0] == 9);
  shmview_release(reader, &frame);
  CHECK(shmview_read(reader, &frame) == SHMVIEW_NONE);
  tell(writer, SHMVIEW_KEY, "b");
  CHECK(shmview_read(reader, &frame) == SHMVIEW_NONE);
  watched.fd = shmview_fd(reader);
  CHECK(poll(&watched, 1, 0) == 1);
  CHECK(shmview_next_event(reader, &event, 0) == SHMVIEW_OK && !strcmp(event.name, "b"));
  CHECK(shmview_next_event(reader, &event, 0) == SHMVIEW_TIMEOUT);
  CHECK(shmview_read(reader, &frame) == SHMVIEW_NONE);
  for (int calm = 0; calm < 3 && poll(&watched, 1, 0) == 1; calm++) {
    CHECK(shmview_read(reader, &frame) == SHMVIEW_NONE);
    CHECK(shmview_next_event(reader, &event, 0) == SHMVIEW_TIMEOUT);
    watched.fd = shmview_fd(reader);
  }
  CHECK(poll(&watched, 1, 0) == 0); /* and in the end there is nothing */
  shmview_close(reader);
  shmview_close(writer);
}

/* Removes a channel, as far as anybody can see. */
static void remove_channel(const shmview *channel, unsigned number) {
  char dead[4200];
  snprintf(dead, sizeof dead, "%s/.dead-%08x%08x", channel->root, (unsigned)getpid(), number);
  CHECK(rename(channel->path, dead) == 0);
}

/* One handle that lends and reads, while the channel is removed and made anew: the frame that it has
   stays, the loan is lost, and both go on in the channel that has the name. */
static void test_both_roles_of_a_removed_channel(void) {
  shmview *channel = opened("roles"), *other = opened("roles");
  shmview_frame frame, next;
  uint8_t *pixels;
  size_t stride;
  for (unsigned is_read_first = 0; is_read_first < 2; is_read_first++) {
    CHECK(publish(channel, 8, 8, 1) == SHMVIEW_OK && shmview_read(channel, &frame) == SHMVIEW_OK);
    CHECK(shmview_begin(channel, 8, 8, SHMVIEW_BGRX, &pixels, &stride) == SHMVIEW_OK);
    remove_channel(other, is_read_first);
    CHECK(publish(other, 8, 8, 9) == SHMVIEW_OK);
    if (is_read_first) {
      CHECK(shmview_read(channel, &next) == SHMVIEW_OK && next.pixels[0] == 9);
      shmview_release(channel, &next);
    }
    memset(pixels, 2, stride * 8); /* nobody sees it, and nothing breaks */
    CHECK(shmview_commit(channel, "lost") == SHMVIEW_LOST);
    CHECK(strstr(shmview_error(channel), "channel roles was removed"));
    CHECK(frame.pixels[0] == 1);
    shmview_release(channel, &frame);
    CHECK(publish(channel, 8, 8, 3) == SHMVIEW_OK && shmview_generation(channel) == 2);
    CHECK(shmview_read(channel, &next) == SHMVIEW_OK && next.pixels[0] == 3);
    shmview_release(channel, &next);
  }
  shmview_close(channel);
  shmview_close(other);
}

/* Shows a generation in the channel as a viewer does, until the process ends or the returned file is
   closed. */
static int show(const shmview *channel, uint64_t generation, uint32_t history) {
  shv__viewer viewer = {shv__viewer_magic, 1, (uint32_t)getpid(), generation, 1, 4, history, "test"};
  char path[4200];
  snprintf(path, sizeof path, "%s/viewers/0123456789abcdef", channel->path);
  int file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  CHECK(file >= 0 && flock(file, LOCK_EX) == 0);
  CHECK(write(file, &viewer, sizeof viewer) == (ssize_t)sizeof viewer);
  return file;
}

/* Without a descriptor left nothing is read, and no viewer asked; with one again, both are. */
static void test_want_of_descriptors_passes(void) {
  shmview *channel = opened("descriptors"), *reader = opened("descriptors");
  shmview_frame frame;
  shv__viewer most;
  CHECK(publish(channel, 4, 4, 1) == SHMVIEW_OK);
  CHECK(shmview_read(reader, &frame) == SHMVIEW_OK);
  shmview_release(reader, &frame);
  CHECK(publish(channel, 4, 4, 2) == SHMVIEW_OK);
  int viewer = show(channel, 2, 5);
  usleep(50000); /* that viewers/ was changed lately is no reason to ask again */
  struct rlimit before = take_descriptors();
  CHECK(shmview_read(reader, &frame) == SHMVIEW_SYSTEM && errno == EMFILE);
  CHECK(shv__ask_viewers(channel, 1, &most) == -1 && most.history == 0); /* no directory */
  CHECK(setrlimit(RLIMIT_NOFILE, &before) == 0);
  int last = dup(1);
  CHECK(last >= 0 && close(last) == 0);
  struct rlimit one = before;
  one.rlim_cur = (rlim_t)last + 1;
  CHECK(setrlimit(RLIMIT_NOFILE, &one) == 0);
  CHECK(shv__ask_viewers(channel, 1, &most) == 0 && most.history == 0); /* no file of it */
  CHECK(setrlimit(RLIMIT_NOFILE, &before) == 0);
  CHECK(shv__ask_viewers(channel, 1, &most) == 1 && most.generation == 2);
  CHECK(most.history == 5);
  CHECK(shmview_wait(reader, 0) == SHMVIEW_OK);
  CHECK(shmview_read(reader, &frame) == SHMVIEW_OK && frame.pixels[0] == 2);
  close(viewer);
  shmview_close(reader);
  shmview_close(channel);
}

/* The files of viewers stay open. A viewer that is gone has shown nothing, and wishes for nothing. */
static void test_viewers_are_kept(void) {
  shmview *channel = opened("viewers");
  shv__viewer most;
  char path[4200];
  CHECK(publish(channel, 4, 4, 1) == SHMVIEW_OK);
  snprintf(path, sizeof path, "%s/viewers/0123456789abcdef", channel->path);
  int empty = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  CHECK(shv__ask_viewers(channel, 1, &most) == 0 && access(path, F_OK) == 0);
  CHECK(flock(empty, LOCK_EX) == 0); /* it is about to write its record: nobody had its lock */
  shv__viewer viewer = {shv__viewer_magic, 1, 1, 1, 1, 4, 7, "late"};
  CHECK(write(empty, &viewer, sizeof viewer) == (ssize_t)sizeof viewer);
  CHECK(shv__ask_viewers(channel, 0, &most) == 1 && most.generation == 1 && most.history == 7);
  CHECK(shmview_wait_shown(channel, 0) == SHMVIEW_OK);
  viewer.name_size = 65; /* what is no record is no viewer's */
  CHECK(pwrite(empty, &viewer, sizeof viewer, 0) == (ssize_t)sizeof viewer);
  CHECK(shv__ask_viewers(channel, 0, &most) == 0 && most.generation == 0 && most.history == 0);
  viewer.name_size = 4;
  CHECK(pwrite(empty, &viewer, sizeof viewer, 0) == (ssize_t)sizeof viewer);
  CHECK(publish(channel, 4, 4, 2) == SHMVIEW_OK);
  CHECK(shmview_wait_shown(channel, 0) == SHMVIEW_TIMEOUT);
  viewer.generation = 2;
  CHECK(pwrite(empty, &viewer, sizeof viewer, 0) == (ssize_t)sizeof viewer);
  close(empty); /* killed, once it has shown the frame */
  CHECK(shmview_wait_shown(channel, 0) == SHMVIEW_TIMEOUT && access(path, F_OK) < 0);
  CHECK(shv__ask_viewers(channel, 1, &most) == 0 && most.history == 0);
  shmview_close(channel);
}

/* What the way of a frame costs where nothing but frames and acknowledgements comes and goes: two
   frames in turns, and one viewer. Counts depend on no machine. */
static void test_calls_of_a_frame(void) {
  shmview *channel = opened("counted");
  uint8_t *pixels;
  size_t stride;
  CHECK(publish(channel, 4, 4, 1) == SHMVIEW_OK && publish(channel, 4, 4, 2) == SHMVIEW_OK);
  int viewer = show(channel, 2, 0);
  usleep(50000); /* the time of the last change is past */
  CHECK(publish(channel, 4, 4, 3) == SHMVIEW_OK);
  CHECK(shmview_wait_shown(channel, 0) == SHMVIEW_TIMEOUT);
  calls = 0;
  CHECK(shmview_begin(channel, 4, 4, SHMVIEW_BGRX, &pixels, &stride) == SHMVIEW_OK && calls <= 14);
  calls = 0;
  CHECK(shmview_commit(channel, "counted") == SHMVIEW_OK && calls <= 10);
  uint64_t generation = shmview_generation(channel);
  CHECK(pwrite(viewer, &generation, 8, offsetof(shv__viewer, generation)) == 8);
  calls = 0;
  CHECK(shmview_wait_shown(channel, 0) == SHMVIEW_OK && calls <= 2);
  close(viewer);
  shmview_close(channel);
}

static int make_file(const shmview *channel, const char *name) {
  char path[4200];
  snprintf(path, sizeof path, "%s/%s", channel->path, name);
  int file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file >= 0) close(file);
  return file >= 0;
}

/* Files of other names, in the channel and in viewers/, are no frames and no viewers, and their
   folders need not be listed again. */
static void test_unknown_names_are_ignored(void) {
  const char *strays[] = {"7", "+8", "frame-", "frame-009", "frame-10.old", "frame-0xb",
                          "frame- 12", "viewers/beef", "viewers/frame-12",
                          "viewers/0123456789ABCDEF", "viewers/0x12345678901234",
                          "viewers/00123456789abcdef"};
  shmview *channel = opened("strays");
  shv__viewer most;
  CHECK(publish(channel, 4, 4, 1) == SHMVIEW_OK && publish(channel, 4, 4, 2) == SHMVIEW_OK);
  for (size_t i = 0; i < sizeof strays / sizeof *strays; i++) CHECK(make_file(channel, strays[i]));
  usleep(50000); /* the time of the last change is past */
  CHECK(publish(channel, 4, 4, 3) == SHMVIEW_OK);
  CHECK(channel->listed[shv__publishes] != 0 && channel->listed[shv__views] != 0);
  CHECK(shv__ask_viewers(channel, 1, &most) == 0 && channel->files[shv__views] == NULL);
  size_t frames = 0;
  for (shv__file *file = channel->files[shv__publishes]; file; file = file->next) frames++;
  CHECK(frames == 2 && serial_of_loan(channel, 1000, 1000) == 3);
  shmview_close(channel);
}

/* A frame that was shown counts, also once its channel is removed, and made anew: as long as the
   viewer lives that has shown it. One that was not shown is lost with its channel. */
static void test_shown_before_the_channel_went(void) {
  shmview *channel = opened("gone"), *other = opened("gone");
  char path[4200];
  snprintf(path, sizeof path, "%s/viewers/0123456789abcdef", channel->path);
  for (unsigned number = 10; number < 12; number++) { /* of the second, only the first was shown */
    CHECK(publish(channel, 4, 4, 1) == SHMVIEW_OK);
    int viewer = show(channel, 1, 0), shown = number == 10;
    CHECK(shmview_wait_shown(channel, 0) == SHMVIEW_OK);
    if (!shown) CHECK(publish(channel, 4, 4, 2) == SHMVIEW_OK);
    CHECK(unlink(path) == 0); /* as shmshare rm does with what is in it */
    remove_channel(other, number);
    CHECK(shmview_wait_shown(channel, 0) == (shown ? SHMVIEW_OK : SHMVIEW_NONE));
    CHECK(publish(other, 4, 4, 3) == SHMVIEW_OK);
    CHECK(shmview_wait_shown(channel, 0) == (shown ? SHMVIEW_OK : SHMVIEW_NONE));
    close(viewer);
    CHECK(shmview_wait_shown(channel, 0) == SHMVIEW_NONE);
    remove_channel(other, number + 2);
  }
  shmview_close(other);
  shmview_close(channel);
}

/* While somebody waits for viewers, the channel may be removed and made anew. */
static void test_viewers_of_a_channel_made_anew(void) {
  shmview *channel = opened("anew"), *other = opened("anew");
  CHECK(publish(channel, 4, 4, 1) == SHMVIEW_OK);
  pid_t child = fork();
  if (child == 0) {
    usleep(100000);
    remove_channel(other, 0);
    CHECK(publish(other, 4, 4, 2) == SHMVIEW_OK && publish(other, 4, 4, 3) == SHMVIEW_OK);
    show(other, 2, 0);
    pause();
  }
  CHECK(shmview_wait_shown(channel, 60000) == SHMVIEW_NONE); /* it was not this generation */
  CHECK(strstr(shmview_error(channel), "channel anew"));
  CHECK(shmview_wait_viewer(channel, 60000) == SHMVIEW_OK);
  CHECK(publish(channel, 4, 4, 4) == SHMVIEW_OK && shmview_generation(channel) == 3);
  CHECK(shmview_wait_shown(channel, 50) == SHMVIEW_TIMEOUT);
  if (child > 0) kill(child, SIGKILL);
  CHECK(waitpid(child, NULL, 0) == child);
  child = fork();
  if (child == 0) {
    CHECK(shmview_generation(channel) == 0);
    usleep(100000);
    remove_channel(other, 0);
    CHECK(publish(other, 4, 4, 2) == SHMVIEW_OK);
    show(other, 1, 0);
    pause();
  }
  CHECK(shmview_wait_viewer(channel, 60000) == SHMVIEW_OK);
  if (child > 0) kill(child, SIGKILL);
  CHECK(waitpid(child, NULL, 0) == child);
  uint8_t *pixels;
  size_t stride;
  CHECK(shmview_begin(channel, 4, 4, SHMVIEW_BGRX, &pixels, &stride) == SHMVIEW_OK);
  child = fork();
  if (child == 0) {
    usleep(100000);
    remove_channel(other, 1);
    _exit(0);
  }
  CHECK(shmview_wait_viewer(channel, 60000) == SHMVIEW_LOST); /* with a loan of what is gone */
  CHECK(waitpid(child, NULL, 0) == child);
  CHECK(shmview_commit(channel, "lost") == SHMVIEW_LOST);
  shmview_close(other);
  shmview_close(channel);
}

/* A child has nothing of its parent's, and can begin anew with the same handle. */
static void test_fork(void) {
  shmview *channel = opened("fork");
  uint8_t *pixels;
  size_t stride;
  shmview_frame frame, newer;
  uint8_t copy[8 * 8 * 4];
  int status = 0;
  CHECK(publish(channel, 8, 8, 1) == SHMVIEW_OK && shmview_read(channel, &frame) == SHMVIEW_OK);
  CHECK(shmview_begin(channel, 8, 8, SHMVIEW_BGRX, &pixels, &stride) == SHMVIEW_OK);
  memset(pixels, 3, stride * 8);
  pid_t child = fork();
  if (child == 0) {
    failures = 0;
    CHECK(shmview_commit(channel, "not mine") == SHMVIEW_USAGE);
    CHECK(publish(channel, 8, 8, 2) == SHMVIEW_OK && shmview_generation(channel) == 2);
    CHECK(shmview_read(channel, &newer) == SHMVIEW_OK && newer.pixels[0] == 2);
    CHECK(shmview_copy(channel, &frame, copy, 32) == SHMVIEW_USAGE);
    shmview_release(channel, &frame); /* as a destructor does; the parent's stays */
    CHECK(frame.pixels == NULL);
    CHECK(shmview_copy(channel, &newer, copy, 32) == SHMVIEW_OK && copy[0] == 2);
    shmview_close(channel);
    fflush(stdout);
    _exit(failures);
  }
  CHECK(waitpid(child, &status, 0) == child && status == 0);
  CHECK(frame.pixels[0] == 1 && pixels[0] == 3);
  CHECK(shmview_copy(channel, &frame, copy, 32) == SHMVIEW_OK && copy[0] == 1);
  CHECK(shmview_commit(channel, "mine") == SHMVIEW_OK && shmview_generation(channel) == 3);
  shmview_close(channel);
}

static shmview *moved;

/* Waits for the lock of a channel that was removed by who was stopped before it gave the lock back. */
static void *publish_into_what_goes(void *unused) {
  return publish(moved, 4, 4, 2) == SHMVIEW_OK ? unused : NULL;
}

/* The lock is held by a child that outlived the one that took it; that of a channel which is gone
   keeps nobody from the one that has the name. */
static void test_inherited_lock(void) {
  shmview *channel = opened("inherited");
  pthread_t publisher;
  void *is_published = NULL;
  moved = opened("moved");
  int pipes[2], status;
  char text[64] = "", expected[256];
  CHECK(publish(channel, 8, 8, 1) == SHMVIEW_OK && pipe(pipes) == 0);
  pid_t parent = fork();
  if (parent == 0) {
    int lock = openat(AT_FDCWD, channel->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
    lock = openat(lock, "lock", O_RDWR, 0);
    if (flock(lock, LOCK_EX) < 0) _exit(1);
    snprintf(text, sizeof text, "process %ld (gone)", (long)getpid());
    if (pwrite(lock, text, sizeof text, 0) < 0) _exit(1);
    pid_t child = fork();
    if (child == 0) {
      pause();
      _exit(0);
    }
    if (write(pipes[1], &child, sizeof child) < 0) _exit(1);
    _exit(0);
  }
  CHECK(waitpid(parent, &status, 0) == parent && status == 0);
  pid_t child = 0;
  CHECK(read(pipes[0], &child, sizeof child) == (ssize_t)sizeof child && child > 0);
  CHECK(publish(moved, 4, 4, 1) == SHMVIEW_OK);
  snprintf(expected, sizeof expected, "%.200s/lock", moved->path);
  int lock = open(expected, O_RDWR | O_CLOEXEC);
  CHECK(lock >= 0 && flock(lock, LOCK_EX) == 0);
  remove_channel(moved, 20);
  CHECK(!pthread_create(&publisher, NULL, publish_into_what_goes, pipes));
  uint64_t begin = shv__now(CLOCK_MONOTONIC);
  CHECK(publish(channel, 8, 8, 2) == SHMVIEW_BUSY);
  CHECK(shv__now(CLOCK_MONOTONIC) - begin >= 5000000000u);
  CHECK(!pthread_join(publisher, &is_published) && is_published);
  CHECK(shmview_generation(moved) == 1);
  close(lock);
  shmview_close(moved);
  snprintf(expected, sizeof expected,
           "/inherited/lock has been locked for 5 s by process %ld (gone), which is gone; "
           "process %ld has inherited the lock", (long)parent, (long)child);
  CHECK(strstr(shmview_error(channel), expected));
  if (child > 0) kill(child, SIGKILL);
  CHECK(publish(channel, 8, 8, 2) == SHMVIEW_OK);
  close(pipes[0]);
  close(pipes[1]);
  shmview_close(channel);
}

static void test_events(void) {
  shmview *channel = opened("events");
  shmview_event event;
  CHECK(shmview_next_event(channel, &event, 20) == SHMVIEW_TIMEOUT); /* no channel yet */
  CHECK(publish(channel, 4, 4, 1) == SHMVIEW_OK);
  CHECK(shmview_next_event(channel, &event, 20) == SHMVIEW_TIMEOUT); /* listens from here on */
  tell(channel, SHMVIEW_KEY, "Return");
  tell(channel, 99, "unknown");
  tell(channel, SHMVIEW_CLOSED, "");
  tell(channel, SHMVIEW_MOTION, "\x1b[");
  CHECK(shmview_next_event(channel, &event, 5000) == SHMVIEW_OK);
  CHECK(event.kind == SHMVIEW_KEY && !strcmp(event.name, "Return"));
  CHECK(shmview_next_event(channel, &event, 5000) == SHMVIEW_OK && event.kind == SHMVIEW_CLOSED);
  CHECK(shmview_next_event(channel, &event, 5000) == SHMVIEW_OK && event.kind == SHMVIEW_MOTION);
  CHECK(event.name_size == 4 && !strcmp(event.name, "\xEF\xBF\xBD[")); /* of the name as it is now */
  CHECK(shmview_next_event(channel, &event, 0) == SHMVIEW_TIMEOUT);
  shmview_close(channel);
}

/* The log of a channel that was removed, and whose files are not deleted yet, is left. */
static void test_events_of_a_channel_made_anew(void) {
  shmview *channel = opened("logs"), *other = opened("logs");
  shmview_event event;
  CHECK(publish(other, 4, 4, 1) == SHMVIEW_OK);
  CHECK(shmview_next_event(channel, &event, 0) == SHMVIEW_TIMEOUT);
  remove_channel(other, 2);
  CHECK(publish(other, 4, 4, 2) == SHMVIEW_OK);
  CHECK(shmview_next_event(channel, &event, 0) == SHMVIEW_TIMEOUT);
  tell(other, SHMVIEW_KEY, "a");
  CHECK(shmview_next_event(channel, &event, 5000) == SHMVIEW_OK && !strcmp(event.name, "a"));
  shmview_close(other);
  shmview_close(channel);
}

/* A viewer that was stopped while it had the log locked holds nobody up for longer than asked. */
static void test_events_behind_a_stopped_viewer(void) {
  shmview *channel = opened("stopped"), *other = opened("stopped");
  shmview_event event;
  char path[4200];
  CHECK(publish(channel, 4, 4, 1) == SHMVIEW_OK);
  CHECK(shmview_next_event(other, &event, 0) == SHMVIEW_TIMEOUT); /* makes the log */
  shmview_close(other);
  snprintf(path, sizeof path, "%s/events", channel->path);
  int log = open(path, O_RDWR | O_CLOEXEC);
  CHECK(log >= 0 && flock(log, LOCK_EX | LOCK_NB) == 0);
  alarm(60); /* ends the tests */
  CHECK(shmview_next_event(channel, &event, 0) == SHMVIEW_TIMEOUT);
  CHECK(shmview_next_event(channel, &event, 20) == SHMVIEW_TIMEOUT);
  CHECK(strstr(shmview_error(channel), "/stopped/events is locked by a viewer"));
  alarm(0);
  close(log);
  CHECK(shmview_next_event(channel, &event, 0) == SHMVIEW_TIMEOUT);
  tell(channel, SHMVIEW_KEY, "a");
  CHECK(shmview_next_event(channel, &event, 0) == SHMVIEW_OK && event.kind == SHMVIEW_KEY);
  shmview_close(channel);
}

static int write_text(const char *path, const char *text) {
  int file = open(path, O_WRONLY | O_CLOEXEC);
  int is_written = file >= 0 && write(file, text, strlen(text)) == (ssize_t)strlen(text);
  if (file >= 0) close(file);
  return is_written;
}

/* Without a watch for the log nobody tells of events: they are looked for. */
static void test_events_where_watches_are_short(void) {
  shmview *channel = opened("watches");
  shmview_event event;
  uint8_t *pixels;
  size_t stride;
  char ids[32];
  int status = 0;
  CHECK(publish(channel, 4, 4, 1) == SHMVIEW_OK);
  snprintf(ids, sizeof ids, "%lu %lu 1", (unsigned long)geteuid(), (unsigned long)geteuid());
  pid_t child = fork();
  if (child == 0) { /* in a user namespace, which has a limit of its own */
    failures = 0;
    if (unshare(CLONE_NEWUSER) < 0 || !write_text("/proc/self/uid_map", ids) ||
        !write_text("/proc/sys/user/max_inotify_watches", "2")) {
      printf("left out: no user namespace, for a limit of watches\n");
      fflush(stdout);
      _exit(0);
    }
    CHECK(shmview_fd(channel) >= 0);
    CHECK(shmview_next_event(channel, &event, 0) == SHMVIEW_TIMEOUT);
    CHECK(shmview_fd(channel) == -1 && strstr(shmview_error(channel), "inotify watch"));
    CHECK(shmview_begin(channel, 4, 4, SHMVIEW_GRAY8, &pixels, &stride) == SHMVIEW_OK);
    struct rlimit before = take_descriptors(); /* that passes, and costs neither frame nor loan */
    CHECK(shmview_wait(channel, 0) == SHMVIEW_SYSTEM && errno == EMFILE);
    CHECK(setrlimit(RLIMIT_NOFILE, &before) == 0);
    CHECK(shmview_commit(channel, "kept") == SHMVIEW_OK);
    if (fork() == 0) {
      usleep(100000);
      tell(channel, SHMVIEW_KEY, "late");
      _exit(0);
    }
    uint64_t begin = shv__now(CLOCK_MONOTONIC);
    CHECK(shmview_next_event(channel, &event, 60000) == SHMVIEW_OK && !strcmp(event.name, "late"));
    CHECK(shv__now(CLOCK_MONOTONIC) - begin < 30000000000u);
    CHECK(write_text("/proc/sys/user/max_inotify_watches", "9"));
    CHECK(shmview_next_event(channel, &event, 0) == SHMVIEW_TIMEOUT && shmview_fd(channel) >= 0);
    fflush(stdout);
    _exit(failures);
  }
  CHECK(waitpid(child, &status, 0) == child && status == 0);
  shmview_close(channel);
}

/* Who falls behind what a viewer has punched is told once, and goes on with what is left. */
static void test_missed_events(void) {
  shmview *channel = opened("missed");
  shmview_event event;
  CHECK(publish(channel, 4, 4, 1) == SHMVIEW_OK);
  CHECK(shmview_next_event(channel, &event, 0) == SHMVIEW_TIMEOUT);
  for (int i = 0; i < 33; i++) tell(channel, SHMVIEW_KEY, i < 32 ? "a" : "b"); /* 32 fill a page */
  char path[4200];
  snprintf(path, sizeof path, "%s/events", channel->path);
  int log = open(path, O_RDWR | O_CLOEXEC);
  CHECK(fallocate(log, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, 0, 4096) == 0);
  close(log);
  CHECK(shmview_next_event(channel, &event, 0) == SHMVIEW_OK && event.kind == SHMVIEW_MISSED);
  CHECK(shmview_next_event(channel, &event, 0) == SHMVIEW_OK && !strcmp(event.name, "b"));
  CHECK(shmview_next_event(channel, &event, 0) == SHMVIEW_TIMEOUT);
  shmview_close(channel);
}

int main(void) {
  test_names();
  test_no_root_is_made_on_a_disk();
  test_errno_is_of_the_call_that_failed();
  test_formats();
  test_wrong_calls();
  test_null_is_told();
  test_caption();
  test_empty_lines_at_the_end_of_details_go();
  test_ranges_are_finite();
  test_frames_are_kept();
  test_a_single_row_has_no_stride();
  test_two_loans();
  test_spare_memory_is_a_quarter_of_the_pixels();
  test_serials_begin_at_one();
  test_serials_only_rise();
  test_fork_while_a_channel_is_made();
  test_large_loan_among_signals();
  test_frame_that_can_never_fit();
  test_threads();
  test_cut_frame();
  test_poll();
  test_poll_misses_nothing();
  test_both_roles_of_a_removed_channel();
  test_want_of_descriptors_passes();
  test_viewers_are_kept();
  test_calls_of_a_frame();
  test_unknown_names_are_ignored();
  test_shown_before_the_channel_went();
  test_viewers_of_a_channel_made_anew();
  test_fork();
  test_inherited_lock();
  test_events();
  test_events_of_a_channel_made_anew();
  test_events_where_watches_are_short();
  test_events_behind_a_stopped_viewer();
  test_missed_events();
  printf("shmview.h: %s\n", failures ? "tests failed" : "all tests passed");
  return failures ? 1 : 0;
}
