#include "clinux.h"

// Swift looks for the arguments in /proc, or beside the environment, which a preloaded library may
// have moved; glibc hands them to every constructor (elf/dl-init.c).
static int argument_count;
static char **arguments;

__attribute__((constructor)) static void keep_arguments(int count, char **values) {
  argument_count = count;
  arguments = values;
}

int clinux_argument_count(void) { return argument_count; }

const char *clinux_argument(int index) { return arguments[index]; }
