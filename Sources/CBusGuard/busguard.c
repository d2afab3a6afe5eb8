#define _GNU_SOURCE
#include "busguard.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <sys/mman.h>

// A slot is free while `length` is 0, and claimed (but matches no address) while `start` is 0.
// The handler reads `length` only behind a `start` that is not 0.
struct region {
  atomic_uintptr_t start;
  atomic_size_t length;
  atomic_int tripped;
};

static struct region regions[BUSGUARD_REGIONS];
static struct sigaction previous;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static int install_error;

// Async-signal-safe: atomics and system calls only.
static void on_bus_error(int signal, siginfo_t *info, void *context) {
  int saved_errno = errno;
  uintptr_t address = (uintptr_t)info->si_addr;
  for (int i = 0; i < BUSGUARD_REGIONS; i++) {
    uintptr_t start = atomic_load(&regions[i].start);
    size_t length = atomic_load(&regions[i].length);
    if (start == 0 || address < start || address - start >= length) continue;
    // The whole region at once: the rest of the file is gone too, and one fault is enough.
    void *zeros = mmap((void *)start, length, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    if (zeros == MAP_FAILED) break;
    atomic_store(&regions[i].tripped, 1);
    errno = saved_errno;
    return;
  }
  errno = saved_errno;
  // Not ours: for what handled SIGBUS before; where nobody did, the instruction faults again
  // and ends the process.
  if (previous.sa_flags & SA_SIGINFO) {
    previous.sa_sigaction(signal, info, context);
  } else if (previous.sa_handler == SIG_DFL || previous.sa_handler == SIG_IGN) {
    sigaction(signal, &previous, 0);
  } else {
    previous.sa_handler(signal);
  }
}

static void install(void) {
  struct sigaction action = {.sa_sigaction = on_bus_error, .sa_flags = SA_SIGINFO | SA_RESTART};
  sigemptyset(&action.sa_mask);
  if (sigaction(SIGBUS, &action, &previous) != 0) install_error = errno;
}

int busguard_add(void *start, size_t length) {
  pthread_once(&once, install);
  if (install_error != 0) {
    errno = install_error;
    return -1;
  }
  for (int i = 0; i < BUSGUARD_REGIONS; i++) {
    size_t unused = 0;
    if (!atomic_compare_exchange_strong(&regions[i].length, &unused, length)) continue;
    atomic_store(&regions[i].tripped, 0);
    atomic_store(&regions[i].start, (uintptr_t)start);
    return i;
  }
  errno = ENOMEM;
  return -1;
}

int busguard_tripped(int region) { return atomic_load(&regions[region].tripped); }

void busguard_remove(int region) {
  atomic_store(&regions[region].start, 0);
  atomic_store(&regions[region].length, 0);
}
