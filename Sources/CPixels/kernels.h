// The functions of cpixels.h, for one KIND of processor with vectors of WIDTH bytes.
// What is left of a row, where no whole vector fits, goes pixel by pixel: nothing
// outside of it is read or written.

#define JOINED(name, kind) name##_##kind
#define NAMED(name, kind) JOINED(name, kind)
#define OF_KIND(name) NAMED(name, KIND)
#define TEXT(kind) #kind
#define NAME(kind) TEXT(kind)

#define bytes_v OF_KIND(bytes_v)
#define words_v OF_KIND(words_v)
#define pixels_v OF_KIND(pixels_v)
#define longs_v OF_KIND(longs_v)
#define floats_v OF_KIND(floats_v)
#define ints_v OF_KIND(ints_v)
#define both_v OF_KIND(both_v)
#define quarter_v OF_KIND(quarter_v)
#define wide_v OF_KIND(wide_v)
#define signs_v OF_KIND(signs_v)
#define LANES (WIDTH / 4)

typedef uint8_t bytes_v __attribute__((vector_size(WIDTH)));
typedef uint16_t words_v __attribute__((vector_size(WIDTH)));
typedef uint32_t pixels_v __attribute__((vector_size(WIDTH)));
typedef uint64_t longs_v __attribute__((vector_size(WIDTH)));
typedef float floats_v __attribute__((vector_size(WIDTH)));
typedef int32_t ints_v __attribute__((vector_size(WIDTH)));
// As many bytes as a vector has pixels; as many pixels as it has words, and bytes.
typedef uint8_t quarter_v __attribute__((vector_size(WIDTH / 4)));
typedef uint32_t both_v __attribute__((vector_size(WIDTH * 2)));
typedef uint32_t wide_v __attribute__((vector_size(WIDTH * 4)));
typedef int32_t signs_v __attribute__((vector_size(WIDTH * 4)));

#define LOAD(type, start) \
  ({ type loaded; __builtin_memcpy(&loaded, (start), sizeof loaded); loaded; })
#define STORE(start, vector) \
  do { __auto_type stored = (vector); __builtin_memcpy((start), &stored, sizeof stored); } while (0)
// Only whole vectors at their alignment can be stored past the caches.
#define IS_ALIGNED(start) (((uintptr_t)(start) & (WIDTH - 1)) == 0)
#define PUT(start, vector) \
  do { \
    __auto_type put = (vector); \
    if (past) __builtin_nontemporal_store(put, (__typeof__(put) *)(start)); \
    else STORE(start, put); \
  } while (0)

// Whether any bit is set.
static inline __attribute__((always_inline)) int OF_KIND(any)(bytes_v bytes) {
  return __builtin_reduce_or((longs_v)bytes) != 0;
}
#define ANY(vector) OF_KIND(any)((bytes_v)(vector))

// Rounded up, as SSE2, AVX and NEON have it.
static inline __attribute__((always_inline)) bytes_v OF_KIND(mean)(bytes_v first, bytes_v second) {
  typedef uint16_t sums_v __attribute__((vector_size(WIDTH * 2)));
  return __builtin_convertvector(
      (__builtin_convertvector(first, sums_v) + __builtin_convertvector(second, sums_v) + 1) >> 1,
      bytes_v);
}

static inline __attribute__((always_inline)) uint32_t OF_KIND(packed)(
    const uint8_t *bytes, int red_first) {
  return 0xFF000000 | (uint32_t)bytes[1] << 8
      | (red_first ? (uint32_t)bytes[0] << 16 | bytes[2] : (uint32_t)bytes[2] << 16 | bytes[0]);
}

#if WIDTH > 16
// A vector is read whole, and ends behind what becomes pixels.
#if WIDTH == 64
#define READ_BYTES 64
#else
#define READ_BYTES 28
#endif

// Where each byte of a vector of pixels comes from.
static inline __attribute__((always_inline)) bytes_v OF_KIND(pack_places)(int red_first) {
  bytes_v places;
  for (int i = 0; i < WIDTH; i++) {
    const int pixel = WIDTH == 64 ? i / 4 : i % 16 / 4;
    places[i] = (uint8_t)(pixel * 3 + (red_first && i % 4 < 3 ? 2 - i % 4 : i % 4 % 3));
  }
  return places;
}

