// What `import Glibc` cannot give Swift, each with the reason. No logic stands here.
#ifndef CLINUX_H
#define CLINUX_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
// Swift's own module of these headers is built without _GNU_SOURCE, which names the member of
// fd_set otherwise: two definitions of one type, an error in those builds that meet both.
#include <features.h>
#undef __USE_XOPEN
#include <sys/select.h>
#define __USE_XOPEN 1
#include <asm/unistd.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/sem.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <sys/vfs.h>
#include <unistd.h>

// <sys/timerfd.h> and <sys/signalfd.h> are not part of Swift's Glibc module.
static inline int clinux_timerfd_create(int clock, int flags) {
  return timerfd_create(clock, flags);
}
static inline int clinux_timerfd_settime(int fd, int flags, const struct itimerspec *value) {
  return timerfd_settime(fd, flags, value, 0);
}
static inline int clinux_signalfd(const sigset_t *mask, int flags) {
  return signalfd(-1, mask, flags);
}
// A union's member, and a constant that is a cast to a function's address.
static inline int clinux_is_ignored(int signal) {
  struct sigaction action;
  return sigaction(signal, 0, &action) == 0 && !(action.sa_flags & SA_SIGINFO) &&
         action.sa_handler == SIG_IGN;
}
enum { CLINUX_TFD_NONBLOCK = TFD_NONBLOCK, CLINUX_TFD_CLOEXEC = TFD_CLOEXEC };
enum { CLINUX_SFD_NONBLOCK = SFD_NONBLOCK, CLINUX_SFD_CLOEXEC = SFD_CLOEXEC };

// <sys/epoll.h> is not part of Swift's Glibc module.
enum { CLINUX_EPOLL_CLOEXEC = EPOLL_CLOEXEC };
static inline int clinux_epoll_create1(int flags) { return epoll_create1(flags); }
static inline int clinux_epoll_add_readable(int epoll, int fd) {
  struct epoll_event event = {.events = EPOLLIN, .data = {.fd = fd}};
  return epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
}

// Readiness as of POLLPRI, without data; proc(5) tells changes of the mount table so.
static inline int clinux_epoll_add_urgent(int epoll, int fd) {
  struct epoll_event event = {.events = EPOLLPRI, .data = {.fd = fd}};
  return epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
}

// renameat2, memfd_create and fallocate stand behind _GNU_SOURCE.
enum { CLINUX_RENAME_NOREPLACE = RENAME_NOREPLACE };
static inline int clinux_renameat2(int old_directory, const char *old_name, int new_directory,
                                   const char *new_name, unsigned flags) {
  return renameat2(old_directory, old_name, new_directory, new_name, flags);
}
enum {
  CLINUX_MFD_CLOEXEC = MFD_CLOEXEC,
  CLINUX_MFD_ALLOW_SEALING = MFD_ALLOW_SEALING,
  CLINUX_F_ADD_SEALS = F_ADD_SEALS,
  CLINUX_F_SEAL_SHRINK = F_SEAL_SHRINK,
  CLINUX_F_SEAL_GROW = F_SEAL_GROW,
  CLINUX_F_SEAL_SEAL = F_SEAL_SEAL,
};
static inline int clinux_memfd_create(const char *name, unsigned flags) {
  return memfd_create(name, flags);
}
// fcntl is variadic.
static inline int clinux_add_seals(int fd, int seals) { return fcntl(fd, F_ADD_SEALS, seals); }
enum {
  CLINUX_FALLOC_FL_KEEP_SIZE = FALLOC_FL_KEEP_SIZE,
  CLINUX_FALLOC_FL_PUNCH_HOLE = FALLOC_FL_PUNCH_HOLE,
};
static inline int clinux_fallocate(int fd, int mode, off_t offset, off_t length) {
  return fallocate(fd, mode, offset, length);
}

// pipe2 stands behind _GNU_SOURCE.
static inline int clinux_pipe2(int ends[2], int flags) { return pipe2(ends, flags); }

// ppoll stands behind _GNU_SOURCE.
static inline int clinux_ppoll(struct pollfd *requests, nfds_t count, const struct timespec *limit) {
  return ppoll(requests, count, limit, 0);
}

// openat is variadic.
static inline int clinux_openat(int directory, const char *name, int flags, mode_t mode) {
  return openat(directory, name, flags, mode);
}
// These stand behind _GNU_SOURCE.
enum { CLINUX_O_TMPFILE = O_TMPFILE, CLINUX_O_PATH = O_PATH };
// A flexible array member is a tuple of 256 in Swift.
static inline const char *clinux_entry_name(const struct dirent *entry) { return entry->d_name; }

