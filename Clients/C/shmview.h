/* shmview.h - publish pictures into shmview channels, and read them: C99 and C++11, Linux, libc.

   In exactly one source file, before any other header, #define SHMVIEW_IMPLEMENTATION; everywhere
   else only #include "shmview.h". A picture from nothing:

       shmview *channel; uint8_t *pixels; size_t stride;
       if (shmview_open("default", &channel) == SHMVIEW_OK &&
           shmview_begin(channel, 640, 480, SHMVIEW_BGRX, &pixels, &stride) == SHMVIEW_OK) {
         for (size_t y = 0; y < 480; y++) memset(pixels + y * stride, (int)(y / 2), 640 * 4);
         shmview_commit(channel, "my first picture");
       }
       shmview_close(channel);

   Errors: every function that can fail returns a shmview_status, and shmview_error() has the words.
   Nothing here aborts, prints, or installs a signal handler. Threads: use a handle in one thread at
   a time; handles are independent of each other, also those of one channel. fork: a child inherits
   no loan, no frame and no lock; its handles are as they were after shmview_open(), and the
   parent's are not touched (pthread_atfork() sees to that). docs/C.md is the guide,
   docs/PROTOCOL.md describes the bytes. The licence (MIT) is in LICENSE. */

#ifndef SHMVIEW_H
#define SHMVIEW_H

#if defined(SHMVIEW_IMPLEMENTATION) && !defined(_GNU_SOURCE)
#define _GNU_SOURCE
#endif
#include <stddef.h>
#include <stdint.h>
#if defined(SHMVIEW_IMPLEMENTATION) && defined(_FEATURES_H) && !defined(__USE_GNU)
#error "where SHMVIEW_IMPLEMENTATION is defined, include shmview.h first, or define _GNU_SOURCE"
#endif

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

/* How samples lie in memory. The names give their order; straight alpha, not premultiplied; sRGB.
   Without a number in the name a sample is a byte, 16LE and 48LE and 64LE have two bytes a sample,
   F32LE has floats. The fourth byte of BGRX, which viewers show without any conversion, is 255.
   SHMVIEW_PLANAR may be added to RGB..., BGR... and RGBA...: then all samples of one kind come
   first, plane after plane, each stride * height bytes. */
typedef uint32_t shmview_format;
enum {
  SHMVIEW_BGRX = 1, SHMVIEW_BGRA, SHMVIEW_GRAY8, SHMVIEW_RGB24, SHMVIEW_BGR24, SHMVIEW_RGBA,
  SHMVIEW_BGRA64LE = 0x102, SHMVIEW_GRAY16LE, SHMVIEW_RGB48LE, SHMVIEW_BGR48LE, SHMVIEW_RGBA64LE,
  SHMVIEW_BGRAF32LE = 0x202, SHMVIEW_GRAYF32LE, SHMVIEW_RGBF32LE, SHMVIEW_BGRF32LE,
  SHMVIEW_RGBAF32LE, SHMVIEW_PLANAR = 0x10000
};

/* How many planes a format has, and how many bytes of samples a row of each; 0 for no format. */
uint32_t shmview_planes(shmview_format format);
size_t shmview_row_bytes(shmview_format format, uint32_t width);

/* The longest side of a frame, and the bytes of a title and of details. */
enum { SHMVIEW_MAX_SIDE = 65535, SHMVIEW_MAX_TITLE = 1024, SHMVIEW_MAX_DETAILS = 1024 };

/* Prepares a handle for a channel, which need not exist: publishing makes it, reading waits for it.
   A name has 1 to 64 characters of A-Z a-z 0-9 . _ - and does not start with a dot; NULL means
   $SHMVIEW_CHANNEL, or "default". On failure *channel is NULL, and shmview_error(NULL) has the
   words for the thread that called. SHMVIEW_USAGE, _SYSTEM. */
shmview_status shmview_open(const char *name, shmview **channel);

/* Gives back everything, a loan and frames included. NULL is fine. */
void shmview_close(shmview *channel);

/* What went wrong at the last call that failed, in a sentence without a full stop; "" before the
   first. Valid until the next call with the same handle. */
const char *shmview_error(const shmview *channel);

/* ---- Publishing ---------------------------------------------------------------------------- */

/* Lends a frame, each side 1 to 65,535 pixels, and makes the channel where it is missing. Row y
   starts at *pixels + y * *stride. What you write there is what viewers show, without a copy; it
   holds what was there before, so fill it all. There is one loan at a time; shmview_commit() or
   shmview_abandon() ends it. If another program cuts the frame's file while you write, which none
   of ours does, the kernel sends SIGBUS. SHMVIEW_BUSY, _NO_SPACE, _DAMAGED, _UNSAFE, _USAGE,
   _SYSTEM. */
shmview_status shmview_begin(shmview *channel, uint32_t width, uint32_t height,
                             shmview_format format, uint8_t **pixels, size_t *stride);

typedef enum shmview_colors {
  SHMVIEW_NO_TABLE = 0, SHMVIEW_VIRIDIS, SHMVIEW_TURBO, SHMVIEW_MAGMA, SHMVIEW_TWILIGHT
} shmview_colors;

/* What else is known of the frame that is lent, and counts for it alone; all of it is optional.
   range: the samples that are shown as black and as white; by default 0 and the largest sample, for
   floats 0 and 1. table: the colours in which viewers show gray. captured: when the picture was
   taken, nanoseconds since the epoch. details: lines of "key: value" that viewers show on demand,
   UTF-8. transition: viewers take so many milliseconds, at most 60,000, to fade to this frame.
   SHMVIEW_USAGE without a loan, or for a value out of range. */
shmview_status shmview_range(shmview *channel, float low, float high);
shmview_status shmview_table(shmview *channel, shmview_colors table);
shmview_status shmview_captured(shmview *channel, uint64_t nanoseconds);
shmview_status shmview_details(shmview *channel, const char *details);
shmview_status shmview_transition(shmview *channel, uint32_t milliseconds);

/* Makes the loan's frame the newest, and wakes everybody who waits for it. The title (UTF-8, may be
   NULL) is cleaned and cut as the protocol asks. On failure the frame before stays the newest, and
   the loan ends: begin again. Only after SHMVIEW_BUSY you still have it. SHMVIEW_LOST, _BUSY,
   _NO_SPACE, _DAMAGED, _USAGE, _SYSTEM. */
shmview_status shmview_commit(shmview *channel, const char *title);

/* The number of the frame that was committed last: each is one higher than the one before. */
uint64_t shmview_generation(const shmview *channel);

/* Gives the loan back unpublished. Fine without one. */
void shmview_abandon(shmview *channel);

/* Waits until there is a viewer, in a channel that is made where it is missing. Timeouts, here and
   below, are milliseconds; a negative one never ends. SHMVIEW_TIMEOUT, and as shmview_begin(). */
shmview_status shmview_wait_viewer(shmview *channel, int timeout);

/* Waits until a viewer has the frame of shmview_generation(), or a later one, on its screen.
   SHMVIEW_TIMEOUT; SHMVIEW_NONE if the channel that has the frame is gone. */
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
  uint32_t transition;               /* milliseconds to fade over, 0 to 60,000 */
  unsigned char channel_id[16];      /* another one when the channel was removed and made anew */
  char title[SHMVIEW_MAX_TITLE + 1]; /* UTF-8 */
  char details[SHMVIEW_MAX_DETAILS + 1];
  void *pin; /* the library's */
} shmview_frame;

/* Takes the newest frame, without waiting. It does not change until shmview_release(); publishers
   go on meanwhile, with other memory. A handle has at most two frames out at a time. SHMVIEW_NONE
   if there is no channel, no frame yet, or none but the one that was taken before. SHMVIEW_DAMAGED,
   once, for a frame that is not as the protocol has it or whose format this version does not know:
   the next one may be better. _UNSAFE, _USAGE, _SYSTEM. */
