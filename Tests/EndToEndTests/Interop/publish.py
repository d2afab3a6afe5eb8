#!/usr/bin/env python3
"""Publishes raw pixels, and prints the generation.

The pixels come from standard input (packed rows), or are a picture that --pattern makes: its
byte at offset i is (SEED + 7 * i + i // 251) % 256, but 255 for the fourth byte of BGRX.
"""

import argparse
import sys

import client
from shmview import Channel, ChannelError


def pattern(seed: int, width: int, height: int, format: str) -> bytes:
    pixels = bytearray((seed + 7 * i + i // 251) % 256 for i in range(width * height * 4))
    if format == "bgrx":
        pixels[3::4] = b"\xff" * (width * height)
    return bytes(pixels)


def parsed_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("channel")
    parser.add_argument("width", type=int)
    parser.add_argument("height", type=int)
    parser.add_argument("format", choices=client.FORMATS)
    parser.add_argument("title")
    parser.add_argument("--pattern", metavar="SEED", type=int)
    parser.add_argument("--count", type=int, default=1, help="with SEED, SEED + 1 and so on")
    parser.add_argument(
        "--hold", choices=["loan", "header"],
        help="with --pattern: print 'loan SERIAL' or 'header GENERATION' and wait for a line "
        "on standard input, with the pixels or the header written and nothing after it")
    arguments = parser.parse_args()
    if arguments.pattern is None and (arguments.hold or arguments.count != 1):
        parser.error("--hold and --count need --pattern")
    return arguments


def pause(what: str, number: int) -> None:
    print(what, number, flush=True)
    sys.stdin.readline()


def main() -> None:
    arguments = parsed_arguments()
    width, height = arguments.width, arguments.height
    channel = Channel(arguments.channel)
    for index in range(arguments.count):
        loan = channel.frame(width, height, arguments.format)
        if arguments.pattern is None:
            loan.write(sys.stdin.buffer.read())
        else:
            loan.write(pattern(arguments.pattern + index, width, height, arguments.format))
        if arguments.hold == "loan":
            pause("loan", loan.serial)
        before_commit = None
        if arguments.hold == "header":
            before_commit = lambda generation: pause("header", generation)
        print(loan.publish(arguments.title, before_commit), flush=True)


if __name__ == "__main__":
    try:
        main()
    except (ChannelError, OSError, ValueError) as error:
        sys.exit(f"publish.py: {error}")