static inline __attribute__((always_inline)) pixels_v OF_KIND(packed_many)(
    const uint8_t *start, bytes_v places) {
#if WIDTH == 64
  const pixels_v many = (pixels_v)_mm512_permutexvar_epi8((__m512i)places, _mm512_loadu_si512(start));
#else
  const pixels_v many = (pixels_v)_mm256_shuffle_epi8(
      _mm256_inserti128_si256(
          _mm256_castsi128_si256(_mm_loadu_si128((const __m128i *)start)),
          _mm_loadu_si128((const __m128i *)(start + 12)), 1),
      (__m256i)places);
#endif
  return many | 0xFF000000;
}

static void OF_KIND(pack)(
    const uint8_t *bytes, size_t count, int red_first, uint32_t *target, int past) {
  size_t x = 0;
  if (past)
    for (; x < count && !IS_ALIGNED(target + x); x++)
      target[x] = OF_KIND(packed)(bytes + 3 * x, red_first);
  const bytes_v places = OF_KIND(pack_places)(red_first);
  for (; 3 * (count - x) >= READ_BYTES; x += LANES)
    PUT(target + x, OF_KIND(packed_many)(bytes + 3 * x, places));
  for (; x < count; x++) target[x] = OF_KIND(packed)(bytes + 3 * x, red_first);
}
#define PACK OF_KIND(pack)
#else
#define PACK 0
#endif

// Taking away a 256th of the word, rounded, leaves 256 for each step.
static inline __attribute__((always_inline)) uint32_t OF_KIND(gray)(const uint8_t *start) {
  const uint16_t word = LOAD(uint16_t, start);
  const uint16_t part = (uint16_t)(((word >> 7) + 1) >> 1);
  return 0xFF000000 | (uint32_t)((uint16_t)(word - part + 128) >> 8) * 0x010101;
}

static void OF_KIND(words)(const uint8_t *words, size_t count, uint32_t *target, int past) {
  size_t x = 0;
  if (past)
    for (; x < count && !IS_ALIGNED(target + x); x++) target[x] = OF_KIND(gray)(words + 2 * x);
  for (; x + 2 * LANES <= count; x += 2 * LANES) {
    const words_v many = LOAD(words_v, words + 2 * x);
    const words_v bytes = (many - (((many >> 7) + 1) >> 1) + 128) >> 8;
    union { both_v all; pixels_v halves[2]; } pixels = {
        __builtin_convertvector(bytes | bytes << 8, both_v)
        | __builtin_convertvector(bytes | 0xFF00, both_v) << 16};
    PUT(target + x, pixels.halves[0]);
    PUT(target + x + LANES, pixels.halves[1]);
  }
  for (; x < count; x++) target[x] = OF_KIND(gray)(words + 2 * x);
}

// 2^23 has the whole numbers for neighbors: the sum's low bits are the number's nearest. What is
// negative has a sign, and what is above the most makes a difference negative.
static inline __attribute__((always_inline)) ints_v OF_KIND(steps)(
    floats_v numbers, float low, float factor, int32_t most) {
#pragma STDC FP_CONTRACT OFF
  const ints_v scaled = (ints_v)((numbers - low) * factor);
  const floats_v positive = (floats_v)(scaled & ~(scaled >> 31));
  const ints_v sum = (ints_v)(positive + 8388608.0f);
  return (sum | (((0x4B000000 | most) - sum) >> 31)) & most;
}

// The places in a table of some vectors' numbers, in memory: to take them out of a vector one by
// one is slower. Whether all numbers are finite has to be asked of `exponents`: one of ones and one
// more runs over into the sign.
static inline __attribute__((always_inline)) void OF_KIND(light_places)(
    const uint8_t *numbers, size_t vectors, float low, float factor, pixels_v *exponents,
    uint32_t *places) {
  for (size_t i = 0; i < vectors; i++) {
    const floats_v many = LOAD(floats_v, numbers + i * WIDTH);
    *exponents |= ((pixels_v)many & 0x7F800000) + 0x00800000;
    STORE(places + i * LANES, OF_KIND(steps)(many, low, factor, 65535));
  }
}

