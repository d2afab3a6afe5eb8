"""A channel byte by byte, as docs/PROTOCOL.md has it: a second opinion, and a hostile hand.

Shares no code with any client. Publishes in the simplest way that the protocol allows: each frame
is a new file, and the one before is unlinked if nobody has it.
"""

import fcntl
import os
import secrets
import shutil
import struct
import time
import zlib
from contextlib import contextmanager
from pathlib import Path

PAGE = 4096
CONTROL = struct.Struct("<8sII16sQQQII")
VIEWER = struct.Struct("<8sIIQQII64s")
HEADER = struct.Struct("<8sII16sQQIIIIQII1024sffIIQ1024s")
LATEST, NEXT_SERIAL, HISTORY = 32, 48, 56
#: Where a header's fields are, and their types.
FIELDS = {
    "magic": (0, "8s"), "version": (8, "I"), "size": (12, "I"), "channel id": (16, "16s"),
    "generation": (32, "Q"), "serial": (40, "Q"), "width": (48, "I"), "height": (52, "I"),
    "stride": (56, "I"), "format": (60, "I"), "title size": (72, "I"), "transition": (76, "I"),
    "table": (1112, "I"), "details size": (1116, "I"),
}

_LAYOUTS = {
    "bgrx": (1, 4), "bgra": (2, 4), "gray": (3, 1), "rgb": (4, 3), "bgr": (5, 3), "rgba": (6, 4)}
_NAMES = {
    ("bgrx", 0): "bgrx", ("bgra", 0): "bgra", ("gray", 0): "gray8", ("rgb", 0): "rgb24",
    ("bgr", 0): "bgr24", ("rgba", 0): "rgba", ("gray", 1): "gray16le", ("rgb", 1): "rgb48le",
    ("bgr", 1): "bgr48le", ("rgba", 1): "rgba64le", ("bgra", 1): "bgra64le",
    ("gray", 2): "grayf32le", ("rgb", 2): "rgbf32le", ("bgr", 2): "bgrf32le",
    ("rgba", 2): "rgbaf32le", ("bgra", 2): "bgraf32le",
}


class Format:
    """How samples lie in memory."""

    def __init__(self, layout: str, sample: int, is_planar: bool) -> None:
        number, channels = _LAYOUTS[layout]
        self.name = _NAMES[layout, sample] + ("-planar" if is_planar else "")
        self.number = number | sample << 8 | is_planar << 16
        self.planes = channels if is_planar else 1
        self.sample_size = 1 << sample
        self.column_size = self.sample_size * (1 if is_planar else channels)


FORMATS = {
    format.name: format
    for layout, sample in _NAMES
    for is_planar in (False, True)
    if not is_planar or layout in ("rgb", "bgr", "rgba")
    for format in [Format(layout, sample, is_planar)]
}


