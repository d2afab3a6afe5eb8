"""The measurements: each takes a `Bench`, and returns a series for every program in it."""

import json
import subprocess
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import programs
from pictures import paint
from programs import SHMSHARE, run, start_viewer
from results import Series
from screen import Screen

_LIMIT = 3.0
# Between two turns, so that whatever a program still does after a picture is done.
_PAUSE = 0.15
_IDLE_SECONDS = 10
_PUTS = 200
_MIB = 2**20


@dataclass
class Bench:
    """What the measurements have in common."""

    folder: Path
    screen: Screen
    rounds: int


def replace(bench: Bench) -> list[Series]:
    """From the command or the rename until the new picture's middle is on the screen."""
    pictures = paint(bench.folder, programs.WIDTH, programs.HEIGHT, "jpg", 6)
    with ExitStack() as stack:
        shown = programs.all_three(stack, bench.folder, bench.screen, pictures[0])
        series = {one.name: Series("1080p JPEG replaced -> on the screen", one.name, "ms") for one in shown}
        for turn in range(1, bench.rounds + 1):
            picture = pictures[turn % len(pictures)]
            # Another one begins each time, so that no place in the order is anybody's.
            for one in shown[turn % 3:] + shown[:turn % 3]:
                one.prepare(picture)
                time.sleep(_PAUSE)
                begin = time.perf_counter()
                one.replace()
                if bench.screen.wait(one.place, picture.marker, _LIMIT):
                    series[one.name].values.append((time.perf_counter() - begin) * 1000)
                else:
                    series[one.name].missed += 1
                one.finish()
    return list(series.values())


def share(bench: Bench) -> list[Series]:
    """The wall time of one shmshare that returns when the viewer has the picture on its screen."""
    pictures = paint(bench.folder, 2560, 1600, "jpg", 2)
    series = Series("2560x1600 JPEG, share + receive", "shmshare --wait-shown", "ms")
    command = [SHMSHARE, "-q", "--channel", "share", "--wait-shown", "20"]
    with ExitStack() as stack:
        start_viewer(stack, "share", "2560x1600+0+0")
        run(*command, str(pictures[0].path))
        for turn in range(1, bench.rounds + 1):
            time.sleep(_PAUSE)
            series.values.append(run(*command, str(pictures[turn % 2].path)))
    return [series]


def put(bench: Bench) -> list[Series]:
    """Whole runs of shmshare without a viewer, beside a program that only decodes."""
    jpeg = str(paint(bench.folder, programs.WIDTH, programs.HEIGHT, "jpg", 1)[0].path)
    png = str(paint(bench.folder, programs.WIDTH, programs.HEIGHT, "png", 1)[0].path)
    command = [SHMSHARE, "-q", "--channel", "put"]
    runs = {
        ("start and end", "shmshare --version"): [SHMSHARE, "--version"],
        ("1080p JPEG, no viewer", "shmshare"): [*command, jpeg],
        ("1080p JPEG, decoded only", "djpeg to /dev/null"): ["djpeg", "-outfile", "/dev/null", jpeg],
        ("1080p PNG, no viewer", "shmshare"): [*command, png],
    }
    series = {key: Series(*key, "ms") for key in runs}
    for key in runs:
        run(*runs[key])  # the first use of a file or a program is another measurement
    for _ in range(bench.rounds):
        for key in runs:
            time.sleep(0.02)
            series[key].values.append(run(*runs[key]))
    return list(series.values())


def viewers(bench: Bench) -> list[Series]:
    """Whole runs of shmshare, by the number of viewers of the channel."""
    pictures = paint(bench.folder, programs.WIDTH, programs.HEIGHT, "jpg", 2)
    counts = [0, 1, 8, 32]
    series = {count: Series("1080p JPEG, put", f"{count} viewers", "ms") for count in counts}
    with ExitStack() as stack:
        for count in counts:
            for _ in range(count):
                start_viewer(stack, f"many-{count}", f"{programs.WIDTH}x{programs.HEIGHT}+0+0")
            run(SHMSHARE, "-q", "--channel", f"many-{count}", str(pictures[0].path))
        for count in counts:
            _wait_until_shown(f"many-{count}", count)
        for turn in range(1, bench.rounds + 1):
            for count in counts[turn % 4:] + counts[:turn % 4]:
                time.sleep(_PAUSE)
                path = str(pictures[turn % 2].path)
                milliseconds = run(SHMSHARE, "-q", "--channel", f"many-{count}", path)
                series[count].values.append(milliseconds)
                _wait_until_shown(f"many-{count}", count)
    return list(series.values())


def idle(bench: Bench) -> list[Series]:
    """How often a viewer ran while nothing happened."""
    picture = paint(bench.folder, programs.WIDTH, programs.HEIGHT, "jpg", 1)[0]
    with ExitStack() as stack:
        shown = programs.all_three(stack, bench.folder, bench.screen, picture)
        time.sleep(2)
        before = [_context_switches(one.process.pid) for one in shown]
        time.sleep(_IDLE_SECONDS)
        after = [_context_switches(one.process.pid) for one in shown]
    title = f"idle for {_IDLE_SECONDS} s, context switches"
    return [
        Series(title, one.name, "", [float(b - a)]) for one, a, b in zip(shown, before, after)
    ]


def memory(bench: Bench) -> list[Series]:
    """What the channel holds after each of many puts, as shmshare list says."""
    pictures = paint(bench.folder, programs.WIDTH, programs.HEIGHT, "jpg", 2)
    title = f"shared memory, {_PUTS} puts of 1080p"
    frames, size = Series(title, "frames", ""), Series(title, "bytes", "MiB")
    with ExitStack() as stack:
        start_viewer(stack, "memory", f"{programs.WIDTH}x{programs.HEIGHT}+0+0")
        run(SHMSHARE, "-q", "--channel", "memory", "--wait-shown", "20", str(pictures[0].path))
        for turn in range(_PUTS):
            run(SHMSHARE, "-q", "--channel", "memory", str(pictures[turn % 2].path))
            state = _state("memory")
            frames.values.append(float(state["frames"]))
            size.values.append(state["bytes"] / _MIB)
    return [frames, size]


def _state(channel: str) -> dict:
    listed = subprocess.run([SHMSHARE, "list", "--json"], check=True, stdout=subprocess.PIPE)
    return next(one for one in json.loads(listed.stdout) if one["channel"] == channel)


def _wait_until_shown(channel: str, viewers: int) -> None:
    """Returns when that many viewers have shown the channel's newest generation."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        state = _state(channel)
        newest = [one for one in state["viewers"] if one["generation"] == state["generation"]]
        if len(newest) >= viewers:
            return
        time.sleep(0.05)
    raise SystemExit(f"bench: not all viewers of {channel} showed its picture")


def _context_switches(pid: int) -> int:
    """Voluntary and involuntary ones, of all threads of a process."""
    return sum(
        int(line.split()[1])
        for status in Path(f"/proc/{pid}/task").glob("*/status")
        for line in status.read_text().splitlines()
        if "ctxt_switches" in line
    )


ALL = {one.__name__: one for one in (replace, share, put, viewers, idle, memory)}