// Whole vectors, but for what is left of a row, which is led through a buffer. No more than `count`
// bytes are written.
static inline __attribute__((always_inline)) void OF_KIND(light_bytes)(
    const uint8_t *numbers, size_t count, float low, float factor, const uint8_t *table,
    const int has_alpha, pixels_v *exponents, uint8_t *target) {
  uint32_t places[LANES];
  OF_KIND(light_places)(numbers, 1, low, factor, exponents, places);
  __asm__("" : "+m"(places));
  const ints_v bytes =
      has_alpha ? OF_KIND(steps)(LOAD(floats_v, numbers), 0, 255, 255) : (ints_v){0};
  for (size_t i = 0; i < count; i++)
    target[i] = has_alpha && i % 4 == 3 ? (uint8_t)bytes[i] : table[places[i]];
}

static inline __attribute__((always_inline)) int OF_KIND(light_row)(
    const uint8_t *numbers, size_t count, float low, float factor, const uint8_t *table,
    const int has_alpha, uint8_t *target) {
  pixels_v exponents = {0};
  size_t x = 0;
  for (; x + LANES <= count; x += LANES)
    OF_KIND(light_bytes)(
        numbers + 4 * x, LANES, low, factor, table, has_alpha, &exponents, target + x);
  if (x < count) {
    uint8_t last[WIDTH] = {0};
    __builtin_memcpy(last, numbers + 4 * x, 4 * (count - x));
    OF_KIND(light_bytes)(
        last, count - x, low, factor, table, has_alpha, &exponents, target + x);
  }
  return !ANY((bytes_v)(exponents & 0x80000000));
}

static int OF_KIND(light)(
    const uint8_t *numbers, size_t count, float low, float factor, const uint8_t *table,
    int has_alpha, uint8_t *target) {
  return has_alpha ? OF_KIND(light_row)(numbers, count, low, factor, table, 1, target)
                   : OF_KIND(light_row)(numbers, count, low, factor, table, 0, target);
}

static inline __attribute__((always_inline)) void OF_KIND(lit)(
    const uint8_t *numbers, size_t count, float low, float factor, const uint8_t *table,
    const int samples, const int red, pixels_v *exponents, uint32_t *target) {
  uint32_t places[3 * LANES];
  OF_KIND(light_places)(numbers, (size_t)samples, low, factor, exponents, places);
  __asm__("" : "+m"(places));
  for (size_t i = 0; i < count; i++)
    target[i] = samples == 1 ? 0xFF000000 | table[places[i]] * 0x010101u
        : 0xFF000000 | (uint32_t)table[places[3 * i + (size_t)red]] << 16
            | (uint32_t)table[places[3 * i + 1]] << 8 | table[places[3 * i + 2 - (size_t)red]];
}

static inline __attribute__((always_inline)) int OF_KIND(lit_row)(
    const uint8_t *numbers, size_t count, float low, float factor, const uint8_t *table,
    const int samples, const int red, uint32_t *target) {
  const size_t step = 4 * (size_t)samples;
  pixels_v exponents = {0};
  size_t x = 0;
  for (; x + LANES <= count; x += LANES)
    OF_KIND(lit)(
        numbers + step * x, LANES, low, factor, table, samples, red, &exponents, target + x);
  if (x < count) {
    uint8_t last[3 * WIDTH] = {0};
    __builtin_memcpy(last, numbers + step * x, step * (count - x));
    OF_KIND(lit)(last, count - x, low, factor, table, samples, red, &exponents, target + x);
  }
  return !ANY((bytes_v)(exponents & 0x80000000));
}

static int OF_KIND(light_pixels)(
    const uint8_t *numbers, size_t count, float low, float factor, const uint8_t *table,
    int samples, int red_first, uint32_t *target) {
  if (samples == 1) return OF_KIND(lit_row)(numbers, count, low, factor, table, 1, 0, target);
  return red_first ? OF_KIND(lit_row)(numbers, count, low, factor, table, 3, 0, target)
                   : OF_KIND(lit_row)(numbers, count, low, factor, table, 3, 2, target);
}