def pattern(width: int, height: int, format: Format, number: int) -> bytes:
    """The samples of frame `number` (from 1) of a publisher: docs/C.md, "Conformance"."""
    row_size = width * format.column_size
    endless = bytes(range(256)) * (row_size // 256 + 2)
    rows = []
    for y in range(height * format.planes):
        start = (3 * y + 7 * number) % 256
        row = bytearray(endless[start : start + row_size])
        if format.name == "bgrx":
            row[3::4] = b"\xff" * width
        rows.append(bytes(row))
    return b"".join(rows)


def checksum(width: int, height: int, format: Format, number: int) -> int:
    return zlib.crc32(pattern(width, height, format, number))


class Frame:
    """A frame file's header and samples, as they are at this moment."""

    def __init__(self, data: bytes) -> None:
        self.page = data[:PAGE].ljust(PAGE, b"\0")
        (self.magic, self.version, self.size, self.channel_id, self.generation, self.serial,
         self.width, self.height, self.stride, self.format, self.published, title_size,
         self.transition, title, self.low, self.high, self.table, details_size, self.captured,
         details) = HEADER.unpack_from(self.page)
        self.title, self.details = title[:title_size], details[:details_size]
        self.unused = title[title_size:] + details[details_size:] + self.page[HEADER.size:]
        self.pixels = data[PAGE:]

    @property
    def known_format(self):
        return next((f for f in FORMATS.values() if f.number == self.format), None)

    def checksum(self) -> int:
        row = self.width * self.known_format.column_size
        rows = range(0, self.stride * self.height * self.known_format.planes, self.stride)
        return zlib.crc32(b"".join(self.pixels[start : start + row] for start in rows))


class Channel:
    """A channel's directory, handled by path."""

    def __init__(self, root: Path, name: str) -> None:
        self.root, self.name, self.path = root, name, root / name

    def make(self) -> None:
        """Makes the channel where it is missing."""
        self.root.mkdir(mode=0o700, exist_ok=True)
        if self.path.exists():
            return
        new = self.root / f".new-{secrets.token_hex(8)}"
        new.mkdir(mode=0o700)
        (new / "viewers").mkdir(mode=0o700)
        _write(new / "lock", b"")
        _write(new / "control", CONTROL.pack(
            b"SHMVCTRL", 1, 64, secrets.token_bytes(16), 0, 0, 1, 0, 0))
        new.rename(self.path)

    def control(self) -> tuple:
        return CONTROL.unpack((self.path / "control").read_bytes())

    def latest(self) -> tuple:
        """Generation and serial of the newest frame."""
        return struct.unpack_from("<QQ", (self.path / "control").read_bytes(), LATEST)

    def set(self, offset: int, layout: str, *values) -> None:
        """Writes into `control`, by one call."""
        with open(self.path / "control", "r+b", buffering=0) as file:
            os.pwrite(file.fileno(), struct.pack("<" + layout, *values), offset)

    def frame_path(self, serial: int) -> Path:
        return self.path / f"frame-{serial}"

    def frames(self) -> list:
        """The names of the frame files."""
        return [name for name in os.listdir(self.path) if name.startswith("frame-")]

    def generations(self) -> set:
        """Those of the frame files, but for frames of none."""
        pages = [(self.path / name).read_bytes()[:40] for name in self.frames()]
        return {int.from_bytes(page[32:], "little") for page in pages} - {0}

    @contextmanager
    def viewer(self, wish: int):
        """A viewer that wishes for history, and is killed at the end: its file stays."""
        descriptor = os.open(
            self.path / "viewers" / secrets.token_hex(8), os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        with open(descriptor, "wb", buffering=0) as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            file.write(VIEWER.pack(b"SHMVVIEW", 1, os.getpid(), 0, 0, 4, wish, b"test"))
            yield

    def newest(self) -> Frame:
        return Frame(self.frame_path(self.latest()[1]).read_bytes())

    def locked(self, seconds: float = 10) -> "_Lock":
        return _Lock(self.path / "lock", seconds)

    def publish(
        self, width: int, height: int, format: str = "bgrx", number: int = 1, *, stride: int = 0,
        change=None, title: bytes = b"", spoil=None,
    ) -> int:
        """Publishes a frame of the pattern; returns its generation.

        `change` maps fields of the header to other values, and `spoil` gets the file's path before
        the commit.
        """
        kind = FORMATS[format]
        row = width * kind.column_size
        samples = pattern(width, height, kind, number)
        stride = stride or row
        rows = b"".join(
            samples[start : start + row].ljust(stride, b"\xaa")
            for start in range(0, len(samples), row))
        with self.locked():
            _, _, _, channel_id, generation, latest, serial, _, _ = self.control()
            self.set(NEXT_SERIAL, "Q", serial + 1)
            page = bytearray(HEADER.pack(
                b"SHMVFRAM", 1, PAGE, channel_id, generation + 1, serial, width, height, stride,
                kind.number, time.time_ns(), len(title), 0, title, 0, 0, 0, 0, 0, b""
            ).ljust(PAGE, b"\0"))
            for field, value in (change or {}).items():
                offset, layout = FIELDS[field]
                struct.pack_into("<" + layout, page, offset, value)
            _write(self.frame_path(serial), bytes(page) + rows)
            if spoil:
                spoil(self.frame_path(serial))
            self.set(LATEST, "QQ", generation + 1, serial)
            self._discard(self.frame_path(latest))
        return generation + 1

    def _discard(self, path: Path) -> None:
        if path.is_symlink() or not path.is_file():
            return
        with open(path, "rb") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                path.unlink()
            except BlockingIOError:
                pass  # a reader has it

    def remove(self) -> None:
        """Section 9."""
        dead = self.root / f".dead-{secrets.token_hex(8)}"
        with self.locked():
            self.path.rename(dead)
        shutil.rmtree(dead)


class _Lock:
    """The publishers' lock, of the channel that still has its name."""

    def __init__(self, path: Path, seconds: float) -> None:
        self._path, self._seconds = path, seconds

    def __enter__(self) -> None:
        deadline = time.monotonic() + self._seconds
        while True:
            self._file = open(self._path, "r+b")
            try:
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if os.path.samestat(os.fstat(self._file.fileno()), os.stat(self._path)):
                    return
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise TimeoutError(f"{self._path} stays locked") from None
                time.sleep(1e-3)
            self._file.close()

    def __exit__(self, *error) -> None:
        self._file.close()


def _write(path: Path, data: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(descriptor, "wb", buffering=0) as file:
        file.write(data)
