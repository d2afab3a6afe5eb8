"""Reading frames as programs do: `follow` and `read`."""

from __future__ import annotations

from typing import Iterator

from ._reader import Reader
from .errors import ChannelRemoved
from .frame import Frame


def follow(channel: str = "default", *, timeout: float | None = None) -> Iterator[Frame]:
    """Yields the channel's newest frame, then each time that there is a newer one; the newest wins.

    A frame is pinned until the next one is asked for: look at it without a copy. The channel need
    not exist, and may be removed and made again. Ends when nothing new comes for `timeout` seconds.
    """
    reader = Reader(channel)
    position: tuple[bytes | None, int] | None = None
    while True:
        try:
            frame = reader.next_frame(position, timeout)
        except ChannelRemoved:
            continue
        if frame is None:
            return
        position = frame.position
        with frame:
            yield frame


def read(channel: str = "default", *, timeout: float | None = 0) -> Frame | None:
    """The channel's newest frame, pinned until it is released; None where there is none.

    `timeout` is for how many seconds to wait for one; None waits for as long as it takes.
    """
    reader = Reader(channel)
    while True:
        try:
            return reader.next_frame(None, timeout)
        except ChannelRemoved:
            continue