// Four steps for each of a byte's own, and up to three more: (3 * byte + 129) / 256. The highest
// two bits of a byte's mean with its mean with 126 are those three.
static inline __attribute__((always_inline)) uint32_t OF_KIND(ten_bits_of)(uint32_t pixel) {
  uint32_t word = 0;
  for (int colour = 0; colour < 3; colour++) {
    const uint32_t byte = pixel >> 8 * colour & 0xFF;
    word |= (4 * byte + ((3 * byte + 129) >> 8)) << 10 * colour;
  }
  return word;
}

static inline __attribute__((always_inline)) bytes_v OF_KIND(more_of)(bytes_v bytes) {
  return OF_KIND(mean)(bytes, OF_KIND(mean)(bytes, bytes - bytes + 126));
}

#if WIDTH == 64
// Where bytes of blue and green, and of red, stand in a vector and in that of their more bits, 64
// behind: a color's ten bits are the highest of two such bytes.
typedef struct { bytes_v low, high; } OF_KIND(ten_places);

static inline __attribute__((always_inline)) OF_KIND(ten_places) OF_KIND(ten_places_of)(
    int step, int red_first) {
  OF_KIND(ten_places) places;
  for (int i = 0; i < 64; i++) {
    const int pixel = i / 4 * step, more = i % 2 ? 0 : 64;
    const int colour = i % 4 / 2;
    places.low[i] = (uint8_t)(pixel + (red_first ? 2 - colour : colour) + more);
    places.high[i] = (uint8_t)(pixel + (red_first ? 0 : 2) + more);
  }
  return places;
}

static inline __attribute__((always_inline)) pixels_v OF_KIND(tens_at)(
    bytes_v bytes, const OF_KIND(ten_places) *places) {
  const __m512i more = (__m512i)OF_KIND(more_of)(bytes);
  const pixels_v low =
      (pixels_v)_mm512_permutex2var_epi8((__m512i)bytes, (__m512i)places->low, more);
  const pixels_v high =
      (pixels_v)_mm512_permutex2var_epi8((__m512i)bytes, (__m512i)places->high, more);
  return (low >> 6 & 0x3FF) | (low >> 12 & 0xFFC00) | (high >> 2 & 0x3FF00000);
}
#else
static inline __attribute__((always_inline)) pixels_v OF_KIND(tens_of)(pixels_v many) {
  const pixels_v more = (pixels_v)OF_KIND(more_of)((bytes_v)many);
  return (many & 0xFF) << 2 | (many & 0xFF00) << 4 | (many & 0xFF0000) << 6 | (more >> 6 & 3)
      | (more >> 4 & 3 << 10) | (more >> 2 & 3 << 20);
}
#endif

static void OF_KIND(ten_bits)(
    const uint32_t *pixels, size_t count, uint32_t *target, int past) {
  size_t x = 0;
  if (past)
    for (; x < count && !IS_ALIGNED(target + x); x++) target[x] = OF_KIND(ten_bits_of)(pixels[x]);
#if WIDTH == 64
  const OF_KIND(ten_places) places = OF_KIND(ten_places_of)(4, 0);
#define TENS(vector) OF_KIND(tens_at)((bytes_v)(vector), &places)
#else
#define TENS(vector) OF_KIND(tens_of)(vector)
#endif
  for (; x + LANES <= count; x += LANES) PUT(target + x, TENS(LOAD(pixels_v, pixels + x)));
  for (; x < count; x++) target[x] = OF_KIND(ten_bits_of)(pixels[x]);
}
#undef TENS

