"""Pictures that are larger than their window, or turned in it: how fast they are fitted and panned,
and what it costs to turn them; and what is drawn over pictures to judge them."""

import json
import subprocess
import time
from contextlib import ExitStack
from pathlib import Path

from bench import Bench
from peers import peer, processor_seconds, put_rate, settle
from pictures import paint
from programs import HEIGHT, SHMVIEW, WIDTH, run, start
from raw import Stream
from results import Series

_SECONDS = 5
# More than can be shown.
_PUBLISHED_A_SECOND = 1200
_DRAG_STEPS = 1500
_JUDGED_A_SECOND = 30
JUDGED = "1080p photo, from turning to it to the draw request"
_LARGE = (8000, 6000)
# Of frames that are turned: a number that the viewer keeps up with, so that its time is theirs.
_TURNED_A_SECOND = 60


def fit(bench: Bench) -> list[Series]:
    """Frames of 3840x2160 in a window of 1920x1080: how many the X server has shown a second."""
    rate = Series("3840x2160 fit into 1080p, shown a second", "shmview", "")
    sent = Series("3840x2160, published meanwhile", "the C header", "")
    log = bench.folder / "stats"
    with ExitStack() as stack, log.open("w") as output:
        viewer = start(stack, *_viewer("fit"), output=output)
        size = [str(2 * WIDTH), str(2 * HEIGHT)]
        # Until every frame is painted and attached.
        peer("publish", bench.folder, "paced", "fit", *size, "1", "20")
        time.sleep(1.5)  # a line of counters comes every second
        before = _last(log)["shown"]
        sent.values += peer(
            "publish", bench.folder, "paced", "fit", *size, str(_SECONDS), str(_PUBLISHED_A_SECOND))
        viewer.terminate()
        viewer.wait()
    rate.values.append((_last(log)["shown"] - before) / _SECONDS)
    loop = Series(rate.measurement, "a bare put loop", "")
    loop.values.append(put_rate(bench.folder, WIDTH, HEIGHT))
    return [rate, sent, loop]


def pan(bench: Bench) -> list[Series]:
    """A frame of 8000x6000 dragged about in a window of 1920x1080: puts a second."""
    return [
        _pan(bench, "100 %", []),
        _pan(bench, "67 %", ["minus"]),
        _pan(bench, "300 %, smooth", ["plus", "plus", "plus"]),
        _pan(bench, "600 %, squares", ["plus"] * 5),
    ]