shmview_status shmview_read(shmview *channel, shmview_frame *frame);

/* Copies the rows, plane after plane, to `destination`, where they are `stride` bytes apart.
   SHMVIEW_DAMAGED if another program has cut the file, which none of ours does: touching `pixels`
   then raises SIGBUS, where this uses pread(2). */
shmview_status shmview_copy(shmview *channel, const shmview_frame *frame, void *destination,
                            size_t stride);

/* Gives the frame back. Fine twice. */
void shmview_release(shmview *channel, shmview_frame *frame);

/* Waits until shmview_read() has a frame that was not taken before, or an error to tell.
   SHMVIEW_TIMEOUT, _DAMAGED, _UNSAFE, _SYSTEM: an error stays until what is wrong is mended, so
   pause before you ask again. */
shmview_status shmview_wait(shmview *channel, int timeout);

/* A descriptor that becomes readable when there may be a new frame or event, for your own poll().
   Call shmview_read(), and shmview_next_event() if you listen, until both have nothing, then poll.
   -1 where the kernel has no inotify to give. It belongs to the handle: do not read or close it,
   and ask again after fork. */
int shmview_fd(shmview *channel);

/* ---- What people do in the viewers --------------------------------------------------------- */

/* MISSED: events came faster than they were read, and some are lost. MOTION: with a button held, or
   in a window whose keys are sent. The others are what they are called. */
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
   events only while somebody listens. SHMVIEW_TIMEOUT, _DAMAGED, _UNSAFE, _SYSTEM. */
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

/* ---- The bytes (docs/PROTOCOL.md, sections 4 to 6) ------------------------------------------- */

enum {
  shv__page = 4096, shv__version = 1,
  shv__max_stride = 65535 * 16, /* section 5; of BGRX and BGRA a fourth */
  shv__max_transition = 60000,  /* section 5 */
  shv__max_history = 256,       /* section 4 */
  shv__spare_room = 65536,      /* section 7, step 4 */
  shv__lock_seconds = 5,        /* section 7 */
  shv__tick = 20000000,         /* section 7: a time of change may repeat for so many ns */
  shv__max_pins = 2,            /* section 10 */
  shv__poll = 16                /* section 10: milliseconds, where there is no inotify */
};

typedef struct shv__latest { uint64_t generation, serial; } shv__latest;

typedef struct shv__control {
  char magic[8];
  uint32_t version, size;
  unsigned char channel_id[16];
  shv__latest latest; /* always read and written by one call of 16 bytes */
  uint64_t next_serial;
  uint32_t history, zero;
} shv__control;

typedef struct shv__header {
  char magic[8];
  uint32_t version, size;
  unsigned char channel_id[16];
  uint64_t generation, serial;
  uint32_t width, height, stride, format;
  uint64_t published;
  uint32_t title_size, transition;
  char title[SHMVIEW_MAX_TITLE];
  float range[2]; /* low and high; offset 1104 */
  uint32_t table, details_size;
  uint64_t captured;
  char details[SHMVIEW_MAX_DETAILS], zero[1944];
} shv__header;

typedef struct shv__viewer {
  char magic[8];
  uint32_t version, process;
  uint64_t generation, shown;
  uint32_t name_size, history;
  char name[64];
} shv__viewer;

typedef char shv__check_of_sizes /* -1 is an error */
    [sizeof(shv__control) == 64 && sizeof(shv__header) == shv__page && sizeof(shv__viewer) == 104 &&
     sizeof(shmview_event) == 128 ? 1 : -1];

/* ---- What a handle holds --------------------------------------------------------------------- */

/* A frame file, as the publishing or the reading side keeps it. */
typedef struct shv__file {
  uint64_t serial, generation, size;
  char name[32];
  int fd, is_out;  /* is_out: the program has it, as its loan or as a frame to read */
  int is_orphan;   /* its channel is gone; closed once it is not out any more */
  uint8_t *memory;
  uint64_t mapped; /* bytes of it; a publisher has given them memory */
} shv__file;

/* A channel as one side has it open; -1 is closed. Publishing and reading share no descriptor. */
typedef struct shv__side {
  int directory, control, lock;
  unsigned char channel_id[16];
  shv__file **files;
  size_t count;
  uint64_t changed; /* when the directory had changed, as the lock was taken */
  uint64_t listed;  /* the same when it was listed; 0: list it again */
  uint64_t unasked; /* when viewers/ had changed while no viewer had a wish; 0: ask again */
} shv__side;

struct shmview {
  char name[65], root[3968], path[4096], message[8192];
  shmview *next; /* all handles, for fork */
  shv__side publishing, reading;
  shv__file *lent;
  shv__header header; /* of the loan */
  uint64_t committed; /* the generation that was committed last, and its channel: */
  unsigned char committed_in[16];
  uint64_t taken;     /* the generation that was read last, of reading.channel_id */
  uint64_t refused;   /* one that is damaged, until there is a reason to look again */
  int inotify, control_watch;
  int must_look;      /* something but a commit has happened: look the name up again */
  int events;         /* the log that is listened to, and the next place in it: */
  uint64_t events_at;
};

/* ---- Errors, and time ------------------------------------------------------------------------ */

__attribute__((format(printf, 3, 4)))
static shmview_status shv__fail(shmview *c, shmview_status status, const char *format, ...) {
  int code = errno;
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(c->message, sizeof c->message, format, arguments);
  va_end(arguments);
  errno = code;
  return status;
}

/* What errno means after a call for a file of the channel ("" is its directory) has failed. */
static shmview_status shv__failed(shmview *c, const char *verb, const char *name) {
  const char *path = c->path, *slash = *name ? "/" : "";
  if (errno == ENOENT) return shv__fail(c, SHMVIEW_NONE, "there is no channel %s", c->name);
  if (errno == ENODATA) return shv__fail(c, SHMVIEW_DAMAGED, "%s%s%s was cut", path, slash, name);
  if (errno == EPERM)
    return shv__fail(c, SHMVIEW_UNSAFE, "%s%s%s is not yours alone: it has another owner, rights "
                     "for others, a second name, or is of another kind", path, slash, name);
  int is_full = errno == ENOSPC || errno == EDQUOT;
  return shv__fail(c, is_full ? SHMVIEW_NO_SPACE : SHMVIEW_SYSTEM, "cannot %s %s%s%s: %s", verb,
                   path, slash, name, !is_full ? strerror(errno) : "shared memory is full; remove "
                   "channels (shmshare rm), or enlarge the tmpfs");
}