#if WIDTH > 16
static void OF_KIND(pack_ten_bits)(
    const uint8_t *bytes, size_t count, int red_first, uint32_t *target, int past) {
#define ONE(place) OF_KIND(ten_bits_of)(OF_KIND(packed)(bytes + 3 * (place), red_first))
  size_t x = 0;
  if (past)
    for (; x < count && !IS_ALIGNED(target + x); x++) target[x] = ONE(x);
#if WIDTH == 64
  const OF_KIND(ten_places) places = OF_KIND(ten_places_of)(3, red_first);
#define TENS(start) OF_KIND(tens_at)(LOAD(bytes_v, start), &places)
#else
  const bytes_v places = OF_KIND(pack_places)(red_first);
#define TENS(start) OF_KIND(tens_of)(OF_KIND(packed_many)(start, places))
#endif
  for (; 3 * (count - x) >= READ_BYTES; x += LANES) PUT(target + x, TENS(bytes + 3 * x));
  for (; x < count; x++) target[x] = ONE(x);
}
#undef ONE
#undef TENS
#define PACK_TEN_BITS OF_KIND(pack_ten_bits)
#else
#define PACK_TEN_BITS 0
#endif

static void OF_KIND(add)(const uint32_t *pixels, size_t count, int first, uint32_t *sums) {
  const uint32_t kept = first ? 0 : UINT32_MAX;
#define SPREAD(pixels) \
  (((pixels) & 0xFF) | ((pixels) & 0xFF00) << 2 | ((pixels) & 0xFF0000) << 4)
  size_t x = 0;
  for (; x + LANES <= count; x += LANES) {
    const pixels_v many = LOAD(pixels_v, pixels + x), old = LOAD(pixels_v, sums + x);
    STORE(sums + x, (old & kept) + SPREAD(many));
  }
  for (; x < count; x++) sums[x] = (sums[x] & kept) + SPREAD(pixels[x]);
}
#undef SPREAD

// (1,023 * sum + 510) / 1,020 is one more than the sum from 170 on, and again from 510 and 850 on:
// what is added then has an eleventh bit. Green stands by itself, so that there is room for that.
#define REACHES(sums, limit) ((((sums) + (1024 - (limit)) * 0x100001) >> 10) & 0x100001)
#define RAISED(sums) \
  ((sums) + REACHES(sums, 170) + REACHES(sums, 510) + REACHES(sums, 850))
#define OF_SUMS(sums) (RAISED(((sums) & 0x3FF003FF)) | RAISED(((sums) >> 10 & 0x3FF)) << 10)

static void OF_KIND(sums)(const uint32_t *sums, size_t count, uint32_t *target, int past) {
  size_t x = 0;
  if (past)
    for (; x < count && !IS_ALIGNED(target + x); x++) target[x] = OF_SUMS(sums[x]);
  for (; x + LANES <= count; x += LANES) {
    const pixels_v many = LOAD(pixels_v, sums + x);
    PUT(target + x, OF_SUMS(many));
  }
  for (; x < count; x++) target[x] = OF_SUMS(sums[x]);
}
#undef REACHES
#undef RAISED
#undef OF_SUMS

static void OF_KIND(bytes)(
    const uint32_t *pixels, size_t count, const cpixels_bytes *format, uint32_t *target, int past) {
  const uint32_t rest = format->rest;
  const uint32_t blue = format->shift[0], green = format->shift[1], red = format->shift[2];
#define MOVED(pixels) \
  (((pixels) & 0xFF) << blue | ((pixels) >> 8 & 0xFF) << green | ((pixels) >> 16 & 0xFF) << red \
      | rest)
  size_t x = 0;
  if (past)
    for (; x < count && !IS_ALIGNED(target + x); x++) target[x] = MOVED(pixels[x]);
  for (; x + LANES <= count; x += LANES) {
    const pixels_v many = LOAD(pixels_v, pixels + x);
    PUT(target + x, MOVED(many));
  }
  for (; x < count; x++) target[x] = MOVED(pixels[x]);
}
#undef MOVED

static inline __attribute__((always_inline)) uint16_t OF_KIND(narrow_of)(
    uint32_t pixel, const cpixels_narrow *format, ptrdiff_t x, ptrdiff_t y) {
  uint32_t word = format->opacity;
  for (int colour = 0; colour < 3; colour++) {
    const uint32_t byte = pixel >> 8 * colour & 0xFF;
    const uint32_t lifted = byte * format->factor[colour] + format->lift[colour][y & 3][x & 3];
    word |= lifted >> format->down[colour] & format->mask[colour];
  }
  return (uint16_t)(format->swaps ? word << 8 | word >> 8 : word);
}

