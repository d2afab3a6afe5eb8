/* shmview.h - publish pictures into shmview channels, and read them: C99 and C++11, Linux, libc.

   In exactly one source file, before any other header, #define SHMVIEW_IMPLEMENTATION; everywhere
   else only #include "shmview.h". docs/C.md has a picture in ten lines, recipes, and what each
   function may return; docs/PROTOCOL.md describes the bytes; LICENSE has the licence (MIT).

   Every function that can fail returns a shmview_status, and shmview_error() has the words. Nothing
   here aborts, prints, or installs a signal handler. Use a handle in one thread at a time; handles
   are independent of each other. A child of fork inherits no loan, no frame and no lock. */

#ifndef SHMVIEW_H
#define SHMVIEW_H

#if defined(SHMVIEW_IMPLEMENTATION) && !defined(_GNU_SOURCE)
#ifdef _FEATURES_H
#error "where SHMVIEW_IMPLEMENTATION is defined, include shmview.h first, or define _GNU_SOURCE"
#endif
#define _GNU_SOURCE
#endif
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct shmview shmview;

typedef enum shmview_status {
  SHMVIEW_OK = 0,
  SHMVIEW_NONE,     /* there is nothing new, or no channel */
  SHMVIEW_TIMEOUT,  /* what was waited for did not come in time */
  SHMVIEW_BUSY,     /* another publisher has had the channel's lock for 5 seconds */
  SHMVIEW_LOST,     /* the loan is gone: the channel was removed, or its file deleted */
  SHMVIEW_NO_SPACE, /* no room for the frame in shared memory */
  SHMVIEW_DAMAGED,  /* a file of the channel holds what the protocol does not allow */
  SHMVIEW_UNSAFE,   /* a directory or file belongs to another user, or others may write to it */
  SHMVIEW_USAGE,    /* the call was wrong: an argument out of range, a second loan */
  SHMVIEW_SYSTEM    /* a system call failed; errno has the code */
} shmview_status;

/* How samples lie in memory, in the order of the name; straight alpha, sRGB. A sample is a byte, or
   as long as the number says. The fourth byte of BGRX, which viewers show without any conversion,
   is 255. With SHMVIEW_PLANAR, which may be added to RGB..., BGR... and RGBA..., all samples of one
   kind come first, plane after plane, each stride * height bytes. */
typedef uint32_t shmview_format;
enum {
  SHMVIEW_BGRX = 1, SHMVIEW_BGRA, SHMVIEW_GRAY8, SHMVIEW_RGB24, SHMVIEW_BGR24, SHMVIEW_RGBA,
  SHMVIEW_BGRA64LE = 0x102, SHMVIEW_GRAY16LE, SHMVIEW_RGB48LE, SHMVIEW_BGR48LE, SHMVIEW_RGBA64LE,
  SHMVIEW_BGRAF32LE = 0x202, SHMVIEW_GRAYF32LE, SHMVIEW_RGBF32LE, SHMVIEW_BGRF32LE,
  SHMVIEW_RGBAF32LE, SHMVIEW_PLANAR = 0x10000
};

/* The planes of a format, and the bytes of samples in a row of each; 0 for no format. */
uint32_t shmview_planes(shmview_format format);
size_t shmview_row_bytes(shmview_format format, uint32_t width);

/* The longest side of a frame, and the bytes of a title and of details. */
enum { SHMVIEW_MAX_SIDE = 65535, SHMVIEW_MAX_TITLE = 1024, SHMVIEW_MAX_DETAILS = 1024 };

/* Prepares a handle for a channel, which need not exist: publishing makes it, reading waits for it.
   A name has 1 to 64 characters of A-Z a-z 0-9 . _ - and does not start with a dot; NULL means
   $SHMVIEW_CHANNEL, or "default". On failure *channel is NULL, and shmview_error(NULL) has the
   words for the thread that called, also where that NULL is used after all: SHMVIEW_USAGE. */
shmview_status shmview_open(const char *name, shmview **channel);

/* Gives back everything, a loan and frames included. NULL is fine. */
void shmview_close(shmview *channel);

/* What went wrong at the last call that failed, in a sentence without a full stop; "" before the
   first. Valid until the next call with the same handle. */
const char *shmview_error(const shmview *channel);

/* ---- Publishing ---------------------------------------------------------------------------- */

/* Lends a frame, each side 1 to 65,535 pixels, and makes the channel where it is missing. Row y
   starts at *pixels + y * *stride; what you write there is what viewers show, so fill it all. There
   is one loan at a time; shmview_commit() or shmview_abandon() ends it. */
shmview_status shmview_begin(shmview *channel, uint32_t width, uint32_t height,
                             shmview_format format, uint8_t **pixels, size_t *stride);

typedef enum shmview_colors {
  SHMVIEW_NO_TABLE = 0, SHMVIEW_VIRIDIS, SHMVIEW_TURBO, SHMVIEW_MAGMA, SHMVIEW_TWILIGHT
} shmview_colors;

typedef enum shmview_curve { SHMVIEW_SRGB = 0, SHMVIEW_LINEAR } shmview_curve;

/* What else is known of the frame that is lent, and counts for it alone; all of it is optional.
   range: the samples for black and for white; by default 0 and the largest, for floats 0 and 1.
   table: the colors in which viewers show a gray frame; others have none. transfer: SHMVIEW_LINEAR
   where twice the number is twice the light, as a renderer makes it. captured: when the picture was
   taken, nanoseconds since the epoch. details: lines of "key: value", UTF-8, cleaned and cut as the
   title is. transition: milliseconds, at most 60,000, that viewers take to fade to this frame. */
shmview_status shmview_range(shmview *channel, float low, float high);
shmview_status shmview_table(shmview *channel, shmview_colors table);
shmview_status shmview_transfer(shmview *channel, shmview_curve transfer);
shmview_status shmview_captured(shmview *channel, uint64_t nanoseconds);
shmview_status shmview_details(shmview *channel, const char *details);
shmview_status shmview_transition(shmview *channel, uint32_t milliseconds);

/* Makes the loan's frame the newest, and wakes everybody who waits for it. The title (UTF-8, or
   NULL) is cleaned, and cut to 1,024 bytes between two characters. On failure the frame before
   stays the newest, and the loan ends; only after SHMVIEW_BUSY you still have it. */
shmview_status shmview_commit(shmview *channel, const char *title);

/* The number of the frame that was committed last: each is one higher than the one before. */
uint64_t shmview_generation(const shmview *channel);

/* Gives the loan back unpublished. Fine without one. */
void shmview_abandon(shmview *channel);

/* Waits until there is a viewer, in a channel that is made where it is missing. Timeouts, here and
   below, are milliseconds; a negative one never ends. */
shmview_status shmview_wait_viewer(shmview *channel, int timeout);

/* Waits until a viewer has the frame of shmview_generation(), or a later one, on its screen; before
   the first commit, until there is a viewer. */
shmview_status shmview_wait_shown(shmview *channel, int timeout);

/* ---- Reading ------------------------------------------------------------------------------- */

typedef struct shmview_frame {
  const uint8_t *pixels; /* row y starts at pixels + y * stride; read only */
  size_t stride;         /* bytes */
  uint32_t width, height;
  shmview_format format;
  uint64_t generation;          /* rises by one a frame, within one channel's life */
  uint64_t published, captured; /* nanoseconds since the epoch; captured is 0 where it is unknown */
  float low, high;              /* the samples for black and white; both 0 where nothing was said */
  shmview_colors table;
  shmview_curve transfer;
  uint32_t transition;               /* milliseconds to fade over, 0 to 60,000 */
  unsigned char channel_id[16];      /* another one when the channel was removed and made anew */
  char title[SHMVIEW_MAX_TITLE + 1]; /* UTF-8 */
  char details[SHMVIEW_MAX_DETAILS + 1];
  void *pin; /* the library's */
} shmview_frame;

/* Takes the newest frame, without waiting. It does not change until shmview_release(); at most two
   are out at a time. SHMVIEW_NONE if there is no frame but the one that was taken before.
   SHMVIEW_DAMAGED, once, for a frame that cannot be shown: the next one may be better. */
shmview_status shmview_read(shmview *channel, shmview_frame *frame);

/* Copies the rows, plane after plane, to `destination`, where they are `stride` bytes apart.
   SHMVIEW_DAMAGED if another program has cut the file: touching `pixels` would raise SIGBUS. */
shmview_status shmview_copy(shmview *channel, const shmview_frame *frame, void *destination,
                            size_t stride);

/* Gives the frame back. Fine twice, and of a frame that a child of fork has from its parent. */
void shmview_release(shmview *channel, shmview_frame *frame);

/* Waits until shmview_read() has a frame that was not taken before. An error stays until what is
   wrong is mended: pause before you ask again. */
shmview_status shmview_wait(shmview *channel, int timeout);