static uint64_t shv__nanoseconds(struct timespec t) {
  return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static uint64_t shv__now(clockid_t clock) {
  struct timespec t;
  clock_gettime(clock, &t);
  return shv__nanoseconds(t);
}

static uint64_t shv__deadline(int milliseconds) {
  uint64_t nanoseconds = (uint64_t)milliseconds * 1000000u;
  return milliseconds < 0 ? UINT64_MAX : shv__now(CLOCK_MONOTONIC) + nanoseconds;
}

/* ---- Files (section 3), on a tmpfs, where no signal cuts a call short ------------------------ */

static int shv__close(int *fd) {
  int code = errno;
  if (*fd >= 0) close(*fd);
  errno = code;
  return *fd = -1;
}

static int shv__try_lock(int fd, int operation) { return flock(fd, operation | LOCK_NB) == 0; }
static void shv__unlock(int fd) { flock(fd, LOCK_UN); }

/* Whether all bytes were read, or written; ENODATA if the file is shorter. */
static int shv__pread(int fd, void *bytes, size_t size, uint64_t offset) {
  ssize_t done = pread(fd, bytes, size, (off_t)offset);
  if (done >= 0 && (size_t)done != size) errno = ENODATA;
  return done == (ssize_t)size;
}
static int shv__pwrite(int fd, const void *bytes, size_t size, size_t offset) {
  ssize_t done = pwrite(fd, bytes, size, (off_t)offset);
  if (done >= 0 && (size_t)done != size) errno = ENOSPC;
  return done == (ssize_t)size;
}

/* Opens a file or directory that only we may write to, and that has one name. EPERM: it is not to
   be trusted; ENOENT: it has lost its name. */
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

/* Whether a path below `directory` still is the file that is open. */
static int shv__is_in_place(int fd, int directory, const char *path) {
  struct stat ours, s;
  return fstat(fd, &ours) == 0 && fstatat(directory, path, &s, AT_SYMLINK_NOFOLLOW) == 0 &&
         s.st_dev == ours.st_dev && s.st_ino == ours.st_ino;
}

/* A path of the file that is open, whatever its name is by now. */
static const char *shv__path_of(int fd, char path[32]) {
  snprintf(path, 32, "/proc/self/fd/%d", fd);
  return path;
}

/* A directory's time of change, to be kept with what is found in it afterwards; 0 if it is not long
   ago: another change in the same tick of the kernel's clock would have the same time. */
static uint64_t shv__lasting(uint64_t changed) {
  return shv__now(CLOCK_REALTIME_COARSE) > changed + shv__tick ? changed : 0;
}

/* ---- Formats (section 5) --------------------------------------------------------------------- */

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

static int shv__is_range(const float range[2]) {
  return __builtin_isfinite(range[0]) && __builtin_isfinite(range[1]) &&
         (range[0] < range[1] || range[1] < range[0]);
}

/* Bytes of pixels; 0 for a header that is not as section 5 has it, but for its names. */
static uint64_t shv__pixel_bytes(const shv__header *h) {
  int is_word = h->format == SHMVIEW_BGRX || h->format == SHMVIEW_BGRA;
  int has_range = h->range[0] != 0 || h->range[1] != 0;
  size_t unit = is_word ? 4 : shv__sample_bytes(h->format);
  size_t most = is_word ? shv__max_stride / 4 : shv__max_stride;
  if (memcmp(h->magic, "SHMVFRAM", 8) || h->version != shv__version || h->size != shv__page ||
      h->width < 1 || h->width > SHMVIEW_MAX_SIDE || h->height > SHMVIEW_MAX_SIDE ||
      h->stride < shmview_row_bytes(h->format, h->width) || h->stride > most || h->stride % unit ||
      h->title_size > SHMVIEW_MAX_TITLE || h->details_size > SHMVIEW_MAX_DETAILS ||
      h->table > SHMVIEW_TWILIGHT || (has_range && !shv__is_range(h->range)))
    return 0;
  return (uint64_t)shmview_planes(h->format) * h->stride * h->height;
}

/* ---- Text (section 5, "Title") --------------------------------------------------------------- */

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

/* Whether a character does something to the text around it, has no shape, or is not UTF-8. */
static int shv__is_hidden(uint32_t point) {
  static const uint32_t ranges[][2] = {
      {0, 0x1F}, {0x7F, 0x9F}, {0xAD, 0xAD}, {0x61C, 0x61C}, {0x200B, 0x200B}, {0x2028, 0x202E},
      {0x2060, 0x206F}, {0xFEFF, 0xFEFF}, {0xFFF9, 0xFFFB}, {0xE0000, 0xE007F}, {~0u, ~0u}};
  for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
    if (point >= ranges[i][0] && point <= ranges[i][1]) return 1;
  return 0;
}

/* Cleans text into at most `capacity` bytes, cut between two code points; returns their count. */
static uint32_t shv__clean(const char *text, size_t size, char *cleaned, size_t capacity,
                           int keeps_lines) {
  size_t out = 0;
  for (size_t at = 0, step; at < size; at += step) {
    uint32_t point = shv__code_point((const unsigned char *)text + at, size - at, &step);
    int is_hidden = shv__is_hidden(point) && !(keeps_lines && point == '\n');
    size_t bytes = is_hidden ? 3 : step;
    if (point == 0x200E || point == 0x200F) continue; /* marks of direction are dropped */
    if (out + bytes > capacity) break;
    memcpy(cleaned + out, is_hidden ? "\xEF\xBF\xBD" : text + at, bytes);
    out += bytes;
  }
  return (uint32_t)out;
}

/* ---- Frame files ----------------------------------------------------------------------------- */

static const char *shv__frame_name(uint64_t serial, char name[32]) {
  snprintf(name, 32, "frame-%llu", (unsigned long long)serial);
  return name;
}

/* The serial in a frame file's name, or 0: decimal, from 1, without leading zeros. */
static uint64_t shv__serial_of(const char *name) {
  char again[32];
  uint64_t serial = strncmp(name, "frame-", 6) ? 0 : strtoull(name + 6, NULL, 10);
  return serial < UINT64_MAX && !strcmp(name, shv__frame_name(serial, again)) ? serial : 0;
}

static shv__file *shv__find(const shv__side *side, uint64_t serial) {
  for (size_t i = 0; i < side->count; i++)
    if (side->files[i]->serial == serial && !side->files[i]->is_orphan) return side->files[i];
  return NULL;
}

/* Takes over the descriptor, if it is one; NULL if there is no memory. */
static shv__file *shv__add(shv__side *side, uint64_t serial, int fd) {
  void *files = fd < 0 ? NULL : realloc(side->files, (side->count + 1) * sizeof *side->files);
  if (files) side->files = (shv__file **)files;
  shv__file *file = files ? (shv__file *)calloc(1, sizeof *file) : NULL;
  if (!file) {
    shv__close(&fd);
    return NULL;
  }
  file->serial = serial;
  file->fd = fd;
  shv__frame_name(serial, file->name);
  return side->files[side->count++] = file;
}

static void shv__drop(shv__side *side, shv__file *file) {
  size_t i = 0;
  while (side->files[i] != file) i++;
  memmove(side->files + i, side->files + i + 1, (--side->count - i) * sizeof *side->files);
  if (file->memory) munmap(file->memory, file->mapped);
  shv__close(&file->fd);
  free(file);
}

/* Maps the first `size` bytes, unless they are mapped already. */
static int shv__map(shv__file *file, uint64_t size, int protection) {
  if (file->mapped >= size) return 1;
  void *memory = mmap(NULL, size, protection, MAP_SHARED, file->fd, 0);
  if (memory == MAP_FAILED) return 0;
  if (file->memory) munmap(file->memory, file->mapped);
  file->memory = (uint8_t *)memory;
  file->mapped = size;
  return 1;
}

/* Closes the files that have lost their names. */
static void shv__refresh(shv__side *side) {
  for (size_t i = side->count; i-- > 0;) {
    shv__file *file = side->files[i];
    if (!file->is_out && !shv__is_in_place(file->fd, side->directory, file->name))
      shv__drop(side, file);
  }
}

/* Gives a frame's lock back, and closes the file if its channel is gone. */
static void shv__give_back(shv__side *side, shv__file *file) {
  shv__unlock(file->fd);
  file->is_out = 0;
  if (file->is_orphan) shv__drop(side, file);
}

/* Lets everything of a channel go but the frames that the program has. */
static void shv__leave(shv__side *side) {
  shv__close(&side->directory);
  shv__close(&side->control);
  shv__close(&side->lock);
  side->listed = side->unasked = 0;
  for (size_t i = side->count; i-- > 0;)
    if (side->files[i]->is_out) side->files[i]->is_orphan = 1;
    else shv__drop(side, side->files[i]);
}

/* ---- The root and the channel (sections 3 and 8) --------------------------------------------- */

/* Opens the root, and makes it where it is missing. */
static shmview_status shv__open_root(shmview *c, int *root) {
  struct statfs fs;
  int is_made = mkdir(c->root, 0700) == 0 || errno == EEXIST;
  *root = is_made ? shv__open(AT_FDCWD, c->root, O_RDONLY | O_DIRECTORY) : -1;
  if (*root < 0 && is_made && (errno == EPERM || errno == EACCES))
    return shv__fail(c, SHMVIEW_UNSAFE, "%s must be a directory of yours with mode 0700, and no "
                     "link; set SHMVIEW_DIR to such a directory", c->root);
  if (*root < 0)
    return shv__fail(c, SHMVIEW_SYSTEM, "cannot open %s: %s", c->root, strerror(errno));
  if (fstatfs(*root, &fs) == 0 && fs.f_type == 0x01021994 /* TMPFS_MAGIC, linux/magic.h */)
    return SHMVIEW_OK;
  shv__close(root);
  return shv__fail(c, SHMVIEW_UNSAFE, "%s is not on a tmpfs, as /dev/shm is", c->root);
}

/* Opens a channel that is there, with its lock where `flags` says O_RDWR. SHMVIEW_NONE if there is
   none; for publishing SHMVIEW_DAMAGED if it lacks a file, perhaps because it is being removed. */
static shmview_status shv__enter(shmview *c, int root, int flags, shv__side *side) {
  shv__control control;
  const char *name = "";
  int fd = side->directory = shv__open(root, c->name, O_RDONLY | O_DIRECTORY);
  if (fd >= 0 && flags == O_RDWR)
    fd = side->lock = shv__open(side->directory, name = "lock", flags);
  if (fd >= 0) fd = side->control = shv__open(side->directory, name = "control", flags);
  if (fd >= 0 && shv__pread(fd, &control, sizeof control, 0) && control.version == shv__version &&
      !memcmp(control.magic, "SHMVCTRL", 8) && control.size == sizeof control) {
    memcpy(side->channel_id, control.channel_id, 16);
    return SHMVIEW_OK;
  }
  int lacks_file = side->directory >= 0 && errno == ENOENT && flags == O_RDWR;
  shv__leave(side);
  if (fd < 0 && !lacks_file) return shv__failed(c, "open", name);
  return shv__fail(c, SHMVIEW_DAMAGED, "%s/%s is missing, or not of a channel of version 1; "
                   "shmshare rm %s removes the channel", c->path, name, c->name);
}

/* Makes what a channel has, in its directory. */
static int shv__furnish(int directory) {
  shv__control control = {"", shv__version, sizeof control, {0}, {0, 0}, 1, 0, 0};
  int lock = shv__open(directory, "lock", O_RDWR | O_CREAT | O_EXCL);
  int file = shv__open(directory, "control", O_RDWR | O_CREAT | O_EXCL);
  memcpy(control.magic, "SHMVCTRL", 8);
  int is_done = lock >= 0 && file >= 0 && getrandom(control.channel_id, 16, 0) == 16 &&
                shv__pwrite(file, &control, sizeof control, 0) &&
                mkdirat(directory, "viewers", 0700) == 0;
  shv__close(&lock);
  shv__close(&file);
  return is_done;
}

/* Makes the channel under another name and renames it. Also SHMVIEW_OK when another program was
   quicker, or swept ours away: the caller looks again. */
static shmview_status shv__make(shmview *c, int root) {
  static const char *const files[] = {"control", "lock", "viewers"};
  char name[32];
  uint64_t number = 0;
  int code = 0;
  if (getrandom(&number, sizeof number, 0) < 0) return shv__failed(c, "make", "");
  snprintf(name, sizeof name, ".new-%016llx", (unsigned long long)number);
  if (mkdirat(root, name, 0700) < 0) return shv__failed(c, "make", "");
  int directory = shv__open(root, name, O_RDONLY | O_DIRECTORY);
  if (directory >= 0 && shv__try_lock(directory, LOCK_EX) &&
      shv__is_in_place(directory, root, name) &&
      (!shv__furnish(directory) || /* a plain rename would replace an empty directory: */
       syscall(SYS_renameat2, root, name, root, c->name, 1 /* RENAME_NOREPLACE */) < 0)) {
    code = errno;
    for (int i = 0; i < 3; i++) unlinkat(directory, files[i], i < 2 ? 0 : AT_REMOVEDIR);
    unlinkat(root, name, AT_REMOVEDIR);
  }
  shv__close(&directory);
  errno = code;
  return code == 0 || code == EEXIST ? SHMVIEW_OK : shv__failed(c, "make", "");
}

/* Opens the channel for publishing, and makes it where it is missing. */
static shmview_status shv__attach(shmview *c) {
  int root;
  if (c->publishing.directory >= 0) return SHMVIEW_OK;
  shmview_status status = shv__open_root(c, &root);
  for (int attempts = 0; root >= 0; attempts++) {
    status = shv__enter(c, root, O_RDWR, &c->publishing);
    if (status == SHMVIEW_DAMAGED && attempts < 20) usleep(5000); /* is it being removed? */
    else if (status != SHMVIEW_NONE || attempts == 100) break;
    else if ((status = shv__make(c, root))) break;
  }
  shv__close(&root);
  return status;
}

/* ---- Viewers (section 6) --------------------------------------------------------------------- */

/* What the viewers that live say: how many they are, the latest generation that one has shown, and
   the longest history that one wishes for; and how many have not got as far as to say it. */
typedef struct shv__crowd {
  int count, unready;
  uint64_t shown;
  uint32_t wish;
} shv__crowd;

static shv__crowd shv__ask_viewers(int viewers) {
  shv__crowd crowd = {0, 0, 0, 0};
  shv__viewer v;
  char path[32];
  DIR *listing = opendir(shv__path_of(viewers, path));
  for (struct dirent *entry; listing && (entry = readdir(listing));) {
    int fd = strlen(entry->d_name) == 16 ? shv__open(viewers, entry->d_name, O_RDONLY) : -1;
    if (fd < 0) continue;
    if (!shv__pread(fd, &v, sizeof v, 0)) crowd.unready++;
    else if (shv__try_lock(fd, LOCK_SH)) unlinkat(viewers, entry->d_name, 0); /* it is dead */
    else if (!memcmp(v.magic, "SHMVVIEW", 8) && v.version == shv__version) {
      crowd.count++;
      if (v.generation > crowd.shown) crowd.shown = v.generation;
      if (v.history > crowd.wish) crowd.wish = v.history;
    }
    shv__close(&fd);
  }
  if (listing) closedir(listing);
  return crowd;
}

/* How many generations before the latest stay (section 7, step 3): as `control` has it, or as a
   viewer that lives wishes. What cannot be read wishes for nothing. */
static uint32_t shv__kept(shv__side *side, uint32_t history) {
  struct stat s;
  shv__crowd crowd = {0, 0, 0, 0};
  int is_there = fstatat(side->directory, "viewers", &s, AT_SYMLINK_NOFOLLOW) == 0;
  uint64_t changed = is_there ? shv__nanoseconds(s.st_ctim) : 0;
  if (changed != side->unasked) {
    int viewers = shv__open(side->directory, "viewers", O_RDONLY | O_DIRECTORY);
    uint64_t lasting = shv__lasting(changed);
    if (viewers >= 0) crowd = shv__ask_viewers(viewers);
    side->unasked = crowd.wish || crowd.unready ? 0 : lasting;
    shv__close(&viewers);
  }
  if (history < crowd.wish) history = crowd.wish;
  if (history > shv__max_history) history = shv__max_history;
  return history;
}

/* ---- The publishers' lock (section 7) -------------------------------------------------------- */

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
  long named = 0, holder = shv__holder(c->publishing.lock);
  if (pread(c->publishing.lock, text, 64, 0) < 0) text[0] = 0;
  name[shv__clean(text, strlen(text), name, sizeof name - 1, 0)] = 0;
  if (holder && sscanf(text, "process %ld", &named) == 1 && kill((pid_t)named, 0) < 0)
    snprintf(heir, sizeof heir, ", which is gone; process %ld has inherited the lock", holder);
  return shv__fail(c, SHMVIEW_BUSY, "%s/lock has been locked for %d s by %s%s", c->path,
                   shv__lock_seconds, *name ? name : "an unknown process", heir);
}