// Of pixels, or of three bytes to a pixel.
static inline __attribute__((always_inline)) void OF_KIND(dither)(
    const void *source, int is_packed, int red_first, size_t count, const cpixels_narrow *format,
    ptrdiff_t x, ptrdiff_t y, uint16_t *target, int past) {
  const uint32_t *pixels = source;
  const uint8_t *bytes = source;
#define ONE(place) \
  OF_KIND(narrow_of)( \
      is_packed ? OF_KIND(packed)(bytes + 3 * (place), red_first) : pixels[place], format, \
      x + (ptrdiff_t)(place), y)
  const size_t lanes = 2 * LANES;
  size_t i = 0;
  if (past)
    for (; i < count && !IS_ALIGNED(target + i); i++) target[i] = ONE(i);
  // Four words by turns, as the pattern goes on from the first column.
  words_v lifts[3];
  for (int colour = 0; colour < 3; colour++) {
    const uint64_t four = LOAD(uint64_t, format->lift[colour][y & 3]);
    const int turn = 16 * ((x + (ptrdiff_t)i) & 3);
    lifts[colour] = (words_v)((longs_v){0} + (turn ? four >> turn | four << (64 - turn) : four));
  }
  const words_v none = {0};
  const words_v blue = none + format->factor[0], green = none + format->factor[1];
  const words_v red = none + format->factor[2];
  const int downs[3] = {format->down[0], format->down[1], format->down[2]};
  const uint16_t masks[3] = {format->mask[0], format->mask[1], format->mask[2]};
  const uint16_t opacity = format->opacity;
  const int swaps = format->swaps;
#if WIDTH > 16
  const bytes_v places = OF_KIND(pack_places)(red_first);
  const size_t most = is_packed ? (READ_BYTES + 2) / 3 + LANES : lanes;
#else
  const size_t most = lanes;
#endif
  for (; count - i >= most; i += lanes) {
    union { both_v all; pixels_v halves[2]; } both;
#if WIDTH > 16
    if (is_packed) {
      both.halves[0] = OF_KIND(packed_many)(bytes + 3 * i, places);
      both.halves[1] = OF_KIND(packed_many)(bytes + 3 * (i + LANES), places);
    } else
#endif
      both.all = LOAD(both_v, pixels + i);
    const words_v low = __builtin_convertvector(both.all, words_v);
    const words_v high = __builtin_convertvector(both.all >> 16, words_v);
    words_v words = (((low & 0xFF) * blue + lifts[0]) >> downs[0]) & masks[0];
    words |= (((low >> 8) * green + lifts[1]) >> downs[1]) & masks[1];
    words |= (((high & 0xFF) * red + lifts[2]) >> downs[2]) & masks[2];
    words |= opacity;
    if (swaps) words = words << 8 | words >> 8;
    PUT(target + i, words);
  }
  for (; i < count; i++) target[i] = ONE(i);
}
#undef ONE

static void OF_KIND(narrow)(
    const uint32_t *pixels, size_t count, const cpixels_narrow *format, ptrdiff_t x, ptrdiff_t y,
    uint16_t *target, int past) {
  OF_KIND(dither)(pixels, 0, 0, count, format, x, y, target, past);
}

#if WIDTH > 16
static void OF_KIND(pack_narrow)(
    const uint8_t *bytes, size_t count, int red_first, const cpixels_narrow *format, ptrdiff_t x,
    ptrdiff_t y, uint16_t *target, int past) {
  OF_KIND(dither)(bytes, 1, red_first, count, format, x, y, target, past);
}
#undef READ_BYTES
#define PACK_NARROW OF_KIND(pack_narrow)
#else
#define PACK_NARROW 0
#endif

