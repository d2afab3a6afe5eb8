"""Arrays whose samples a frame can hold as they are: copied, never converted."""

from __future__ import annotations

import functools
from typing import Any, NamedTuple

import numpy as np

from ._formats import FORMATS
from ._numpy_picture import array_of
from ._picture import Layout, described, found_range

_SUFFIXES = {"u1": ("", "24", "gray8"), "u2": ("64le", "48le", "gray16le"),
             "f4": ("f32le", "f32le", "grayf32le")}


class _Form(NamedTuple):
    """What arrays of one shape and type are."""

    layout: Layout
    format: str
    #: Whether planes that stand apart are to be packed.
    is_packed: bool


@functools.lru_cache(maxsize=64)  # a program shows few of them, and each very often
def _form_of(shape: tuple[int, ...], dtype: Any, order: str, table: str | None) -> _Form | None:
    """None for samples that no frame can hold."""
    suffixes = _SUFFIXES.get(dtype.kind + str(dtype.itemsize))
    if suffixes is None:
        return None
    layout = Layout(shape, dtype)
    if table and layout.channels != 1:
        raise ValueError(
            f"a color table is for one channel, not for {described(shape, str(dtype))}")
    four, three, gray = suffixes
    if layout.channels == 1:
        name = gray
    else:
        name = order + ("a" + four if layout.channels == 4 else three)
    # Planes that stand apart stay so, where there is such a format; else they are packed.
    if layout.is_planar and name + "-planar" in FORMATS:
        return _Form(layout, name + "-planar", False)
    return _Form(layout, name, layout.is_planar)


class NativePicture:
    """Bytes, 16 bit numbers or float32: gray, or three or four channels in any order of planes."""

    def __init__(self, array: Any, form: _Form, range: Any, table: Any) -> None:
        self.width, self.height = form.layout.width, form.layout.height
        self.format = form.format
        self.table = table
        if form.is_packed:
            array = array.transpose(1, 2, 0)
        self.range = _found(array, form.layout) if range == "auto" else range
        self._array = array

    def write(self, memory: memoryview) -> None:
        target = np.frombuffer(memory, FORMATS[self.format].dtype).reshape(self._array.shape)
        target[...] = self._array


def native_picture(array: Any, order: str, range: Any, table: str | None) -> Any:
    """The picture; None for samples of another type, which have to be converted."""
    if type(array) is not np.ndarray:
        array = array_of(array)
    if array.dtype.kind == "b" and not _has_alpha(array):
        array, range = array.view(np.uint8), range or (0, 1)  # which they are in memory
    form = _form_of(array.shape, array.dtype, order, table)
    return form and NativePicture(array, form, range, table)


def _has_alpha(array: Any) -> bool:
    return array.ndim == 3 and 4 in (array.shape[0], array.shape[2])


def _found(array: Any, layout: Layout) -> tuple[float, float]:
    """The least and the largest sample, without alpha."""
    if layout.channels == 4:
        array = array[:3] if layout.is_planar and array.shape[0] == 4 else array[..., :3]
    kind, size = array.dtype.kind, array.dtype.itemsize
    finite = array[np.isfinite(array)] if kind == "f" else array
    if finite.size == 0:
        return (0.0, 1.0)
    own = (0, 1) if kind == "f" else (0, 256**size - 1)
    return found_range(float(finite.min()), float(finite.max()), own)
