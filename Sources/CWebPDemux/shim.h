#include <stddef.h>
#include <webp/demux.h>