/* A descriptor for your own poll(): readable when there may be a new frame or event; docs/C.md has
   the loop. Ask for it each time that shmview_read() and shmview_next_event() have nothing more. Do
   not read or close it. -1 while the kernel has no inotify instance or watch left. */
int shmview_fd(shmview *channel);

/* ---- What people do in the viewers --------------------------------------------------------- */

/* MISSED: events came faster than they were read, and some are lost. MOTION: with a button held, or
   in a window whose keys are sent. */
typedef enum shmview_event_kind {
  SHMVIEW_MISSED = 0, SHMVIEW_KEY, SHMVIEW_PRESS, SHMVIEW_RELEASE, SHMVIEW_WHEEL,
  SHMVIEW_RECTANGLE, SHMVIEW_OPENED, SHMVIEW_RESIZED, SHMVIEW_CLOSED, SHMVIEW_MOTION
} shmview_event_kind;

/* An event is its record in the log, as docs/PROTOCOL.md, section 13, has it. */
typedef struct shmview_event {
  char magic[4];
  uint32_t kind;       /* a shmview_event_kind */
  uint64_t viewer;     /* tells one window from another */
  uint32_t process;    /* the viewer's, for people only */
  uint32_t modifiers;  /* X.h: 1 Shift, 2 CapsLock, 4 Control, 8 Alt, 64 Super */
  uint64_t generation; /* of the frame that was shown; 0 for none */
  uint64_t time;       /* nanoseconds since the epoch */
  uint32_t code, zero; /* of a key its keysym, of a button or the wheel the button's number */
  double x, y;         /* pixels of the picture from its left and top edge; NaN without one */
  double width, height; /* of a rectangle in pixels of the picture, of a window in its own */
  uint32_t name_size;
  char name[44]; /* of a key, as X has it: "Return", "a", "F5"; ends with a zero */
} shmview_event;

/* The next event since the first call, waiting for at most so many milliseconds. Viewers write
   events only while a program listens; where one has the log locked, a later call begins. */
shmview_status shmview_next_event(shmview *channel, shmview_event *event, int timeout);

#ifdef __cplusplus
}
#endif
#endif /* SHMVIEW_H */

#if defined(SHMVIEW_IMPLEMENTATION) && !defined(SHMVIEW_IMPLEMENTED)
#define SHMVIEW_IMPLEMENTED
#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "shmview.h: the protocol's numbers are little-endian, and so must be the processor"
#endif
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/inotify.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <time.h>
#include <unistd.h>

/* ---- The bytes. "Section" is one of docs/PROTOCOL.md; here 4 to 6 ---------------------------- */

static const uint64_t shv__control_magic = 0x4C525443564D4853; /* "SHMVCTRL" */
static const uint64_t shv__frame_magic = 0x4D415246564D4853;   /* "SHMVFRAM" */
static const uint64_t shv__viewer_magic = 0x57454956564D4853;  /* "SHMVVIEW" */

enum {
  shv__page = 4096, shv__version = 1,
  shv__max_stride = 65535 * 16, /* section 5; of BGRX and BGRA a fourth */
  shv__max_transition = 60000,  /* section 5 */
  shv__max_history = 256,       /* section 4 */
  shv__lock_seconds = 5,        /* section 7 */
  shv__tick = 20000000,         /* section 7: a time of change may repeat for so many ns */
  shv__reads = 0, shv__publishes, shv__views, shv__kinds, /* what a file is open for */
  shv__max_pins = 2,            /* section 10 */
  shv__frames = 1, shv__events = 2,
  shv__poll = 16                /* section 10: milliseconds, where nobody tells of changes */
};

typedef struct shv__latest { uint64_t generation, serial; } shv__latest;

typedef struct shv__control {
  uint64_t magic;
  uint32_t version, size;
  unsigned char channel_id[16];
  shv__latest latest; /* always read and written by one call of 16 bytes */
  uint64_t next_serial;
  uint32_t history, zero;
} shv__control;

typedef struct shv__header {
  uint64_t magic;
  uint32_t version, size;
  unsigned char channel_id[16];
  uint64_t generation, serial;
  uint32_t width, height, stride, format;
  uint64_t published;
  uint32_t title_size, transition;
  char title[SHMVIEW_MAX_TITLE];
  float range[2]; /* low and high */
  uint32_t table, details_size;
  uint64_t captured;
  char details[SHMVIEW_MAX_DETAILS];
  uint32_t transfer;
  char zero[1940];
} shv__header;

typedef struct shv__viewer {
  uint64_t magic;
  uint32_t version, process;
  uint64_t generation, shown;
  uint32_t name_size, history;
  char name[64];
} shv__viewer;

typedef char shv__check_of_sizes /* -1 is an error */
    [sizeof(shv__control) == 64 && sizeof(shv__header) == shv__page && sizeof(shv__viewer) == 104 &&
     sizeof(shmview_event) == 128 ? 1 : -1];

/* A frame's file, open to read or to publish, never for both; or a viewer's, by its number. */
typedef struct shv__file {
  struct shv__file *next;
  uint64_t serial, generation; /* serial 0: its channel is gone; closed once it is not out */
  uint64_t mapped;             /* bytes of `memory`, which a publisher has allocated */
  uint8_t *memory;
  int fd, kind, is_out; /* is_out: it is locked, as the loan or as a frame that was read */
  uintptr_t pin;        /* what shmview_frame.pin is, of a frame that was read */
  char name[32];
} shv__file;

struct shmview {
  char name[65], root[3968], path[4096], message[8192], holder[64]; /* what `lock` says of us */
  int code;      /* errno, as the message was written */
  shmview *next; /* all handles, for fork */
  int directory, control, lock; /* -1: closed. With the lock, `control` may be written to */
  unsigned char channel_id[16];
  shv__file *files[shv__kinds], *lent;
  uint64_t listed[shv__kinds]; /* when the folder had changed, as it was listed; 0: list again */
  shv__header header; /* of the loan */
  uint64_t committed; /* the generation that was committed last, and its channel: */
  unsigned char committed_in[16];
  uint64_t taken; /* the generation that was read, or refused as damaged, last */
  int inotify;
  int purposes, awake; /* what the program looks for, shv__frames and shv__events; and for which of
                          these it has not looked since there were wake-ups in the queue */
  int blind;  /* why changes may go unnoticed, a code of errno; 0: they do not */
  int events; /* the log that is listened to, and the next place in it: */
  uint64_t events_at;
};

/* ---- Errors, and time ------------------------------------------------------------------------ */

/* What shmview_error(NULL) says. */
static __thread char shv__open_message[512] = "the channel is NULL: open it first";

__attribute__((format(printf, 3, 4)))
static shmview_status shv__fail(shmview *c, shmview_status status, const char *format, ...) {
  va_list arguments;
  if (c) c->code = errno;
  va_start(arguments, format);
  vsnprintf(c ? c->message : shv__open_message,
            c ? sizeof c->message : sizeof shv__open_message, format, arguments);
  va_end(arguments);
  return status;
}

/* Ends a call of the program's: errno is of what has failed, not of what was tidied up since. */
static shmview_status shv__end(const shmview *c, shmview_status status) {
  if (status == SHMVIEW_SYSTEM) errno = c->code;
  return status;
}

/* Whether there is no handle, as after an open that failed, or no place for an answer. */
static int shv__lacks(shmview *c, const void *place) {
  if (c && !place) shv__fail(c, SHMVIEW_USAGE, "a pointer that the call needs is NULL");
  return !c || !place;
}

/* What errno means after a call for a file of the channel ("" is its directory) has failed. */
static shmview_status shv__failed(shmview *c, const char *verb, const char *name) {
  const char *why = strerror(errno), *slash = *name ? "/" : "";
  shmview_status status = SHMVIEW_SYSTEM;
  if (errno == ENOENT) return shv__fail(c, SHMVIEW_NONE, "there is no channel %s", c->name);
  if (errno == ENODATA) status = SHMVIEW_DAMAGED, why = "it was cut";
  if (errno == EPERM)
    status = SHMVIEW_UNSAFE, why = "it is not yours alone: it has another owner, rights for "
                                   "others, a second name, or is of another kind";
  if (errno == ENOSPC || errno == EDQUOT)
    status = SHMVIEW_NO_SPACE, why = "shared memory is full; remove channels (shmshare rm), or "
                                     "enlarge the tmpfs";
  return shv__fail(c, status, "cannot %s %s%s%s: %s", verb, c->path, slash, name, why);
}

