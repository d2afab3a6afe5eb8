"""The memory of frames, as mappings that outlive the objects that look at them."""

from __future__ import annotations

import ctypes
import weakref

from . import _fork, _linux
from ._files import Descriptor


class Mapping:
    """The beginning of a frame's file in memory; unmapped when nothing refers to it any more."""

    _address = 0  # what an interrupt leaves half made has none

    def __init__(self, file: Descriptor, byte_count: int, writable: bool) -> None:
        self._file = file
        self.byte_count = byte_count
        self._is_own = False  # memory of this process, not the file's any more
        with _fork.gate:
            self._address = _linux.map_file(file.number, byte_count, writable)
            _fork.register(self)
        self._type = ctypes.c_ubyte * byte_count

    def __del__(self) -> None:
        if self._address:
            _linux.unmap(self._address, self.byte_count)

    def after_fork(self) -> None:
        """The parent's frame is none of the child's: what a child still refers to becomes zeros."""
        if not self._is_own:
            _linux.map_zeros_at(self._address, self.byte_count)
            self._is_own = True

    def exporter(self) -> ctypes.Array:  # type: ignore[type-arg]
        """An object whose memory this is. It, and whatever is made of it, keeps the mapping."""
        exporter = self._type.from_address(self._address)
        exporter.mapping = self  # type: ignore[attr-defined]
        return exporter

    def settle(self) -> None:
        """Has large pages, since it is going to be written again and again."""
        _linux.take_large_pages(self._address, self.byte_count)

    def keep_copy(self) -> None:
        """Puts a copy in the place of the file's memory."""
        if not self._is_own:
            _linux.copy_in_place(self._address, self.byte_count)
            self._is_own = True

    def part(self) -> None:
        """From now on the file gets nothing of what is written here."""
        if not self._is_own:
            _linux.map_privately_at(self._address, self._file.number, self.byte_count)


class Lease:
    """A mapping for as long as a frame is lent or pinned, and the question who looks at it."""

    def __init__(self, mapping: Mapping) -> None:
        self.mapping = mapping
        exporter = mapping.exporter()
        self._exporter: ctypes.Array | None = exporter  # type: ignore[type-arg]
        self._is_kept = weakref.ref(exporter)

    def memory(self) -> memoryview:
        if self._exporter is None:
            raise ValueError("the frame has been released")
        return memoryview(self._exporter).cast("B")

    def end(self) -> bool:
        """Ends it; returns whether anybody still refers to the memory."""
        self._exporter = None
        return self._is_kept() is not None
