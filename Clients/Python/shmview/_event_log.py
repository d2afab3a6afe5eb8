"""The log of what people do in the viewers of a channel (section 13)."""

from __future__ import annotations

import fcntl
import os
import struct
import time
import zlib
from typing import Any, NamedTuple

from . import _linux
from ._files import Descriptor, open_file, open_unnamed
from ._records import clean_text
from ._types import Kind
from .errors import ChannelBusy

NAME = "events"
SIZE = 128
_MAGIC = b"SHME"
_RECORD = struct.Struct("<4sIQIIQQIIddddI40s")
_KEPT = 262_144
_LONGEST = 1_048_576
# Seconds that a viewer may have the lock, which it needs for a moment.
_PATIENCE = 0.05
KINDS: tuple[Kind, ...] = (
    "key", "press", "release", "wheel", "rectangle", "opened", "resized", "closed", "motion")


class Record(NamedTuple):
    """One record, as it stands in the log."""

    kind: int
    viewer: int
    process: int
    modifiers: int
    generation: int
    nanoseconds: int
    code: int
    x: float
    y: float
    width: float
    height: float
    name: str

    def packed(self) -> bytes:
        name = clean_text(self.name.encode(errors="replace"), 40).encode()
        data = _RECORD.pack(
            _MAGIC, self.kind, self.viewer, self.process, self.modifiers, self.generation,
            self.nanoseconds, self.code, 0, self.x, self.y, self.width, self.height, len(name), name)
        return data + struct.pack("<I", zlib.crc32(data))

    @classmethod
    def unpacked(cls, data: bytes) -> Record | None:
        """None for what is not a record, or is of a kind that is not known."""
        checksum, = struct.unpack_from("<I", data, SIZE - 4)
        if data[:4] != _MAGIC or checksum != zlib.crc32(data[: SIZE - 4]):
            return None
        fields = _RECORD.unpack_from(data)
        kind, name_size = fields[1], fields[13]
        if not 1 <= kind <= len(KINDS) or name_size > 40:
            return None
        name = clean_text(fields[14][:name_size], 40)
        values: tuple[Any, ...] = (*fields[1:8], *fields[9:13], name)
        return cls(*values)


class Listening:
    """A channel's log for as long as somebody listens to it."""

    def __init__(self, channel: Descriptor, inotify: _linux.Inotify | None) -> None:
        self._channel = channel
        self._file = self._begin()
        #: Whether inotify tells of what comes.
        self.is_told = False
        self.watch(inotify)
        self._position = -(-self._file.status().st_size // SIZE) * SIZE

    def watch(self, inotify: _linux.Inotify | None) -> None:
        """Has inotify tell of what comes, unless it does so already or has no watch left."""
        if inotify is None or self.is_told:
            return
        try:
            inotify.watch(
                f"/proc/self/fd/{self._file.number}", _linux.IN_MODIFY | _linux.IN_ATTRIB)
            self.is_told = True
        except OSError:
            pass

    def is_over(self) -> bool:
        """Whether the log has lost its name: by hand, or with its channel."""
        return self._file.number < 0 or self._file.status().st_nlink == 0

    def read(self) -> list[Record | None]:
        """What has come since the last time; None stands for what came too fast to be kept."""
        found: list[Record | None] = []
        while True:
            data = self._file.read(256 * SIZE, self._position)
            whole = len(data) // SIZE * SIZE
            if not whole:
                return found
            for offset in range(0, whole, SIZE):
                piece = data[offset : offset + SIZE]
                if not any(piece):
                    if not found or found[-1] is not None:
                        found.append(None)
                    self._position = self._next_data(self._position + offset + SIZE)
                    break
                record = Record.unpacked(piece)
                if record:
                    found.append(record)
            else:
                self._position += whole

    def _next_data(self, offset: int) -> int:
        try:
            data = os.lseek(self._file.number, offset, os.SEEK_DATA)
        except OSError:  # ENXIO: there is none before the end
            data = max(offset, self._file.status().st_size)
        return -(-data // SIZE) * SIZE

    def _begin(self) -> Descriptor:
        """The log, locked; `ChannelBusy` where a viewer keeps its lock, as one that was stopped does."""
        deadline = time.monotonic() + _PATIENCE
        while True:
            try:
                file = open_file(NAME, self._channel, os.O_RDONLY)
            except FileNotFoundError:
                file = open_unnamed(self._channel)
                if file.try_lock(fcntl.LOCK_SH):
                    try:
                        _linux.give_name(file.number, self._channel.number, NAME)
                        return file
                    except FileExistsError:
                        continue
            if file.try_lock(fcntl.LOCK_SH) and file.status().st_nlink == 1:
                return file
            if time.monotonic() > deadline:
                raise ChannelBusy("a viewer has the log of events locked")
            time.sleep(1e-3)


def tell(channel: Descriptor, record: Record) -> bool:
    """Tells the listeners; returns whether there are any. For viewers."""
    try:
        file = open_file(NAME, channel, os.O_RDWR | os.O_APPEND)
    except FileNotFoundError:
        return False
    with file:
        if file.try_lock():
            if file.status().st_nlink == 1:
                os.unlink(NAME, dir_fd=channel.number)
            return False
        rest = file.status().st_size % SIZE
        if rest:
            os.write(file.number, bytes(SIZE - rest))
        os.write(file.number, record.packed())
        end = os.lseek(file.number, 0, os.SEEK_CUR)
        if end > _LONGEST and end % _KEPT <= SIZE:
            _linux.punch(file.number, 0, (end - _KEPT) // 4096 * 4096)
        return True
