"""What it costs the viewer to compose for screens of 16 and 30 bits, beside one of 24."""

import json
import os
import subprocess
import time
from contextlib import ExitStack
from pathlib import Path

from bench import Bench
from peers import peer, processor_seconds, settle
from programs import HEIGHT, SHMVIEW, WIDTH, start
from results import Series

_SECONDS = 4
# A number that the viewer keeps up with, so that its time is theirs.
_FRAMES_A_SECOND = 60
_DEPTHS = (24, 16, 30)
# Frames that are composed at every depth, since they are no display pixels, or are scaled.
_PICTURES = {
    "1080p BGR in a window of its size": ("bgr24", WIDTH, HEIGHT),
    "2560x1600 fit into 1080p": ("bgrx", 2560, 1600),
}
COMPOSED = [f"{picture}, processor a frame" for picture in _PICTURES]


def depths(bench: Bench) -> list[Series]:
    """The viewer's processor time for a frame, on screens of each depth in turns."""
    series = []
    with ExitStack() as stack:
        displays = {depth: _server(stack, depth) for depth in _DEPTHS}
        for measurement, picture in zip(COMPOSED, _PICTURES.values()):
            rows = {depth: Series(measurement, f"{depth} bits", "ms") for depth in _DEPTHS}
            for _ in range(max(3, bench.rounds // 10)):
                for depth, row in rows.items():
                    row.values.append(_composed(bench, displays[depth], depth, *picture))
                    settle()
            series += rows.values()
    return series


def _server(stack: ExitStack, depth: int) -> str:
    """An X server with a screen of that depth: its display's name."""
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", "1", "-screen", "0", f"{WIDTH}x{HEIGHT}x{depth}", "-noreset",
            "-nolisten", "tcp"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    stack.callback(server.wait)
    stack.callback(server.terminate)
    return ":" + server.stdout.readline().decode().strip()


def _composed(bench: Bench, display: str, depth: int, form: str, width: int, height: int) -> float:
    log, channel = bench.folder / "stats", f"depth-{depth}"
    size = [str(width), str(height)]

    def publish(seconds: int) -> None:
        peer("publish", bench.folder, "paced", channel, *size, str(seconds),
             str(_FRAMES_A_SECOND), form)

    with ExitStack() as stack, log.open("w") as output:
        own, os.environ["DISPLAY"] = os.environ["DISPLAY"], display
        viewer = start(
            stack, SHMVIEW, channel, "--stats", "--visual", str(depth), "--geometry",
            f"{WIDTH}x{HEIGHT}+0+0", output=output)
        os.environ["DISPLAY"] = own
        publish(1)  # until every frame is painted and attached
        time.sleep(1.5)  # a line of counters comes every second
        before, spent = _last(log)["composed"], processor_seconds(viewer.pid)
        publish(_SECONDS)
        time.sleep(1.5)
        frames = _last(log)["composed"] - before
        spent = processor_seconds(viewer.pid) - spent
    return 1000 * spent / frames


def _last(log: Path) -> dict:
    return json.loads(log.read_text().splitlines()[-1])
