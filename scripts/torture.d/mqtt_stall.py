"""Holds the line of a subscriber down for ten minutes, while a channel goes on
at ten pictures a second.

Started by scripts/torture. Exits with 1 at the first promise that did not hold: the stall ends on
the newest picture within two seconds of its end, and no process has grown meanwhile.
"""

import argparse
import contextlib
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BIN = Path(os.environ["SHMVIEW_BIN_DIR"])
SHMSHARE = str(BIN / "shmshare")
SLOW_LINE = Path(__file__).resolve().parents[2] / "Tests/EndToEndTests/Interop/slow_line.py"
CHANNEL = "cam"
PATTERN, RATE = "640x480", 10
# From the first picture on; then everything is there that is used for the first time.
WARM_UP = 10.0
LIMIT = 2.0
# Of private memory, which malloc does not give back at once.
SLACK_KIB = 4096


def demand(holds: bool, what: str) -> None:
    if not holds:
        sys.exit(f"torture: mqtt: {what}")


def until(what: str, seconds: float, condition) -> float:
    """Waits until `condition` holds: how long that took."""
    begin = time.monotonic()
    while not condition():
        demand(time.monotonic() < begin + seconds, f"waited {seconds:g} s in vain: {what}")
        time.sleep(0.02)
    return time.monotonic() - begin


def private_kib(process: subprocess.Popen) -> int:
    """Memory that is the process's own (proc(5), RssAnon)."""
    for line in Path(f"/proc/{process.pid}/status").read_text().splitlines():
        if line.startswith("RssAnon:"):
            return int(line.split()[1])
    return 0


class Side:
    """One machine's worth of channels."""

    def __init__(self, stack: contextlib.ExitStack, folder: Path) -> None:
        folder.mkdir(mode=0o700)
        self._stack = stack
        self._environment = os.environ | {"SHMVIEW_DIR": str(folder)}

    def start(self, *command: str) -> subprocess.Popen:
        process = subprocess.Popen(
            command, env=self._environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self._stack.callback(process.wait)
        self._stack.callback(process.terminate)
        return process

    def _json(self, *arguments: str) -> list:
        done = subprocess.run(
            [SHMSHARE, *arguments, "--json"], env=self._environment, capture_output=True, check=True)
        return json.loads(done.stdout)

    def generation(self) -> int:
        """That of the channel's newest frame."""
        return next((one["generation"] for one in self._json("list") if one["channel"] == CHANNEL), 0)

    def sequence(self) -> int:
        """The generation, on the publisher's side, of the picture that came last."""
        for bridge in self._json("bridge", "status"):
            for one in bridge["channels"]:
                return one["sequence"] or 0
        return 0


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def stall(seconds: float) -> None:
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(dir="/dev/shm", prefix="shmview-mqtt.")))
        home, away = Side(stack, folder / "home"), Side(stack, folder / "away")
        port = free_port()
        (folder / "mosquitto.conf").write_text(
            f"user root\nlistener {port} 127.0.0.1\nallow_anonymous true\nlog_dest none\n")
        broker = home.start("/usr/sbin/mosquitto", "-c", str(folder / "mosquitto.conf"))
        line = home.start(sys.executable, str(SLOW_LINE), str(port))
        held = f"mqtt://127.0.0.1:{int(line.stdout.readline())}"

        def tell(words: str) -> None:
            line.stdin.write(f"{words}\n")
            line.stdin.flush()
            line.stdout.readline()

        home.start(
            SHMSHARE, "stream", "-q", "--channel", CHANNEL, "--test-pattern", PATTERN, "--fps", str(RATE))
        until("the stream has begun", 20, lambda: home.generation() > 0)
        bridge = [SHMSHARE, "bridge", "mqtt"]
        publisher = home.start(
            *bridge, f"mqtt://127.0.0.1:{port}", "--publish", "--quiet", "--channel", CHANNEL)
        subscriber = away.start(*bridge, held, "--subscribe", "--quiet", "--channel", CHANNEL)
        until("the first picture has come", 30, lambda: away.sequence() > 0)
        time.sleep(WARM_UP)
        processes = {"the publisher": publisher, "the subscriber": subscriber, "the broker": broker}
        before = {name: private_kib(one) for name, one in processes.items()}
        tell("rate 0")
        begun = away.sequence()
        time.sleep(seconds)
        grown = {name: private_kib(one) - before[name] for name, one in processes.items()}
        newest = home.generation()
        tell("rate -")
        lag = until("the newest picture has come", 60, lambda: away.sequence() >= newest)
        print(
            f"mqtt: held for {seconds:g} s: {newest - begun} pictures went by, the newest was there "
            f"{lag:.2f} s after; grown: "
            + ", ".join(f"{name} {kib} KiB" for name, kib in grown.items()), flush=True)
        demand(lag <= LIMIT, f"the newest picture came {lag:.2f} s after the stall, not {LIMIT:g}")
        for name, kib in grown.items():
            demand(kib <= SLACK_KIB, f"{name} has {kib} KiB more than before the stall")


parser = argparse.ArgumentParser(prog="scripts/torture mqtt")
parser.add_argument("--quick", action="store_true", help="half a minute in place of ten")
stall(30 if parser.parse_args().quick else 600)
