"""Streams: how fast, how late, and how much processor time, beside GStreamer, mpv and ffplay."""

import json
import os
import re
import subprocess
import time
from contextlib import ExitStack
from pathlib import Path

from bench import Bench
from counters import rates, shown_a_second
from peers import (
    LOOP, LOOP_CONVERTING, PAIR, RELAY, WATCHED, available, peer, processor_seconds, put_rate,
    put_rate_of_pair, settle, x_server)
from programs import HEIGHT, SHMSHARE, SHMVIEW, WIDTH, start
from results import Series

_SECONDS = 5
_VIDEO_SECONDS = 10
_GEOMETRY = f"{WIDTH}x{HEIGHT}+0+0"


def raw(bench: Bench) -> list[Series]:
    """Frames of 1080p shown a second, made in one process and shown by another."""
    title = "1080p raw, process to process, shown a second"
    ours, loop = Series(title, "shmview", ""), Series(title, LOOP, "")
    pair = Series(title, PAIR, "")
    gstreamer = Series(title, "GStreamer's shmsink and shmsrc", "")
    copies = Series(title, "memcpy of a frame, in one process", "")
    has_gstreamer = available("gst-launch-1.0")
    for _ in range(max(9, bench.rounds // 3)):
        shown, published = _shown_by_shmview(bench)
        ours.values.append(shown)
        settle()
        # What paints the test pattern takes longer for a picture than memset.
        pair.values.append(put_rate_of_pair(bench.folder, WIDTH, HEIGHT, _SECONDS, published))
        settle()
        loop.values.append(put_rate(bench.folder, WIDTH, HEIGHT))
        settle()
        copies.values += peer("copy", bench.folder, str(WIDTH * HEIGHT * 4))
        settle()
        if has_gstreamer:
            gstreamer.values.append(_shown_by_gstreamer(bench))
            settle()
    return [one for one in (ours, loop, pair, gstreamer, copies) if one.values]


def _shown_by_shmview(bench: Bench) -> tuple[float, float]:
    """Frames shown a second, and published."""
    with ExitStack() as stack:
        log = _viewer(stack, bench, "raw", WIDTH, HEIGHT)
        pattern = f"{WIDTH}x{HEIGHT}"

        def publish() -> None:
            publisher = start(
                stack, SHMSHARE, "stream", "-q", "--channel", "raw", "--test-pattern", pattern)
            time.sleep(_SECONDS + 1)
            publisher.terminate()
            publisher.wait()

        return rates(log, publish)


def samples(bench: Bench) -> list[Series]:
    """Frames that are no display pixels, shown a second in a window of their size."""
    series = []
    for name, form, width, height in (
            ("2048x2048 gray16", "gray16le", 2048, 2048), ("1080p BGR", "bgr24", WIDTH, HEIGHT)):
        title = f"{name}, in a window of its size, shown a second"
        ours, loop = Series(title, "shmview", ""), Series(title, LOOP, "")
        converting = Series(title, LOOP_CONVERTING, "")
        for _ in range(max(5, bench.rounds // 3)):
            loop.values.append(put_rate(bench.folder, width, height, 400))
            settle()
            converting.values.append(put_rate(bench.folder, width, height, 400, form))
            settle()
            ours.values.append(_shown_as_they_are(bench, form, width, height, loop.values[-1]))
            settle()
        series += [ours, loop, converting]
    return series


def _shown_as_they_are(bench: Bench, form: str, width: int, height: int, limit: float) -> float:
    """Frames that are written already are committed somewhat faster than the bare loop shows any,
    and no faster: what is measured is the viewer, and not a publisher that takes its processor."""
    with ExitStack() as stack:
        log = _viewer(stack, bench, form, width, height)
        size, rate = [str(width), str(height)], str(round(1.1 * limit))
        return shown_a_second(
            log,
            lambda: peer(
                "publish", bench.folder, "paced", form, *size, str(_SECONDS + 1), rate, form))


def _viewer(stack: ExitStack, bench: Bench, channel: str, width: int, height: int) -> Path:
    """Starts a viewer with a window of that size; where its counters go."""
    log = bench.folder / "stats"
    output = stack.enter_context(log.open("w"))
    start(
        stack, SHMVIEW, channel, "--stats", "--geometry", f"{width}x{height}+0+0", output=output)
    time.sleep(1)
    return log


def _shown_by_gstreamer(bench: Bench) -> float:
    socket = bench.folder / "gstreamer"
    form = f"video/x-raw,format=BGRx,width={WIDTH},height={HEIGHT},framerate=2000/1"
    with ExitStack() as stack:
        # With room for a few frames only, shmsink and shmsrc come to wait for each other.
        sink = start(
            stack, "gst-launch-1.0", "-q", "videotestsrc", "pattern=black", "!", form, "!",
            "shmsink", f"socket-path={socket}", "sync=false", "wait-for-connection=false",
            f"shm-size={WIDTH * HEIGHT * 4 * 48}")
        end = time.monotonic() + 20
        while not socket.exists() and time.monotonic() < end:
            time.sleep(0.1)
        receiver = subprocess.Popen(
            ["gst-launch-1.0", "-v", "shmsrc", f"socket-path={socket}", "is-live=true",
             "do-timestamp=true", "!", form, "!", "identity", "silent=false", "!", "ximagesink",
             "sync=false"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        time.sleep(_SECONDS + 1)
        receiver.terminate()
        said = receiver.communicate()[0]
    # What shmsink leaves behind when it is ended.
    socket.unlink(missing_ok=True)
    for memory in Path("/dev/shm").glob(f"shmpipe.{sink.pid:5}.*"):
        memory.unlink()
    # identity says when each frame came, since the pipeline plays.
    times = [int(one[0]) * 60 + float(one[1]) for one in re.findall(r"pts: 0:(\d+):([\d.]+)", said)]
    if len(times) < 2:
        raise SystemExit("bench: GStreamer has shown nothing")
    return (len(times) - 1) / (times[-1] - times[0])


def latency(bench: Bench) -> list[Series]:
    """From the commit of a 1080p frame until the X server has executed its draw request."""
    title = "1080p raw, commit -> executed by the X server"
    ours, bare = Series(title, "shmview", "ms"), Series(title, "a bare XShmPutImage", "ms")
    relay = Series(title, RELAY, "ms")
    with ExitStack() as stack:
        start(stack, SHMVIEW, "latency", "--geometry", _GEOMETRY)
        for _ in range(5):
            size = [str(WIDTH), str(HEIGHT)]
            count = str(2 * bench.rounds + 10)
            times = peer("publish", bench.folder, "latency", "latency", *size, count)
            ours.values += [one / 1000 for one in times[10:]]  # the first ones attach the frames
            times = peer("put-loop", bench.folder, *size, count, "2000")
            bare.values += [one / 1000 for one in times[10:]]
            times = peer("put-relay", bench.folder, str(bench.folder), *size, count, "2000")
            relay.values += [one / 1000 for one in times[10:]]
    return [ours, bare, relay]


def video(bench: Bench) -> list[Series]:
    """Processor time for ten seconds of 1080p60 from ffmpeg, whose own is not counted."""
    if not available("ffmpeg"):
        return []
    shows = {
        "shmshare and shmview": None,
        "mpv --vo=x11": ["mpv", "--vo=x11", "--no-audio", "--really-quiet", "-"],
        "ffplay": ["ffplay", "-loglevel", "quiet", "-autoexit", "-"],
    }
    title = f"1080p60 y4m for {_VIDEO_SECONDS} s, processor time"
    series = []
    for name, command in shows.items():
        if command and not available(command[0]):
            continue
        own, all_ = Series(title, name, "s"), Series(f"{title} with the X server", name, "s")
        for _ in range(3):
            server = processor_seconds(x_server())
            spent = _play(command) if command else _play_here()
            own.values.append(spent)
            all_.values.append(spent + processor_seconds(x_server()) - server)
            settle()
        series += [own, all_]
    return series


def _ffmpeg() -> list[str]:
    source = f"testsrc2=size={WIDTH}x{HEIGHT}:rate=60"
    return ["ffmpeg", "-loglevel", "quiet", "-re", "-f", "lavfi", "-i", source, "-t",
            str(_VIDEO_SECONDS), "-pix_fmt", "yuv420p", "-f", "yuv4mpegpipe", "-"]


def _play(command: list[str]) -> float:
    with subprocess.Popen(_ffmpeg(), stdout=subprocess.PIPE) as source:
        player = subprocess.Popen(
            command, stdin=source.stdout, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        source.stdout.close()
        _, _, usage = os.wait4(player.pid, 0)
    return usage.ru_utime + usage.ru_stime


def _play_here() -> float:
    with ExitStack() as stack:
        viewer = start(stack, SHMVIEW, "video", "--geometry", _GEOMETRY)
        time.sleep(1)
        before = processor_seconds(viewer.pid)
        spent = _play([SHMSHARE, "stream", "-q", "--channel", "video", "-"])
        return spent + processor_seconds(viewer.pid) - before


def crowd(bench: Bench) -> list[Series]:
    """The publisher's processor time for 300 frames, by the number of viewers."""
    title = "300 frames of 640x360 at 60 a second, the publisher's processor time"
    series = []
    for count in (0, 1, 8, 64):
        one = Series(title, f"viewers: {count}", "ms")
        with ExitStack() as stack:
            for _ in range(count):
                start(stack, SHMVIEW, f"crowd-{count}", "--geometry", "640x360+0+0")
            time.sleep(1 + count / 10)
            for _ in range(max(3, bench.rounds // 10)):
                publisher = subprocess.Popen(
                    [SHMSHARE, "stream", "-q", "--channel", f"crowd-{count}", "--test-pattern",
                     "640x360", "--fps", "60", "-n", "300"])
                _, _, usage = os.wait4(publisher.pid, 0)
                one.values.append(1000 * (usage.ru_utime + usage.ru_stime))
        series.append(one)
    return series + _watched(bench)


def _watched(bench: Bench) -> list[Series]:
    """What the kernel has a bare writer pay for those whom it wakes."""
    series = [Series(WATCHED, f"watchers: {count}", "ms") for count in (1, 8, 64)]
    for _ in range(max(3, bench.rounds // 10)):
        for one in series:
            count = one.program.removeprefix("watchers: ")
            one.values += peer("watchers", bench.folder, str(bench.folder), count, "300")
    return series


def footprint(bench: Bench) -> list[Series]:
    """What the channel of a stream with one viewer holds, looked at every 50 ms."""
    title = "shared memory of a 1080p stream with one viewer"
    frames, size = Series(title, "frames", ""), Series(title, "bytes", "MiB")
    with ExitStack() as stack:
        start(stack, SHMVIEW, "footprint", "--geometry", _GEOMETRY)
        start(
            stack, SHMSHARE, "stream", "-q", "--channel", "footprint", "--test-pattern",
            f"{WIDTH}x{HEIGHT}", "--fps", "60")
        time.sleep(2)
        for _ in range(100):
            time.sleep(0.05)
            listed = subprocess.run(
                [SHMSHARE, "list", "--json"], check=True, stdout=subprocess.PIPE)
            state = next(
                one for one in json.loads(listed.stdout) if one["channel"] == "footprint")
            frames.values.append(float(state["frames"]))
            size.values.append(state["bytes"] / 2**20)
    return [frames, size]