/* Takes the lock of the channel that is open, and looks whether that still has its name.
   SHMVIEW_LOST if not: the channel is then closed. */
static shmview_status shv__lock(shmview *c) {
  shv__side *side = &c->publishing;
  struct stat s;
  char text[64] = "";
  uint64_t deadline = shv__deadline(1000 * shv__lock_seconds);
  for (unsigned pause = 20; !shv__try_lock(side->lock, LOCK_EX); usleep(pause)) {
    if (errno != EWOULDBLOCK) return shv__failed(c, "lock", "lock");
    if (shv__now(CLOCK_MONOTONIC) > deadline) return shv__busy(c);
    pause = pause < 1000 ? 2 * pause : 2000;
  }
  int is_ours = shv__is_in_place(side->directory, AT_FDCWD, c->path) &&
                fstat(side->directory, &s) == 0;
  if (is_ours && (side->changed = shv__nanoseconds(s.st_ctim)) != side->listed)
    is_ours = shv__is_in_place(side->control, side->directory, "control") &&
              shv__is_in_place(side->lock, side->directory, "lock");
  if (!is_ours) {
    shv__unlock(side->lock);
    shv__leave(side);
    return shv__fail(c, SHMVIEW_LOST, "channel %s was removed", c->name);
  }
  snprintf(text, sizeof text, "process %ld (%.40s)", (long)getpid(), program_invocation_short_name);
  (void)shv__pwrite(side->lock, text, sizeof text, 0); /* only helps to name the holder */
  return SHMVIEW_OK;
}

