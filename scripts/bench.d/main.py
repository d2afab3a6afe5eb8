"""The command line of scripts/bench, which starts this on a virtual X server."""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import measurements
import plots
import results
import targets
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
    parser.add_argument("--load", type=int, default=0)
    parser.add_argument("--docs", action="store_true")
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


def versions() -> dict[str, str]:
    """Those of the peers that are installed, and our own."""
    asked = {
        "shmshare": [SHMSHARE, "--version"], "feh": ["feh", "--version"], "nsxiv": ["nsxiv", "-v"],
        "djpeg": ["djpeg", "-version"], "mpv": ["mpv", "--version"],
        "ffmpeg": ["ffmpeg", "-version"], "GStreamer": ["gst-launch-1.0", "--version"],
    }
    return {name: version(*command) for name, command in asked.items() if shutil.which(command[0])}


def main() -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that everything started ends
    given = arguments()
    machine = results.machine() | {"busy_loops": given.load}
    asked = versions()
    busy = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(given.load)]
    try:
        series = measure(given.only or list(measurements.ALL), given.rounds, given.pause)
    finally:
        for one in busy:
            one.kill()
    machine["load_at_end"] = round(os.getloadavg()[0], 2)
    print("; ".join(f"{key} {value}" for key, value in machine.items()))
    print("; ".join(f"{name}: {text}" for name, text in asked.items()))
    tables = [results.table(series)]
    compared = targets.rows(series)
    if len(compared) > 1:
        tables.insert(0, results.aligned(compared))
    print("\n\n".join(reversed(tables)))
    if given.json:
        results.write_json(given.json, machine, asked, series)
    if given.docs:
        docs = Path(__file__).resolve().parents[2] / "docs"
        drawn = plots.write(docs / "benchmarks", series)
        results.write_docs(docs / "BENCHMARKS.md", machine, asked, tables, drawn)


main()
