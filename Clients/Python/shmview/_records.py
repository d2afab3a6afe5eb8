"""What stands in a channel's files, byte by byte (sections 4 to 6)."""

from __future__ import annotations

import math
import os
import struct
import unicodedata
from typing import Any, NamedTuple

from ._files import Descriptor
from ._formats import format_of
from ._tables import table_named, table_number
from ._types import Transfer
from .errors import Damaged

PAGE = 4096
# The layouts of sections 4, 5 and 6, and the places of what is written by itself.
_CONTROL = struct.Struct("<8sII16sQQQII")
_LATEST_OFFSET, _NEXT_SERIAL_OFFSET, _HISTORY_OFFSET = 32, 48, 56
# 19 fields: CPython 3.11 keeps every tuple of 20 elements, up to 2,000 of them.
_FRAME = struct.Struct("<8sII16sQQIIIIQI4x1024sffIIQ1024s")
# Behind the details: what samples say of light.
_TRANSFER_OFFSET = 2152
_TRANSFERS: tuple[Transfer, ...] = ("srgb", "linear")
_VIEWER = struct.Struct("<8sIIQQII64s")
VIEWER_SHOWN_OFFSET = 16
VIEWER_SIZE = _VIEWER.size
_VERSION = 1
_MAXIMUM = 2**64 - 1


def _unpack(layout: struct.Struct, data: bytes, magic: bytes, name: str) -> tuple[Any, ...]:
    if len(data) < layout.size:
        raise Damaged(f"{name} is too short")
    fields = layout.unpack_from(data)
    if fields[:2] != (magic, _VERSION):
        raise Damaged(f"{name} is of another kind or version")
    return fields


class Latest(NamedTuple):
    """The newest frame, as `control` names it."""

    generation: int
    serial: int

    @classmethod
    def read(cls, control: Descriptor) -> Latest:
        data = os.pread(control.number, 16, _LATEST_OFFSET)
        if len(data) != 16:
            raise Damaged("control is too short")
        return cls(*struct.unpack("<QQ", data))

    def write(self, control: Descriptor) -> None:
        control.write(struct.pack("<QQ", *self), _LATEST_OFFSET)


class Control(NamedTuple):
    channel_id: bytes
    latest: Latest
    next_serial: int
    history: int

    @classmethod
    def read(cls, file: Descriptor) -> Control:
        fields = _unpack(_CONTROL, file.read(64, 0), b"SHMVCTRL", "control")
        _, _, size, channel_id, generation, serial, next_serial, history, _ = fields
        if size != 64:
            raise Damaged("control has a header of another size")
        return cls(channel_id, Latest(generation, serial), next_serial, history)

    @classmethod
    def new(cls, channel_id: bytes) -> bytes:
        return _CONTROL.pack(b"SHMVCTRL", _VERSION, 64, channel_id, 0, 0, 1, 0, 0)

    @classmethod
    def write_next_serial(cls, file: Descriptor, serial: int) -> None:
        if serial > _MAXIMUM:
            raise Damaged("the serials are used up")
        file.write(struct.pack("<Q", serial), _NEXT_SERIAL_OFFSET)

    @classmethod
    def write_history(cls, file: Descriptor, count: int) -> None:
        file.write(struct.pack("<I", count), _HISTORY_OFFSET)


class FrameHeader(NamedTuple):
    channel_id: bytes
    generation: int
    serial: int
    width: int
    height: int
    stride: int
    format: int
    nanoseconds: int
    title: str
    #: The samples that are black and white; None for all that their type has.
    range: tuple[float, float] | None = None
    #: The name of a color table.
    table: str | None = None
    #: When it was taken, nanoseconds since the epoch; 0 where nobody knows.
    captured: int = 0
    #: Lines of `key: value`.
    details: str = ""
    #: What samples say of light.
    transfer: Transfer = "srgb"

    def packed(self) -> bytes:
        """The whole header page."""
        if self.generation > _MAXIMUM:
            raise Damaged("the generations are used up")
        title = clean_text(_raw(self.title), 1024).encode() if self.title else b""
        details = clean_details(_raw(self.details)).encode() if self.details else b""
        fields = (b"SHMVFRAM", _VERSION, PAGE, self.channel_id, self.generation, self.serial,
                  self.width, self.height, self.stride, self.format, self.nanoseconds,
                  len(title), title, *(self.range or (0, 0)), table_number(self.table),
                  len(details), self.captured, details)
        page = _FRAME.pack(*fields)
        if self.transfer != "srgb":
            number = _TRANSFERS.index(self.transfer)
            page = page.ljust(_TRANSFER_OFFSET, b"\0") + number.to_bytes(4, "little")
        return page.ljust(PAGE, b"\0")

    @classmethod
    def unpacked(cls, page: bytes) -> FrameHeader:
        """Reads a header page, of which `check` has still to be asked."""
        fields = _unpack(_FRAME, page, b"SHMVFRAM", "the frame")
        _, _, size, *_ = fields
        title_size, title, low, high, table, details_size, captured, details = fields[11:]
        if size != PAGE or len(page) != PAGE:
            raise Damaged("the frame has another kind of header")
        if title_size > 1024:
            raise Damaged("the title is too long")
        if details_size > 1024:
            raise Damaged("the details are too long")
        range = (low, high) if low or high else None
        if range and not (math.isfinite(low) and math.isfinite(high) and low != high):
            raise Damaged(f"the frame has an impossible range, {low} to {high}")
        name = table_named(table)
        if table and name is None:
            raise Damaged(f"the frame has color table {table}, which this version does not know")
        values: tuple[Any, ...] = (
            *fields[3:11], clean_text(title[:title_size], 1024), range, name, captured,
            clean_details(details[:details_size]), _transfer(page))
        return cls(*values)

    def check(self, file_size: int) -> None:
        if not (1 <= self.width <= 65535 and 1 <= self.height <= 65535):
            raise Damaged(f"the frame has an impossible size, {self.width}x{self.height}")
        format = format_of(self.format)
        if format is None:
            raise Damaged(f"the frame has format {self.format}, which this version does not know")
        is_stride = self.width * format.column_size <= self.stride <= format.longest_row
        if self.stride % format.row_unit or not is_stride:
            raise Damaged(f"the frame has an impossible row stride, {self.stride}")
        if format.planes * self.stride * self.height > file_size - PAGE:
            raise Damaged("the frame is longer than its file")


