#!/usr/bin/env python3
"""Removes a channel."""

import sys

from shmchannel import Channel

if __name__ == "__main__":
    Channel(sys.argv[1], is_made=False).remove()