static uint64_t shv__now(clockid_t clock) {
  struct timespec t;
  clock_gettime(clock, &t);
  return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

/* ---- Files (section 3), on a tmpfs, where signals cut only posix_fallocate short ------------- */

/* Leaves errno as it is, as every call here that succeeds does. */
static int shv__close(int *fd) {
  if (*fd >= 0) close(*fd);
  return *fd = -1;
}

static int shv__try_lock(int fd, int operation) { return flock(fd, operation | LOCK_NB) == 0; }

/* Whether all bytes were read; ENODATA if the file is shorter. */
static int shv__pread(int fd, void *bytes, size_t size, uint64_t offset) {
  ssize_t done = pread(fd, bytes, size, (off_t)offset);
  if (done >= 0 && (size_t)done != size) errno = ENODATA;
  return done == (ssize_t)size;
}

/* At most a page, which a tmpfs writes whole or not at all. */
static int shv__pwrite(int fd, const void *bytes, size_t size, size_t offset) {
  return pwrite(fd, bytes, size, (off_t)offset) == (ssize_t)size;
}

/* Opens what only we may write to, and has one name. EPERM: not to be trusted; ENOENT: no name. */
static int shv__open(int directory, const char *name, int flags) {
  struct stat s;
  int fd = openat(directory, name, flags | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600);
  if (fd < 0 && (errno == ELOOP || errno == ENOTDIR || errno == EISDIR || errno == ENXIO))
    errno = EPERM;
  if (fd < 0 || fstat(fd, &s) < 0) return shv__close(&fd);
  int is_kind = flags & O_DIRECTORY ? S_ISDIR(s.st_mode) : S_ISREG(s.st_mode) && s.st_nlink < 2;
  if (is_kind && s.st_nlink > 0 && s.st_uid == geteuid() && !(s.st_mode & 077)) return fd;
  errno = s.st_nlink == 0 ? ENOENT : EPERM;
  return shv__close(&fd);
}

/* When the file at a path has changed; 0 if it is not the one that is open (-1: any will do). */
static uint64_t shv__in_place(int fd, int directory, const char *path) {
  struct stat ours, s;
  int is_it = fstatat(directory, path, &s, AT_SYMLINK_NOFOLLOW) == 0 &&
      (fd < 0 || (fstat(fd, &ours) == 0 && s.st_dev == ours.st_dev && s.st_ino == ours.st_ino));
  return is_it ? (uint64_t)s.st_ctim.tv_sec * 1000000000u + (uint64_t)s.st_ctim.tv_nsec : 0;
}

/* ---- Formats and text (section 5) ------------------------------------------------------------ */

static size_t shv__sample_bytes(shmview_format format) { return (size_t)1 << (format >> 8 & 3); }

/* Samples of a pixel, or 0: bits 0 to 7 are the layout, 8 to 15 the sample, 16 says planar. */
static uint32_t shv__samples(shmview_format format) {
  static const unsigned char samples[] = {0, 4, 4, 1, 3, 3, 4};
  uint32_t layout = format & 0xFF, sample = format >> 8 & 0xFF;
  if (format >> 17 || layout > 6 || sample > 2 || (layout == SHMVIEW_BGRX && sample > 0)) return 0;
  return format & SHMVIEW_PLANAR && layout < SHMVIEW_RGB24 ? 0 : samples[layout];
}

uint32_t shmview_planes(shmview_format format) {
  uint32_t samples = shv__samples(format);
  return format & SHMVIEW_PLANAR ? samples : samples > 0;
}

size_t shmview_row_bytes(shmview_format format, uint32_t width) {
  uint32_t samples = shv__samples(format), planes = shmview_planes(format);
  return planes ? samples / planes * shv__sample_bytes(format) * width : 0;
}

/* The bits of a float without its sign: -ffast-math, by which a program may be compiled, takes every
   float for finite. */
static uint32_t shv__magnitude(const float *number) {
  uint32_t bits;
  memcpy(&bits, number, sizeof bits);
  return bits & 0x7FFFFFFF;
}

static int shv__is_range(const float range[2]) {
  uint32_t low = shv__magnitude(range), high = shv__magnitude(range + 1), infinity = 0x7F800000;
  return low < infinity && high < infinity && (low || high) && memcmp(range, range + 1, 4) != 0;
}

/* Bytes of pixels; 0 for a header that is not as section 5 has it, but for its names. */
static uint64_t shv__pixel_bytes(const shv__header *h) {
  int is_word = h->format == SHMVIEW_BGRX || h->format == SHMVIEW_BGRA;
  int has_range = shv__magnitude(h->range) || shv__magnitude(h->range + 1);
  size_t unit = is_word ? 4 : shv__sample_bytes(h->format);
  size_t most = is_word ? shv__max_stride / 4 : shv__max_stride;
  if (h->magic != shv__frame_magic || h->version != shv__version || h->size != shv__page ||
      h->width < 1 || h->width > SHMVIEW_MAX_SIDE || h->height > SHMVIEW_MAX_SIDE ||
      h->stride < shmview_row_bytes(h->format, h->width) || h->stride > most || h->stride % unit ||
      h->title_size > SHMVIEW_MAX_TITLE || h->details_size > SHMVIEW_MAX_DETAILS ||
      h->table > SHMVIEW_TWILIGHT || (has_range && !shv__is_range(h->range))) return 0;
  return (uint64_t)shmview_planes(h->format) * h->stride * h->height;
}

/* One code point of `text`, and its bytes in *size; 0xFFFFFFFF for a maximal subpart that is not
   UTF-8 (Unicode, chapter 3, table 3-7). */
static uint32_t shv__code_point(const unsigned char *text, size_t left, size_t *size) {
  unsigned char first = text[0], low = 0x80, high = 0xBF;
  size_t need = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  uint32_t point = first & (0xFFu >> (need + 1));
  *size = 1;
  if (first < 0x80) return first;
  if (first < 0xC2 || first > 0xF4) return 0xFFFFFFFF;
  if (first == 0xE0 || first == 0xF0) low = first == 0xE0 ? 0xA0 : 0x90; /* not too long */
  if (first == 0xED || first == 0xF4) high = first == 0xED ? 0x9F : 0x8F; /* no surrogate; last */
  for (; *size < need; ++*size, low = 0x80, high = 0xBF) {
    if (*size >= left || text[*size] < low || text[*size] > high) return 0xFFFFFFFF;
    point = point << 6 | (text[*size] & 0x3F);
  }
  return point;
}

/* Cleans text into at most `capacity` bytes, cut between two code points; returns their count. Lines
   are kept, but for empty ones at the end. */
static uint32_t shv__clean(const char *text, size_t size, char *cleaned, size_t capacity,
                           int keeps_lines) {
  static const uint32_t hidden[][2] = { /* what acts on other text, or has no shape; no UTF-8 */
      {0, 0x1F}, {0x7F, 0x9F}, {0xAD, 0xAD}, {0x61C, 0x61C}, {0x200B, 0x200B}, {0x2028, 0x202E},
      {0x2060, 0x206F}, {0xFEFF, 0xFEFF}, {0xFFF9, 0xFFFB}, {0xE0000, 0xE007F}, {~0u, ~0u}};
  size_t out = 0;
  for (size_t at = 0, step; at < size; at += step) {
    uint32_t point = shv__code_point((const unsigned char *)text + at, size - at, &step);
    const char *next = text + at;
    size_t bytes = step, i = sizeof hidden / sizeof *hidden;
    if (point == 0x200E || point == 0x200F) continue; /* marks of direction are dropped */
    while (i > 0 && (point < hidden[i - 1][0] || point > hidden[i - 1][1])) i--;
    if (i > 0 && !(keeps_lines && point == '\n')) next = "\xEF\xBF\xBD", bytes = 3;
    if (out + bytes > capacity) break;
    memcpy(cleaned + out, next, bytes);
    out += bytes;
  }
  while (keeps_lines && out > 0 && cleaned[out - 1] == '\n') cleaned[--out] = 0;
  return (uint32_t)out;
}

/* ---- Files of frames and viewers ------------------------------------------------------------- */

static void shv__drop(shmview *c, shv__file *file) {
  shv__file **link = &c->files[file->kind];
  while (*link != file) link = &(*link)->next;
  *link = file->next;
  if (file->memory) munmap(file->memory, (size_t)file->mapped);
  shv__close(&file->fd);
  free(file);
}

/* The file of a serial, which is opened, or made, unless it is open; NULL if that fails. */
static shv__file *shv__file_of(shmview *c, int kind, uint64_t serial, int flags) {
  shv__file *file = c->files[kind];
  while (file && file->serial != serial) file = file->next;
  if (file || !(file = (shv__file *)calloc(1, sizeof *file))) return file;
  file->serial = serial;
  file->kind = kind;
  snprintf(file->name, sizeof file->name, kind == shv__views ? "viewers/%016llx" : "frame-%llu",
           (unsigned long long)serial);
  file->fd = shv__open(c->directory, file->name, kind == shv__publishes ? flags | O_RDWR : flags);
  file->next = c->files[kind];
  c->files[kind] = file;
  if (file->fd >= 0) return file;
  shv__drop(c, file);
  return NULL;
}

/* Maps the first `size` bytes, unless they are mapped already. */
static int shv__map(shv__file *file, uint64_t size, int protection) {
  if (file->mapped >= size) return 1;
  if (size > PTRDIFF_MAX) { /* on a processor of 32 bits */
    errno = ENOMEM;
    return 0;
  }
  void *memory = mmap(NULL, (size_t)size, protection, MAP_SHARED, file->fd, 0);
  if (memory == MAP_FAILED) return 0;
  if (file->memory) munmap(file->memory, (size_t)file->mapped);
  file->memory = (uint8_t *)memory;
  file->mapped = size;
  return 1;
}

/* Closes the files that have lost their names, but for those that the program has. */
static void shv__refresh(shmview *c, int kind) {
  for (shv__file *file = c->files[kind], *next; file; file = next) {
    next = file->next;
    if (!file->is_out && !shv__in_place(file->fd, c->directory, file->name)) shv__drop(c, file);
  }
}

/* Opens all files of a folder that has changed since; untrusted ones are left alone. 0: failed */
static int shv__list(shmview *c, int kind, const char *folder, uint64_t changed) {
  if (changed && changed == c->listed[kind]) return 1;
  int is_past = shv__now(CLOCK_REALTIME_COARSE) > changed + shv__tick;
  shv__refresh(c, kind);
  int fd = shv__open(c->directory, folder, O_RDONLY | O_DIRECTORY);
  DIR *listing = fd < 0 ? NULL : fdopendir(fd);
  if (!listing) return !shv__close(&fd);
  c->listed[kind] = is_past ? changed : 0; /* the next change could have the same time */
  for (struct dirent *entry; (entry = readdir(listing));) {
    const char *name = entry->d_name, *number = strncmp(name, "frame-", 6) ? name : name + 6;
    uint64_t serial = strtoull(number, NULL, kind == shv__views ? 16 : 10);
    if (serial && serial < UINT64_MAX && !shv__file_of(c, kind, serial, 0) && errno != ENOENT)
      c->listed[kind] = 0; /* ENOENT: it has gone since, or it is no name of the protocol's */
  }
  closedir(listing);
  return 1;
}

static void shv__give_back(shmview *c, shv__file *file) {
  flock(file->fd, LOCK_UN);
  file->is_out = 0;
  if (!file->serial) shv__drop(c, file);
}

/* ---- The root and the channel (sections 3, 8 and 10) ----------------------------------------- */

/* Lets everything of the channel go but the frames that the program has. */
static void shv__leave(shmview *c) {
  shv__close(&c->directory);
  shv__close(&c->control);
  shv__close(&c->lock);
  memset(c->listed, 0, sizeof c->listed);
  memset(c->holder, 0, sizeof c->holder);
  c->taken = 0;
  for (int kind = 0; kind < shv__kinds; shv__refresh(c, kind++)) /* they have no directory now */
    for (shv__file *file = c->files[kind]; file; file = file->next) file->serial = 0;
}

/* Watches the file that is open, or one below it, until it is deleted. */
static void shv__watch(shmview *c, int fd, const char *below, uint32_t options) {
  const uint32_t events = IN_MODIFY | IN_ATTRIB | IN_MOVE_SELF | IN_DELETE;
  char path[64];
  snprintf(path, sizeof path, "/proc/self/fd/%d%s", fd, below);
  if (inotify_add_watch(c->inotify, path, events | options) < 0) c->blind = errno;
}

/* Whether the name is the directory that is open, and `control` in it is the one that is. */
static int shv__is_current(shmview *c) {
  return shv__in_place(c->directory, AT_FDCWD, c->path) &&
         shv__in_place(c->control, c->directory, "control");
}

/* Opens what is not open yet of the channel of that name, for publishing with its lock; watches. */
static shmview_status shv__open_channel(shmview *c, int root, int access) {
  shv__control control;
  if (c->directory < 0) c->directory = shv__open(root, c->name, O_RDONLY | O_DIRECTORY);
  if (c->directory < 0) return shv__failed(c, "open", "");
  if (access == O_RDWR) shv__close(&c->control);
  if (c->control < 0) c->control = shv__open(c->directory, "control", access);
  if (c->control < 0) return shv__failed(c, "open", "control");
  if (access == O_RDWR) c->lock = shv__open(c->directory, "lock", access);
  if (access == O_RDWR && c->lock < 0) return shv__failed(c, "open", "lock");
  if (!shv__pread(c->control, &control, sizeof control, 0))
    return shv__failed(c, "read", "control");
  if (control.magic != shv__control_magic || control.version != shv__version ||
      control.size != sizeof control)
    return shv__fail(c, SHMVIEW_DAMAGED, "%s/control is not of a channel of version 1; "
                     "shmshare rm %s removes the channel", c->path, c->name);
  memcpy(c->channel_id, control.channel_id, 16);
  shv__watch(c, c->control, "", 0);
  if (c->events >= 0) shv__watch(c, c->events, "", 0);
  if (shv__is_current(c)) return SHMVIEW_OK;
  return shv__fail(c, SHMVIEW_NONE, "channel %s was removed", c->name);
}

/* Makes the channel under another name and renames it. SHMVIEW_NONE: look again, for it is there,
   or another program was quicker, or has swept ours away. */
static shmview_status shv__make(shmview *c, int root) {
  const int flags = O_RDWR | O_CREAT | O_EXCL;
  shv__control control = {shv__control_magic, shv__version, sizeof control, {0}, {0, 0}, 1, 0, 0};
  shmview_status status = SHMVIEW_NONE;
  int directory = -1, file = -1, lock = -1;
  uint64_t number;
  char name[32];
  int is_random = getrandom(control.channel_id, 16, 0) == 16;
  memcpy(&number, control.channel_id, sizeof number);
  snprintf(name, sizeof name, ".new-%016llx", (unsigned long long)number);
  if (is_random && mkdirat(root, name, 0700) == 0)
    directory = shv__open(root, name, O_RDONLY | O_DIRECTORY);
  if (directory < 0 || !shv__try_lock(directory, LOCK_EX) ||
      !shv__in_place(directory, root, name) || (lock = shv__open(directory, "lock", flags)) < 0 ||
      (file = shv__open(directory, "control", flags)) < 0 ||
      !shv__pwrite(file, &control, sizeof control, 0) || mkdirat(directory, "viewers", 0700) < 0 ||
      /* a plain rename would replace an empty directory: */
      syscall(SYS_renameat2, root, name, root, c->name, 1 /* RENAME_NOREPLACE */) < 0) {
    if (errno != EEXIST && errno != ENOENT && errno != EWOULDBLOCK)
      status = shv__failed(c, "make", "");
    unlinkat(directory, "control", 0);
    unlinkat(directory, "lock", 0);
    unlinkat(directory, "viewers", AT_REMOVEDIR);
    unlinkat(root, name, AT_REMOVEDIR);
  }
  if (directory >= 0) flock(directory, LOCK_UN); /* a child that was forked meanwhile has it, too */
  shv__close(&lock);
  shv__close(&file);
  shv__close(&directory);
  return status;
}

static int shv__is_tmpfs(int directory) {
  struct statfs fs;
  return fstatfs(directory, &fs) == 0 && fs.f_type == 0x01021994; /* linux/magic.h */
}

/* Whether a root that is made would be accepted where it lies, as far as can be seen. */
static int shv__has_place(const shmview *c) {
  char path[sizeof c->path];
  const char *slash = strrchr(c->root, '/');
  snprintf(path, sizeof path, "%.*s.", slash ? (int)(slash + 1 - c->root) : 0, c->root);
  int parent = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
  int has_place = parent < 0 || shv__is_tmpfs(parent);
  shv__close(&parent);
  return has_place;
}

/* Opens the root, which is made where it is missing. */
static shmview_status shv__open_root(shmview *c, int *root) {
  int has_place = 1, is_there = 1;
  *root = shv__open(AT_FDCWD, c->root, O_RDONLY | O_DIRECTORY);
  if (*root < 0 && errno == ENOENT && (has_place = shv__has_place(c))) {
    is_there = mkdir(c->root, 0700) == 0 || errno == EEXIST;
    if (is_there) *root = shv__open(AT_FDCWD, c->root, O_RDONLY | O_DIRECTORY);
  }
  if (*root >= 0 && shv__is_tmpfs(*root)) return SHMVIEW_OK;
  if (*root < 0 && has_place && !(is_there && (errno == EPERM || errno == EACCES)))
    return shv__fail(c, SHMVIEW_SYSTEM, "cannot open %s: %s", c->root, strerror(errno));
  shv__close(root);
  return shv__fail(c, SHMVIEW_UNSAFE, "%s must be a directory of yours with mode 0700, no link, "
                   "and on a tmpfs, as /dev/shm is; set SHMVIEW_DIR to such a directory", c->root);
}

/* Looks up which channel has the name now, and opens and watches it, and the root from before that.
   SHMVIEW_NONE while there is none; for publishing it is made then, and to be looked up again. */
static shmview_status shv__enter(shmview *c, int access) {
  const uint32_t events = IN_CREATE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_DELETE_SELF |
                          IN_MOVE_SELF | IN_ATTRIB | IN_ONLYDIR;
  int root;
  if (c->directory >= 0 && !shv__is_current(c)) shv__leave(c);
  if (c->directory >= 0 && !c->blind && access == O_RDONLY) return SHMVIEW_OK;
  shmview_status status = shv__open_root(c, &root);
  c->blind = inotify_add_watch(c->inotify, c->root, events) < 0 ? errno : 0;
  if (!status && (status = shv__open_channel(c, root, access))) shv__leave(c);
  if (status && !c->blind && faccessat(AT_FDCWD, c->path, F_OK, AT_SYMLINK_NOFOLLOW) == 0)
    c->blind = EACCES; /* of a repair of what is damaged nobody tells */
  if (status == SHMVIEW_NONE && access == O_RDWR) status = shv__make(c, root);
  shv__close(&root);
  return status;
}

/* Opens the channel for publishing, or makes it. SHMVIEW_LOST: the loan is of one that is gone. */
static shmview_status shv__attach(shmview *c) {
  shmview_status status = SHMVIEW_OK;
  if (c->lent && !c->lent->serial)
    return shv__fail(c, SHMVIEW_LOST, "channel %s was removed", c->name);
  for (int tries = 0; c->lock < 0 && (status = shv__enter(c, O_RDWR)) == SHMVIEW_NONE; tries++) {
    if (tries == 20)
      return shv__fail(c, SHMVIEW_DAMAGED, "%s is not a whole channel: it lacks control or lock; "
                       "shmshare rm %s removes it", c->path, c->name);
    if (tries > 0) usleep(5000); /* is it being removed? */
  }
  return status;
}

/* ---- Publishing (sections 6 and 7) ----------------------------------------------------------- */

/* Asks the viewers that live, new ones if it `lists` them; returns how many they are, or -1 if they
   cannot be listed. `most` has the latest generation shown, and the longest history wished for. */
static int shv__ask_viewers(shmview *c, int lists, shv__viewer *most) {
  int count = 0;
  shv__viewer v;
  most->generation = most->history = 0;
  if (lists && !shv__list(c, shv__views, "viewers", shv__in_place(-1, c->directory, "viewers")))
    return errno == ENOENT ? 0 : -1;
  for (shv__file *file = c->files[shv__views], *next; file; file = next) {
    next = file->next;
    if (!shv__pread(file->fd, &v, sizeof v, 0)) continue; /* its viewer has not locked it yet */
    if (shv__try_lock(file->fd, LOCK_SH)) {
      unlinkat(c->directory, file->name, 0); /* it is dead */
      shv__drop(c, file);
    } else if (v.magic == shv__viewer_magic && v.version == shv__version &&
               v.name_size <= sizeof v.name) {
      count++;
      if (v.generation > most->generation) most->generation = v.generation;
      if (v.history > most->history) most->history = v.history;
    }
  }
  return count;
}

/* Whether the name is this directory, and `control` and `lock` in it are the files that are open. */
static int shv__is_in_place(shmview *c) {
  return shv__is_current(c) && shv__in_place(c->lock, c->directory, "lock");
}

/* A process that has the lock, or 0. /proc/locks names the one that took it, which may be gone
   while a child that inherited it lives; so this asks for the locks of each descriptor. */
static long shv__holder(int lock) {
  char line[128], inode[32];
  struct stat s;
  glob_t files;
  long holder = 0;
  if (fstat(lock, &s) < 0 || glob("/proc/[0-9]*/fdinfo/*", GLOB_NOSORT, NULL, &files)) return 0;
  snprintf(inode, sizeof inode, ":%llu ", (unsigned long long)s.st_ino);
  for (size_t i = 0; i < files.gl_pathc && !holder; i++) {
    FILE *file = fopen(files.gl_pathv[i], "re");
    while (file && fgets(line, sizeof line, file))
      if (!strncmp(line, "lock:", 5) && strstr(line, inode)) holder = atol(files.gl_pathv[i] + 6);
    if (file) fclose(file);
  }
  globfree(&files);
  return holder;
}

static shmview_status shv__busy(shmview *c) {
  char text[65] = "", name[3 * 64 + 1], heir[96] = "";
  long named = 0, holder = shv__holder(c->lock);
  if (pread(c->lock, text, 64, 0) < 0) text[0] = 0;
  name[shv__clean(text, strlen(text), name, sizeof name - 1, 0)] = 0;
  if (holder && sscanf(text, "process %ld", &named) == 1 && kill((pid_t)named, 0) < 0 &&
      errno == ESRCH)
    snprintf(heir, sizeof heir, ", which is gone; process %ld has inherited the lock", holder);
  return shv__fail(c, SHMVIEW_BUSY, "%s/lock has been locked for %d s by %s%s", c->path,
                   shv__lock_seconds, *name ? name : "an unknown process", heir);
}

/* SHMVIEW_NONE: who keeps the lock keeps that of a channel which is gone. */
static shmview_status shv__lock(shmview *c) {
  uint64_t deadline = shv__now(CLOCK_MONOTONIC) + 1000000000ull * shv__lock_seconds;
  for (unsigned pause = 20; !shv__try_lock(c->lock, LOCK_EX); usleep(pause)) {
    if (errno != EWOULDBLOCK) return shv__failed(c, "lock", "lock");
    if (shv__now(CLOCK_MONOTONIC) > deadline)
      return shv__is_in_place(c) ? shv__busy(c) : SHMVIEW_NONE;
    pause = pause < 1000 ? 2 * pause : 2000;
  }
  if (!*c->holder)
    snprintf(c->holder, sizeof c->holder, "process %ld (%.40s)", (long)getpid(),
             program_invocation_short_name);
  (void)shv__pwrite(c->lock, c->holder, sizeof c->holder, 0); /* only helps to name it */
  return SHMVIEW_OK;
}

/* SHMVIEW_NONE, as something was missing in the middle: begin again from the name. */
static shmview_status shv__unlock_channel(shmview *c, shmview_status status) {
  flock(c->lock, LOCK_UN);
  if (status) c->listed[shv__publishes] = 0;
  if (status == SHMVIEW_NONE) shv__leave(c);
  return status;
}

static int shv__invalidate(shv__file *file) {
  file->generation = 0;
  return shv__pwrite(file->fd, &file->generation, 8, offsetof(shv__header, generation));
}

/* Under the lock: whether this still is the channel of that name (SHMVIEW_NONE if not), and what it
   holds. Invalidates the frames of publishers that died between header and commit. */
static shmview_status shv__survey(shmview *c, shv__control *now) {
  uint64_t changed = shv__in_place(c->directory, AT_FDCWD, c->path);
  if ((!changed || changed != c->listed[shv__publishes]) && !shv__is_in_place(c))
    return SHMVIEW_NONE;
  if (!shv__list(c, shv__publishes, ".", changed)) return shv__failed(c, "list", "");
  if (!shv__pread(c->control, now, sizeof *now, 0)) return shv__failed(c, "read", "control");
  for (shv__file *file = c->files[shv__publishes]; file; file = file->next) {
    if (file->is_out || file->serial == now->latest.serial) continue; /* what is lent here has 0 */
    if (!shv__pread(file->fd, &file->generation, 8, offsetof(shv__header, generation)))
      file->generation = 0;
    if (file->generation > now->latest.generation && !shv__invalidate(file))
      return shv__failed(c, "write to", file->name);
  }
  return SHMVIEW_OK;
}

/* Locks the channel that has the name now, or the one of the loan, and surveys it. */
static shmview_status shv__begin(shmview *c, shv__control *now) {
  shmview_status status;
  do {
    if ((status = shv__attach(c))) return status;
    if ((status = shv__lock(c)) || (status = shv__survey(c, now)))
      status = shv__unlock_channel(c, status);
  } while (status == SHMVIEW_NONE);
  return status;
}

/* Locks and takes out the first by generation, then by serial, of the free frames that nobody uses
   and that have `least` to `most` bytes; NULL if there is none. */
static shv__file *shv__take(shmview *c, const shv__control *now, uint64_t least, uint64_t most) {
  shv__file *first = NULL;
  struct stat s;
  for (shv__file *file = c->files[shv__publishes]; file; file = file->next) {
    uint64_t generation = file->generation, age = now->latest.generation - generation;
    int is_free = !file->is_out && file->serial != now->latest.serial &&
                  !(generation > 0 && age > 0 && age <= now->history);
    int is_first = !first || generation < first->generation ||
                   (generation == first->generation && file->serial < first->serial);
    if (!is_free || !is_first || !shv__try_lock(file->fd, LOCK_EX)) continue;
    int fits = fstat(file->fd, &s) == 0 && s.st_nlink == 1 && (uint64_t)s.st_size >= least &&
               (uint64_t)s.st_size <= most;
    shv__file *loser = fits ? first : file;
    if (loser) flock(loser->fd, LOCK_UN);
    if (fits) first = file;
  }
  if (first) first->is_out = 1;
  return first;
}

/* Empties and unlinks a frame whose lock is held; its memory is free at once. */
static void shv__discard(shmview *c, shv__file *file) {
  shv__invalidate(file);
  fallocate(file->fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, 0, (off_t)PTRDIFF_MAX);
  unlinkat(c->directory, file->name, 0);
  flock(file->fd, LOCK_UN);
  shv__drop(c, file);
}

/* Makes a frame, with the next serial that nobody has, and takes it out. */
static shmview_status shv__make_frame(shmview *c, const shv__control *now, shv__file **made) {
  uint64_t serial = now->next_serial, highest = now->latest.serial;
  for (shv__file *file = c->files[shv__publishes]; file; file = file->next)
    if (file->serial > highest) highest = file->serial;
  if (serial <= highest) serial = highest + 1; /* it was spoilt */
  for (uint64_t next = serial + 1; next > 1; serial = next++) {
    if (!shv__pwrite(c->control, &next, 8, offsetof(shv__control, next_serial)))
      return shv__failed(c, "write to", "control");
    shv__file *file = *made = shv__file_of(c, shv__publishes, serial, O_CREAT | O_EXCL);
    if (!file && errno != EEXIST) return shv__failed(c, "make a frame in", "");
    if (file && (file->is_out = shv__try_lock(file->fd, LOCK_EX))) return SHMVIEW_OK;
    if (file) shv__drop(c, file);
  }
  return shv__fail(c, SHMVIEW_DAMAGED, "the serials of %s are used up", c->path);
}

/* Gives the loan's file its memory, unless it has it, and maps it. Where memory is short, the first
   frame that nobody uses goes, kept or not. */
static int shv__allocate(shmview *c, shv__control *now, shv__file *file, uint64_t bytes) {
  sigset_t all, before;
  shv__file *other;
  int code;
  if (file->mapped >= bytes) return 1;
  now->history = 0;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, &before); /* one would take back all that was allocated */
  do {
    code = posix_fallocate(file->fd, 0, (off_t)bytes);
    other = code == ENOSPC || code == EDQUOT ? shv__take(c, now, 0, UINT64_MAX) : NULL;
    if (other) shv__discard(c, other);
  } while (other || code == EINTR); /* it was stopped, or frozen, and goes on */
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  errno = code;
  return !code && shv__map(file, bytes, PROT_READ | PROT_WRITE);
}

