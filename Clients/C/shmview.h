/* shmview.h - publish pictures into shmview channels, and read them, from C99 and C++11.

   One file for Linux that needs libc alone. In exactly one source file, before any other header:

       #define SHMVIEW_IMPLEMENTATION
       #include "shmview.h"

   and everywhere else only the #include. A picture from nothing:

       shmview *channel;
       uint8_t *pixels;
       size_t stride;
       if (shmview_open("default", &channel) == SHMVIEW_OK) {
         if (shmview_begin(channel, 640, 480, SHMVIEW_BGRX, &pixels, &stride) == SHMVIEW_OK) {
           for (int y = 0; y < 480; y++) memset(pixels + y * stride, y / 2, 640 * 4);
           shmview_commit(channel, "my first picture");
         }
         shmview_close(channel);
       }

   Every function that can fail returns a shmview_status; shmview_error() then says in words what
   went wrong. Nothing here aborts, prints, or installs a signal handler.

   Threads: use a handle in one thread at a time. Handles are independent of each other, also those
   of one channel. The words of a failed shmview_open() belong to the thread that called it.

   fork: a child inherits no loan, no frame and no lock. In the child every handle is as it was
   after shmview_open(); the parent's handles are not touched. (pthread_atfork() sees to that.)

   docs/C.md is the guide, docs/PROTOCOL.md describes the bytes. The licence (MIT) is in LICENSE. */

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
   F32LE has floats. The fourth byte of BGRX is 255. SHMVIEW_PLANAR may be added to RGB..., BGR...
   and RGBA...: then all samples of one kind come first, plane after plane, each stride * height
   bytes. BGRX is what viewers show without any conversion. */
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

/* Prepares a handle for a channel; NULL means $SHMVIEW_CHANNEL, or "default". The channel need not
   exist: publishing makes it, reading waits for it. A name has 1 to 64 characters of
   A-Z a-z 0-9 . _ - and does not start with a dot. On failure *channel is NULL, and
   shmview_error(NULL) has the words. SHMVIEW_USAGE, _SYSTEM. */
shmview_status shmview_open(const char *name, shmview **channel);

/* Gives back everything, a loan and frames included. NULL is fine. */
void shmview_close(shmview *channel);

/* What went wrong at the last call that failed, in a sentence without a full stop; "" before the
   first. Valid until the next call with the same handle. */
const char *shmview_error(const shmview *channel);

/* ---- Publishing ---------------------------------------------------------------------------- */

/* Lends a frame, each side 1 to 65,535 pixels. Row y starts at *pixels + y * *stride; it holds
   whatever was there before, so fill it all. The memory is shared: what you write is what viewers
   show, without a copy. There is one loan at a time; it ends with shmview_commit() or
   shmview_abandon(). Makes the channel where it is missing. SHMVIEW_BUSY, _NO_SPACE, _DAMAGED,
   _UNSAFE, _USAGE, _SYSTEM.

   If another program cuts the frame's file while you write, which none of ours does, the kernel
   sends SIGBUS. */
shmview_status shmview_begin(shmview *channel, uint32_t width, uint32_t height,
                             shmview_format format, uint8_t **pixels, size_t *stride);

typedef enum shmview_colors {
  SHMVIEW_NO_TABLE = 0, SHMVIEW_VIRIDIS, SHMVIEW_TURBO, SHMVIEW_MAGMA, SHMVIEW_TWILIGHT
} shmview_colors;

/* What else is known of the frame that is lent; all of it is optional, and counts for this frame
   alone. SHMVIEW_USAGE without a loan, or for a value out of range.
   range: the samples that are shown as black and as white; by default 0 and the largest sample, for
   floats 0 and 1. table: the colours in which viewers show gray. captured: when the picture was
   taken, nanoseconds since the epoch. details: lines of "key: value" that viewers show on demand,
   UTF-8. transition: viewers take so many milliseconds, at most 60,000, to fade to this frame. */
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

/* Waits until there is a viewer. Makes the channel where it is missing, since viewers come to
   channels. Timeouts, here and below, are milliseconds; a negative one never ends.
   SHMVIEW_TIMEOUT and what shmview_begin() may return. */
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
   the next one may be better. _UNSAFE, _USAGE, _SYSTEM.

   If another program cuts the frame's file, which none of ours does, touching `pixels` raises
   SIGBUS; shmview_copy() does not. */
shmview_status shmview_read(shmview *channel, shmview_frame *frame);

/* Copies the rows, plane after plane, to `destination`, where they are `stride` bytes apart; by
   pread(2), which is safe whatever happens to the file. SHMVIEW_DAMAGED if it was cut. */
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