def judging(bench: Bench) -> list[Series]:
    """What all that is drawn over a picture costs the viewer: 30 photos of 1080p a second, in a
    window of their size."""
    pictures = [
        one.path.read_bytes() for one in paint(bench.folder, WIDTH, HEIGHT, "bgra", 2)]
    series = []
    for title, unit in ((JUDGED, "ms"), (f"{JUDGED}, processor time", "ms")):
        series.append([Series(title, name, unit) for name in ("nothing over it", "all over it")])
    for _ in range(max(3, bench.rounds // 10)):
        for place, keys in enumerate(([], ["Z", "F", "O", "I", "i"])):
            for one, value in zip(series, _judged(bench, pictures, keys)):
                one[place].values.append(value)
            settle()
    return [one for pair in series for one in pair]


def _judged(bench: Bench, pictures: list[bytes], keys: list[str]) -> tuple[float, float]:
    """From when the viewer turned to a frame until its draw request was sent, as the viewer has
    measured it for half of the frames at most; and what a frame took of a processor."""
    log = bench.folder / "stats"
    with ExitStack() as stack, log.open("w") as output:
        publisher = Stream("judging", WIDTH, HEIGHT, pictures)
        publisher.publish()
        viewer = start(stack, *_viewer("judging"), output=output)
        publisher.wait_until_shown(publisher.publish()[2], 1)
        if keys:
            run("xdotool", "windowfocus", "--sync", _window(viewer), "key", *keys)
        time.sleep(1)
        begin, used = time.monotonic(), processor_seconds(viewer.pid)
        for frame in range(_SECONDS * _JUDGED_A_SECOND):
            time.sleep(max(0.0, begin + frame / _JUDGED_A_SECOND - time.monotonic()))
            publisher.publish()
        time.sleep(0.2)
        used = processor_seconds(viewer.pid) - used
        viewer.terminate()
        viewer.wait()
    return _last(log)["latency_ms"]["put"]["p50"], 1000 * used / (_SECONDS * _JUDGED_A_SECOND)


def _window(viewer: subprocess.Popen) -> str:
    return subprocess.run(
        ["xdotool", "search", "--pid", str(viewer.pid)], check=True, capture_output=True, text=True
    ).stdout.split()[0]


def _pan(bench: Bench, scale: str, keys: list[str]) -> Series:
    """The drag is 1,500 moves of the pointer, a millisecond or more apart."""
    log = bench.folder / "stats"
    channel = f"pan-{len(keys)}"
    with ExitStack() as stack, log.open("w") as output:
        viewer = start(stack, *_viewer(channel), "--fit", "none", output=output)
        publisher = Stream(channel, *_LARGE)
        publisher.wait_until_shown(publisher.publish()[2], 1)
        middle = [str(WIDTH // 2), str(HEIGHT // 2)]
        run("xdotool", "windowfocus", "--sync", _window(viewer), "mousemove", *middle)
        if keys:
            run("xdotool", "key", *keys)
        time.sleep(1.5)  # a line of counters comes every second
        before = _puts(_last(log))
        moves = []
        for number in range(_DRAG_STEPS):
            x, y = WIDTH // 2 + number % 600, HEIGHT // 2 + number % 400
            moves += ["mousemove", str(x), str(y), "sleep", "0.001"]
        seconds = run("xdotool", "mousedown", "1", *moves, "mouseup", "1") / 1000
        viewer.terminate()
        viewer.wait()
    last = _last(log)
    path = "direct" if last["direct"] > last["composed"] else "composed"
    name = f"8000x6000 dragged at {scale}, puts a second"
    return Series(name, f"shmview, {path}", "", [(_puts(last) - before) / seconds])


def rotate(bench: Bench) -> list[Series]:
    """The viewer's processor time for a frame of 1080p, turned and not: at its own size, and fitted
    into half of it."""
    return [
        _turned(bench, degrees, scale)
        for scale in (1, 2) for degrees in (0, 90, 180, 270)
    ]


def _turned(bench: Bench, degrees: int, scale: int) -> Series:
    width, height = WIDTH // scale, HEIGHT // scale
    if degrees in (90, 270):
        width, height = height, width
    title = "1080p " + ("at its own size" if scale == 1 else "fit into half of it") + ", processor a frame"
    series = Series(title, "shmview" + (f" --rotate {degrees}" if degrees else ""), "ms")
    log = bench.folder / "stats"
    channel = f"rotate-{scale}-{degrees}"
    with ExitStack() as stack, log.open("w") as output:
        viewer = start(
            stack, SHMVIEW, channel, "--stats", "--geometry", f"{width}x{height}+0+0",
            "--rotate", str(degrees), output=output)
        size = [str(WIDTH), str(HEIGHT)]
        peer("publish", bench.folder, "paced", channel, *size, "1", str(_TURNED_A_SECOND))
        for _ in range(max(3, bench.rounds // 10)):
            time.sleep(1.5)  # a line of counters comes every second
            before, spent = _last(log)["shown"], processor_seconds(viewer.pid)
            peer("publish", bench.folder, "paced", channel, *size, str(_SECONDS), str(_TURNED_A_SECOND))
            time.sleep(1.5)
            frames = _last(log)["shown"] - before
            series.values.append(1000 * (processor_seconds(viewer.pid) - spent) / frames)
        viewer.terminate()
        viewer.wait()
    return series


def _viewer(channel: str) -> list[str]:
    return [SHMVIEW, channel, "--stats", "--geometry", f"{WIDTH}x{HEIGHT}+0+0"]


def _last(log: Path) -> dict:
    return json.loads(log.read_text().splitlines()[-1])


def _puts(stats: dict) -> int:
    return stats["direct"] + stats["composed"] + stats["plain"]
