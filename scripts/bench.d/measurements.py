"""The measurements: each takes a `Bench`, and returns a series for every program in it."""

import json
import subprocess
import time
from contextlib import ExitStack
from pathlib import Path

import programs
from arrays import frames, imshow
from bench import Bench
from clients import c_client
from depths import depths
from looking import fit, judging, pan, rotate
from peers import peer, settle
from pictures import Picture, paint
from programs import SHMSHARE, SHMVIEW, run, start, start_viewer
from qt import QtMethod, qt_method
from raw import Stream
from results import Series
from several import grid
from starting import decoder, start as start_up, wake
from streaming import crowd, footprint, latency, raw, samples, video

_LIMIT = 3.0
# Between two turns, so that whatever a program still does after a picture is done.
_PAUSE = 0.15
_IDLE_SECONDS = 10
_STREAM_SECONDS = 5
_PUTS = 200
_MIB = 2**20


def replace(bench: Bench) -> list[Series]:
    """From the command or the rename until the new picture's middle is on the screen."""
    pictures = paint(bench.folder, programs.WIDTH, programs.HEIGHT, "jpg", 6)
    with ExitStack() as stack:
        shown = programs.all_of_them(stack, bench.folder, bench.screen, pictures[0])
        return _replaced(bench, "1080p JPEG replaced -> on the screen", shown, pictures, bench.rounds)


