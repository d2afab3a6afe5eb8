"""The command line of scripts/bench, which starts this on a virtual X server."""

import argparse
import os
import signal
import sys
import tempfile
from pathlib import Path

import measurements
import results
from programs import SHMSHARE, version
from screen import Screen


def count(text: str) -> int:
    """An argument that is 1 or more."""
    number = int(text)
    if number < 1:
        raise ValueError
    return number


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/bench", add_help=False)
    parser.add_argument("--rounds", type=count, default=30)
    parser.add_argument("--pause", type=float, default=0.5)
    parser.add_argument("--only", action="append", choices=measurements.ALL)
    parser.add_argument("--json", type=Path)
    return parser.parse_args()


def measure(names: list[str], rounds: int, pause: float) -> list[results.Series]:
    """Runs the measurements in a folder of their own, on a tmpfs: no disk is measured."""
    series = []
    screen = Screen()
    for name in names:
        print(f"bench: {name}", file=sys.stderr)
        with tempfile.TemporaryDirectory(prefix="shmview-bench.", dir="/dev/shm") as folder:
            # Neither the user's channels nor settings are used, or touched.
            for variable, part in (("SHMVIEW_DIR", "channels"), ("XDG_CONFIG_HOME", "config")):
                os.environ[variable] = f"{folder}/{part}"
                os.mkdir(os.environ[variable], 0o700)
            bench = measurements.Bench(Path(folder), screen, rounds, pause)
            series += measurements.ALL[name](bench)
    screen.close()
    return series


def main() -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that everything started ends
    given = arguments()
    machine = results.machine()
    versions = {
        "shmshare": version(SHMSHARE, "--version"),
        "feh": version("feh", "--version"),
        "nsxiv": version("nsxiv", "-v"),
        "djpeg": version("djpeg", "-version"),
    }
    series = measure(given.only or list(measurements.ALL), given.rounds, given.pause)
    print("; ".join(f"{key} {value}" for key, value in machine.items()))
    print("; ".join(f"{name}: {text}" for name, text in versions.items()))
    print(results.table(series))
    if given.json:
        results.write_json(given.json, machine, versions, series)


main()
