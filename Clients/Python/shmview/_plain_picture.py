"""Pictures without numpy: bytes are sliced, which is quick; other samples go one by one."""

from __future__ import annotations

import math
from array import array
from typing import Any, Iterable

from ._foreign import samples_of
from ._picture import Layout, described, factor_for, found_range
from ._tables import NOT_A_NUMBER, table_of
from ._types import FormatName

_OWN_RANGES = {"B": (0, 255), "H": (0, 65535), "?": (0, 1), "f": (0, 1), "d": (0, 1)}


class PlainPicture:
    """Anything with the buffer protocol, an `__array_interface__` or `__dlpack__`."""

    def __init__(self, array: Any, order: str, range: Any, table: str | None) -> None:
        view, shape, kind = samples_of(array)
        layout = Layout(shape, kind)
        if kind not in "?bBhHiIlLqQfd":
            raise Layout.error(shape, kind)
        if table and layout.channels != 1:
            raise ValueError(
                f"a color table is for one channel, not for {described(shape, kind)}")
        self.width, self.height = layout.width, layout.height
        self._layout, self._order, self._table = layout, order, table
        self._samples = view
        self.range = self.table = None
        self._kind = kind
        self._range = range
        self.format: FormatName = "bgrx"
        if layout.channels == 4 and not self._is_opaque():
            self.format = "bgra"

    def write(self, memory: memoryview) -> None:
        if self._layout.channels == 1 and (self._table or self._kind in "fd"):
            memory[:] = memoryview(self._words()).cast("B")
            return
        names = {1: (0, 0, 0), 3: (2, 1, 0), 4: (2, 1, 0)}[self._layout.channels]
        if self._order == "bgr" and self._layout.channels != 1:
            names = (0, 1, 2)
        # Slices of bytes are copied by loops in C, those of a memoryview item by item.
        pixels = bytearray(b"\xff") * len(memory)
        done: dict[int, bytes] = {}
        for index, channel in enumerate(names):
            if channel not in done:
                done[channel] = self._bytes(channel)
            pixels[index::4] = done[channel]
        if self.format == "bgra":
            pixels[3::4] = self._bytes(3)
        memory[:] = pixels

    def _channel(self, channel: int) -> Any:
        """The samples of one channel, row after row."""
        pixels = self.width * self.height
        if self._layout.is_planar:
            return self._samples[channel * pixels : (channel + 1) * pixels]
        return self._samples[channel :: self._layout.channels]

    def _bytes(self, channel: int) -> bytes:
        samples = self._channel(channel)
        limits = self._limits(channel)
        if self._kind == "B":
            data = bytes(samples)
            return data if limits == (0, 255) else data.translate(bytes(_levels(range(256), limits)))
        if self._kind == "H" and len(samples) > 65_536:
            return bytes(map(_levels(range(65_536), limits).__getitem__, samples))
        return bytes(level & 255 for level in _levels(samples, limits))

    def _words(self) -> array[int]:
        """Whole pixels: through the table, and of what is not a number."""
        table = memoryview(table_of(self._table)).cast("I") if self._table else None
        words = [table[i] if table else 0xFF000000 | i * 0x010101 for i in range(256)]
        words.append(NOT_A_NUMBER)
        return array("I", map(words.__getitem__, _levels(self._channel(0), self._limits(0))))

    def _limits(self, channel: int) -> tuple[float, float]:
        own = _OWN_RANGES.get(self._kind)
        if channel == 3:  # alpha: the range of colors is not for it
            return own or (0, 255)
        if self._range is None and own:
            return own
        if self._range is not None and self._range != "auto":
            low, high = self._range
            return float(low), float(high)
        count = min(self._layout.channels, 3)
        found = [float(value) for channel in range(count) for value in self._channel(channel)
                 if math.isfinite(value)]
        self._range = found_range(min(found), max(found), own) if found else (0.0, 1.0)
        return self._range[0], self._range[1]

    def _is_opaque(self) -> bool:
        high = self._limits(3)[1]
        return all(value >= high for value in self._channel(3))


def _levels(samples: Iterable[float], limits: tuple[float, float]) -> list[int]:
    """Low becomes 0, high becomes 255, and what is not a number 256."""
    factor = factor_for(*limits)
    low, high = limits[0] * factor, limits[1] * factor
    scale = 255 / (high - low)
    return [
        0 if (level := (value * factor - low) * scale + 0.5) <= 0
        else 255 if level >= 255 else int(level) if level == level else 256
        for value in samples]
