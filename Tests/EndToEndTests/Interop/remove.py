#!/usr/bin/env python3
"""Removes a channel."""

import sys

import client  # noqa: F401
from shmview import Channel

if __name__ == "__main__":
    Channel(sys.argv[1], make=False).remove()
