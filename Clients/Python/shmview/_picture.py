"""Pictures as programs have them, and their way into a frame's memory."""

from __future__ import annotations

import functools
import math
import struct
import sys
from typing import Any, Callable, Protocol

from . import _fork
from ._tables import check_table
from ._types import FormatName, Table


ACCEPTED = (
    "a picture is height x width, height x width x 1, 3 or 4, or 1, 3 or 4 x height x width, of "
    "bool, integers or floats")


# Of float32.
_LARGEST = float.fromhex("0x1.fffffep127")


class Picture(Protocol):
    """What can write itself into a frame."""

    width: int
    height: int
    format: FormatName

    # What the header says of the samples; None where they have been converted.

    @property
    def range(self) -> tuple[float, float] | None:
        """The samples that are black and white."""

    @property
    def table(self) -> Table | None:
        """The color table."""

    def write(self, memory: memoryview) -> None:
        """Fills all rows of a frame of that size and format, packed."""


def picture_of(array: Any, order: str, range: Any, table: str | None) -> Picture:
    """What `array` shows.

    Raises `TypeError` or `ValueError` naming its shape and dtype, and what is accepted.
    """
    range = checked_options(order, range, table)
    numpy = sys.modules.get("numpy") or _numpy()
    if numpy is None or type(array) is not numpy.ndarray:
        check_device(array)
        array = _of_pil(array)
    if numpy is not None:
        as_it_is, converted = _ways()
        return as_it_is(array, order, range, table) or converted(array, order, range, table)
    from ._plain_picture import PlainPicture

    return PlainPicture(array, order, range, table)


@functools.lru_cache(maxsize=None)
def _ways() -> tuple[Callable[..., Picture | None], Callable[..., Picture]]:
    """What makes pictures of arrays, where there is numpy: looked up once.

    No fork comes between: a child could never import what a thread that it does not have was
    importing.
    """
    with _fork.gate:
        from ._native_picture import native_picture
        from ._numpy_picture import NumpyPicture

    return native_picture, NumpyPicture


def checked_options(order: str, range: Any, table: str | None) -> Any:
    """The range as `checked_range` returns it, or "auto"; raises `ValueError` for what is none."""
    if order not in ("rgb", "bgr"):
        raise ValueError(f"order is 'rgb' or 'bgr', not {order!r}")
    if table is not None:
        check_table(table)
    if range is None or isinstance(range, str) and range == "auto":
        return range
    return checked_range(range)


def checked_range(range: Any) -> tuple[float, float] | None:
    """None, or two numbers that differ, as float32, out of any pair; raises
    `ValueError` otherwise."""
    if range is None:
        return None
    try:
        low, high = map(float, range)
    except (OverflowError, TypeError, ValueError):
        raise ValueError(
            f"range is None, 'auto' or a pair (low, high) of numbers, not {range!r}") from None
    # A header has float32.
    is_held = all(abs(number) <= _LARGEST for number in (low, high))  # which NaN is not
    if not is_held or _float32(low) == _float32(high):
        raise ValueError(f"range needs two finite numbers that differ, not {range!r}")
    return low, high


def found_range(
    low: float, high: float, own: tuple[float, float] | None,
) -> tuple[float, float]:
    """From the least sample to the largest, as the viewer's `auto` has it.

    Of a picture of one number that is its type's own range where that tells it (8 bits, the ends of
    16, floats from 0 to 1); else one in whose middle it lies.
    """
    if low < high:
        return low, high
    if own and (own == (0, 255) or low in own or own == (0, 1) and 0 <= low <= 1):
        return own
    # A few steps of float32, of which one is a number's 2^-23 at most.
    width = max(1.0, abs(low) * 2**-20)
    limit = _LARGEST if abs(low) <= _LARGEST else sys.float_info.max
    if abs(low) + width > limit:
        return min(0.0, low), max(0.0, low)
    return low - width, low + width