/* Steps 1 to 8 of a loan; its memory comes before the lock goes. */
static shmview_status shv__lend(shmview *c, uint64_t bytes) {
  uint64_t quarter = (bytes - shv__page) / 4, most = bytes + (quarter > 65536 ? quarter : 65536);
  shv__viewer viewers;
  struct statfs fs;
  shv__control now;
  shmview_status status = shv__begin(c, &now);
  if (status) return status;
  if (bytes > PTRDIFF_MAX ||
      (!fstatfs(c->directory, &fs) && fs.f_blocks && bytes / (uint64_t)fs.f_bsize > fs.f_blocks)) {
    errno = ENOSPC; /* it can never fit: no other frame goes for it */
    return shv__unlock_channel(c, shv__failed(c, "take memory for a frame in", ""));
  }
  shv__ask_viewers(c, 1, &viewers); /* what cannot be read wishes for nothing */
  if (now.history < viewers.history) now.history = viewers.history;
  if (now.history > shv__max_history) now.history = shv__max_history;
  shv__file *file = shv__take(c, &now, bytes, most), *spare = shv__take(c, &now, bytes, most);
  for (shv__file *other; (other = shv__take(c, &now, 0, UINT64_MAX));) shv__discard(c, other);
  if (spare) shv__give_back(c, spare);
  if (!file) status = shv__make_frame(c, &now, &file);
  if (!status && shv__allocate(c, &now, file, bytes) && shv__invalidate(file)) {
    c->lent = file;
  } else if (!status) {
    status = shv__failed(c, "take memory for a frame in", "");
    shv__discard(c, file);
  }
  return shv__unlock_channel(c, status);
}

