"""Raw frames, written by the Python client.

No decoder and no start of a process hides what the channel itself costs; Python's
own time is in the figures.
"""

import sys
import time
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[2] / "Clients" / "Python"))

from shmview import Channel  # noqa: E402


class Stream:
    """Publishes opaque frames of one size: pictures in turn, by default of one color each."""

    def __init__(
        self, channel: str, width: int, height: int, pictures: list[bytes] | None = None
    ) -> None:
        self._channel = Channel(channel)
        self._size = (width, height)
        self._painted: set[int] = set()
        self._pixels = pictures or [
            bytes(pixel) * (width * height) for pixel in ((90, 60, 30, 255), (30, 90, 60, 255))]

    def publish(self, repaints: bool = True) -> tuple[float, int, int]:
        """The milliseconds from the loan to the end of the commit, when that began, and the
        generation. Without `repaints`, a frame that has held a picture before keeps its pixels."""
        begin = time.perf_counter()
        loan = self._channel.frame(*self._size)
        if repaints or loan.serial not in self._painted:
            loan.write(self._pixels[0])
            self._painted.add(loan.serial)
        commit = time.time_ns()
        generation = loan.publish("raw")
        self._pixels.reverse()
        return (time.perf_counter() - begin) * 1000, commit, generation

    def wait_until_shown(self, generation: int, viewers: int, limit: float = 30) -> int:
        """Returns when that many viewers have it on the screen: when the last one said so, in
        nanoseconds since the epoch by its own clock."""
        end = time.monotonic() + limit
        while time.monotonic() < end:
            times = [one.nanoseconds for one in self._channel.viewers() if one.generation >= generation]
            if len(times) >= viewers:
                return max(times, default=0)
            time.sleep(0.002)
        raise SystemExit("bench: not all viewers showed a raw frame")
