"""A frame file as its publishers see it (section 7)."""

import os
import re
import struct

import linux
from files import Descriptor
from records import PAGE

_NAME = re.compile(r"frame-([1-9][0-9]*)")
_GENERATION_OFFSET = 32


def serial_of(name: str) -> int | None:
    """The serial in a frame file's name; None for other names."""
    match = _NAME.fullmatch(name)
    return int(match[1]) if match else None


class FrameFile:
    """A frame file that is open for reading and writing."""

    def __init__(self, serial: int, file: Descriptor) -> None:
        self.serial = serial
        self.file = file
        data = file.read(8, _GENERATION_OFFSET)
        self.generation = struct.unpack("<Q", data)[0] if len(data) == 8 else 0

    def fits(self, byte_count: int) -> bool:
        spare = self.file.status().st_size - PAGE - byte_count
        return 0 <= spare <= max(byte_count // 4, 65536)

    def invalidate(self) -> None:
        if self.file.status().st_size >= _GENERATION_OFFSET + 8:
            self.file.write(bytes(8), _GENERATION_OFFSET)
        self.generation = 0

    def discard(self, directory: Descriptor) -> None:
        """Gives back the memory and the name of a frame whose exclusive lock is held."""
        self.invalidate()
        if size := self.file.status().st_size:
            linux.punch(self.file.number, size)
        os.unlink(f"frame-{self.serial}", dir_fd=directory.number)
        self.file.unlock()