/* Gives the lock back after an error. What is missing in the middle of it was deleted by hand. */
static shmview_status shv__undo(shmview *c, shmview_status status) {
  shv__unlock(c->publishing.lock);
  if (status != SHMVIEW_NONE) return status;
  shv__leave(&c->publishing);
  return shv__fail(c, SHMVIEW_LOST, "channel %s was deleted", c->name);
}

/* ---- Publishing (section 7) ------------------------------------------------------------------ */

static int shv__invalidate(shv__file *file) {
  file->generation = 0;
  return shv__pwrite(file->fd, &file->generation, 8, offsetof(shv__header, generation));
}

/* By generation, then by serial. */
static int shv__compare(const void *a, const void *b) {
  const shv__file *one = *(shv__file *const *)a, *other = *(shv__file *const *)b;
  if (one->generation != other->generation) return one->generation < other->generation ? -1 : 1;
  return one->serial < other->serial ? -1 : one->serial > other->serial;
}

/* Opens the frame files that are not open yet, and closes those that are gone. */
static shmview_status shv__list_frames(shmview *c) {
  shv__side *side = &c->publishing;
  char path[32];
  side->listed = shv__lasting(side->changed);
  DIR *listing = opendir(shv__path_of(side->directory, path));
  if (!listing) return shv__failed(c, "list", "");
  shv__refresh(side);
  for (struct dirent *entry; (entry = readdir(listing));) {
    uint64_t serial = shv__serial_of(entry->d_name);
    if (!serial || shv__find(side, serial)) continue;
    int fd = shv__open(side->directory, entry->d_name, O_RDWR);
    /* A file that is not to be trusted, or gone meanwhile, is left alone. */
    if (!shv__add(side, serial, fd) && fd >= 0) side->listed = 0;
  }
  closedir(listing);
  return SHMVIEW_OK;
}

/* Reads `control` and the generation of every frame, and sorts the frames by it; invalidates those
   of publishers that died between header and commit. */
static shmview_status shv__survey(shmview *c, shv__control *control) {
  shv__side *side = &c->publishing;
  shmview_status status = side->changed == side->listed ? SHMVIEW_OK : shv__list_frames(c);
  if (status) return status;
  if (!shv__pread(side->control, control, 64, 0)) return shv__failed(c, "read", "control");
  for (size_t i = 0; i < side->count; i++) {
    shv__file *f = side->files[i];
    if (!shv__pread(f->fd, &f->generation, 8, offsetof(shv__header, generation)))
      f->generation = 0;
    if (f->serial != control->latest.serial && f->generation > control->latest.generation &&
        !shv__invalidate(f))
      return shv__failed(c, "write to", f->name);
  }
  if (side->count) qsort(side->files, side->count, sizeof *side->files, shv__compare);
  return SHMVIEW_OK;
}

/* Locks the channel that has the name now, or the one of the loan, and surveys its frames. */
static shmview_status shv__begin(shmview *c, shv__control *control) {
  shmview_status status;
  do {
    if (!c->lent && (status = shv__attach(c))) return status;
    if (!(status = shv__lock(c)) && (status = shv__survey(c, control)))
      status = shv__undo(c, status);
  } while (status == SHMVIEW_LOST && !c->lent);
  return status;
}

/* Locks a frame that is free, unless somebody uses it, and learns its size. */
static int shv__take(shv__file *file, const shv__control *control, uint32_t kept) {
  struct stat s;
  uint64_t age = control->latest.generation - file->generation;
  int is_kept = file->generation > 0 && age > 0 && age <= kept;
  if (file->serial == control->latest.serial || file->is_out || is_kept) return 0;
  if (!shv__try_lock(file->fd, LOCK_EX)) return 0;
  int is_named = fstat(file->fd, &s) == 0 && s.st_nlink == 1;
  if (is_named) file->size = (uint64_t)s.st_size;
  else shv__unlock(file->fd);
  return is_named;
}

static int shv__fits(const shv__file *file, uint64_t bytes) {
  uint64_t spare = bytes / 4, least = shv__spare_room, needed = shv__page + bytes;
  return file->size >= needed && file->size - needed <= (spare > least ? spare : least);
}

/* Empties and unlinks a frame whose lock is held; its memory is free at once. */
static void shv__discard(shv__side *side, shv__file *file) {
  if (file->size > 0) {
    shv__invalidate(file);
    fallocate(file->fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, 0, (off_t)file->size);
  }
  unlinkat(side->directory, file->name, 0);
  shv__unlock(file->fd);
  shv__drop(side, file);
  side->listed = 0;
}

/* Of the free frames that nobody uses, by generation: the first that fits is the loan, or NULL; the
   second stays for the next one; the others go. */
static shv__file *shv__recycle(shv__side *side, const shv__control *control, uint64_t bytes) {
  shv__file *loan = NULL, *spare = NULL;
  uint32_t kept = shv__kept(side, control->history);
  for (size_t i = 0; i < side->count;) {
    shv__file *file = side->files[i++];
    if (!shv__take(file, control, kept)) continue;
    if (spare || !shv__fits(file, bytes)) shv__discard(side, file), i--;
    else if (!loan) loan = file;
    else shv__unlock((spare = file)->fd);
  }
  return loan;
}

/* Discards a frame that is locked, or (NULL) the oldest that nobody uses, kept or not; 0 if there is
   none, or if that cannot be done. */
static int shv__make_room(shmview *c, shv__file *file) {
  shv__side *side = &c->publishing;
  shv__control control;
  if (shv__begin(c, &control)) return 0;
  for (size_t i = 0; !file && i < side->count; i++)
    if (shv__take(side->files[i], &control, 0)) file = side->files[i];
  if (file) shv__discard(side, file);
  shv__unlock(side->lock);
  return file != NULL;
}