// No product of a byte and its weight takes more than 16 bits, nor does their sum, which comes to
// stand in a pixel's lower word.
static void OF_KIND(luma)(const uint32_t *pixels, size_t count, uint8_t *target) {
  const pixels_v weights = (pixels_v){0} + (77u << 16 | 29);
  size_t x = 0;
  for (; x + LANES <= count; x += LANES) {
    const pixels_v many = LOAD(pixels_v, pixels + x);
    const pixels_v weighed = (pixels_v)((words_v)(many & 0xFF00FF) * (words_v)weights);
    const pixels_v greens = (pixels_v)((words_v)(many >> 8 & 0xFF) * 150);
    const pixels_v sums = (weighed + greens + (weighed >> 16)) >> 8 & 0xFF;
    STORE(target + x, __builtin_convertvector(sums, quarter_v));
  }
  for (; x < count; x++) {
    const uint32_t pixel = pixels[x];
    target[x] = (uint8_t)(
        ((pixel & 0xFF) * 29 + (pixel >> 8 & 0xFF) * 150 + (pixel >> 16 & 0xFF) * 77) >> 8);
  }
}

static inline __attribute__((always_inline)) bytes_v OF_KIND(difference)(
    const uint8_t *first, const uint8_t *second) {
  const bytes_v one = LOAD(bytes_v, first), other = LOAD(bytes_v, second);
  return __builtin_elementwise_max(one, other) - __builtin_elementwise_min(one, other);
}

static void OF_KIND(peaks)(
    const uint8_t *above, const uint8_t *here, const uint8_t *below, size_t count, uint8_t limit,
    uint32_t colour, uint32_t *pixels) {
  size_t x = 1;
  for (; x + WIDTH < count; x += WIDTH) {
    const bytes_v change = __builtin_elementwise_add_sat(
        OF_KIND(difference)(here + x + 1, here + x - 1),
        OF_KIND(difference)(above + x, below + x));
    // 0 where it is not above the limit.
    const bytes_v excess = __builtin_elementwise_sub_sat(change, change - change + limit);
    // Of most pictures the most part has no edge: nothing is written there.
    if (!ANY(excess)) continue;
    const bytes_v found = (bytes_v)(excess != 0);
    const wide_v mask =
        (wide_v)__builtin_convertvector((__typeof__(excess != 0))found, signs_v);
    const wide_v old = LOAD(wide_v, pixels + x);
    STORE(pixels + x, (mask & colour) | (old & ~mask));
  }
  for (; x + 1 < count; x++) {
    const int along = here[x + 1] - here[x - 1], down = below[x] - above[x];
    if (__builtin_abs(along) + __builtin_abs(down) > limit) pixels[x] = colour;
  }
}

// How far each byte is from the nearer of its ends.
static inline __attribute__((always_inline)) bytes_v OF_KIND(room)(pixels_v pixels) {
  return __builtin_elementwise_min((bytes_v)pixels, ~(bytes_v)pixels);
}

static inline __attribute__((always_inline)) pixels_v OF_KIND(clipped)(
    pixels_v pixels, pixels_v bright, pixels_v dark) {
  const pixels_v under = (pixels_v)((bytes_v)pixels == 0) & 0xFFFFFF;
  const pixels_v over = (pixels_v)((bytes_v)pixels == 255) & 0xFFFFFF;
  pixels_v mask = (pixels_v)(under != 0);
  const pixels_v marked = ((0xFF000000 | (under & dark)) & mask) | (pixels & ~mask);
  mask = (pixels_v)(over != 0);
  return ((0xFF000000 | (over & bright)) & mask) | (marked & ~mask);
}