shmview_status shmview_begin(shmview *c, uint32_t width, uint32_t height, shmview_format format,
                             uint8_t **pixels, size_t *stride) {
  size_t row = shmview_row_bytes(format, width);
  shv__header header = {shv__frame_magic, shv__version, shv__page, {0}, 0, 0, width, height,
                        (uint32_t)row, format, 0, 0, 0, "", {0, 0}, 0, 0, 0, "", 0, ""};
  uint64_t bytes = shv__pixel_bytes(&header);
  shmview_status status;
  if (shv__lacks(c, pixels) || shv__lacks(c, stride)) return SHMVIEW_USAGE;
  *pixels = NULL;
  *stride = row;
  if (c->lent) return shv__fail(c, SHMVIEW_USAGE, "channel %s has a loan already", c->name);
  if (!bytes)
    return shv__fail(c, SHMVIEW_USAGE, "a frame cannot have %ux%u pixels of format 0x%x: each side "
                     "has 1 to %d pixels, and the format is one of shmview.h's", width, height,
                     format, SHMVIEW_MAX_SIDE);
  c->header = header;
  do status = shv__lend(c, shv__page + bytes);
  while (status == SHMVIEW_NONE);
  if (!status) *pixels = c->lent->memory + shv__page;
  return shv__end(c, status);
}