typedef enum shmview_event_kind {
  SHMVIEW_MISSED = 0, /* events came faster than they were read, and some are lost */
  SHMVIEW_KEY, SHMVIEW_PRESS, SHMVIEW_RELEASE, SHMVIEW_WHEEL, SHMVIEW_RECTANGLE,
  SHMVIEW_OPENED, SHMVIEW_RESIZED, SHMVIEW_CLOSED,
  SHMVIEW_MOTION /* with a button held */
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

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <limits.h>
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

#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "shmview.h: the protocol's numbers are little-endian, and so must be the processor"
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* ---- The bytes (docs/PROTOCOL.md, sections 4 to 6) ------------------------------------------- */

enum {
  shmview__page = 4096,
  shmview__version = 1,
  shmview__max_stride = 65535 * 16, /* section 5; of BGRX and BGRA a fourth */
  shmview__max_transition = 60000,  /* section 5 */
  shmview__spare_room = 65536,      /* section 7, step 4 */
  shmview__lock_seconds = 5,        /* section 7 */
  shmview__tick = 20000000,         /* section 7: a time of change may repeat for so many ns */
  shmview__max_pins = 2,            /* section 10 */
  shmview__poll = 16                /* section 10: milliseconds, where there is no inotify */
};

typedef struct shmview__latest {
  uint64_t generation, serial;
} shmview__latest;

typedef struct shmview__control {
  char magic[8];
  uint32_t version, size;
  unsigned char channel_id[16];
  shmview__latest latest; /* always read and written by one call of 16 bytes */
  uint64_t next_serial;
  uint32_t history, zero;
} shmview__control;

typedef struct shmview__header {
  char magic[8];
  uint32_t version, size;
  unsigned char channel_id[16];
  uint64_t generation, serial;
  uint32_t width, height, stride, format;
  uint64_t published;
  uint32_t title_size, transition;
  char title[SHMVIEW_MAX_TITLE];
  float low, high; /* offset 1104 */
  uint32_t table, details_size;
  uint64_t captured;
  char details[SHMVIEW_MAX_DETAILS], zero[1944];
} shmview__header;

typedef struct shmview__viewer {
  char magic[8];
  uint32_t version, process;
  uint64_t generation, shown;
  uint32_t name_size, zero;
  char name[64];
} shmview__viewer;

typedef char shmview__check_of_sizes /* -1 is an error */
    [sizeof(shmview__control) == 64 && sizeof(shmview__header) == shmview__page &&
     sizeof(shmview__viewer) == 104 && sizeof(shmview_event) == 128 ? 1 : -1];

/* ---- What a handle holds --------------------------------------------------------------------- */

/* A frame file, as the publishing or the reading side keeps it. */
typedef struct shmview__file {
  uint64_t serial, generation, size;
  int fd;
  int is_allocated; /* all of it has memory */
  int is_out;       /* the program has it, as its loan or as a frame to read */
  int is_orphan;    /* its channel is gone; closed once it is not out any more */
  uint8_t *memory;
  size_t mapped;
} shmview__file;

/* A channel as one side has it open; -1 is closed. Publishing and reading share no descriptor. */
typedef struct shmview__side {
  int directory, control, lock;
  unsigned char channel_id[16];
  shmview__file **files;
  size_t count;
  uint64_t listed; /* when the directory had changed as it was listed; 0: list it again */
} shmview__side;

struct shmview {
  char name[65], root[3968], path[4096], message[8192];
  shmview *next; /* all handles, for fork */
  shmview__side publishing, reading;
  shmview__file *lent;
  shmview__header header; /* of the loan */
  uint64_t committed;     /* the generation that was committed last, and its channel: */
  unsigned char committed_in[16];
  uint64_t taken;   /* the generation that was read last, of reading.channel_id */
  uint64_t refused; /* one that is damaged, until there is a reason to look again */
  int inotify, control_watch;
  int must_look; /* something but a commit has happened: look the name up again */
  int events;    /* the log that is listened to */
  uint64_t events_at;
};

static pthread_mutex_t shmview__handles_mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_once_t shmview__once = PTHREAD_ONCE_INIT;
static shmview *shmview__handles;
static __thread char shmview__open_message[512];

/* ---- Errors ---------------------------------------------------------------------------------- */

__attribute__((format(printf, 3, 4)))
static shmview_status shmview__fail(shmview *c, shmview_status status, const char *format, ...) {
  int code = errno;
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(c->message, sizeof c->message, format, arguments);
  va_end(arguments);
  errno = code;
  return status;
}

/* What errno means after a call for a file of the channel ("" is its directory) has failed. */
static shmview_status shmview__failed(shmview *c, const char *verb, const char *name) {
  char file[4200];
  snprintf(file, sizeof file, "%s%s%s", c->path, *name ? "/" : "", name);
  switch (errno) {
    case ENOENT: return shmview__fail(c, SHMVIEW_NONE, "there is no channel %s", c->name);
    case ENODATA: return shmview__fail(c, SHMVIEW_DAMAGED, "%s was cut", file);
    case EPERM:
      return shmview__fail(c, SHMVIEW_UNSAFE, "%s is not yours alone: it has another owner, rights "
                           "for others, a second name, or is of another kind", file);
    case ENOSPC: case EDQUOT:
      return shmview__fail(c, SHMVIEW_NO_SPACE, "cannot %s %s: shared memory is full; remove "
                           "channels (shmshare rm), or enlarge the tmpfs", verb, file);
    default:
      return shmview__fail(c, SHMVIEW_SYSTEM, "cannot %s %s: %s", verb, file, strerror(errno));
  }
}

/* ---- Time ------------------------------------------------------------------------------------ */

static uint64_t shmview__nanoseconds(struct timespec t) {
  return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static uint64_t shmview__now(clockid_t clock) {
  struct timespec t;
  clock_gettime(clock, &t);
  return shmview__nanoseconds(t);
}

static uint64_t shmview__deadline(int milliseconds) {
  if (milliseconds < 0) return UINT64_MAX;
  return shmview__now(CLOCK_MONOTONIC) + (uint64_t)milliseconds * 1000000u;
}

/* ---- Files (section 3) ----------------------------------------------------------------------- */

static int shmview__close(int *fd) {
  int code = errno;
  if (*fd >= 0) close(*fd);
  *fd = -1;
  errno = code;
  return -1;
}

static int shmview__try_lock(int fd, int operation) {
  while (flock(fd, operation | LOCK_NB) < 0)
    if (errno != EINTR) return 0;
  return 1;
}

/* All `size` bytes, or -1; ENODATA if the file is shorter. */
static int shmview__pread(int fd, void *bytes, size_t size, uint64_t offset) {
  for (size_t done = 0; done < size;) {
    ssize_t n = pread(fd, (char *)bytes + done, size - done, (off_t)(offset + done));
    if (n < 0 && errno == EINTR) continue;
    if (n == 0) errno = ENODATA;
    if (n <= 0) return -1;
    done += (size_t)n;
  }
  return 0;
}

static int shmview__pwrite(int fd, const void *bytes, size_t size, size_t offset) {
  ssize_t n;
  do n = pwrite(fd, bytes, size, (off_t)offset);
  while (n < 0 && errno == EINTR);
  if (n >= 0 && (size_t)n != size) errno = ENOSPC;
  return n == (ssize_t)size ? 0 : -1;
}

/* Opens a file or directory that only we may write to, and that has one name. EPERM: it is not to
   be trusted; ENOENT: it has lost its name. */
static int shmview__open_at(int directory, const char *name, int flags) {
  struct stat s;
  int fd, is_directory = (flags & O_DIRECTORY) != 0;
  do fd = openat(directory, name, flags | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600);
  while (fd < 0 && errno == EINTR);
  if (fd < 0) {
    if (errno == ELOOP || errno == ENOTDIR || errno == EISDIR || errno == ENXIO) errno = EPERM;
    return -1;
  }
  if (fstat(fd, &s) < 0) return shmview__close(&fd);
  if (s.st_nlink == 0) errno = ENOENT;
  else if (s.st_uid != geteuid() || (s.st_mode & 077) ||
           !(is_directory ? S_ISDIR(s.st_mode) : S_ISREG(s.st_mode) && s.st_nlink == 1))
    errno = EPERM;
  else return fd;
  return shmview__close(&fd);
}

/* Whether a path below `directory` still is the file that is open. */
static int shmview__is_in_place(int fd, int directory, const char *path) {
  struct stat ours, s;
  return fstat(fd, &ours) == 0 && fstatat(directory, path, &s, AT_SYMLINK_NOFOLLOW) == 0 &&
         s.st_dev == ours.st_dev && s.st_ino == ours.st_ino;
}

/* A listing of a directory that is open; NULL with errno. */
static DIR *shmview__list(int directory) {
  int copy = openat(directory, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DIR *listing = copy < 0 ? NULL : fdopendir(copy);
  if (!listing) shmview__close(&copy);
  return listing;
}

/* The serial in a frame file's name, or 0: decimal, from 1, without leading zeros. */
static uint64_t shmview__serial_of(const char *name) {
  uint64_t serial = 0;
  if (strncmp(name, "frame-", 6) != 0 || name[6] == '0') return 0;
  for (name += 6; *name; name++) {
    if (*name < '0' || *name > '9' || serial > (UINT64_MAX - 9) / 10) return 0;
    serial = serial * 10 + (uint64_t)(*name - '0');
  }
  return serial;
}

static void shmview__frame_name(uint64_t serial, char name[32]) {
  snprintf(name, 32, "frame-%llu", (unsigned long long)serial);
}

/* ---- Formats (section 5) --------------------------------------------------------------------- */

static size_t shmview__sample_bytes(shmview_format format) {
  return (size_t)1 << (format >> 8 & 3);
}

/* Samples of a pixel, or 0: bits 0 to 7 are the layout, 8 to 15 the sample, 16 says planar. */
static uint32_t shmview__samples(shmview_format format) {
  static const unsigned char samples[] = {0, 4, 4, 1, 3, 3, 4};
  uint32_t layout = format & 0xFF, sample = format >> 8 & 0xFF;
  int is_planar = (format & SHMVIEW_PLANAR) != 0;
  if (format >> 17 || layout > 6 || sample > 2) return 0;
  if ((layout == SHMVIEW_BGRX && sample > 0) || (is_planar && layout < SHMVIEW_RGB24)) return 0;
  return samples[layout];
}

uint32_t shmview_planes(shmview_format format) {
  uint32_t samples = shmview__samples(format);
  return samples == 0 || format & SHMVIEW_PLANAR ? samples : 1;
}

size_t shmview_row_bytes(shmview_format format, uint32_t width) {
  uint32_t samples = shmview__samples(format);
  if (samples > 0 && format & SHMVIEW_PLANAR) samples = 1;
  return samples * shmview__sample_bytes(format) * width;
}

static int shmview__is_range(float low, float high) {
  return __builtin_isfinite(low) && __builtin_isfinite(high) && (low < high || high < low);
}

/* Bytes of pixels, or 0 where size, stride and format do not go together. */
static uint64_t shmview__pixel_bytes(const shmview__header *h) {
  size_t row = shmview_row_bytes(h->format, h->width);
  int is_word = h->format == SHMVIEW_BGRX || h->format == SHMVIEW_BGRA;
  size_t unit = is_word ? 4 : shmview__sample_bytes(h->format);
  size_t most = is_word ? shmview__max_stride / 4 : shmview__max_stride;
  if (h->width < 1 || h->width > SHMVIEW_MAX_SIDE || h->height > SHMVIEW_MAX_SIDE) return 0;
  if (h->stride < row || h->stride > most || h->stride % unit) return 0;
  return (uint64_t)shmview_planes(h->format) * h->stride * h->height;
}

/* ---- Text (section 5, "Title") --------------------------------------------------------------- */

/* One code point of `text`, and its bytes in *size; 0xFFFFFFFF for a maximal subpart that is not
   UTF-8 (Unicode, chapter 3, table 3-7). */
static uint32_t shmview__code_point(const unsigned char *text, size_t left, size_t *size) {
  unsigned char first = text[0], low = 0x80, high = 0xBF;
  size_t need = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  uint32_t point = first & (0xFFu >> (need + 1));
  *size = 1;
  if (first < 0x80) return first;
  if (first < 0xC2 || first > 0xF4) return 0xFFFFFFFF;
  if (first == 0xE0) low = 0xA0;
  if (first == 0xED) high = 0x9F;
  if (first == 0xF0) low = 0x90;
  if (first == 0xF4) high = 0x8F;
  for (size_t i = 1; i < need; i++, low = 0x80, high = 0xBF) {
    if (i >= left || text[i] < low || text[i] > high) return 0xFFFFFFFF;
    point = point << 6 | (text[i] & 0x3F);
    *size = i + 1;
  }
  return point;
}

/* Whether a character does something to the text around it, has no shape, or is not UTF-8. */
static int shmview__is_hidden(uint32_t point) {
  static const uint32_t ranges[][2] = {
      {0, 0x1F}, {0x7F, 0x9F}, {0xAD, 0xAD}, {0x61C, 0x61C}, {0x200B, 0x200B}, {0x2028, 0x202E},
      {0x2060, 0x206F}, {0xFEFF, 0xFEFF}, {0xFFF9, 0xFFFB}, {0xE0000, 0xE007F}, {~0u, ~0u}};
  for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
    if (point >= ranges[i][0] && point <= ranges[i][1]) return 1;
  return 0;
}

/* Cleans text into at most `capacity` bytes, cut between two code points; returns their count. */
static uint32_t shmview__clean(const char *text, size_t size, char *cleaned, size_t capacity,
                               int keeps_lines) {
  size_t out = 0;
  for (size_t at = 0, step; at < size; at += step) {
    uint32_t point = shmview__code_point((const unsigned char *)text + at, size - at, &step);
    int is_hidden = shmview__is_hidden(point) && !(keeps_lines && point == '\n');
    size_t bytes = is_hidden ? 3 : step;
    if (point == 0x200E || point == 0x200F) continue; /* marks of direction are dropped */
    if (out + bytes > capacity) break;
    memcpy(cleaned + out, is_hidden ? "\xEF\xBF\xBD" : text + at, bytes);
    out += bytes;
  }
  return (uint32_t)out;
}

/* ---- Frame files ----------------------------------------------------------------------------- */

static void shmview__drop(shmview__side *side, shmview__file *file) {
  size_t i = 0;
  while (side->files[i] != file) i++;
  memmove(side->files + i, side->files + i + 1, (--side->count - i) * sizeof *side->files);
  if (file->memory) munmap(file->memory, file->mapped);
  shmview__close(&file->fd);
  free(file);
}

static shmview__file *shmview__find(const shmview__side *side, uint64_t serial) {
  for (size_t i = 0; i < side->count; i++)
    if (side->files[i]->serial == serial && !side->files[i]->is_orphan) return side->files[i];
  return NULL;
}

/* Takes over the descriptor; NULL if there is no memory. */
static shmview__file *shmview__add(shmview__side *side, uint64_t serial, int fd) {
  struct stat s;
  void *files = realloc(side->files, (side->count + 1) * sizeof *side->files);
  shmview__file *file = files ? (shmview__file *)calloc(1, sizeof *file) : NULL;
  if (files) side->files = (shmview__file **)files;
  if (!file) {
    shmview__close(&fd);
    return NULL;
  }
  file->serial = serial;
  file->fd = fd;
  file->size = fstat(fd, &s) == 0 ? (uint64_t)s.st_size : 0;
  return side->files[side->count++] = file;
}

/* Maps the first `size` bytes, unless they are mapped already. */
static int shmview__map(shmview__file *file, size_t size, int protection) {
  if (file->memory && file->mapped >= size) return 0;
  if (file->memory) munmap(file->memory, file->mapped);
  void *memory = mmap(NULL, size, protection, MAP_SHARED, file->fd, 0);
  file->memory = memory == MAP_FAILED ? NULL : (uint8_t *)memory;
  file->mapped = size;
  return file->memory ? 0 : -1;
}

/* Drops the files that have lost their names, and learns the sizes of the others. */
static void shmview__refresh(shmview__side *side) {
  struct stat s;
  char name[32];
  for (size_t i = side->count; i-- > 0;) {
    shmview__file *file = side->files[i];
    shmview__frame_name(file->serial, name);
    if (file->is_out) continue;
    if (!shmview__is_in_place(file->fd, side->directory, name)) shmview__drop(side, file);
    else if (fstat(file->fd, &s) == 0) file->size = (uint64_t)s.st_size;
  }
}

/* Gives a frame's lock back, and closes the file if its channel is gone. */
static void shmview__give_back(shmview__side *side, shmview__file *file) {
  flock(file->fd, LOCK_UN);
  file->is_out = 0;
  if (file->is_orphan) shmview__drop(side, file);
}

/* Lets everything of a channel go but the frames that the program has. */
static void shmview__leave(shmview__side *side) {
  shmview__close(&side->directory);
  shmview__close(&side->control);
  shmview__close(&side->lock);
  for (size_t i = side->count; i-- > 0;)
    if (side->files[i]->is_out) side->files[i]->is_orphan = 1;
    else shmview__drop(side, side->files[i]);
  side->listed = 0;
}

/* ---- The root and the channel (sections 3 and 8) --------------------------------------------- */

/* Opens the root, and makes it where it is missing. */
static shmview_status shmview__open_root(shmview *c, int *root) {
  struct statfs fs;
  int is_made = mkdir(c->root, 0700) == 0 || errno == EEXIST;
  *root = is_made ? shmview__open_at(AT_FDCWD, c->root, O_RDONLY | O_DIRECTORY) : -1;
  if (*root < 0 && is_made && (errno == EPERM || errno == EACCES))
    return shmview__fail(c, SHMVIEW_UNSAFE, "%s must be a directory of yours with mode 0700, and "
                         "no link; set SHMVIEW_DIR to such a directory", c->root);
  if (*root < 0)
    return shmview__fail(c, SHMVIEW_SYSTEM, "cannot open %s: %s", c->root, strerror(errno));
  if (fstatfs(*root, &fs) == 0 && fs.f_type == 0x01021994 /* TMPFS_MAGIC, linux/magic.h */)
    return SHMVIEW_OK;
  shmview__close(root);
  return shmview__fail(c, SHMVIEW_UNSAFE, "%s is not on a tmpfs, as /dev/shm is", c->root);
}

/* Opens a channel that is there, with its lock where `flags` says O_RDWR. SHMVIEW_NONE if there is
   none; for publishing SHMVIEW_DAMAGED if it lacks a file, perhaps because it is being removed. */
static shmview_status shmview__enter(shmview *c, int root, int flags, shmview__side *side) {
  shmview__control control;
  const char *name = "";
  int fd = side->directory = shmview__open_at(root, c->name, O_RDONLY | O_DIRECTORY);
  if (fd >= 0) fd = side->control = shmview__open_at(side->directory, name = "control", flags);
  if (fd >= 0 && flags == O_RDWR)
    fd = side->lock = shmview__open_at(side->directory, name = "lock", flags);
  if (fd >= 0 && shmview__pread(side->control, &control, sizeof control, 0) == 0 &&
      !memcmp(control.magic, "SHMVCTRL", 8) && control.version == shmview__version &&
      control.size == sizeof control) {
    memcpy(side->channel_id, control.channel_id, 16);
    return SHMVIEW_OK;
  }
  int lacks_file = side->directory >= 0 && errno == ENOENT && flags == O_RDWR;
  shmview__leave(side);
  if (fd < 0 && !lacks_file) return shmview__failed(c, "open", name);
  return shmview__fail(c, SHMVIEW_DAMAGED, "%s/%s is missing, or not of a channel of version 1; "
                       "shmshare rm %s removes the channel", c->path, fd < 0 ? name : "control",
                       c->name);
}

/* Makes what a channel has, in its directory. */
static int shmview__furnish(int directory) {
  shmview__control control;
  int lock = shmview__open_at(directory, "lock", O_RDWR | O_CREAT | O_EXCL);
  int file = shmview__open_at(directory, "control", O_RDWR | O_CREAT | O_EXCL);
  memset(&control, 0, sizeof control);
  memcpy(control.magic, "SHMVCTRL", 8);
  control.version = shmview__version;
  control.size = sizeof control;
  control.next_serial = 1;
  int is_done = lock >= 0 && file >= 0 && getrandom(control.channel_id, 16, 0) == 16 &&
                shmview__pwrite(file, &control, sizeof control, 0) == 0 &&
                mkdirat(directory, "viewers", 0700) == 0;
  shmview__close(&lock);
  shmview__close(&file);
  return is_done;
}

/* Makes the channel under another name and renames it. Also SHMVIEW_OK when another program was
   quicker, or swept ours away: the caller looks again. */
static shmview_status shmview__make(shmview *c, int root) {
  char name[32];
  uint64_t number = 0;
  int code = 0;
  if (getrandom(&number, sizeof number, 0) < 0) return shmview__failed(c, "make", "");
  snprintf(name, sizeof name, ".new-%016llx", (unsigned long long)number);
  if (mkdirat(root, name, 0700) < 0) return shmview__failed(c, "make", "");
  int directory = shmview__open_at(root, name, O_RDONLY | O_DIRECTORY);
  if (directory >= 0 && shmview__try_lock(directory, LOCK_EX) &&
      shmview__is_in_place(directory, root, name) &&
      (!shmview__furnish(directory) || /* a plain rename would replace an empty directory: */
       syscall(SYS_renameat2, root, name, root, c->name, 1 /* RENAME_NOREPLACE */) < 0)) {
    code = errno;
    unlinkat(directory, "control", 0);
    unlinkat(directory, "lock", 0);
    unlinkat(directory, "viewers", AT_REMOVEDIR);
    unlinkat(root, name, AT_REMOVEDIR);
  }
  shmview__close(&directory);
  errno = code;
  return code == 0 || code == EEXIST ? SHMVIEW_OK : shmview__failed(c, "make", "");
}

/* Opens the channel for publishing, and makes it where it is missing. */
static shmview_status shmview__attach(shmview *c) {
  int root;
  if (c->publishing.directory >= 0) return SHMVIEW_OK;
  shmview_status status = shmview__open_root(c, &root);
  for (int attempts = 0; root >= 0; attempts++) {
    status = shmview__enter(c, root, O_RDWR, &c->publishing);
    if (status == SHMVIEW_DAMAGED && attempts < 20) usleep(5000); /* is it being removed? */
    else if (status != SHMVIEW_NONE || attempts == 100) break;
    else if ((status = shmview__make(c, root)) != SHMVIEW_OK) break;
  }
  shmview__close(&root);
  return status;
}

/* ---- The publishers' lock (section 7) -------------------------------------------------------- */

/* A process that has the lock, or 0. /proc/locks names the one that took it, which may be gone
   while a child that inherited it lives; so this asks for the locks of each descriptor. */
static long shmview__holder(int lock) {
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

static shmview_status shmview__busy(shmview *c) {
  char text[65] = "", name[3 * 64 + 1];
  long named = 0, holder = shmview__holder(c->publishing.lock);
  if (pread(c->publishing.lock, text, 64, 0) < 0) text[0] = 0;
  name[shmview__clean(text, strlen(text), name, sizeof name - 1, 0)] = 0;
  int is_gone = sscanf(text, "process %ld", &named) == 1 && kill((pid_t)named, 0) < 0;
  if (is_gone && holder)
    return shmview__fail(c, SHMVIEW_BUSY, "%s/lock has been locked for %d s by %s, which is gone; "
                         "process %ld has inherited the lock", c->path, shmview__lock_seconds, name,
                         holder);
  return shmview__fail(c, SHMVIEW_BUSY, "%s/lock has been locked for %d s by %s", c->path,
                       shmview__lock_seconds, *name ? name : "an unknown process");
}

static void shmview__unlock(shmview *c) { flock(c->publishing.lock, LOCK_UN); }

/* Takes the lock of the channel that is open, and looks whether that still has its name; *changed
   is the time of the directory's last change. SHMVIEW_LOST if not: the channel is then closed. */
static shmview_status shmview__lock(shmview *c, uint64_t *changed) {
  shmview__side *side = &c->publishing;
  struct stat s;
  uint64_t deadline = shmview__deadline(1000 * shmview__lock_seconds);
  for (unsigned pause = 20; !shmview__try_lock(side->lock, LOCK_EX);) {
    if (errno != EWOULDBLOCK) return shmview__failed(c, "lock", "lock");
    if (shmview__now(CLOCK_MONOTONIC) > deadline) return shmview__busy(c);
    usleep(pause);
    pause = pause < 1000 ? 2 * pause : 2000;
  }
  int is_ours = shmview__is_in_place(side->directory, AT_FDCWD, c->path) &&
                fstat(side->directory, &s) == 0;
  if (is_ours && (*changed = shmview__nanoseconds(s.st_ctim)) != side->listed)
    is_ours = shmview__is_in_place(side->control, side->directory, "control") &&
              shmview__is_in_place(side->lock, side->directory, "lock");
  if (!is_ours) {
    shmview__unlock(c);
    shmview__leave(side);
    return shmview__fail(c, SHMVIEW_LOST, "channel %s was removed", c->name);
  }
  char text[64] = "";
  snprintf(text, sizeof text, "process %ld (%.40s)", (long)getpid(), program_invocation_short_name);
  (void)shmview__pwrite(side->lock, text, sizeof text, 0); /* only helps to name the holder */
  return SHMVIEW_OK;
}

/* ---- Publishing (section 7) ------------------------------------------------------------------ */

/* Opens the frame files that are not open yet, and closes those that are gone. */
static shmview_status shmview__list_frames(shmview *c, uint64_t changed) {
  shmview__side *side = &c->publishing;
  /* A change in the same tick of the kernel's clock would leave the time of change as it is. */
  side->listed = shmview__now(CLOCK_REALTIME_COARSE) > changed + shmview__tick ? changed : 0;
  DIR *listing = shmview__list(side->directory);
  if (!listing) return shmview__failed(c, "list", "");
  shmview__refresh(side);
  for (struct dirent *entry; (entry = readdir(listing));) {
    uint64_t serial = shmview__serial_of(entry->d_name);
    if (!serial || shmview__find(side, serial)) continue;
    int fd = shmview__open_at(side->directory, entry->d_name, O_RDWR);
    /* A file that is not to be trusted, or gone meanwhile, is left alone. */
    if (fd >= 0 && !shmview__add(side, serial, fd)) side->listed = 0;
  }
  closedir(listing);
  return SHMVIEW_OK;
}

static int shmview__invalidate(shmview__file *file) {
  uint64_t zero = 0;
  file->generation = 0;
  if (file->size < offsetof(shmview__header, serial)) return 0;
  return shmview__pwrite(file->fd, &zero, 8, offsetof(shmview__header, generation));
}

static int shmview__compare(const void *a, const void *b) {
  const shmview__file *one = *(shmview__file *const *)a, *other = *(shmview__file *const *)b;
  if (one->generation != other->generation) return one->generation < other->generation ? -1 : 1;
  return one->serial < other->serial ? -1 : one->serial > other->serial;
}

/* Reads `control` and the generation of every frame, and sorts the frames by it; invalidates those
   of publishers that died between header and commit. */
static shmview_status shmview__survey(shmview *c, shmview__control *control) {
  shmview__side *side = &c->publishing;
  if (shmview__pread(side->control, control, sizeof *control, 0) < 0)
    return shmview__failed(c, "read", "control");
  for (size_t i = 0; i < side->count; i++) {
    shmview__file *f = side->files[i];
    if (shmview__pread(f->fd, &f->generation, 8, offsetof(shmview__header, generation)) < 0)
      f->generation = 0;
    if (f->serial != control->latest.serial && f->generation > control->latest.generation &&
        shmview__invalidate(f) < 0)
      return shmview__failed(c, "write to", "a frame");
  }
  if (side->count) qsort(side->files, side->count, sizeof *side->files, shmview__compare);
  return SHMVIEW_OK;
}

/* Gives the lock back after an error. What is missing in the middle of it was deleted by hand. */
static shmview_status shmview__undo(shmview *c, shmview_status status) {
  shmview__unlock(c);
  if (status != SHMVIEW_NONE) return status;
  shmview__leave(&c->publishing);
  return shmview__fail(c, SHMVIEW_LOST, "channel %s was deleted", c->name);
}

/* Locks the channel that has the name now, or the one of the loan, and surveys its frames. */
static shmview_status shmview__begin(shmview *c, shmview__control *control) {
  shmview_status status;
  uint64_t changed;
  do {
    if (!c->lent && (status = shmview__attach(c)) != SHMVIEW_OK) return status;
    status = shmview__lock(c, &changed);
    if (status == SHMVIEW_OK) {
      if (changed != c->publishing.listed) status = shmview__list_frames(c, changed);
      if (status == SHMVIEW_OK) status = shmview__survey(c, control);
      if (status != SHMVIEW_OK) status = shmview__undo(c, status);
    }
  } while (status == SHMVIEW_LOST && !c->lent);
  return status;
}

static int shmview__fits(const shmview__file *file, uint64_t bytes) {
  uint64_t spare = bytes / 4, least = shmview__spare_room, needed = shmview__page + bytes;
  return file->size >= needed && file->size - needed <= (spare > least ? spare : least);
}

static int shmview__is_free(const shmview__file *file, const shmview__control *control) {
  uint64_t age = control->latest.generation - file->generation;
  int is_kept = file->generation > 0 && age > 0 && age <= control->history;
  return file->serial != control->latest.serial && !file->is_out && !is_kept;
}

/* Locks a free frame, and makes sure that it is what it was. */
static int shmview__take(shmview__file *file) {
  struct stat s;
  if (!shmview__try_lock(file->fd, LOCK_EX)) return 0;
  if (fstat(file->fd, &s) == 0 && s.st_nlink == 1 && (uint64_t)s.st_size == file->size) return 1;
  flock(file->fd, LOCK_UN);
  return 0;
}

/* The free frame of the lowest generation that fits and that nobody uses, locked; or NULL. */
static shmview__file *shmview__recycle(shmview__side *side, const shmview__control *control,
                                       uint64_t bytes) {
  for (size_t i = 0; i < side->count; i++) {
    shmview__file *f = side->files[i];
    if (shmview__is_free(f, control) && shmview__fits(f, bytes) && shmview__take(f)) return f;
  }
  return NULL;
}

static shmview_status shmview__make_frame(shmview *c, const shmview__control *control,
                                          shmview__file **made) {
  shmview__side *side = &c->publishing;
  uint64_t next = control->next_serial;
  side->listed = 0;
  for (size_t i = 0; i < side->count; i++)
    if (side->files[i]->serial >= next) next = side->files[i]->serial + 1;
  for (;;) {
    char name[32];
    if (next == UINT64_MAX)
      return shmview__fail(c, SHMVIEW_DAMAGED, "the serials of %s are used up", c->path);
    shmview__frame_name(next++, name);
    if (shmview__pwrite(side->control, &next, 8, offsetof(shmview__control, next_serial)) < 0)
      return shmview__failed(c, "write to", "control");
    int fd = shmview__open_at(side->directory, name, O_RDWR | O_CREAT | O_EXCL);
    /* ENOENT: another program has unlinked it at once, or the directory. */
    if (fd < 0 && errno != EEXIST && !(errno == ENOENT && shmview__is_in_place(
        side->directory, AT_FDCWD, c->path)))
      return shmview__failed(c, "make", name);
    if (fd >= 0 && shmview__try_lock(fd, LOCK_EX)) {
      *made = shmview__add(side, next - 1, fd);
      return *made ? SHMVIEW_OK : shmview__failed(c, "make", name);
    }
    shmview__close(&fd);
  }
}

/* Empties and unlinks a frame whose lock is held; its memory is free at once. */
static void shmview__discard(shmview__side *side, shmview__file *file) {
  char name[32];
  shmview__invalidate(file);
  if (file->size > 0)
    fallocate(file->fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, 0, (off_t)file->size);
  shmview__frame_name(file->serial, name);
  unlinkat(side->directory, name, 0);
  flock(file->fd, LOCK_UN);
  shmview__drop(side, file);
  side->listed = 0;
}

/* Of the free frames that nobody uses, the first that fits stays for the next loan; the others go.
   A single one that fits stays whatever its lock says. */
static void shmview__tidy(shmview__side *side, const shmview__control *control, uint64_t bytes) {
  size_t fitting = 0, others = 0;
  for (size_t i = 0; i < side->count; i++)
    if (shmview__is_free(side->files[i], control))
      ++*(shmview__fits(side->files[i], bytes) ? &fitting : &others);
  if (fitting == 1 && others == 0) return;
  for (size_t i = 0; i < side->count && fitting + others > 0;) {
    shmview__file *f = side->files[i++];
    if (!shmview__is_free(f, control) || !shmview__take(f)) continue;
    if (fitting > 0 && shmview__fits(f, bytes)) flock(f->fd, LOCK_UN), fitting = 0, others++;
    else shmview__discard(side, f), i--;
  }
}

/* Gives the loan's file the memory that it needs, or the file back if there is none. */
static shmview_status shmview__allocate(shmview *c, shmview__file *file, uint64_t bytes) {
  uint64_t changed;
  int code;
  do code = file->is_allocated ? 0 : posix_fallocate(file->fd, 0, (off_t)bytes);
  while (code == EINTR);
  if (code == 0 && shmview__map(file, (size_t)bytes, PROT_READ | PROT_WRITE) < 0) code = errno;
  if (code == 0) {
    file->is_allocated = 1;
    if (file->size < bytes) file->size = bytes;
    return SHMVIEW_OK;
  }
  c->lent = NULL;
  if (shmview__lock(c, &changed) == SHMVIEW_OK) {
    shmview__discard(&c->publishing, file);
    shmview__unlock(c);
  } else {
    shmview__give_back(&c->publishing, file);
  }
  errno = code;
  return shmview__failed(c, "take memory for a frame in", "");
}

/* Steps 1 to 8 of a loan. */
static shmview_status shmview__lend(shmview *c, uint64_t bytes) {
  shmview__side *side = &c->publishing;
  shmview__control control;
  struct stat s;
  shmview_status status = shmview__begin(c, &control);
  if (status != SHMVIEW_OK) return status;
  memcpy(c->header.channel_id, control.channel_id, 16);
  shmview__file *file = shmview__recycle(side, &control, bytes);
  if (!file && side->listed && fstat(side->directory, &s) == 0 && /* one may have grown since */
      shmview__list_frames(c, shmview__nanoseconds(s.st_ctim)) == SHMVIEW_OK &&
      shmview__survey(c, &control) == SHMVIEW_OK)
    file = shmview__recycle(side, &control, bytes);
  if (!file) status = shmview__make_frame(c, &control, &file);
  else if (shmview__invalidate(file) < 0) status = shmview__failed(c, "write to", "a frame");
  if (status != SHMVIEW_OK) {
    if (file) flock(file->fd, LOCK_UN);
    return shmview__undo(c, status);
  }
  file->is_out = 1;
  c->lent = file;
  shmview__tidy(side, &control, bytes);
  shmview__unlock(c);
  return SHMVIEW_OK;
}

shmview_status shmview_begin(shmview *c, uint32_t width, uint32_t height, shmview_format format,
                             uint8_t **pixels, size_t *stride) {
  shmview__header *header = &c->header;
  shmview_status status;
  *pixels = NULL;
  *stride = 0;
  if (c->lent) return shmview__fail(c, SHMVIEW_USAGE, "channel %s has a loan already", c->name);
  memset(header, 0, sizeof *header);
  header->width = width;
  header->height = height;
  header->format = format;
  header->stride = (uint32_t)shmview_row_bytes(format, width);
  uint64_t bytes = shmview__pixel_bytes(header);
  if (!bytes)
    return shmview__fail(c, SHMVIEW_USAGE, "a frame cannot have %lux%lu pixels of format 0x%lx: "
                         "each side has 1 to %d pixels, and the format is one of shmview.h's",
                         (unsigned long)width, (unsigned long)height, (unsigned long)format,
                         SHMVIEW_MAX_SIDE);
  do status = shmview__lend(c, bytes);
  while (status == SHMVIEW_LOST);
  if (status == SHMVIEW_OK) status = shmview__allocate(c, c->lent, shmview__page + bytes);
  if (status != SHMVIEW_OK) return status;
  *pixels = c->lent->memory + shmview__page;
  *stride = header->stride;
  return SHMVIEW_OK;
}

/* Checks what is said of a loan: that there is one, and that the value is allowed. */
static shmview_status shmview__say(shmview *c, int is_allowed, const char *what) {
  if (!c->lent) return shmview__fail(c, SHMVIEW_USAGE, "channel %s has no loan", c->name);
  if (!is_allowed) return shmview__fail(c, SHMVIEW_USAGE, "%s is out of range", what);
  return SHMVIEW_OK;
}

shmview_status shmview_range(shmview *c, float low, float high) {
  shmview_status status = shmview__say(c, shmview__is_range(low, high), "the range of samples");
  if (status == SHMVIEW_OK) c->header.low = low, c->header.high = high;
  return status;
}

shmview_status shmview_table(shmview *c, shmview_colors table) {
  shmview_status status = shmview__say(c, table <= SHMVIEW_TWILIGHT, "the colour table");
  if (status == SHMVIEW_OK) c->header.table = table;
  return status;
}

shmview_status shmview_captured(shmview *c, uint64_t nanoseconds) {
  shmview_status status = shmview__say(c, 1, "");
  if (status == SHMVIEW_OK) c->header.captured = nanoseconds;
  return status;
}

shmview_status shmview_details(shmview *c, const char *text) {
  shmview_status status = shmview__say(c, text != NULL, "NULL");
  shmview__header *h = &c->header;
  if (status == SHMVIEW_OK)
    h->details_size = shmview__clean(text, strlen(text), h->details, SHMVIEW_MAX_DETAILS, 1);
  return status;
}

shmview_status shmview_transition(shmview *c, uint32_t milliseconds) {
  int is_allowed = milliseconds <= shmview__max_transition;
  shmview_status status = shmview__say(c, is_allowed, "the transition");
  if (status == SHMVIEW_OK) c->header.transition = milliseconds;
  return status;
}

/* The commit, under the lock. */
static shmview_status shmview__commit(shmview *c, const shmview__control *control,
                                      const char *title) {
  shmview__header *header = &c->header;
  struct stat s;
  if (fstat(c->lent->fd, &s) < 0 || s.st_nlink != 1 ||
      memcmp(control->channel_id, header->channel_id, 16) != 0)
    return shmview__fail(c, SHMVIEW_LOST, "the frame's file in %s was deleted", c->path);
  if (control->latest.generation == UINT64_MAX)
    return shmview__fail(c, SHMVIEW_DAMAGED, "the generations of %s are used up", c->path);
  shmview__latest latest = {control->latest.generation + 1, c->lent->serial};
  memcpy(header->magic, "SHMVFRAM", 8);
  header->version = shmview__version;
  header->size = shmview__page;
  header->generation = latest.generation;
  header->serial = latest.serial;
  header->published = shmview__now(CLOCK_REALTIME);
  if (title)
    header->title_size = shmview__clean(title, strlen(title), header->title, SHMVIEW_MAX_TITLE, 0);
  if (shmview__pwrite(c->lent->fd, header, sizeof *header, 0) < 0)
    return shmview__failed(c, "write to", "a frame");
  flock(c->lent->fd, LOCK_UN); /* nobody recycles it: that takes the channel's lock */
  if (shmview__pwrite(c->publishing.control, &latest, sizeof latest,
                      offsetof(shmview__control, latest)) < 0)
    return shmview__failed(c, "write to", "control");
  c->committed = latest.generation;
  memcpy(c->committed_in, header->channel_id, 16);
  return SHMVIEW_OK;
}

shmview_status shmview_commit(shmview *c, const char *title) {
  shmview__control control;
  shmview_status status = shmview__say(c, 1, "");
  if (status == SHMVIEW_OK) status = shmview__begin(c, &control);
  if (status == SHMVIEW_OK) {
    status = shmview__commit(c, &control, title);
    shmview__unlock(c);
  }
  if (status != SHMVIEW_BUSY) shmview_abandon(c);
  return status;
}

uint64_t shmview_generation(const shmview *c) { return c->committed; }

void shmview_abandon(shmview *c) {
  if (c->lent) shmview__give_back(&c->publishing, c->lent);
  c->lent = NULL;
}

/* ---- Reading (section 10) -------------------------------------------------------------------- */

/* Looks the channel's name up, with watches that begin before: SHMVIEW_NONE while there is none. */
static shmview_status shmview__look(shmview *c) {
  const uint32_t root_events = IN_CREATE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE |
                               IN_DELETE_SELF | IN_MOVE_SELF | IN_ATTRIB | IN_ONLYDIR;
  shmview__side *side = &c->reading;
  int root;
  c->must_look = 0;
  if (side->directory >= 0 && shmview__is_in_place(side->directory, AT_FDCWD, c->path) &&
      shmview__is_in_place(side->control, side->directory, "control"))
    return SHMVIEW_OK;
  if (c->control_watch >= 0) inotify_rm_watch(c->inotify, c->control_watch);
  c->control_watch = -1;
  c->taken = c->refused = 0;
  shmview__leave(side);
  shmview_status status = shmview__open_root(c, &root);
  if (inotify_add_watch(c->inotify, c->root, root_events) < 0) c->must_look = 1;
  if (status == SHMVIEW_OK) status = shmview__enter(c, root, O_RDONLY, side);
  shmview__close(&root);
  if (status == SHMVIEW_OK) {
    char path[64];
    snprintf(path, sizeof path, "/proc/self/fd/%d", side->control);
    c->control_watch = inotify_add_watch(c->inotify, path, IN_MODIFY | IN_ATTRIB | IN_MOVE_SELF);
    if (shmview__is_in_place(side->control, side->directory, "control")) {
      if (c->control_watch < 0) c->must_look = 1;
      return SHMVIEW_OK;
    }
    shmview__leave(side);
    status = shmview__fail(c, SHMVIEW_NONE, "channel %s was removed", c->name);
  }
  /* Of a repair of what is damaged nobody tells. */
  if (faccessat(AT_FDCWD, c->path, F_OK, AT_SYMLINK_NOFOLLOW) == 0) c->must_look = 1;
  return status;
}

/* Empties the queue of wake-ups, and looks the name up unless all of them were commits. */
static shmview_status shmview__follow(shmview *c) {
  char queue[4096];
  struct inotify_event event;
  if (c->inotify < 0) c->inotify = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
  if (c->inotify < 0) c->must_look = 1;
  for (ssize_t size; c->inotify >= 0 && (size = read(c->inotify, queue, sizeof queue)) > 0;)
    for (ssize_t at = 0; at < size; at += (ssize_t)(sizeof event + event.len)) {
      memcpy(&event, queue + at, sizeof event);
      c->refused = 0;
      if (event.wd != c->control_watch || event.mask != IN_MODIFY) c->must_look = 1;
    }
  return c->must_look || c->reading.directory < 0 ? shmview__look(c) : SHMVIEW_OK;
}

/* Sleeps until something may have happened, for at most `most` milliseconds; 0: the time is up. */
static int shmview__sleep(shmview *c, uint64_t deadline, int most) {
  uint64_t now = shmview__now(CLOCK_MONOTONIC);
  if (now >= deadline) return 0;
  if (c->must_look && most > shmview__poll) most = shmview__poll;
  if ((deadline - now) / 1000000u < (uint64_t)most) most = (int)((deadline - now) / 1000000u) + 1;
  struct pollfd watched = {c->inotify, POLLIN, 0};
  poll(&watched, 1, most);
  return 1;
}

/* Which frame is the newest of the channel that there is now; SHMVIEW_NONE if it was taken. */
static shmview_status shmview__newest(shmview *c, shmview__latest *latest) {
  shmview_status status = shmview__follow(c);
  if (status != SHMVIEW_OK) return status;
  if (shmview__pread(c->reading.control, latest, sizeof *latest,
                     offsetof(shmview__control, latest)) < 0)
    return shmview__failed(c, "read", "control");
  if (latest->generation == 0 || latest->generation == c->taken ||
      latest->generation == c->refused)
    return shmview__fail(c, SHMVIEW_NONE, "channel %s has no new frame", c->name);
  return SHMVIEW_OK;
}

/* All that is asked of a header but its size and its names. */
static int shmview__is_good(const shmview__header *h) {
  int has_range = h->low != 0 || h->high != 0;
  return !memcmp(h->magic, "SHMVFRAM", 8) && h->version == shmview__version &&
         h->size == shmview__page && h->title_size <= SHMVIEW_MAX_TITLE &&
         h->details_size <= SHMVIEW_MAX_DETAILS && h->table <= SHMVIEW_TWILIGHT &&
         (!has_range || shmview__is_range(h->low, h->high));
}

/* Locks the frame that `latest` names, reads its header, and maps it. SHMVIEW_NONE: start over. */
static shmview_status shmview__pin(shmview *c, const shmview__latest *latest, shmview__header *h,
                                   shmview__file **pinned) {
  shmview__side *side = &c->reading;
  shmview__file *file = *pinned = shmview__find(side, latest->serial);
  struct stat s;
  char name[32];
  shmview__frame_name(latest->serial, name);
  if (!file) {
    int fd = shmview__open_at(side->directory, name, O_RDONLY);
    if (fd < 0 || !(file = *pinned = shmview__add(side, latest->serial, fd)))
      return shmview__failed(c, "open", name);
  }
  if (file->is_out || !shmview__try_lock(file->fd, LOCK_SH)) return SHMVIEW_NONE;
  file->is_out = 1;
  shmview_status status = SHMVIEW_NONE;
  if (shmview__pread(file->fd, h, sizeof *h, 0) == 0 && h->serial == latest->serial &&
      h->generation == latest->generation && !memcmp(h->channel_id, side->channel_id, 16) &&
      fstat(file->fd, &s) == 0 && s.st_nlink > 0) {
    uint64_t bytes = shmview__pixel_bytes(h);
    if (!bytes || shmview__page + bytes > (uint64_t)s.st_size || !shmview__is_good(h))
      status = shmview__fail(c, SHMVIEW_DAMAGED, "%s/%s has a header that the protocol does not "
                             "allow, or a format that this reader does not know", c->path, name);
    else if (shmview__map(file, shmview__page + (size_t)bytes, PROT_READ) < 0)
      status = shmview__failed(c, "map", name);
    else return SHMVIEW_OK;
  }
  shmview__give_back(side, file);
  return status;
}

static void shmview__describe(const shmview__header *h, shmview__file *file,
                              shmview_frame *frame) {
  char *title = frame->title, *details = frame->details;
  frame->pixels = file->memory + shmview__page;
  frame->pin = file;
  frame->stride = h->stride;
  frame->width = h->width;
  frame->height = h->height;
  frame->format = h->format;
  frame->generation = h->generation;
  frame->published = h->published;
  frame->captured = h->captured;
  frame->low = h->low;
  frame->high = h->high;
  frame->table = (shmview_colors)h->table;
  frame->transition = h->transition <= shmview__max_transition ? h->transition : 0;
  memcpy(frame->channel_id, h->channel_id, 16);
  title[shmview__clean(h->title, h->title_size, title, SHMVIEW_MAX_TITLE, 0)] = 0;
  details[shmview__clean(h->details, h->details_size, details, SHMVIEW_MAX_DETAILS, 1)] = 0;
}

shmview_status shmview_read(shmview *c, shmview_frame *frame) {
  shmview__header header;
  shmview__latest latest, before = {0, 0};
  shmview__file *file = NULL;
  int out = 0;
  memset(frame, 0, sizeof *frame);
  for (size_t i = 0; i < c->reading.count; i++) out += c->reading.files[i]->is_out;
  if (out >= shmview__max_pins)
    return shmview__fail(c, SHMVIEW_USAGE, "%d frames are out: release one first", out);
  for (int tries = 1;; before = latest) {
    shmview_status status = shmview__newest(c, &latest);
    if (status != SHMVIEW_OK) return status;
    shmview__refresh(&c->reading);
    tries = memcmp(&before, &latest, sizeof latest) ? 1 : tries + 1;
    status = shmview__pin(c, &latest, &header, &file);
    if (status == SHMVIEW_OK) break;
    if (status == SHMVIEW_NONE && tries < 3) continue;
    c->refused = latest.generation; /* no spinning */
    if (status != SHMVIEW_NONE || (status = shmview__look(c)) != SHMVIEW_OK) return status;
    return shmview__fail(c, SHMVIEW_DAMAGED, "%s/frame-%llu is missing, or another one", c->path,
                         (unsigned long long)latest.serial);
  }
  c->taken = latest.generation;
  shmview__describe(&header, file, frame);
  return SHMVIEW_OK;
}

shmview_status shmview_copy(shmview *c, const shmview_frame *frame, void *destination,
                            size_t stride) {
  const shmview__file *file = (const shmview__file *)frame->pin;
  size_t row = shmview_row_bytes(frame->format, frame->width);
  size_t rows = (size_t)shmview_planes(frame->format) * frame->height;
  if (!file) return shmview__fail(c, SHMVIEW_USAGE, "this frame was released");
  for (size_t y = 0; y < rows; y++)
    if (shmview__pread(file->fd, (char *)destination + y * stride, row,
                       shmview__page + (uint64_t)y * frame->stride) < 0)
      return shmview__failed(c, "read", "a frame");
  return SHMVIEW_OK;
}

void shmview_release(shmview *c, shmview_frame *frame) {
  if (frame->pin) shmview__give_back(&c->reading, (shmview__file *)frame->pin);
  frame->pin = NULL;
  frame->pixels = NULL;
}

shmview_status shmview_wait(shmview *c, int timeout) {
  uint64_t deadline = shmview__deadline(timeout);
  shmview__latest latest;
  for (;;) {
    shmview_status status = shmview__newest(c, &latest);
    if (status != SHMVIEW_NONE) return status;
    if (!shmview__sleep(c, deadline, INT_MAX))
      return shmview__fail(c, SHMVIEW_TIMEOUT, "channel %s has no new frame", c->name);
  }
}

int shmview_fd(shmview *c) {
  (void)shmview__follow(c);
  if (c->inotify < 0) shmview__fail(c, SHMVIEW_SYSTEM, "the kernel has no inotify instance left");
  return c->inotify;
}

/* ---- Viewers (section 6) --------------------------------------------------------------------- */

/* Whether a viewer that lives has shown the generation. */
static int shmview__has_shown(int directory, const char *name, uint64_t generation) {
  shmview__viewer viewer;
  int fd = strlen(name) == 16 ? shmview__open_at(directory, name, O_RDONLY) : -1, is_shown = 0;
  if (fd < 0) return 0;
  if (shmview__try_lock(fd, LOCK_SH)) unlinkat(directory, name, 0); /* its viewer is dead */
  else if (shmview__pread(fd, &viewer, sizeof viewer, 0) == 0)
    is_shown = !memcmp(viewer.magic, "SHMVVIEW", 8) && viewer.version == shmview__version &&
               viewer.generation >= generation;
  shmview__close(&fd);
  return is_shown;
}

/* Looks for a viewer that has shown the generation (0: any), and watches for what others do there.
   SHMVIEW_TIMEOUT if there is none; SHMVIEW_NONE if the channel of the generation is gone. */
static shmview_status shmview__seek(shmview *c, uint64_t generation, int *watch) {
  char path[64];
  struct dirent *entry;
  int is_found = 0;
  shmview_status status = shmview__follow(c);
  if (status != SHMVIEW_OK) return status;
  if (generation > 0 && memcmp(c->reading.channel_id, c->committed_in, 16) != 0)
    return shmview__fail(c, SHMVIEW_NONE, "channel %s was removed, and made anew", c->name);
  int directory = shmview__open_at(c->reading.directory, "viewers", O_RDONLY | O_DIRECTORY);
  if (directory < 0) return shmview__failed(c, "open", "viewers");
  snprintf(path, sizeof path, "/proc/self/fd/%d", directory);
  *watch = inotify_add_watch(c->inotify, path, IN_MODIFY | IN_DELETE);
  DIR *listing = shmview__list(directory);
  while (listing && !is_found && (entry = readdir(listing)))
    is_found = shmview__has_shown(directory, entry->d_name, generation);
  if (listing) closedir(listing);
  shmview__close(&directory);
  if (is_found) return SHMVIEW_OK;
  return shmview__fail(c, SHMVIEW_TIMEOUT, generation ? "no viewer has shown the frame in time"
                                                      : "no viewer has come in time");
}

static shmview_status shmview__wait_for(shmview *c, uint64_t generation, uint64_t deadline) {
  shmview_status status;
  int watch = -1;
  do status = shmview__seek(c, generation, &watch); /* each second: nobody tells of a kill */
  while (status == SHMVIEW_TIMEOUT && shmview__sleep(c, deadline, 1000));
  if (watch >= 0) inotify_rm_watch(c->inotify, watch);
  return status;
}

shmview_status shmview_wait_viewer(shmview *c, int timeout) {
  uint64_t deadline = shmview__deadline(timeout);
  for (;;) {
    shmview_status status = shmview__attach(c);
    if (status == SHMVIEW_OK) status = shmview__wait_for(c, 0, deadline);
    if (status != SHMVIEW_NONE || c->lent) return status;
    shmview__leave(&c->publishing); /* the channel was removed: make it again */
  }
}

shmview_status shmview_wait_shown(shmview *c, int timeout) {
  return shmview__wait_for(c, c->committed, shmview__deadline(timeout));
}

/* ---- Events (section 13) --------------------------------------------------------------------- */

/* CRC-32, as zlib has it. */
static uint32_t shmview__checksum(const void *bytes, size_t size) {
  uint32_t sum = 0xFFFFFFFF;
  for (const unsigned char *byte = (const unsigned char *)bytes; size-- > 0; byte++) {
    sum ^= *byte;
    for (int bit = 0; bit < 8; bit++) sum = sum >> 1 ^ (sum & 1 ? 0xEDB88320 : 0);
  }
  return ~sum;
}

/* Makes the channel's log of events, which is locked before it has its name. -1 with EEXIST if
   another program was quicker. */
static int shmview__make_log(int directory) {
  char path[64];
  int fd = openat(directory, ".", O_RDWR | O_TMPFILE | O_CLOEXEC, 0600);
  snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
  if (fd >= 0 && shmview__try_lock(fd, LOCK_SH) &&
      linkat(AT_FDCWD, path, directory, "events", AT_SYMLINK_FOLLOW) == 0)
    return fd;
  return shmview__close(&fd);
}

/* Listens to the channel's log from its end on. */
static shmview_status shmview__listen(shmview *c) {
  int directory = c->reading.directory;
  struct stat s;
  char path[64];
  for (;; usleep(1000)) { /* a viewer has the lock for a moment, or has just unlinked the log */
    c->events = shmview__open_at(directory, "events", O_RDONLY);
    if (c->events < 0 && errno == ENOENT) c->events = shmview__make_log(directory);
    if (c->events < 0 && errno != EEXIST) return shmview__failed(c, "open", "events");
    if (c->events >= 0 && shmview__try_lock(c->events, LOCK_SH) &&
        fstat(c->events, &s) == 0 && s.st_nlink == 1)
      break;
    shmview__close(&c->events);
  }
  snprintf(path, sizeof path, "/proc/self/fd/%d", c->events);
  inotify_add_watch(c->inotify, path, IN_MODIFY | IN_ATTRIB);
  c->events_at = ((uint64_t)s.st_size + 127) / 128 * 128;
  return SHMVIEW_OK;
}

/* The next event of the log, if it has one. */
static int shmview__hear(shmview *c, shmview_event *event) {
  while (shmview__pread(c->events, event, 128, c->events_at) == 0) {
    uint32_t checksum, expected = shmview__checksum(event, 124);
    memcpy(&checksum, (const char *)event + 124, 4);
    c->events_at += 128;
    int is_record = !memcmp(event->magic, "SHME", 4) && checksum == expected;
    if (is_record && event->kind >= SHMVIEW_KEY && event->kind <= SHMVIEW_MOTION &&
        event->name_size <= 40) {
      char name[40];
      memcpy(name, event->name, sizeof name);
      event->name[shmview__clean(name, event->name_size, event->name, 40, 0)] = 0;
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
  uint64_t deadline = shmview__deadline(timeout);
  struct stat s;
  for (;;) {
    shmview_status status = shmview__follow(c);
    if (status == SHMVIEW_OK && c->events < 0) status = shmview__listen(c);
    if (status != SHMVIEW_OK && status != SHMVIEW_NONE) return status;
    if (c->events >= 0 && shmview__hear(c, event)) return SHMVIEW_OK;
    if (c->events >= 0 && (fstat(c->events, &s) < 0 || s.st_nlink == 0)) shmview__close(&c->events);
    else if (!shmview__sleep(c, deadline, INT_MAX))
      return shmview__fail(c, SHMVIEW_TIMEOUT, "there is no event");
  }
}

/* ---- Handles, and fork ----------------------------------------------------------------------- */

/* Closes everything. That drops no lock which a parent shares: only unlocking would. */
static void shmview__empty(shmview *c) {
  shmview__leave(&c->publishing);
  shmview__leave(&c->reading);
  while (c->publishing.count) shmview__drop(&c->publishing, c->publishing.files[0]);
  while (c->reading.count) shmview__drop(&c->reading, c->reading.files[0]);
  shmview__close(&c->events);
  shmview__close(&c->inotify);
  c->control_watch = -1;
  c->lent = NULL;
  c->taken = c->committed = 0;
}

static void shmview__before_fork(void) { pthread_mutex_lock(&shmview__handles_mutex); }
static void shmview__in_parent(void) { pthread_mutex_unlock(&shmview__handles_mutex); }
static void shmview__in_child(void) {
  for (shmview *c = shmview__handles; c; c = c->next) shmview__empty(c);
  pthread_mutex_unlock(&shmview__handles_mutex);
}
static void shmview__register(void) {
  pthread_atfork(shmview__before_fork, shmview__in_parent, shmview__in_child);
}

shmview_status shmview_open(const char *name, shmview **channel) {
  const char *directory = getenv("SHMVIEW_DIR"), *problem = NULL;
  shmview *c = *channel = (shmview *)calloc(1, sizeof *c);
  if (!name) name = getenv("SHMVIEW_CHANNEL");
  if (!name || !*name) name = "default";
  size_t size = strlen(name), path = directory ? strlen(directory) : 0;
  if (!c) problem = "there is no memory for it";
  else if (path >= sizeof c->root) problem = "SHMVIEW_DIR is too long";
  else if (size > 64 || *name == '.' || strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                               "abcdefghijklmnopqrstuvwxyz0123456789._-") != size)
    problem = "a name has 1 to 64 characters of A-Z a-z 0-9 . _ - and does not start with a dot";
  if (problem) {
    snprintf(shmview__open_message, sizeof shmview__open_message, "cannot open channel %.80s: %s",
             name, problem);
    *channel = NULL;
    free(c);
    return c ? SHMVIEW_USAGE : SHMVIEW_SYSTEM;
  }
  if (path > 0) memcpy(c->root, directory, path);
  else snprintf(c->root, sizeof c->root, "/dev/shm/shmview-%lu", (unsigned long)geteuid());
  while (path > 1 && c->root[path - 1] == '/') c->root[--path] = 0; /* open would follow a link */
  memcpy(c->name, name, size);
  snprintf(c->path, sizeof c->path, "%s/%s", c->root, c->name);
  c->publishing.directory = c->publishing.control = c->publishing.lock = -1;
  c->reading.directory = c->reading.control = c->reading.lock = -1;
  c->events = c->inotify = c->control_watch = -1;
  pthread_once(&shmview__once, shmview__register);
  pthread_mutex_lock(&shmview__handles_mutex);
  c->next = shmview__handles;
  shmview__handles = c;
  pthread_mutex_unlock(&shmview__handles_mutex);
  return SHMVIEW_OK;
}

void shmview_close(shmview *c) {
  if (!c) return;
  pthread_mutex_lock(&shmview__handles_mutex);
  shmview **link = &shmview__handles;
  while (*link != c) link = &(*link)->next;
  *link = c->next;
  pthread_mutex_unlock(&shmview__handles_mutex);
  shmview__empty(c);
  free(c->publishing.files);
  free(c->reading.files);
  free(c);
}

const char *shmview_error(const shmview *c) { return c ? c->message : shmview__open_message; }

#ifdef __cplusplus
}
#endif
#endif /* SHMVIEW_IMPLEMENTATION */