static void OF_KIND(clipping)(
    uint32_t *pixels, size_t count, ptrdiff_t rising, ptrdiff_t falling, uint32_t dim) {
  // Of two vectors, as stripes come again after eight columns.
  pixels_v bright[2], dark[2];
  for (int half = 0; half < 2; half++) {
    pixels_v columns;
    for (int i = 0; i < LANES; i++) columns[i] = (uint32_t)(half * LANES + i);
    bright[half] = (pixels_v)(((columns + (uint32_t)rising) & 4) == 0);
    dark[half] = (pixels_v)(((columns + (uint32_t)falling) & 4) == 0) & dim;
  }
  size_t x = 0;
  for (; x + 2 * LANES <= count; x += 2 * LANES) {
    const pixels_v first = LOAD(pixels_v, pixels + x);
    const pixels_v second = LOAD(pixels_v, pixels + x + LANES);
    // Most of a picture is not clipped: nothing is written there.
    const bytes_v room = __builtin_elementwise_min(OF_KIND(room)(first), OF_KIND(room)(second));
    if (!ANY((bytes_v)((pixels_v)room | 0xFF000000) == 0)) continue;
    STORE(pixels + x, OF_KIND(clipped)(first, bright[0], dark[0]));
    STORE(pixels + x + LANES, OF_KIND(clipped)(second, bright[1], dark[1]));
  }
  for (; x < count; x++) {
    uint32_t under = 0, over = 0;
    for (uint32_t byte = 0xFF; byte < 0xFF000000; byte <<= 8) {
      if ((pixels[x] & byte) == 0) under |= byte;
      if ((pixels[x] & byte) == byte) over |= byte;
    }
    const uint32_t light = (rising + (ptrdiff_t)x) & 4 ? 0 : UINT32_MAX;
    const uint32_t shade = (falling + (ptrdiff_t)x) & 4 ? 0 : dim;
    if (under) pixels[x] = 0xFF000000 | (under & shade);
    if (over) pixels[x] = 0xFF000000 | (over & light);
  }
}

// A product and a sum are rounded one by one, as everywhere.
static void OF_KIND(count)(
    const uint8_t *red, const uint8_t *green, const uint8_t *blue, size_t count, size_t step,
    uint32_t *counts) {
#pragma STDC FP_CONTRACT OFF
  enum { MANY = 64 };
  for (size_t start = 0; start < count; start += MANY) {
    const size_t end = count - start < MANY ? count - start : MANY;
    uint8_t bytes[3][MANY] = {{0}};
    for (size_t i = 0; i < end; i++) {
      bytes[0][i] = red[(start + i) * step];
      bytes[1][i] = green[(start + i) * step];
      bytes[2][i] = blue[(start + i) * step];
    }
    uint8_t brightness[MANY];
    for (int i = 0; i < MANY; i++) {
      const float sum = (float)bytes[0][i] * 0.2126f + (float)bytes[1][i] * 0.7152f
          + (float)bytes[2][i] * 0.0722f;
      const int rounded = (int)(sum + 0.5f);
      brightness[i] = (uint8_t)(rounded < 255 ? rounded : 255);
    }
    for (size_t i = 0; i < end; i++) {
      uint32_t *of = counts + (i & 1) * 4 * 256;
      of[bytes[0][i]]++;
      of[256 + bytes[1][i]]++;
      of[512 + bytes[2][i]]++;
      of[768 + brightness[i]]++;
    }
  }
}

static const cpixels_kernels OF_KIND(kernels) = {
    .name = NAME(KIND),
    .pack = PACK,
    .words = OF_KIND(words),
    .light = OF_KIND(light),
    .light_pixels = OF_KIND(light_pixels),
    .ten_bits = OF_KIND(ten_bits),
    .pack_ten_bits = PACK_TEN_BITS,
    .add = OF_KIND(add),
    .sums = OF_KIND(sums),
    .bytes = OF_KIND(bytes),
    .narrow = OF_KIND(narrow),
    .pack_narrow = PACK_NARROW,
    .luma = OF_KIND(luma),
    .peaks = OF_KIND(peaks),
    .clipping = OF_KIND(clipping),
    .count = OF_KIND(count),
};

#undef PACK
#undef PACK_TEN_BITS
#undef PACK_NARROW
#undef ANY
#undef LOAD
#undef STORE
#undef IS_ALIGNED
#undef PUT
#undef bytes_v
#undef words_v
#undef pixels_v
#undef longs_v
#undef floats_v
#undef ints_v
#undef both_v
#undef quarter_v
#undef wide_v
#undef signs_v
#undef LANES
#undef JOINED
#undef NAMED
#undef OF_KIND
#undef TEXT
#undef NAME
#undef KIND
#undef WIDTH
