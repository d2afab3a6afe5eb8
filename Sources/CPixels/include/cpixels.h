// What is done to each pixel of a frame of video, for the processor that there is.
//
// C, because Swift compiles a module for one kind of processor: here each function is compiled for
// several, of which the best that the processor has is chosen when the program runs. Swift owns the
// memory and checks sizes; these functions are given a row, and touch nothing but that.
//
// Pixels are display pixels, words of 0xAARRGGBB, unless something else is said.
#ifndef CPIXELS_H
#define CPIXELS_H

#include <stddef.h>
#include <stdint.h>

// Pixels of two bytes, dithered by a pattern of 4 by 4.
//
// A color of n bits is (byte * most + lift) / 255, where `most` is its highest value. As a
// number of 16 bits, (byte * factor + lift) has that in its highest n bits, if `factor` is
// most * 2^(16 - n) / 255 rounded up, and `lift` the same of the lift: what is rounded
// stays below 2^(16 - n) / 255.
typedef struct {
  uint16_t factor[3];       // of blue, green and red
  uint16_t lift[3][4][4];   // of the pattern's rows and columns
  uint16_t mask[3];
  uint16_t down[3];         // from the highest bits to the mask
  uint16_t opacity;
  int swaps;                // whether the highest byte comes first in memory
} cpixels_narrow;

// Of masks of 1 to 8 bits; lifts, of 255, of the pattern's places row by row.
cpixels_narrow cpixels_narrow_of(
    const uint32_t masks[_Nonnull 3], const uint32_t lifts[_Nonnull 16], uint32_t opacity,
    int swaps);

// Pixels of four bytes, of which each color is one.
typedef struct {
  uint32_t shift[3];  // of blue, green and red: a multiple of 8
  uint32_t rest;      // what is set in all of them
} cpixels_bytes;

// The functions for one kind of processor.
typedef struct {
  const char *_Nonnull name;

  // Pixels of bytes that stand blue, green, red, or the other way round. NULL where libyuv is as
  // fast. `past`, here and below, stores past the caches what nobody here reads soon; then
  // cpixels_settle is due.
  void (*_Nullable pack)(
      const uint8_t *_Nonnull bytes, size_t count, int red_first, uint32_t *_Nonnull target,
      int past);

  // Gray pixels of words at any address: the nearest byte, a 257th.
  void (*_Nonnull words)(
      const uint8_t *_Nonnull words, size_t count, uint32_t *_Nonnull target, int past);

  // Bytes of floats of linear light, at any address: (number - low) * factor, brought into 0 to
  // 65,535 and rounded to the nearest, of two to the even one, is the byte's place in `table`.
  // Where `has_alpha`, every fourth number is no light, but from 0 to 1. Whether all are finite.
  int (*_Nonnull light)(
      const uint8_t *_Nonnull numbers, size_t count, float low, float factor,
      const uint8_t *_Nonnull table, int has_alpha, uint8_t *_Nonnull target);

  // The same of one sample, which is gray, or of three, blue, green, red or the
  // other way round: the pixels.
  int (*_Nonnull light_pixels)(
      const uint8_t *_Nonnull numbers, size_t count, float low, float factor,
      const uint8_t *_Nonnull table, int samples, int red_first, uint32_t *_Nonnull target);

  // Pixels of 30 bits, red in the highest: the nearest of 1,023 steps.
  void (*_Nonnull ten_bits)(
      const uint32_t *_Nonnull pixels, size_t count, uint32_t *_Nonnull target, int past);

  // The same of bytes as `pack` takes them, in one pass: what is read from memory and what is
  // written there then go at the same time. NULL, here and below, where `pack` is.
  void (*_Nullable pack_ten_bits)(
      const uint8_t *_Nonnull bytes, size_t count, int red_first, uint32_t *_Nonnull target,
      int past);

  // Adds pixels to sums that have ten bits for each color, blue in the lowest; the first of them
  // takes the place of what is there.
  void (*_Nonnull add)(
      const uint32_t *_Nonnull pixels, size_t count, int first, uint32_t *_Nonnull sums);

  // Pixels of 30 bits of sums of four: the nearest of 1,023 steps, of which 1,020 is the last.
  void (*_Nonnull sums)(
      const uint32_t *_Nonnull sums, size_t count, uint32_t *_Nonnull target, int past);

  // Pixels of four bytes in another order, or with bits that have to be set.
  void (*_Nonnull bytes)(
      const uint32_t *_Nonnull pixels, size_t count, const cpixels_bytes *_Nonnull format,
      uint32_t *_Nonnull target, int past);

  // Pixels of two bytes, of which the first stands there in the window.
  void (*_Nonnull narrow)(
      const uint32_t *_Nonnull pixels, size_t count, const cpixels_narrow *_Nonnull format,
      ptrdiff_t x, ptrdiff_t y, uint16_t *_Nonnull target, int past);

  // The same of bytes as `pack` takes them.
  void (*_Nullable pack_narrow)(
      const uint8_t *_Nonnull bytes, size_t count, int red_first,
      const cpixels_narrow *_Nonnull format, ptrdiff_t x, ptrdiff_t y, uint16_t *_Nonnull target,
      int past);

  // How bright pixels are, by ITU-R BT.601's weights in 256ths.
  void (*_Nonnull luma)(
      const uint32_t *_Nonnull pixels, size_t count, uint8_t *_Nonnull target);

  // Gives pixels that color where brightness changes by more than a limit below 255,
  // along and down together. The lines and the pixels are those of the whole row; its
  // first and its last pixel stay.
  void (*_Nonnull peaks)(
      const uint8_t *_Nonnull above, const uint8_t *_Nonnull here, const uint8_t *_Nonnull below,
      size_t count, uint8_t limit, uint32_t colour, uint32_t *_Nonnull pixels);

  // Stripes where a color is 255 or 0: columns of ones in `bright` and `dark`, which come again
  // after eight, say where; a color that is 0 becomes `dim`.
  void (*_Nonnull clipping)(
      uint32_t *_Nonnull pixels, size_t count, ptrdiff_t rising, ptrdiff_t falling, uint32_t dim);

  // Counts the bytes of pixels that are `step` bytes apart: red, green and blue at those places,
  // and luminance by ITU-R BT.709's weights in float32, rounded. Each of the four has 256
  // counts, those of even pixels first, and then those of odd ones: a count that is raised twice
  // in a row waits for itself.
  void (*_Nonnull count)(
      const uint8_t *_Nonnull red, const uint8_t *_Nonnull green, const uint8_t *_Nonnull blue,
      size_t count, size_t step, uint32_t *_Nonnull counts);
} cpixels_kernels;

// From the plainest to the best; NULL where this processor has no such, and behind the last.
const cpixels_kernels *_Nullable cpixels_kernels_at(int index);

enum { CPIXELS_KINDS = 3 };

// Has all see what was stored past the caches; due before another process is told to read it.
void cpixels_settle(void);

#endif
