#include "cpixels.h"

#ifdef __x86_64__
#include <immintrin.h>
#endif

cpixels_narrow cpixels_narrow_of(
    const uint32_t masks[3], const uint32_t lifts[16], uint32_t opacity, int swaps) {
  cpixels_narrow format = {.opacity = (uint16_t)opacity, .swaps = swaps};
  for (int colour = 0; colour < 3; colour++) {
    const int width = __builtin_popcount(masks[colour]), start = __builtin_ctz(masks[colour]);
    const uint32_t unit = 1u << (16 - width), most = (1u << width) - 1;
    format.mask[colour] = (uint16_t)masks[colour];
    format.down[colour] = (uint16_t)(16 - width - start);
    format.factor[colour] = (uint16_t)((most * unit + 254) / 255);
    for (int place = 0; place < 16; place++)
      format.lift[colour][place / 4][place % 4] = (uint16_t)((lifts[place] * unit + 254) / 255);
  }
  return format;
}

void cpixels_settle(void) { __atomic_thread_fence(__ATOMIC_SEQ_CST); }

// The kinds of processors, each with the bytes of its vectors.
#define KIND plain
#define WIDTH 16
#include "kernels.h"

#ifdef __x86_64__
#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)
#define KIND avx2
#define WIDTH 32
#include "kernels.h"
#pragma clang attribute pop

#pragma clang attribute push( \
    __attribute__((target("avx2,avx512f,avx512bw,avx512dq,avx512vl,avx512vbmi"))), apply_to = function)
#define KIND avx512
#define WIDTH 64
#include "kernels.h"
#pragma clang attribute pop
#endif

const cpixels_kernels *cpixels_kernels_at(int index) {
  switch (index) {
  case 0: return &kernels_plain;
#ifdef __x86_64__
  case 1: return __builtin_cpu_supports("avx2") ? &kernels_avx2 : NULL;
  case 2:
    return __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq")
            && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vbmi")
        ? &kernels_avx512 : NULL;
#endif
  default: return NULL;
  }
}