def tether(bench: Bench) -> list[Series]:
    """The same of a camera's JPEG that is fitted into a window, beside the decoder alone."""
    pictures = paint(bench.folder, 6000, 4000, "jpg", 2)
    title = "JPEG of 24 megapixels into a folder -> on the screen"
    least = Series(title, "libjpeg alone", "ms")
    rounds = max(9, bench.rounds // 3)
    with ExitStack() as stack:
        shown = programs.tethered(stack, bench.folder, bench.screen, pictures[0])
        series = _replaced(bench, title, shown, pictures, rounds)
    for _ in range(rounds):
        settle()
        least.values += peer("decode", bench.folder, str(pictures[0].path), "1")
    return series + [least]


def _replaced(
    bench: Bench, title: str, shown: list, pictures: list[Picture], rounds: int
) -> list[Series]:
    series = {one.name: Series(title, one.name, "ms", missed=0) for one in shown}
    for turn in range(1, rounds + 1):
        picture = pictures[turn % len(pictures)]
        for one in shown:
            one.prepare(picture)
            time.sleep(bench.pause)
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
    pictures = paint(bench.folder, 2560, 1600, "jpg", 2, is_progressive=True)
    title = "2560x1600 progressive JPEG, share + receive"
    series = Series(title, "shmshare --wait-shown", "ms")
    least = Series(title, "libjpeg alone", "ms")
    replaced = Series(title, QtMethod.name, "ms")
    command = [SHMSHARE, "-q", "--channel", "share", "--wait-shown", "20"]
    with ExitStack() as stack:
        start_viewer(stack, "share", "2560x1600+0+0")
        qt = qt_method(stack, bench.folder)
        run(*command, str(pictures[0].path))
        for turn in range(1, bench.rounds + 1):
            time.sleep(_PAUSE)
            series.values.append(run(*command, str(pictures[turn % 2].path)))
            least.values += peer("decode", bench.folder, str(pictures[turn % 2].path), "1")
            if qt:
                time.sleep(_PAUSE)
                replaced.values.append(qt.show(pictures[turn % 2].path))
    return [one for one in (series, least, replaced) if one.values]


def put(bench: Bench) -> list[Series]:
    """Whole runs of shmshare without a viewer, beside a program that only decodes."""
    jpeg = str(paint(bench.folder, programs.WIDTH, programs.HEIGHT, "jpg", 1)[0].path)
    png = str(paint(bench.folder, programs.WIDTH, programs.HEIGHT, "png", 1)[0].path)
    command = [SHMSHARE, "-q", "--channel", "put"]
    runs = {
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
    """What publishing costs, by the number of viewers of the channel, their windows in a pile."""
    size = (programs.WIDTH, programs.HEIGHT)
    jpeg = str(paint(bench.folder, *size, "jpg", 1)[0].path)
    counts = [0, 1, 8, 32]
    puts = [Series("1080p JPEG, put by shmshare", f"viewers: {count}", "ms") for count in counts]
    raws = [Series("1080p raw, loan to commit", f"viewers: {count}", "ms") for count in counts]
    with ExitStack() as stack:
        for count in counts:
            for _ in range(count):
                start_viewer(stack, f"many-{count}", f"{size[0]}x{size[1]}+0+0")
        streams = [Stream(f"many-{count}", *size) for count in counts]
        for stream, count in zip(streams, counts):
            for _ in range(4):  # until every viewer has attached what the frames need
                stream.wait_until_shown(stream.publish()[2], count)
        for turn in range(bench.rounds):
            for index in [(turn + place) % len(counts) for place in range(len(counts))]:
                count, stream = counts[index], streams[index]
                time.sleep(_PAUSE)
                put = run(SHMSHARE, "-q", "--channel", f"many-{count}", jpeg)
                puts[index].values.append(put)
                time.sleep(_PAUSE)
                milliseconds, _, generation = stream.publish()
                raws[index].values.append(milliseconds)
                stream.wait_until_shown(generation, count)
    return puts + raws


def stream(bench: Bench) -> list[Series]:
    """Raw frames: how long until each is shown, and how many are, published without a pause."""
    size = (programs.WIDTH, programs.HEIGHT)
    title = "1080p raw, start of the commit -> shown"
    shown, rate = Series(title, "shmview", "ms"), Series("1080p raw, shown a second", "shmview", "")
    sent = Series("1080p raw, published meanwhile", "the Python client", "")
    log = bench.folder / "stats"
    with ExitStack() as stack, log.open("w") as output:
        command = [SHMVIEW, "stream", "--stats", "--geometry", f"{size[0]}x{size[1]}+0+0"]
        viewer = start(stack, *command, output=output)
        publisher = Stream("stream", *size)
        for turn in range(10 * bench.rounds):
            _, commit, generation = publisher.publish()
            last = publisher.wait_until_shown(generation, 1)
            if turn >= 4:  # the first ones attach the frames
                shown.values.append((last - commit) / 1e6)
        first, begin = generation, time.monotonic()
        while time.monotonic() < begin + _STREAM_SECONDS:
            generation = publisher.publish()[2]
        seconds = time.monotonic() - begin
        publisher.wait_until_shown(generation, 1)
        viewer.terminate()
        viewer.wait()
    total = json.loads(log.read_text().splitlines()[-1])["shown"]
    rate.values.append((total - first) / seconds)
    sent.values.append((generation - first) / seconds)
    return [shown, rate, sent]


def idle(bench: Bench) -> list[Series]:
    """How often a viewer ran while nothing happened."""
    picture = paint(bench.folder, programs.WIDTH, programs.HEIGHT, "jpg", 1)[0]
    with ExitStack() as stack:
        shown = programs.all_of_them(stack, bench.folder, bench.screen, picture)
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


def _context_switches(pid: int) -> int:
    """Voluntary and involuntary ones, of all threads of a process."""
    return sum(
        int(line.split()[1])
        for status in Path(f"/proc/{pid}/task").glob("*/status")
        for line in status.read_text().splitlines()
        if "ctxt_switches" in line
    )


_MEASUREMENTS = (
    start_up, replace, tether, share, put, decoder, wake, latency, raw, samples, c_client, stream, video,
    imshow, frames, fit, judging, pan, rotate, depths, viewers, crowd, grid, footprint, idle, memory,
)
ALL = {one.__name__: one for one in _MEASUREMENTS}
