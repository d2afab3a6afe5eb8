#!/usr/bin/env python3
"""Prints a line of JSON for each frame that it reads.

A line has generation, serial, width, height, stride, format, title, and the SHA-256 of the rows
without padding. When the channel is removed, the line is {"removed": CHANNEL}; that of the
channel that comes next follows. The exit code is 75 when the time is up.
"""

import argparse
import hashlib
import json
import sys

import client  # noqa: F401
from shmview import ChannelError, ChannelRemoved, Frame
from shmview._presence import Presence
from shmview._reader import Reader


def parsed_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("channel")
    parser.add_argument("--after", metavar="GENERATION", type=int)
    parser.add_argument("--timeout", metavar="SECONDS", type=float, help="for each frame")
    parser.add_argument("--follow", metavar="FRAMES", type=int, default=1)
    parser.add_argument(
        "--hold", action="store_true", help="keep the last frame until standard input ends")
    parser.add_argument(
        "--as-viewer", metavar="NAME", help="be a viewer, and acknowledge each frame")
    return parser.parse_args()


def description(frame: Frame) -> dict[str, object]:
    header = frame.header
    return {
        "generation": header.generation,
        "serial": header.serial,
        "width": header.width,
        "height": header.height,
        "stride": header.stride,
        "format": frame.format,
        "title": header.title,
        "sha256": hashlib.sha256(frame.pixels()).hexdigest(),
    }


def print_line(content: dict[str, object]) -> None:
    print(json.dumps(content), flush=True)


class Session:
    """A reader, and its viewer's file in the channel that is there now."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        self._arguments = arguments
        self._reader = Reader(arguments.channel)
        self._position = None if arguments.after is None else (None, arguments.after)
        self._viewer: Presence | None = None

    def next_frame(self) -> Frame | None:
        while True:
            try:
                frame = self._reader.next_frame(self._position, self._arguments.timeout)
            except ChannelRemoved:
                print_line({"removed": self._arguments.channel})
                self._end_viewer()
                continue
            if frame:
                self._position = frame.position
            return frame

    def acknowledge(self, frame: Frame) -> None:
        if self._arguments.as_viewer is None or self._reader.channel is None:
            return
        if self._viewer is None:
            self._viewer = Presence(self._reader.channel, self._arguments.as_viewer)
        self._viewer.acknowledge(frame.header.generation)

    def __enter__(self) -> "Session":
        return self

    def __exit__(self, *_: object) -> None:
        self._end_viewer()

    def _end_viewer(self) -> None:
        if self._viewer:
            self._viewer.close()
            self._viewer = None


def main() -> int:
    arguments = parsed_arguments()
    with Session(arguments) as session:
        for remaining in reversed(range(arguments.follow)):
            frame = session.next_frame()
            if frame is None:
                return 75  # EX_TEMPFAIL, sysexits.h
            with frame:
                print_line(description(frame))
                session.acknowledge(frame)
                if arguments.hold and remaining == 0:
                    sys.stdin.read()
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (ChannelError, OSError, ValueError) as error:
        sys.exit(f"read.py: {error}")