static shmview_status shv__make_frame(shmview *c, const shv__control *control, shv__file **made) {
  shv__side *side = &c->publishing;
  uint64_t next = control->next_serial;
  char name[32];
  side->listed = 0;
  for (size_t i = 0; i < side->count; i++)
    if (side->files[i]->serial >= next) next = side->files[i]->serial + 1;
  for (;;) {
    if (next == UINT64_MAX)
      return shv__fail(c, SHMVIEW_DAMAGED, "the serials of %s are used up", c->path);
    shv__frame_name(next++, name);
    if (!shv__pwrite(side->control, &next, 8, offsetof(shv__control, next_serial)))
      return shv__failed(c, "write to", "control");
    int fd = shv__open(side->directory, name, O_RDWR | O_CREAT | O_EXCL);
    if (fd >= 0 && shv__try_lock(fd, LOCK_EX)) {
      *made = shv__add(side, next - 1, fd);
      return *made ? SHMVIEW_OK : shv__failed(c, "make", name);
    }
    /* EEXIST, or ENOENT: another program has unlinked it at once. */
    if (fd < 0 && errno != EEXIST &&
        !(errno == ENOENT && shv__is_in_place(side->directory, AT_FDCWD, c->path)))
      return shv__failed(c, "make", name);
    shv__close(&fd);
  }
}

/* Gives the loan's file its memory, unless it has it, and maps it; the file back if that fails. */
static shmview_status shv__allocate(shmview *c, shv__file *file, uint64_t bytes) {
  int code;
  if (file->mapped >= bytes) return SHMVIEW_OK;
  do code = posix_fallocate(file->fd, 0, (off_t)bytes);
  while (code == EINTR || ((code == ENOSPC || code == EDQUOT) && shv__make_room(c, NULL)));
  if (code == 0 && shv__map(file, bytes, PROT_READ | PROT_WRITE)) return SHMVIEW_OK;
  if (code == 0) code = errno;
  file->size = bytes;
  if (!shv__make_room(c, file)) shv__give_back(&c->publishing, file);
  c->lent = NULL;
  errno = code;
  return shv__failed(c, "take memory for a frame in", "");
}

/* Steps 1 to 8 of a loan. */
static shmview_status shv__lend(shmview *c, uint64_t bytes) {
  shv__control control;
  shmview_status status = shv__begin(c, &control);
  if (status) return status;
  memcpy(c->header.channel_id, control.channel_id, 16);
  shv__file *file = shv__recycle(&c->publishing, &control, bytes);
  if (!file) {
    status = shv__make_frame(c, &control, &file);
  } else if (!shv__invalidate(file)) {
    status = shv__failed(c, "write to", file->name);
    shv__unlock(file->fd);
  }
  if (status) return shv__undo(c, status);
  file->is_out = 1;
  c->lent = file;
  shv__unlock(c->publishing.lock);
  return SHMVIEW_OK;
}

shmview_status shmview_begin(shmview *c, uint32_t width, uint32_t height, shmview_format format,
                             uint8_t **pixels, size_t *stride) {
  size_t row = *stride = shmview_row_bytes(format, width);
  shv__header header = {"", shv__version, shv__page, {0}, 0, 0, width, height, (uint32_t)row,
                        format, 0, 0, 0, "", {0, 0}, 0, 0, 0, "", ""};
  shmview_status status;
  *pixels = NULL;
  if (c->lent) return shv__fail(c, SHMVIEW_USAGE, "channel %s has a loan already", c->name);
  memcpy(header.magic, "SHMVFRAM", 8);
  uint64_t bytes = shv__pixel_bytes(&header);
  if (!bytes)
    return shv__fail(c, SHMVIEW_USAGE, "a frame cannot have %ux%u pixels of format 0x%x: each side "
                     "has 1 to %d pixels, and the format is one of shmview.h's", width, height,
                     format, SHMVIEW_MAX_SIDE);
  c->header = header;
  do status = shv__lend(c, bytes);
  while (status == SHMVIEW_LOST);
  if (status || (status = shv__allocate(c, c->lent, shv__page + bytes))) return status;
  *pixels = c->lent->memory + shv__page;
  return SHMVIEW_OK;
}

/* Says something of the loan: sets a field of its header. */
static shmview_status shv__say(shmview *c, int is_allowed, const char *what, void *field,
                               const void *value, size_t size) {
  if (!c->lent) return shv__fail(c, SHMVIEW_USAGE, "channel %s has no loan", c->name);
  if (!is_allowed) return shv__fail(c, SHMVIEW_USAGE, "%s is out of range", what);
  memcpy(field, value, size);
  return SHMVIEW_OK;
}

shmview_status shmview_range(shmview *c, float low, float high) {
  float range[] = {low, high};
  return shv__say(c, shv__is_range(range), "the range of samples", c->header.range, range, 8);
}

shmview_status shmview_table(shmview *c, shmview_colors colors) {
  uint32_t table = (uint32_t)colors;
  return shv__say(c, table <= SHMVIEW_TWILIGHT, "the colour table", &c->header.table, &table, 4);
}

shmview_status shmview_captured(shmview *c, uint64_t nanoseconds) {
  return shv__say(c, 1, "the time", &c->header.captured, &nanoseconds, 8);
}

shmview_status shmview_details(shmview *c, const char *text) {
  char details[SHMVIEW_MAX_DETAILS] = "";
  uint32_t size = text ? shv__clean(text, strlen(text), details, sizeof details, 1) : 0;
  if (text && c->lent) c->header.details_size = size;
  return shv__say(c, text != NULL, "NULL", c->header.details, details, sizeof details);
}

shmview_status shmview_transition(shmview *c, uint32_t milliseconds) {
  int is_allowed = milliseconds <= shv__max_transition;
  return shv__say(c, is_allowed, "the transition", &c->header.transition, &milliseconds, 4);
}

/* The commit, under the lock. */
static shmview_status shv__commit(shmview *c, const shv__control *control, const char *title) {
  shv__header *h = &c->header;
  struct stat s;
  if (fstat(c->lent->fd, &s) < 0 || s.st_nlink != 1 ||
      memcmp(control->channel_id, h->channel_id, 16) != 0)
    return shv__fail(c, SHMVIEW_LOST, "the frame's file in %s was deleted", c->path);
  if (control->latest.generation == UINT64_MAX)
    return shv__fail(c, SHMVIEW_DAMAGED, "the generations of %s are used up", c->path);
  shv__latest latest = {control->latest.generation + 1, c->lent->serial};
  h->generation = latest.generation, h->serial = latest.serial;
  h->published = shv__now(CLOCK_REALTIME);
  if (title) h->title_size = shv__clean(title, strlen(title), h->title, SHMVIEW_MAX_TITLE, 0);
  if (!shv__pwrite(c->lent->fd, h, sizeof *h, 0)) return shv__failed(c, "write to", c->lent->name);
  shv__unlock(c->lent->fd); /* nobody recycles it: that takes the channel's lock */
  if (!shv__pwrite(c->publishing.control, &latest, 16, offsetof(shv__control, latest)))
    return shv__failed(c, "write to", "control");
  c->committed = latest.generation;
  memcpy(c->committed_in, h->channel_id, 16);
  return SHMVIEW_OK;
}

shmview_status shmview_commit(shmview *c, const char *title) {
  shv__control control;
  if (!c->lent) return shv__fail(c, SHMVIEW_USAGE, "channel %s has no loan", c->name);
  shmview_status status = shv__begin(c, &control);
  if (!status) {
    status = shv__commit(c, &control, title);
    shv__unlock(c->publishing.lock);
  }
  if (status != SHMVIEW_BUSY) shmview_abandon(c);
  return status;
}

uint64_t shmview_generation(const shmview *c) { return c->committed; }

void shmview_abandon(shmview *c) {
  if (c->lent) shv__give_back(&c->publishing, c->lent);
  c->lent = NULL;
}

/* ---- Reading (section 10) -------------------------------------------------------------------- */