// TMPFS_MAGIC stands in <linux/magic.h>, which is not part of Swift's Glibc module.
enum { CLINUX_TMPFS_MAGIC = 0x01021994 };
// `struct statfs` and the function `statfs` share a name that Swift cannot tell apart.
static inline long clinux_file_system_type(int fd) {
  struct statfs status;
  return fstatfs(fd, &status) == 0 ? (long)status.f_type : -1;
}
static inline long clinux_file_system_type_at(const char *path) {
  struct statfs status;
  return statfs(path, &status) == 0 ? (long)status.f_type : -1;
}

// fcntl is variadic; leases and the size of pipes stand behind _GNU_SOURCE.
enum {
  CLINUX_F_SETSIG = F_SETSIG,
  CLINUX_F_SETLEASE = F_SETLEASE,
  CLINUX_F_SETPIPE_SZ = F_SETPIPE_SZ,
};
static inline int clinux_fcntl(int fd, int command, int argument) {
  return fcntl(fd, command, argument);
}

// Swift's Glibc module lacks <malloc.h>, and that header beside it gives fd_set two definitions.
int mallopt(int parameter, int value);
// What malloc gives out is `~value` in every byte; 0 ends it (mallopt(3); -6 is M_PERTURB).
static inline int clinux_fill_new_memory(int value) { return mallopt(-6, value); }

// Threads beyond `count` share their memory pools with others (mallopt(3); -8 is M_ARENA_MAX).
static inline int clinux_limit_arenas(int count) { return mallopt(-8, count); }

// The program's arguments, the first of which is its name; see clinux.c.
int clinux_argument_count(void);
const char *clinux_argument(int index);

// `environ` is a variable that anyone may change, which Swift does not let pass.
static inline char **clinux_environment(void) { return environ; }

// glibc has pidfd_open since 2.36; the number is that of every architecture
// (<asm-generic/unistd.h>).
static inline int clinux_pidfd_open(pid_t process) { return (int)syscall(434, process, 0); }
enum { CLINUX_TFD_TIMER_ABSTIME = TFD_TIMER_ABSTIME };
// pthread_setattr_default_np stands behind _GNU_SOURCE.
static inline int clinux_set_thread_stack(size_t byte_count) {
  pthread_attr_t attributes;
  int code = pthread_attr_init(&attributes);
  if (code != 0) return code;
  code = pthread_attr_setstacksize(&attributes, byte_count);
  if (code == 0) code = pthread_setattr_default_np(&attributes);
  pthread_attr_destroy(&attributes);
  return code;
}

// prctl is variadic.
static inline int clinux_forbid_new_privileges(void) {
  return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
}
static inline int clinux_set_parent_death_signal(int signal) {
  return prctl(PR_SET_PDEATHSIG, signal, 0, 0, 0);
}

// syscall is variadic, and glibc has no functions for these. The numbers 444 to 446 are those of
// every architecture (<asm-generic/unistd.h>).
static inline int clinux_landlock_create_ruleset(const void *attributes, size_t size,
                                                 unsigned flags) {
  return (int)syscall(444, attributes, size, flags);
}
static inline int clinux_landlock_add_rule(int ruleset, int type, const void *attributes) {
  return (int)syscall(445, ruleset, type, attributes, 0);
}
static inline int clinux_landlock_restrict_self(int ruleset) {
  return (int)syscall(446, ruleset, 0);
}
static inline long clinux_system_call(long number, long a, long b, long c, long d) {
  return syscall(number, a, b, c, d);
}
static inline int clinux_install_filter(struct sock_filter *code, unsigned short count) {
  struct sock_fprog program = {.len = count, .filter = code};
  return (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &program);
}
// The macro is an expression that Swift does not import.
#if defined(__x86_64__)
enum { CLINUX_AUDIT_ARCH = (int)AUDIT_ARCH_X86_64 };
#elif defined(__aarch64__)
enum { CLINUX_AUDIT_ARCH = (int)AUDIT_ARCH_AARCH64 };
#else
#error "the filter of system calls (Sources/Sandbox) knows x86-64 and AArch64 only"
#endif

// semctl is variadic, and its callers define the union; semtimedop stands behind _GNU_SOURCE.
static inline int clinux_semctl(int semaphore, int command, int value) {
  union {
    int value;
    void *buffer;
  } argument = {.value = value};
  return semctl(semaphore, 0, command, argument);
}
static inline int clinux_semtimedop(int semaphore, short change, short flags,
                                    const struct timespec *limit) {
  struct sembuf operation = {.sem_num = 0, .sem_op = change, .sem_flg = flags};
  return semtimedop(semaphore, &operation, 1, limit);
}

// `struct flock` shadows the function flock in Swift.
#include <sys/file.h>
static inline int clinux_flock(int fd, int operation) { return flock(fd, operation); }

#endif