/* Says something of the loan: sets a field of its header. */
static shmview_status shv__say(shmview *c, int is_allowed, const char *what, size_t field,
                               size_t size, const void *value) {
  if (shv__lacks(c, value)) return SHMVIEW_USAGE;
  if (!c->lent) return shv__fail(c, SHMVIEW_USAGE, "channel %s has no loan", c->name);
  if (!is_allowed) return shv__fail(c, SHMVIEW_USAGE, "%s is out of range", what);
  memcpy((char *)&c->header + field, value, size);
  return SHMVIEW_OK;
}
#define SHV__FIELD(name) offsetof(shv__header, name), sizeof(((shv__header *)NULL)->name)

shmview_status shmview_range(shmview *c, float low, float high) {
  float range[] = {low, high};
  return shv__say(c, shv__is_range(range), "the range of samples", SHV__FIELD(range), range);
}

shmview_status shmview_table(shmview *c, shmview_colors colors) {
  uint32_t table = (uint32_t)colors;
  if (table && c && c->lent && shv__samples(c->header.format) != 1)
    return shv__fail(c, SHMVIEW_USAGE, "frames of this format have no color table");
  return shv__say(c, table <= SHMVIEW_TWILIGHT, "the color table", SHV__FIELD(table), &table);
}

shmview_status shmview_transfer(shmview *c, shmview_curve curve) {
  uint32_t transfer = (uint32_t)curve;
  return shv__say(c, transfer <= SHMVIEW_LINEAR, "the transfer", SHV__FIELD(transfer), &transfer);
}

shmview_status shmview_captured(shmview *c, uint64_t nanoseconds) {
  return shv__say(c, 1, "the time", SHV__FIELD(captured), &nanoseconds);
}

shmview_status shmview_details(shmview *c, const char *text) {
  char clean[SHMVIEW_MAX_DETAILS] = "";
  uint32_t size = text ? shv__clean(text, strlen(text), clean, sizeof clean, 1) : 0;
  shmview_status status = shv__say(c, 1, "", SHV__FIELD(details), text ? clean : NULL);
  return status ? status : shv__say(c, 1, "", SHV__FIELD(details_size), &size);
}

shmview_status shmview_transition(shmview *c, uint32_t milliseconds) {
  int is_allowed = milliseconds <= shv__max_transition;
  return shv__say(c, is_allowed, "the transition", SHV__FIELD(transition), &milliseconds);
}

/* The commit, under the lock. */
static shmview_status shv__commit(shmview *c, shv__latest latest, const char *title) {
  shv__header *h = &c->header;
  shv__file *file = c->lent;
  struct stat s;
  if (fstat(file->fd, &s) < 0 || s.st_nlink != 1)
    return shv__fail(c, SHMVIEW_LOST, "the frame's file in %s was deleted", c->path);
  if (latest.generation == UINT64_MAX)
    return shv__fail(c, SHMVIEW_DAMAGED, "the generations of %s are used up", c->path);
  memcpy(h->channel_id, c->channel_id, 16);
  h->generation = ++latest.generation;
  h->serial = latest.serial = file->serial;
  h->published = shv__now(CLOCK_REALTIME);
  if (title) h->title_size = shv__clean(title, strlen(title), h->title, SHMVIEW_MAX_TITLE, 0);
  if (!shv__pwrite(file->fd, h, sizeof *h, 0)) return shv__failed(c, "write to", file->name);
  shmview_abandon(c); /* nobody recycles it: that takes the channel's lock */
  if (!shv__pwrite(c->control, &latest, 16, offsetof(shv__control, latest)))
    return shv__failed(c, "write to", "control");
  c->committed = latest.generation;
  memcpy(c->committed_in, c->channel_id, 16);
  return SHMVIEW_OK;
}

