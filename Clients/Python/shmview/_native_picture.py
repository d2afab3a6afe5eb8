"""Arrays whose samples a frame can hold as they are: copied, never converted."""

from __future__ import annotations

from typing import Any

import numpy as np

from ._formats import FORMATS
from ._numpy_picture import array_of
from ._picture import Layout, described

_SUFFIXES = {"u1": ("", "24", "gray8"), "u2": ("64le", "48le", "gray16le"),
             "f4": ("f32le", "f32le", "grayf32le")}


class NativePicture:
    """Bytes, 16 bit numbers or float32: gray, or three or four channels in any order of planes."""

    def __init__(self, array: Any, layout: Layout, order: str, range: Any, table: Any) -> None:
        self.width, self.height = layout.width, layout.height
        four, three, gray = _SUFFIXES[array.dtype.kind + str(array.dtype.itemsize)]
        if layout.channels == 1:
            name = gray
        else:
            name = order + ("a" + four if layout.channels == 4 else three)
        # Planes that stand apart stay so, where there is such a format; else they are packed.
        if layout.is_planar and name + "-planar" in FORMATS:
            name += "-planar"
        elif layout.is_planar:
            array = array.transpose(1, 2, 0)
        self.format = name
        self.table = table
        self.range = _found(array, layout) if range == "auto" else range
        self._array = array

    def write(self, memory: memoryview) -> None:
        target = np.frombuffer(memory, FORMATS[self.format].dtype).reshape(self._array.shape)
        np.copyto(target, self._array)


def native_picture(array: Any, order: str, range: Any, table: str | None) -> Any:
    """The picture; None for samples of another type, which have to be converted."""
    array = array_of(array)
    if array.dtype == np.bool_ and not _has_alpha(array):
        array, range = array.view(np.uint8), range or (0, 1)  # which they are in memory
    kind = array.dtype.kind + str(array.dtype.itemsize)
    if kind not in _SUFFIXES:
        return None
    layout = Layout(array.shape, array.dtype)
    if table and layout.channels != 1:
        raise ValueError(
            "a colour table is for one channel, not for "
            f"{described(array.shape, str(array.dtype))}")
    return NativePicture(array, layout, order, range, table)


def _has_alpha(array: Any) -> bool:
    return array.ndim == 3 and 4 in (array.shape[0], array.shape[2])


def _found(array: Any, layout: Layout) -> tuple[float, float]:
    """The least and the largest sample, without alpha."""
    if layout.channels == 4:
        array = array[:3] if layout.is_planar and array.shape[0] == 4 else array[..., :3]
    finite = array[np.isfinite(array)] if array.dtype.kind == "f" else array
    if finite.size == 0:
        return (0.0, 1.0)
    low, high = float(finite.min()), float(finite.max())
    return (low, high) if low < high else (low, low + 1)
