"""Several channels in one window."""

import json
import time
from contextlib import ExitStack

from bench import Bench
from peers import processor_seconds
from programs import SHMVIEW, start
from raw import Stream
from results import Series

_CHANNELS, _WIDTH, _HEIGHT, _RATE, _SECONDS = 16, 640, 480, 30, 10


def grid(bench: Bench) -> list[Series]:
    """Sixteen channels of 640x480 at 30 frames a second, in cells in which all are scaled."""
    title = f"{_CHANNELS} channels of {_WIDTH}x{_HEIGHT} at {_RATE} a second in one window"
    shown, skipped = Series(title, "shown", ""), Series(title, "skipped", "")
    needed = Series(title, "published", "")
    spent = Series(title, "the viewer's processor time a second", "ms")
    names = [f"grid-{number:02}" for number in range(_CHANNELS)]
    log = bench.folder / "stats"
    for _ in range(max(3, bench.rounds // 10)):
        with ExitStack() as stack, log.open("w") as output:
            streams = [Stream(name, _WIDTH, _HEIGHT) for name in names]
            for stream in streams:
                stream.publish()
            viewer = start(
                stack, SHMVIEW, "--stats", "--geometry", "1920x1080+0+0", *names, output=output)
            time.sleep(2)
            before, begin = processor_seconds(viewer.pid), time.monotonic()
            count = _publish(streams)
            seconds = time.monotonic() - begin
            time.sleep(0.5)
            spent.values.append(1000 * (processor_seconds(viewer.pid) - before) / seconds)
            viewer.terminate()
            viewer.wait()
        last = {}
        for line in log.read_text().splitlines():
            counters = json.loads(line)
            last[counters["channel"]] = counters
        needed.values.append(float(count + _CHANNELS))
        shown.values.append(float(sum(one["shown"] for one in last.values())))
        skipped.values.append(float(sum(one["skipped"] for one in last.values())))
    return [shown, needed, skipped, spent]


def _publish(streams: list[Stream]) -> int:
    """Publishes one frame after the other, evenly over each thirtieth of a second, and returns how
    many that were. A frame that has held a picture keeps it: what is measured is the viewer."""
    count, begin = 0, time.monotonic()
    pause = 1 / (_RATE * len(streams))
    while count < _RATE * _SECONDS * len(streams):
        streams[count % len(streams)].publish(repaints=False)
        count += 1
        time.sleep(max(0.0, begin + count * pause - time.monotonic()))
    return count