def check_transfer(transfer: str) -> None:
    """Raises `ValueError` for a transfer that is not there."""
    if transfer not in _TRANSFERS:
        raise ValueError(f"transfer is one of {', '.join(_TRANSFERS)}, not {transfer!r}")


def _transfer(page: bytes) -> Transfer:
    """One that this version does not know is shown all the same."""
    number = int.from_bytes(page[_TRANSFER_OFFSET : _TRANSFER_OFFSET + 4], "little")
    return _TRANSFERS[number] if number < len(_TRANSFERS) else "srgb"


class ViewerRecord(NamedTuple):
    """A viewer of a channel: what it has shown last, and when."""

    process: int
    generation: int
    nanoseconds: int
    name: str

    def packed(self) -> bytes:
        name = clean_text(self.name.encode(errors="surrogateescape"), 64).encode()
        return _VIEWER.pack(b"SHMVVIEW", _VERSION, self.process, self.generation,
                                 self.nanoseconds, len(name), 0, name)

    def packed_shown(self) -> bytes:
        return struct.pack("<QQ", self.generation, self.nanoseconds)

    @classmethod
    def read(cls, file: Descriptor) -> ViewerRecord:
        fields = _unpack(_VIEWER, file.read(104, 0), b"SHMVVIEW", "the viewer")
        _, _, process, generation, nanoseconds, size, _, name = fields
        if size > 64:
            raise Damaged("the viewer's name is too long")
        return cls(process, generation, nanoseconds, clean_text(name[:size], 64))


def wished_history(data: bytes) -> int:
    """How many older frames a viewer's file wishes to be kept; 0 for what is not one."""
    try:
        *_, name_size, wish, _ = _unpack(_VIEWER, data, b"SHMVVIEW", "the viewer")
    except Damaged:
        return 0
    return int(wish) if name_size <= 64 else 0


# Marks of a direction, which are dropped.
MARKS = "\u200e\u200f"
# Ends of lines, what changes the direction of text, and what has no shape.
HIDDEN = frozenset(
    map(
        chr,
        [
            *(0x00AD, 0x061C, 0x200B, 0xFEFF),
            *range(0x2028, 0x202F),
            *range(0x2060, 0x2070),
            *range(0xFFF9, 0xFFFC),
            *range(0xE0000, 0xE0080),
        ],
    )
)


def _raw(text: str) -> bytes:
    """The bytes of a text, with those that were none in a file's name; another half of a surrogate
    becomes what is replaced."""
    try:
        return text.encode(errors="surrogateescape")
    except UnicodeEncodeError:
        return text.encode(errors="surrogatepass")


def clean_details(raw: bytes) -> str:
    """Lines, each cleaned like a title; those at the end go that are empty."""
    return clean_text(raw, 1024, kept="\n").rstrip("\n")


def clean_text(raw: bytes, limit: int, kept: str = "") -> str:
    """Text without hidden and control characters, of at most `limit` bytes of UTF-8."""
    plain = raw.decode(errors="replace")
    if plain.isascii() and plain.isprintable():
        return plain[:limit]
    text = "".join(
        "\ufffd" if character not in kept and (
            unicodedata.category(character) == "Cc" or character in HIDDEN)
        else character
        for character in plain
        if character not in MARKS
    )
    return text.encode()[:limit].decode("utf-8", "ignore")