def factor_for(low: float, high: float) -> float:
    """The power of two by which numbers are multiplied first, where a range is too wide or too
    narrow to be reckoned with."""
    if 1e-200 < abs(high - low) < 1e200:
        return 1.0
    exponent = math.frexp(max(abs(low), abs(high)))[1]
    return math.ldexp(1.0, max(-1000, min(1000, -exponent)))


def _float32(number: float) -> float:
    return float(struct.unpack("<f", struct.pack("<f", number))[0])


def check_device(array: Any) -> None:
    """Refuses what does not lie in this machine's memory."""
    device_of = getattr(type(array), "__dlpack_device__", None)
    if device_of is None:
        return
    try:
        kind, number = device_of(array)
        place = f"DLPack device {int(kind)}:{number}"
    except (TypeError, ValueError, BufferError, RuntimeError) as error:  # none that DLPack knows
        kind, place = 0, str(error)
    if int(kind) not in (1, 3, 13):  # kDLCPU, kDLCUDAHost, kDLCUDAManaged: dlpack.h
        raise TypeError(
            f"the array is not in the CPU's memory ({place}); "
            "move it there first: .cpu(), .get() or numpy.asarray")


# Pictures of PIL whose bytes are what their shape says.
_PIL_PLAIN = ("1", "L", "I", "F", "RGB", "RGBA", "I;16", "I;16L", "I;16B", "I;16N")


def _of_pil(array: Any) -> Any:
    """A picture of PIL that has a palette, or other channels than red, green and blue, as RGB."""
    pil: Any = sys.modules.get("PIL.Image")
    if pil is None or not isinstance(array, pil.Image) or array.mode in _PIL_PLAIN:
        return array
    has_alpha = array.mode in ("LA", "PA", "La", "RGBa") or "transparency" in array.info
    if array.mode == "La":  # which PIL leads to LA alone
        array = array.convert("LA")
    try:
        return array.convert("RGBA" if has_alpha else "RGB")
    except ValueError as error:
        raise TypeError(
            f"a picture of PIL of mode {array.mode} cannot be shown ({error}); convert it to RGB"
        ) from error


class Layout:
    """Where the samples of a picture stand: as height x width x channels, whatever the shape."""

    def __init__(self, shape: tuple[int, ...], dtype: Any) -> None:
        self.is_planar = False
        if len(shape) == 2:
            self.height, self.width, self.channels = shape[0], shape[1], 1
        elif len(shape) == 3 and shape[2] in (1, 3, 4):
            self.height, self.width, self.channels = shape
        elif len(shape) == 3 and shape[0] in (1, 3, 4) and shape[2] != 2:
            self.channels, self.height, self.width = shape
            self.is_planar = True
        else:
            raise self.error(shape, dtype)
        if not (1 <= self.width <= 65_535 and 1 <= self.height <= 65_535):
            raise ValueError(
                f"{described(shape, dtype)} cannot be shown: a picture has 1 to 65535 rows and "
                "columns")

    @staticmethod
    def error(shape: tuple[int, ...], dtype: Any) -> Exception:
        reason = "is not a picture"
        if len(shape) == 3 and shape[0] in (1, 3, 4) and shape[2] == 2:
            reason = (
                f"could be {shape[0]} x {shape[1]} pixels of two channels, which cannot be shown, or "
                f"{shape[0]} channels of {shape[1]} x 2 pixels, which can be with the channels last")
        return ValueError(f"{described(shape, dtype)} {reason}: {ACCEPTED}")


def described(shape: tuple[int, ...], dtype: Any) -> str:
    """An array, for messages."""
    return f"an array of shape {tuple(shape)} and dtype {dtype}"


def needed_numpy(what: str, instead: str) -> Any:
    numpy = _numpy()
    if numpy is None:
        raise ImportError(f"{what} needs numpy (pip install numpy); {instead} does not")
    return numpy


def _numpy() -> Any:
    with _fork.gate:
        try:
            import numpy
        except ImportError:
            return None
    return numpy