shmview_status shmview_commit(shmview *c, const char *title) {
  shv__control now;
  if (shv__lacks(c, c)) return SHMVIEW_USAGE;
  if (!c->lent) return shv__fail(c, SHMVIEW_USAGE, "channel %s has no loan", c->name);
  shmview_status status = shv__begin(c, &now);
  if (!status) status = shv__unlock_channel(c, shv__commit(c, now.latest, title));
  if (status != SHMVIEW_BUSY) shmview_abandon(c);
  return shv__end(c, status);
}

uint64_t shmview_generation(const shmview *c) { return c ? c->committed : 0; }

void shmview_abandon(shmview *c) {
  if (c && c->lent) shv__give_back(c, c->lent);
  if (c) c->lent = NULL;
}

/* ---- Reading (section 10) -------------------------------------------------------------------- */

/* Empties the queue of wake-ups, to look for frames or for events (0: for neither), and looks up
   which channel has the name. */
static shmview_status shv__follow(shmview *c, int purpose) {
  char queue[4096];
  if (c->inotify < 0) c->inotify = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
  c->purposes |= purpose;
  while (read(c->inotify, queue, sizeof queue) > 0) c->awake = c->purposes;
  c->awake &= ~purpose;
  return shv__enter(c, O_RDONLY);
}

/* Asks again at each change while the answer is SHMVIEW_NONE, until the time is up. */
static shmview_status shv__wait(shmview *c, shmview_status (*ask)(shmview *, void *), void *place,
                                int timeout) {
  if (shv__lacks(c, place)) return SHMVIEW_USAGE;
  uint64_t begin = shv__now(CLOCK_MONOTONIC);
  shmview_status status;
  while ((status = ask(c, place)) == SHMVIEW_NONE) {
    uint64_t passed = (shv__now(CLOCK_MONOTONIC) - begin) / 1000000u;
    int left = timeout < 0 ? INT32_MAX : timeout - (int)passed;
    struct pollfd watched = {c->inotify, POLLIN, 0};
    if (left <= 0) return SHMVIEW_TIMEOUT;
    poll(&watched, 1, c->blind && left > shv__poll ? (int)shv__poll : left);
  }
  return shv__end(c, status);
}

/* Which frame is the newest of the channel that there is now; SHMVIEW_NONE if it was taken. */
static shmview_status shv__newest(shmview *c, void *place) {
  shv__latest *latest = (shv__latest *)place;
  shmview_status status = shv__follow(c, shv__frames);
  if (status) return status;
  if (!shv__pread(c->control, latest, 16, offsetof(shv__control, latest)))
    return shv__failed(c, "read", "control");
  if (latest->generation > 0 && latest->generation != c->taken) return SHMVIEW_OK;
  return shv__fail(c, SHMVIEW_NONE, "channel %s has no new frame", c->name);
}

/* Locks the frame that `latest` names, reads its header, and maps it. SHMVIEW_NONE: start over. */
static shmview_status shv__pin(shmview *c, shv__latest latest, shv__header *h, shv__file **pinned) {
  shv__file *file = *pinned = shv__file_of(c, shv__reads, latest.serial, 0);
  shmview_status status = SHMVIEW_NONE;
  struct stat s;
  if (!file) return shv__failed(c, "open", "its newest frame");
  if (file->is_out || !shv__try_lock(file->fd, LOCK_SH)) return SHMVIEW_NONE;
  file->is_out = 1;
  if (shv__pread(file->fd, h, sizeof *h, 0) && h->serial == latest.serial &&
      h->generation == latest.generation && !memcmp(h->channel_id, c->channel_id, 16) &&
      fstat(file->fd, &s) == 0 && s.st_nlink > 0) {
    uint64_t bytes = shv__pixel_bytes(h);
    if (!bytes || shv__page + bytes > (uint64_t)s.st_size)
      status = shv__fail(c, SHMVIEW_DAMAGED, "%s/%s has a header that the protocol does not allow, "
                         "or a format that this reader does not know", c->path, file->name);
    else if (shv__map(file, shv__page + bytes, PROT_READ)) return SHMVIEW_OK;
    else status = shv__failed(c, "map", file->name);
  }
  shv__give_back(c, file);
  return status;
}

/* Frames are told by a number that no other has, in no handle, nor in a child of fork. */
static uintptr_t shv__pins;

/* The file of a frame that this handle has taken in this process and not given back, or NULL. */
static shv__file *shv__pinned(const shmview *c, const shmview_frame *frame) {
  uintptr_t pin = (uintptr_t)frame->pin;
  shv__file *file = pin ? c->files[shv__reads] : NULL;
  while (file && !(file->is_out && file->pin == pin)) file = file->next;
  return file;
}

shmview_status shmview_read(shmview *c, shmview_frame *frame) {
  shv__header h;
  shv__latest latest = {0, 0}, before;
  shv__file *file;
  shmview_status status;
  int out = 0, tries = 0;
  if (shv__lacks(c, frame)) return SHMVIEW_USAGE;
  memset(frame, 0, sizeof *frame);
  for (file = c->files[shv__reads]; file; file = file->next) out += file->is_out;
  if (out >= shv__max_pins)
    return shv__fail(c, SHMVIEW_USAGE, "%d frames are out: release one first", out);
  do {
    before = latest;
    if ((status = shv__newest(c, &latest))) return shv__end(c, status);
    tries = memcmp(&before, &latest, sizeof latest) ? 1 : tries + 1;
    shv__refresh(c, shv__reads);
    status = shv__pin(c, latest, &h, &file);
  } while (status == SHMVIEW_NONE && tries < 3);
  if (status == SHMVIEW_NONE)
    status = shv__fail(c, SHMVIEW_DAMAGED, "%s/frame-%llu is missing, or another one", c->path,
                       (unsigned long long)latest.serial);
  if (status != SHMVIEW_SYSTEM) c->taken = latest.generation; /* no spinning, if it is damaged */
  if (status) return shv__end(c, status);
  file->pin = __atomic_add_fetch(&shv__pins, 1, __ATOMIC_RELAXED);
  shmview_frame taken = {file->memory + shv__page, h.stride, h.width, h.height, h.format,
                         h.generation, h.published, h.captured, h.range[0], h.range[1],
                         (shmview_colors)h.table,
                         h.transfer == SHMVIEW_LINEAR ? SHMVIEW_LINEAR : SHMVIEW_SRGB,
                         h.transition, {0}, {0}, {0}, (void *)file->pin};
  if (h.transition > shv__max_transition) taken.transition = 0; /* it is good all the same */
  memcpy(taken.channel_id, h.channel_id, 16);
  shv__clean(h.title, h.title_size, taken.title, SHMVIEW_MAX_TITLE, 0);
  shv__clean(h.details, h.details_size, taken.details, SHMVIEW_MAX_DETAILS, 1);
  *frame = taken;
  return SHMVIEW_OK;
}

shmview_status shmview_copy(shmview *c, const shmview_frame *frame, void *destination,
                            size_t stride) {
  if (shv__lacks(c, frame) || shv__lacks(c, destination)) return SHMVIEW_USAGE;
  const shv__file *file = shv__pinned(c, frame);
  size_t row = shmview_row_bytes(frame->format, frame->width);
  size_t rows = (size_t)shmview_planes(frame->format) * frame->height;
  if (!file) return shv__fail(c, SHMVIEW_USAGE, "the frame was released, or is another process's");
  if (rows > 1 && stride < row)
    return shv__fail(c, SHMVIEW_USAGE, "rows of %zu bytes are not %zu bytes apart", row, stride);
  for (size_t y = 0; y < rows; y++)
    if (!shv__pread(file->fd, (char *)destination + y * stride, row,
                    shv__page + (uint64_t)y * frame->stride))
      return shv__failed(c, "read", file->name);
  return SHMVIEW_OK;
}

void shmview_release(shmview *c, shmview_frame *frame) {
  if (!c || !frame) return;
  shv__file *file = shv__pinned(c, frame);
  if (file) shv__give_back(c, file);
  frame->pin = NULL;
  frame->pixels = NULL;
}

shmview_status shmview_wait(shmview *c, int timeout) {
  shv__latest latest;
  return shv__wait(c, shv__newest, &latest, timeout);
}

int shmview_fd(shmview *c) {
  if (shv__lacks(c, c)) return -1;
  if (c->inotify < 0) (void)shv__follow(c, 0);
  int is_short = c->inotify < 0 || c->blind == ENOSPC;
  if (!is_short && c->awake) /* the end of a watch is a wake-up */
    is_short = inotify_rm_watch(c->inotify, inotify_add_watch(c->inotify, "/", IN_MOVE_SELF)) < 0;
  if (is_short) shv__fail(c, SHMVIEW_SYSTEM, "the kernel has no inotify watch or instance left");
  return is_short ? -1 : c->inotify;
}

/* Whether there is a viewer that has shown the generation; 0: any, in a channel that is made where
   it is missing. SHMVIEW_LOST if the channel of the generation is gone. */
