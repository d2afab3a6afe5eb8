#!/usr/bin/env python3
"""Hears what is told of viewers, a line each, or tells that a key was pressed."""

import argparse
import os
import time

import client  # noqa: F401
from shmview import Channel
from shmview._event_log import Record, tell
from shmview._files import open_directory, open_root


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("channel")
    parser.add_argument("--count", type=int, default=1)
    parser.add_argument("--tell", metavar="KEYSYM", type=int)
    arguments = parser.parse_args()
    channel = Channel(arguments.channel)
    if arguments.tell is not None:
        record = Record(1, 0, os.getpid(), 0, 0, time.time_ns(), arguments.tell, 0.5, 0.5, 0, 0, "")
        with open_root(channel.root_path) as root:
            with open_directory(channel.name, root) as directory:
                tell(directory, record)
        return
    events = channel.events()
    print("ready", flush=True)
    for _ in range(arguments.count):
        event = next(events)
        print(event.kind, event.key, event.code, event.x, event.y, flush=True)


if __name__ == "__main__":
    main()
