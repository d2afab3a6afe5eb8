"""Publishes frames of a known pattern, and reads frames: what scripts/conformance asks of a client.

    python3 -m shmview publish CHANNEL WxH FORMAT COUNT
    python3 -m shmview read CHANNEL COUNT

Prints a line for each frame: generation, width, height, format, and CRC-32 of the samples.
"""

from __future__ import annotations

import re
import sys
import zlib
from typing import cast

from ._types import FormatName
from .channel import Channel
from .errors import ChannelError, ChannelRemoved, Damaged
from .reading import follow

_USAGE = 64  # EX_USAGE, sysexits.h
_FAILURE = 1


def pattern(row_size: int, row_count: int, format: str, number: int) -> bytes:
    """Byte x of row y (of all planes) of a frame: x + 3y + 7 times its number, modulo 256."""
    endless = bytes(range(256)) * (row_size // 256 + 2)
    rows = []
    for y in range(row_count):
        start = (3 * y + 7 * number) % 256
        row = bytearray(endless[start : start + row_size])
        if format == "bgrx":
            row[3::4] = b"\xff" * (row_size // 4)
        rows.append(row)
    return b"".join(rows)


def _plane_count(format: str) -> int:
    if not format.endswith("-planar"):
        return 1
    return 4 if format.startswith("rgba") else 3


def _print(generation: int, width: int, height: int, format: str, pixels: bytes) -> None:
    print(generation, width, height, format, f"{zlib.crc32(pixels):08x}", flush=True)


def publish(name: str, width: int, height: int, format: str, count: int) -> None:
    row_count = height * _plane_count(format)
    with Channel(name) as channel:
        number = 1
        while number <= count:
            try:
                with channel.frame(width, height, cast(FormatName, format)) as loan:
                    pixels = pattern(loan.byte_count // row_count, row_count, format, number)
                    loan.write(pixels)
                    generation = loan.publish(f"frame {number}")
            except ChannelRemoved:
                continue  # the frame is for the new channel
            _print(generation, width, height, format, pixels)
            number += 1


def read(name: str, count: int) -> None:
    for frame in follow(name):
        try:
            pixels = frame.pixels()
        except Damaged as error:
            print(f"shmview: {error}", file=sys.stderr)
            continue
        _print(frame.generation, frame.width, frame.height, frame.format, pixels)
        count -= 1
        if count <= 0:
            return


def main(words: list[str]) -> int:
    try:
        if len(words) == 5 and words[0] == "publish":
            size = re.fullmatch(r"(\d+)x(\d+)", words[2])
            if size:
                publish(words[1], int(size[1]), int(size[2]), words[3], int(words[4]))
                return 0
        elif len(words) == 3 and words[0] == "read":
            read(words[1], int(words[2]))
            return 0
    except ValueError as error:
        print(f"shmview: {error}", file=sys.stderr)
        return _USAGE
    except (ChannelError, OSError) as error:
        print(f"shmview: {error}", file=sys.stderr)
        return _FAILURE
    print((__doc__ or "").strip(), file=sys.stderr)
    return _USAGE


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
