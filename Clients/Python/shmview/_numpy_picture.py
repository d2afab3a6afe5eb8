"""Arrays, converted by numpy into BGRX and BGRA: in pieces that stay in the processor's cache."""

from __future__ import annotations

import sys
from typing import Any, Callable, Iterator

import numpy as np
from numpy.lib.stride_tricks import as_strided

from ._picture import Layout, described, factor_for, found_range
from ._tables import NOT_A_NUMBER, table_of
from ._types import FormatName

_OPAQUE = np.uint32(0xFF000000)
_GRAY = np.uint32(0x010101)
_PIECE = 1 << 14  # pixels


class NumpyPicture:
    """Any array that numpy can look at, as pixels for a display."""

    range = None
    table = None

    def __init__(self, array: Any, order: str, range: Any, table: str | None) -> None:
        array = array_of(array)
        layout = Layout(array.shape, array.dtype)
        if array.dtype.kind not in "buif":
            raise Layout.error(array.shape, str(array.dtype))
        if table and layout.channels != 1:
            raise ValueError(
                f"a color table is for one channel, not for "
                f"{described(array.shape, str(array.dtype))}")
        if array.ndim == 2:
            array = array[..., np.newaxis]
        elif layout.is_planar:
            array = array.transpose(1, 2, 0)
        self.width, self.height = layout.width, layout.height
        self._array, self._order = array, order
        self._samples = _Samples(array, range, table)
        self.format: FormatName = "bgra" if layout.channels == 4 and not self._is_opaque() else "bgrx"

    def write(self, memory: memoryview) -> None:
        words = np.frombuffer(memory, np.uint32).reshape(self.height, self.width)
        for begin, end in self._pieces():
            rows = self._samples.bytes(begin, end)
            if rows.dtype == np.uint32:
                words[begin:end] = rows
            else:
                self._convert(rows, words[begin:end])

    def _pieces(self) -> Iterator[tuple[int, int]]:
        """Bytes are converted in pieces of their own; other samples become
        bytes in pieces first."""
        height = max(1, _PIECE // self.width)
        if self._samples.are_bytes:
            height = self.height
        for begin in range(0, self.height, height):
            yield begin, min(begin + height, self.height)

    def _is_opaque(self) -> bool:
        """A picture that only has an alpha channel, and does not use it, goes the faster way."""
        if self._array.dtype == np.bool_:
            return bool(self._array[..., 3].all())
        alpha = self._array[..., 3]
        high = self._samples.alpha_high
        return bool((alpha[0] >= high).all() and (alpha >= high).all())

    def _convert(self, rows: Any, words: Any) -> None:
        channels = rows.shape[2]
        if channels == 1:
            _gray(rows[..., 0], words)
        elif channels == 3 and rows.strides[2] == 1 and rows.strides[1] == 3:
            _packed(rows, words, self._order)
        elif channels == 4 and self._order == "bgr" and rows.flags.c_contiguous:
            words[...] = rows.view(np.uint32)[..., 0]
            if self.format == "bgrx":
                words |= _OPAQUE
        else:
            _channels(rows, words, self._order)


def array_of(array: Any) -> Any:
    """The array as numpy sees it; without a copy where it can."""
    if isinstance(array, np.ndarray):
        return np.asarray(array)  # a matrix, or an array with a mask, has ways of its own
    if getattr(array, "requires_grad", False):
        array = array.detach()
    refusal: Exception | None = None
    if not hasattr(array, "__array_interface__") and hasattr(array, "__dlpack__"):
        try:
            return np.from_dlpack(array)
        except (AttributeError, TypeError, ValueError, BufferError, RuntimeError) as error:
            refusal = error
    try:
        taken = np.asarray(array)
    except (TypeError, ValueError) as error:
        kind, dtype = type(array).__name__, getattr(array, "dtype", "unknown")
        raise TypeError(
            f"a {kind} of dtype {dtype} cannot be taken as an array ({error})") from error
    if taken.dtype.kind == "O":
        reason = f" ({refusal})" if refusal else ""
        raise TypeError(f"a {type(array).__name__} is not an array of numbers{reason}") from refusal
    return taken


class _Samples:
    """Bytes out of samples of any type: low becomes 0, high becomes 255."""

    def __init__(self, array: Any, range: Any, table: str | None) -> None:
        self._array = array
        kind, size = array.dtype.kind, array.dtype.itemsize
        self._table = np.frombuffer(table_of(table), np.uint32) if table else None
        # float32 holds every 16 bit sample exactly.
        is_small = (kind == "f" and size <= 4) or (kind in "ui" and size <= 2)
        self._type = np.float32 if is_small else np.float64
        self.is_float = kind == "f"
        own = (0, 1) if kind in "bf" else (0, 256**size - 1) if kind == "u" and size <= 2 else None
        # Labels, sums and differences are of other types: the type's own range says nothing.
        chosen = range or own or "auto"
        limits: tuple[float, float] = self._found(own) if isinstance(chosen, str) else chosen
        self.low, self.high = limits
        if not 1e-30 < abs(self.high - self.low) < 1e30:
            self._type = np.float64
        self.are_bytes = array.dtype == np.uint8 and (self.low, self.high) == (0, 255) and not table
        # Alpha has a range of its own: that of colors is not for it.
        self.alpha_high = own[1] if own else 255

    def _found(self, own: tuple[float, float] | None) -> tuple[float, float]:
        colors = self._array[..., :3]
        if self.is_float:
            colors = colors[np.isfinite(colors)]
        if colors.size == 0:
            return (0, 1)
        return found_range(float(colors.min()), float(colors.max()), own)

    def bytes(self, begin: int, end: int) -> Any:
        """Some rows as bytes; as whole pixels where there is a color table, or what is not a
        number."""
        rows = self._array[begin:end]
        if self.are_bytes:
            return rows
        if rows.shape[2] == 4:
            alpha = self._scaled(rows[..., 3:], 0, self.alpha_high)
            return np.concatenate((self._scaled(rows[..., :3], self.low, self.high), alpha), axis=2)
        scaled = self._scaled(rows, self.low, self.high)
        if rows.shape[2] != 1:
            return scaled
        wrong = np.isnan(rows[..., 0]) if self.is_float else None
        if self._table is None and (wrong is None or not wrong.any()):
            return scaled
        levels = scaled[..., 0]
        words = self._table[levels] if self._table is not None else levels * _GRAY | _OPAQUE
        if wrong is not None:
            words[wrong] = NOT_A_NUMBER
        return words

    def _scaled(self, rows: Any, low: float, high: float) -> Any:
        factor = factor_for(low, high)
        low, high = low * factor, high * factor
        # Numbers far from the range become infinite, and then its ends; what is none becomes 0.
        with np.errstate(over="ignore", invalid="ignore"):
            values = rows.astype(self._type)
            if factor != 1:
                values *= self._type(factor)
            values -= self._type(low)
            values *= self._type(255 / (high - low))
            values += self._type(0.5)
            np.clip(values, 0, 255, out=values)
            return values.astype(np.uint8)


def _in_pieces(source: Any, words: Any, convert: Callable[[Any, Any], None]) -> None:
    for begin in range(0, len(words), _PIECE):
        convert(source[begin : begin + _PIECE], words[begin : begin + _PIECE])


def _gray(rows: Any, words: Any) -> None:
    height = max(1, _PIECE // words.shape[1])
    for begin in range(0, len(words), height):
        target = words[begin : begin + height]
        np.multiply(rows[begin : begin + height], _GRAY, out=target, dtype=np.uint32)
        np.bitwise_or(target, _OPAQUE, out=target)


def _packed(rows: Any, words: Any, order: str) -> None:
    """Three bytes a pixel: read as overlapping words of four, of which one byte is masked.

    A word that begins with a pixel holds blue, green, red and the next one's blue; for the other
    order one that ends with it is read the other way round.
    """
    if rows.strides[0] == 3 * rows.shape[1] and rows.flags.c_contiguous:
        rows, words = rows.reshape(1, -1, 3), words.reshape(1, -1)
    for row, target in zip(rows, words):
        _packed_row(row, target, order)


def _packed_row(row: Any, target: Any, order: str) -> None:
    _channels(row[:1], target[:1], order)
    _channels(row[-1:], target[-1:], order)
    count = len(target) - 1
    if count < 1:
        return
    flat = as_strided(row, (3 * len(row),), (1,))
    if order == "bgr":
        source, target = flat[:4].view("<u4"), target[:-1]
    else:
        source, target = flat[2:6].view(">u4"), target[1:]

    def convert(words: Any, pixels: Any) -> None:
        pixels[...] = words
        np.bitwise_or(pixels, _OPAQUE, out=pixels)

    _in_pieces(as_strided(source, (count,), (3,), writeable=False), target, convert)


def _channels(rows: Any, words: Any, order: str) -> None:
    """Any strides: one channel after the other."""
    pixels = words.view(np.uint8).reshape(*words.shape, 4)
    for index, source in enumerate((0, 1, 2) if order == "bgr" else (2, 1, 0)):
        pixels[..., index] = rows[..., source]
    pixels[..., 3] = rows[..., 3] if rows.shape[-1] == 4 else 255


if sys.byteorder != "little":
    raise ImportError("shmview's conversions are for little-endian machines")