static shmview_status shv__find_viewer(shmview *c, void *place) {
  uint64_t generation = *(const uint64_t *)place;
  shv__viewer most;
  /* Mostly one that is known has just said so, and nothing else has to be looked at. */
  if (generation && !memcmp(c->channel_id, c->committed_in, 16) &&
      shv__ask_viewers(c, 0, &most) > 0 && most.generation >= generation) return SHMVIEW_OK;
  shmview_status status = shv__follow(c, 0);
  if (!generation && (!status || status == SHMVIEW_NONE)) status = shv__attach(c);
  if (status && status != SHMVIEW_NONE) return status;
  if (generation && (status || memcmp(c->channel_id, c->committed_in, 16) != 0))
    return shv__fail(c, SHMVIEW_LOST, "channel %s was removed, or made anew", c->name);
  shv__watch(c, c->directory, "/viewers", IN_ONESHOT);
  int count = shv__ask_viewers(c, 1, &most);
  if (count < 0) return shv__failed(c, "list", "viewers");
  if (count > 0 && most.generation >= generation) return SHMVIEW_OK;
  return shv__fail(c, SHMVIEW_NONE, "no viewer has %s in time",
                   generation ? "shown the frame" : "come");
}

shmview_status shmview_wait_viewer(shmview *c, int timeout) {
  uint64_t any = 0;
  return shv__wait(c, shv__find_viewer, &any, timeout);
}

shmview_status shmview_wait_shown(shmview *c, int timeout) {
  uint64_t generation = shmview_generation(c);
  shmview_status status = shv__wait(c, shv__find_viewer, &generation, timeout);
  return status == SHMVIEW_LOST ? SHMVIEW_NONE : status;
}

/* ---- Events (section 13) --------------------------------------------------------------------- */

/* CRC-32, as zlib has it. */
static uint32_t shv__checksum(const void *bytes, size_t size) {
  uint32_t sum = 0xFFFFFFFF;
  for (size_t i = 0; i < size; i++) {
    sum ^= ((const unsigned char *)bytes)[i];
    for (int bit = 0; bit < 8; bit++) sum = sum >> 1 ^ (sum & 1 ? 0xEDB88320 : 0);
  }
  return ~sum;
}

/* Listens to the channel's log from its end on. Where there is none one is made, which is locked
   before it has its name. SHMVIEW_NONE if a viewer, which may be stopped, keeps the log locked. */
static shmview_status shv__listen(shmview *c) {
  char path[32];
  for (int tries = 0; tries < 5; tries++) { /* a viewer locks it for a moment, or unlinks it */
    c->events = shv__open(c->directory, "events", O_RDONLY);
    if (c->events < 0 && errno == ENOENT) {
      c->events = openat(c->directory, ".", O_RDWR | O_TMPFILE | O_CLOEXEC, 0600);
      snprintf(path, sizeof path, "/proc/self/fd/%d", c->events);
      if (c->events >= 0 && shv__try_lock(c->events, LOCK_SH) &&
          linkat(AT_FDCWD, path, c->directory, "events", AT_SYMLINK_FOLLOW) < 0 &&
          errno != EEXIST)
        shv__close(&c->events);
    }
    if (c->events < 0) return shv__failed(c, "open", "events");
    shv__watch(c, c->events, "", 0);
    if (shv__try_lock(c->events, LOCK_SH) && shv__in_place(c->events, c->directory, "events")) {
      c->events_at = ((uint64_t)lseek(c->events, 0, SEEK_END) + 127) / 128 * 128;
      return SHMVIEW_OK;
    }
    shv__close(&c->events);
    usleep(1000);
  }
  c->blind = EWOULDBLOCK; /* nobody tells when it is unlocked */
  return shv__fail(c, SHMVIEW_NONE, "%s/events is locked by a viewer", c->path);
}

/* The next event of the log, if it has one. */
static int shv__take_event(shmview *c, shmview_event *event) {
  while (shv__pread(c->events, event, 128, c->events_at)) {
    uint32_t checksum;
    char name[40];
    memcpy(&checksum, event->name + 40, 4);
    memcpy(name, event->name, sizeof name);
    c->events_at += 128;
    if (!memcmp(event->magic, "SHME", 4) && checksum == shv__checksum(event, 124) &&
        event->kind >= SHMVIEW_KEY && event->kind <= SHMVIEW_MOTION && event->name_size <= 40) {
      event->name_size = shv__clean(name, event->name_size, event->name, 40, 0);
      event->name[event->name_size] = 0;
      return 1;
    }
    off_t data = lseek(c->events, (off_t)c->events_at - 128, SEEK_DATA);
    if (data >= (off_t)c->events_at) { /* it was punched: go on where data begins */
      c->events_at = ((uint64_t)data + 127) / 128 * 128;
      memset(event, 0, sizeof *event);
      return 1; /* SHMVIEW_MISSED */
    }
  }
  return 0;
}

/* The next event of the log of the channel that there is now, once the one before it has no more;
   SHMVIEW_NONE if there is none. */
static shmview_status shv__hear(shmview *c, void *place) {
  shmview_status status = shv__follow(c, shv__events);
  if (status && status != SHMVIEW_NONE) return status;
  if (shv__take_event(c, (shmview_event *)place)) return SHMVIEW_OK;
  if (!shv__in_place(c->events, c->directory, "events")) shv__close(&c->events);
  if (!status && c->events < 0) status = shv__listen(c);
  return status ? status : shv__fail(c, SHMVIEW_NONE, "there is no event");
}

shmview_status shmview_next_event(shmview *c, shmview_event *event, int timeout) {
  return shv__wait(c, shv__hear, event, timeout);
}

/* ---- Handles, and fork ----------------------------------------------------------------------- */

static pthread_mutex_t shv__mutex = PTHREAD_MUTEX_INITIALIZER;
static shmview *shv__handles; /* all that are open, under the mutex */

/* Closes everything. That drops no lock which a parent shares: only unlocking would. */
static void shv__empty(shmview *c) {
  shv__close(&c->inotify);
  shv__close(&c->events);
  shv__leave(c);
  for (int kind = 0; kind < shv__kinds; kind++)
    while (c->files[kind]) shv__drop(c, c->files[kind]);
  c->lent = NULL;
  c->committed = 0;
  c->purposes = c->awake = 0;
}

static void shv__before_fork(void) { pthread_mutex_lock(&shv__mutex); }
static void shv__in_parent(void) { pthread_mutex_unlock(&shv__mutex); }
static void shv__in_child(void) {
  for (shmview *c = shv__handles; c; c = c->next) shv__empty(c);
  pthread_mutex_unlock(&shv__mutex);
}
__attribute__((constructor)) static void shv__register(void) {
  pthread_atfork(shv__before_fork, shv__in_parent, shv__in_child);
}

shmview_status shmview_open(const char *name, shmview **channel) {
  if (!channel) return SHMVIEW_USAGE;
  const char *root = getenv("SHMVIEW_DIR");
  *channel = NULL;
  if (!name) name = getenv("SHMVIEW_CHANNEL");
  if (!name || !*name) name = "default";
  size_t size = strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");
  if (name[size] || size > 64 || *name == '.')
    return shv__fail(NULL, SHMVIEW_USAGE, "cannot open channel %.80s: a name has 1 to 64 "
                     "characters of A-Z a-z 0-9 . _ - and does not start with a dot", name);
  if (root && strlen(root) >= sizeof (*channel)->root)
    return shv__fail(NULL, SHMVIEW_USAGE, "cannot open channel %s: SHMVIEW_DIR is too long", name);
  shmview *c = *channel = (shmview *)calloc(1, sizeof *c);
  if (!c) return shv__fail(NULL, SHMVIEW_SYSTEM, "there is no memory for channel %s", name);
  memcpy(c->name, name, size);
  if (root && *root) memcpy(c->root, root, strlen(root));
  else snprintf(c->root, sizeof c->root, "/dev/shm/shmview-%lu", (unsigned long)geteuid());
  for (size_t end = strlen(c->root); end > 1 && c->root[end - 1] == '/';)
    c->root[--end] = 0; /* open would follow a link */
  snprintf(c->path, sizeof c->path, "%s/%s", c->root, c->name);
  c->directory = c->control = c->lock = c->events = c->inotify = -1;
  pthread_mutex_lock(&shv__mutex);
  c->next = shv__handles;
  shv__handles = c;
  pthread_mutex_unlock(&shv__mutex);
  return SHMVIEW_OK;
}

void shmview_close(shmview *c) {
  if (!c) return;
  pthread_mutex_lock(&shv__mutex);
  shmview **link = &shv__handles;
  while (*link != c) link = &(*link)->next;
  *link = c->next;
  pthread_mutex_unlock(&shv__mutex);
  shv__empty(c);
  free(c);
}

const char *shmview_error(const shmview *c) { return c ? c->message : shv__open_message; }
#endif /* SHMVIEW_IMPLEMENTATION */
