"""A frame file as its publishers see it (section 7)."""

from __future__ import annotations

import contextlib
import os
import re
import weakref

from . import _linux
from ._files import MAKE_ROOM, NO_ROOM, Descriptor
from ._memory import Mapping
from ._records import PAGE
from .errors import NoSpace

_NAME = re.compile(r"frame-([1-9][0-9]*)")
_GENERATION_OFFSET = 32
# A longer number is some other file's name: the field has eight bytes.
_LARGEST_SERIAL = 2**64 - 1
# Bytes that are allocated at once. On many a kernel a signal takes back all that the call has
# allocated, and Python then calls again: a small piece fits between two signals of a profiler.
_PIECE = 256 << 10
# The use from which on a mapping is likely to be used for long.
_SETTLED = 4


def serial_of(name: str) -> int | None:
    """The serial in a frame file's name; None for other names."""
    match = _NAME.fullmatch(name)
    serial = int(match[1]) if match else 0
    return serial if 0 < serial <= _LARGEST_SERIAL else None


def no_space(needed: int, free: int) -> NoSpace:
    """What is said where the memory of a frame cannot be had."""
    return NoSpace(
        f"a frame needs {needed} bytes, and {free} are free in shared memory; {MAKE_ROOM}")


class FrameFile:
    """A frame file that is open for reading and writing, with what was found when it was listed."""

    def __init__(self, serial: int, file: Descriptor) -> None:
        self.serial = serial
        self.file = file
        #: Whoever the frame is lent to; without an end to that, an interrupt came between.
        self.borrower: weakref.ref[object] | None = None
        self.generation = 0
        #: The generation that the frame was of when it was lent.
        self.held_before = 0
        #: The generation as which, and the bytes of pixels in which, we wrote every fourth byte.
        self.padded: tuple[int, int] | None = None
        self._mapping: Mapping | None = None
        self._uses = 0
        self.look()

    @property
    def is_lent(self) -> bool:
        """Whether somebody in this process has it."""
        return self.borrower is not None

    @property
    def is_lost(self) -> bool:
        """Whether it is lent to what is there no more, and has not given it back."""
        return self.borrower is not None and self.borrower() is None

    def is_lent_to(self, borrower: object) -> bool:
        """Whether it still is that one who has it."""
        return self.borrower is not None and self.borrower() is borrower

    def give_back(self) -> None:
        """Ends the loan: first for other processes, then for the threads of this one."""
        self.file.unlock()
        self.borrower = None

    def look(self) -> None:
        """Finds the file's size and links."""
        status = self.file.status()
        self.size, self.links = status.st_size, status.st_nlink

    def is_unchanged(self) -> bool:
        """Whether the file still has one link, and the size that was found."""
        status = os.fstat(self.file.number)
        return status.st_nlink == 1 and status.st_size == self.size

    def read_generation(self) -> int:
        data = os.pread(self.file.number, 8, _GENERATION_OFFSET)
        self.generation = int.from_bytes(data, "little") if len(data) == 8 else 0
        return self.generation

    def fits(self, byte_count: int) -> bool:
        spare = self.size - PAGE - byte_count
        return 0 <= spare <= max(byte_count // 4, 65536)

    def allocate(self, byte_count: int) -> None:
        """Gets the memory of a header and that many bytes of pixels, where it has not got it."""
        if self.is_mapped(byte_count):
            return
        needed = PAGE + byte_count
        status = self.file.status()
        if status.st_size < needed or status.st_blocks * 512 < status.st_size:
            try:
                for offset in range(0, needed, _PIECE):
                    count = min(_PIECE, needed - offset)
                    os.posix_fallocate(self.file.number, offset, count)
            except OSError as error:
                if error.errno not in NO_ROOM:
                    raise
                os.ftruncate(self.file.number, status.st_size)  # what the pieces have taken
                space = os.fstatvfs(self.file.number)
                raise no_space(needed, space.f_bavail * space.f_frsize) from error
            self.look()

    def is_mapped(self, byte_count: int) -> bool:
        """Whether so much is mapped: then it has its memory, since frames are never cut."""
        return self._mapping is not None and self._mapping.byte_count >= PAGE + byte_count

    def mapping(self, byte_count: int) -> Mapping:
        """The header and the pixels in memory, kept from loan to loan; after `allocate`."""
        mapping, needed = self._mapping, PAGE + byte_count
        if mapping is None or mapping.byte_count < needed:
            mapping = self._mapping = Mapping(self.file, needed, writable=True)
            self._uses = 0
        self._uses += 1
        if self._uses == _SETTLED:
            mapping.settle()
        return mapping

    def forget_mapping(self) -> None:
        self._mapping = None

    def invalidate(self) -> None:
        """Makes it a frame of no generation, if the one that was read is another."""
        if self.generation:
            self.file.write(bytes(8), _GENERATION_OFFSET)
        self.generation = 0

    def discard(self, directory: Descriptor) -> None:
        """Gives back the memory and the name of a frame whose exclusive lock is held."""
        self.read_generation()
        self.invalidate()
        size = self.file.status().st_size
        if size:
            _linux.punch(self.file.number, 0, size)
        with contextlib.suppress(FileNotFoundError):  # deleted by hand
            os.unlink(f"frame-{self.serial}", dir_fd=directory.number)
        self.file.unlock()