/* Opens the channel that has the name now, with watches that begin before. */
static shmview_status shv__open_channel(shmview *c) {
  const uint32_t root_events = IN_CREATE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE |
                               IN_DELETE_SELF | IN_MOVE_SELF | IN_ATTRIB | IN_ONLYDIR;
  shv__side *side = &c->reading;
  int root;
  char path[32];
  shmview_status status = shv__open_root(c, &root);
  if (inotify_add_watch(c->inotify, c->root, root_events) < 0) c->must_look = 1;
  if (!status) status = shv__enter(c, root, O_RDONLY, side);
  shv__close(&root);
  if (status) return status;
  c->control_watch = inotify_add_watch(c->inotify, shv__path_of(side->control, path),
                                       IN_MODIFY | IN_ATTRIB | IN_MOVE_SELF);
  if (c->control_watch < 0) c->must_look = 1;
  if (shv__is_in_place(side->control, side->directory, "control")) return SHMVIEW_OK;
  shv__leave(side);
  return shv__fail(c, SHMVIEW_NONE, "channel %s was removed", c->name);
}

/* Looks the channel's name up: SHMVIEW_NONE while there is none. */
static shmview_status shv__look(shmview *c) {
  shv__side *side = &c->reading;
  c->must_look = 0;
  if (side->directory >= 0 && shv__is_in_place(side->directory, AT_FDCWD, c->path) &&
      shv__is_in_place(side->control, side->directory, "control"))
    return SHMVIEW_OK;
  if (c->control_watch >= 0) inotify_rm_watch(c->inotify, c->control_watch);
  c->control_watch = -1;
  c->taken = c->refused = 0;
  shv__leave(side);
  shmview_status status = shv__open_channel(c);
  /* Of a repair of what is damaged nobody tells. */
  if (status && faccessat(AT_FDCWD, c->path, F_OK, AT_SYMLINK_NOFOLLOW) == 0) c->must_look = 1;
  return status;
}

/* Empties the queue of wake-ups, and looks the name up unless all of them were commits. */
static shmview_status shv__follow(shmview *c) {
  char queue[4096];
  struct inotify_event event;
  if (c->inotify < 0) c->inotify = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
  if (c->inotify < 0) c->must_look = 1;
  for (ssize_t size; (size = read(c->inotify, queue, sizeof queue)) > 0;)
    for (ssize_t at = 0; at < size; at += (ssize_t)(sizeof event + event.len)) {
      memcpy(&event, queue + at, sizeof event);
      c->refused = 0;
      if (event.wd != c->control_watch || event.mask != IN_MODIFY) c->must_look = 1;
    }
  return c->must_look || c->reading.directory < 0 ? shv__look(c) : SHMVIEW_OK;
}

/* Sleeps until something may have happened, for at most `most` milliseconds; 0: the time is up. */
static int shv__sleep(shmview *c, uint64_t deadline, int most) {
  uint64_t now = shv__now(CLOCK_MONOTONIC);
  if (now >= deadline) return 0;
  if (c->must_look && most > shv__poll) most = shv__poll;
  if ((deadline - now) / 1000000u < (uint64_t)most) most = (int)((deadline - now) / 1000000u) + 1;
  struct pollfd watched = {c->inotify, POLLIN, 0};
  poll(&watched, 1, most);
  return 1;
}

/* Which frame is the newest of the channel that there is now; SHMVIEW_NONE if it was taken. */
static shmview_status shv__newest(shmview *c, shv__latest *latest) {
  shmview_status status = shv__follow(c);
  if (status) return status;
  if (!shv__pread(c->reading.control, latest, 16, offsetof(shv__control, latest)))
    return shv__failed(c, "read", "control");
  uint64_t newest = latest->generation;
  if (newest > 0 && newest != c->taken && newest != c->refused) return SHMVIEW_OK;
  return shv__fail(c, SHMVIEW_NONE, "channel %s has no new frame", c->name);
}

/* Locks the frame that `latest` names, reads its header, and maps it. SHMVIEW_NONE: start over. */
static shmview_status shv__pin(shmview *c, const shv__latest *latest, shv__header *h,
                               shv__file **pinned) {
  shv__side *side = &c->reading;
  shv__file *file = shv__find(side, latest->serial);
  struct stat s;
  char name[32];
  if (!file) {
    int fd = shv__open(side->directory, shv__frame_name(latest->serial, name), O_RDONLY);
    if (!(file = shv__add(side, latest->serial, fd))) return shv__failed(c, "open", name);
  }
  if (file->is_out || !shv__try_lock(file->fd, LOCK_SH)) return SHMVIEW_NONE;
  shmview_status status = SHMVIEW_NONE;
  if (shv__pread(file->fd, h, sizeof *h, 0) && h->serial == latest->serial &&
      h->generation == latest->generation && !memcmp(h->channel_id, side->channel_id, 16) &&
      fstat(file->fd, &s) == 0 && s.st_nlink > 0) {
    uint64_t bytes = shv__pixel_bytes(h);
    *pinned = file;
    file->is_out = 1;
    if (!bytes || shv__page + bytes > (uint64_t)s.st_size)
      status = shv__fail(c, SHMVIEW_DAMAGED, "%s/%s has a header that the protocol does not allow, "
                         "or a format that this reader does not know", c->path, file->name);
    else if (shv__map(file, shv__page + bytes, PROT_READ)) return SHMVIEW_OK;
    else status = shv__failed(c, "map", file->name);
  }
  shv__give_back(side, file);
  return status;
}

shmview_status shmview_read(shmview *c, shmview_frame *frame) {
  shv__header h;
  shv__latest latest, before = {0, 0};
  shv__file *file = NULL;
  shmview_status status = SHMVIEW_NONE;
  int out = 0;
  memset(frame, 0, sizeof *frame);
  for (size_t i = 0; i < c->reading.count; i++) out += c->reading.files[i]->is_out;
  if (out >= shv__max_pins)
    return shv__fail(c, SHMVIEW_USAGE, "%d frames are out: release one first", out);
  for (int tries = 1; status == SHMVIEW_NONE && tries <= 3; before = latest) {
    if ((status = shv__newest(c, &latest))) return status;
    shv__refresh(&c->reading);
    status = shv__pin(c, &latest, &h, &file);
    tries = memcmp(&before, &latest, sizeof latest) ? 2 : tries + 1;
  }
  if (status) {
    c->refused = latest.generation; /* no spinning */
    if (status != SHMVIEW_NONE || (status = shv__look(c))) return status;
    return shv__fail(c, SHMVIEW_DAMAGED, "%s/frame-%llu is missing, or another one", c->path,
                     (unsigned long long)latest.serial);
  }
  c->taken = latest.generation;
  shmview_frame taken = {file->memory + shv__page, h.stride, h.width, h.height, h.format,
                         h.generation, h.published, h.captured, h.range[0], h.range[1],
                         (shmview_colors)h.table, h.transition, {0}, {0}, {0}, file};
  if (h.transition > shv__max_transition) taken.transition = 0;
  memcpy(taken.channel_id, h.channel_id, 16);
  shv__clean(h.title, h.title_size, taken.title, SHMVIEW_MAX_TITLE, 0);
  shv__clean(h.details, h.details_size, taken.details, SHMVIEW_MAX_DETAILS, 1);
  *frame = taken;
  return SHMVIEW_OK;
}

shmview_status shmview_copy(shmview *c, const shmview_frame *frame, void *destination,
                            size_t stride) {
  const shv__file *file = (const shv__file *)frame->pin;
  size_t row = shmview_row_bytes(frame->format, frame->width);
  size_t rows = (size_t)shmview_planes(frame->format) * frame->height;
  if (!file) return shv__fail(c, SHMVIEW_USAGE, "this frame was released");
  for (size_t y = 0; y < rows; y++)
    if (!shv__pread(file->fd, (char *)destination + y * stride, row,
                    shv__page + (uint64_t)y * frame->stride))
      return shv__failed(c, "read", file->name);
  return SHMVIEW_OK;
}

void shmview_release(shmview *c, shmview_frame *frame) {
  if (frame->pin) shv__give_back(&c->reading, (shv__file *)frame->pin);
  frame->pin = NULL;
  frame->pixels = NULL;
}

