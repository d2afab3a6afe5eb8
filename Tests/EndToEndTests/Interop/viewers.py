#!/usr/bin/env python3
"""Prints a line of JSON for each living viewer of a channel, and unlinks the dead ones' files."""

import json
import sys

import client  # noqa: F401
from shmview import Channel

if __name__ == "__main__":
    for viewer in Channel(sys.argv[1], make=False).viewers():
        print(json.dumps(viewer._asdict()))