shmview_status shmview_wait(shmview *c, int timeout) {
  uint64_t deadline = shv__deadline(timeout);
  shv__latest latest;
  for (;;) {
    shmview_status status = shv__newest(c, &latest);
    if (status != SHMVIEW_NONE) return status;
    if (!shv__sleep(c, deadline, INT32_MAX))
      return shv__fail(c, SHMVIEW_TIMEOUT, "channel %s has no new frame", c->name);
  }
}

int shmview_fd(shmview *c) {
  (void)shv__follow(c);
  if (c->inotify < 0) shv__fail(c, SHMVIEW_SYSTEM, "the kernel has no inotify instance left");
  return c->inotify;
}

/* Waits for a viewer that has shown the generation (0: any). SHMVIEW_TIMEOUT if none comes;
   SHMVIEW_NONE if the channel of the generation is gone. */
static shmview_status shv__wait_for(shmview *c, uint64_t generation, uint64_t deadline) {
  char path[32];
  for (;;) {
    shmview_status status = shv__follow(c);
    if (status) return status;
    if (generation > 0 && memcmp(c->reading.channel_id, c->committed_in, 16) != 0)
      return shv__fail(c, SHMVIEW_NONE, "channel %s was removed, and made anew", c->name);
    int viewers = shv__open(c->reading.directory, "viewers", O_RDONLY | O_DIRECTORY);
    if (viewers < 0) return shv__failed(c, "open", "viewers");
    int watch = inotify_add_watch(c->inotify, shv__path_of(viewers, path), IN_MODIFY | IN_DELETE);
    shv__crowd crowd = shv__ask_viewers(viewers);
    int is_found = generation ? crowd.shown >= generation : crowd.count > 0;
    int is_late = !is_found && !shv__sleep(c, deadline, 1000); /* of a kill nobody tells */
    if (watch >= 0) inotify_rm_watch(c->inotify, watch);
    shv__close(&viewers);
    if (is_found) return SHMVIEW_OK;
    if (is_late)
      return shv__fail(c, SHMVIEW_TIMEOUT, "no viewer has %s in time",
                       generation ? "shown the frame" : "come");
  }
}

shmview_status shmview_wait_viewer(shmview *c, int timeout) {
  uint64_t deadline = shv__deadline(timeout);
  for (;; shv__leave(&c->publishing)) { /* the channel was removed: make it again */
    shmview_status status = shv__attach(c);
    if (!status) status = shv__wait_for(c, 0, deadline);
    if (status != SHMVIEW_NONE || c->lent) return status;
  }
}

shmview_status shmview_wait_shown(shmview *c, int timeout) {
  return shv__wait_for(c, c->committed, shv__deadline(timeout));
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

/* Whether the log that is open still has its name; lets it go if not. */
static int shv__is_log(shmview *c) {
  struct stat s;
  int is_log = fstat(c->events, &s) == 0 && s.st_nlink == 1;
  if (!is_log) shv__close(&c->events);
  return is_log;
}

/* Listens to the channel's log from its end on; makes one, which is locked before it has its name,
   where there is none. */
static shmview_status shv__listen(shmview *c) {
  int directory = c->reading.directory;
  char path[32];
  for (;; usleep(1000)) { /* a viewer may have it locked, for a moment, or unlink it */
    c->events = shv__open(directory, "events", O_RDONLY);
    int is_new = c->events < 0 && errno == ENOENT;
    if (is_new) c->events = openat(directory, ".", O_RDWR | O_TMPFILE | O_CLOEXEC, 0600);
    if (c->events < 0) return shv__failed(c, "open", "events");
    int is_locked = shv__try_lock(c->events, LOCK_SH);
    shv__path_of(c->events, path);
    if (is_new && linkat(AT_FDCWD, path, directory, "events", AT_SYMLINK_FOLLOW) < 0 &&
        errno != EEXIST) {
      shv__close(&c->events);
      return shv__failed(c, "make", "events");
    }
    if (is_locked && shv__is_log(c)) break;
    shv__close(&c->events);
  }
  inotify_add_watch(c->inotify, path, IN_MODIFY | IN_ATTRIB);
  c->events_at = ((uint64_t)lseek(c->events, 0, SEEK_END) + 127) / 128 * 128;
  return SHMVIEW_OK;
}

/* The next event of the log, if it has one. */
static int shv__hear(shmview *c, shmview_event *event) {
  while (shv__pread(c->events, event, 128, c->events_at)) {
    uint32_t checksum;
    char name[40];
    memcpy(&checksum, event->name + 40, 4);
    memcpy(name, event->name, sizeof name);
    c->events_at += 128;
    if (!memcmp(event->magic, "SHME", 4) && checksum == shv__checksum(event, 124) &&
        event->kind >= SHMVIEW_KEY && event->kind <= SHMVIEW_MOTION && event->name_size <= 40) {
      event->name[shv__clean(name, event->name_size, event->name, 40, 0)] = 0;
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

shmview_status shmview_next_event(shmview *c, shmview_event *event, int timeout) {
  uint64_t deadline = shv__deadline(timeout);
  for (;;) {
    shmview_status status = shv__follow(c);
    if (!status && c->events < 0) status = shv__listen(c);
    if (status && status != SHMVIEW_NONE) return status;
    if (c->events >= 0 && shv__hear(c, event)) return SHMVIEW_OK;
    if (c->events >= 0 && !shv__is_log(c)) continue; /* begin anew */
    if (!shv__sleep(c, deadline, INT32_MAX))
      return shv__fail(c, SHMVIEW_TIMEOUT, "there is no event");
  }
}

/* ---- Handles, and fork ----------------------------------------------------------------------- */

static pthread_mutex_t shv__mutex = PTHREAD_MUTEX_INITIALIZER;
static shmview *shv__handles; /* all that are open, under the mutex */
static __thread char shv__open_message[512];

/* Closes everything. That drops no lock which a parent shares: only unlocking would. */
static void shv__empty(shmview *c) {
  shv__side *sides[] = {&c->publishing, &c->reading};
  for (int i = 0; i < 2; i++) {
    shv__leave(sides[i]);
    while (sides[i]->count) shv__drop(sides[i], sides[i]->files[0]);
  }
  shv__close(&c->events);
  shv__close(&c->inotify);
  c->control_watch = -1;
  c->lent = NULL;
  c->taken = c->committed = 0;
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
  const char *root = getenv("SHMVIEW_DIR"), *problem = NULL;
  shmview *c = *channel = (shmview *)calloc(1, sizeof *c);
  if (!name) name = getenv("SHMVIEW_CHANNEL");
  if (!name || !*name) name = "default";
  size_t size = strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");
  if (!c) problem = "there is no memory for it";
  else if (root && strlen(root) >= sizeof c->root) problem = "SHMVIEW_DIR is too long";
  else if (name[size] || size > 64 || *name == '.')
    problem = "a name has 1 to 64 characters of A-Z a-z 0-9 . _ - and does not start with a dot";
  if (problem) {
    snprintf(shv__open_message, sizeof shv__open_message, "cannot open channel %.80s: %s", name,
             problem);
    *channel = NULL;
    free(c);
    return c ? SHMVIEW_USAGE : SHMVIEW_SYSTEM;
  }
  memcpy(c->name, name, size);
  if (root && *root) memcpy(c->root, root, strlen(root));
  else snprintf(c->root, sizeof c->root, "/dev/shm/shmview-%lu", (unsigned long)geteuid());
  for (size_t end = strlen(c->root); end > 1 && c->root[end - 1] == '/';)
    c->root[--end] = 0; /* open would follow a link */
  snprintf(c->path, sizeof c->path, "%s/%s", c->root, c->name);
  c->publishing.directory = c->publishing.control = c->publishing.lock = -1;
  c->reading = c->publishing;
  c->events = c->inotify = c->control_watch = -1;
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
  free(c->publishing.files);
  free(c->reading.files);
  free(c);
}

const char *shmview_error(const shmview *c) { return c ? c->message : shv__open_message; }
#endif /* SHMVIEW_IMPLEMENTATION */
