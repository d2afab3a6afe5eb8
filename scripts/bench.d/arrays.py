"""Arrays of a Python program on the screen: `shmview.imshow` beside `cv2.imshow` and rerun's log.

As a program of its own it is the one that is measured: it shows an array of 1080p BGR 60 times a
second, and prints what each call took and what the program used of a processor. Or it publishes
very many frames, and prints by how much its own memory has grown.
"""

import json
import os
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

_SIZE = (1920, 1080)
_FRAMES, _RATE = 300, 60
_WARM = 20
# The frames whose memory is measured, and how many frames' worth of it there may be in the end.
_SMALL, _MANY, _NEEDED = (640, 512), 100_000, 4
PACKAGE = Path(__file__).resolve().parents[2] / "Clients" / "Python"


def _show(kind: str):
    """A function that shows an array."""
    if kind == "shmview":
        sys.path.insert(0, str(PACKAGE))
        import shmview

        return lambda array: shmview.imshow("arrays", array, order="bgr")
    if kind == "rerun":
        import rerun

        rerun.init("arrays")
        rerun.serve_grpc()
        return lambda array: rerun.log("arrays", rerun.Image(array, color_model="BGR"))
    import cv2

    cv2.imshow("arrays", __import__("numpy").zeros((_SIZE[1], _SIZE[0], 3), "uint8"))
    cv2.waitKey(1)

    def show(array):
        cv2.imshow("arrays", array)
        cv2.pollKey()

    return show


def _play(kind: str) -> None:
    import numpy

    show = _show(kind)
    noise = numpy.random.default_rng(1).integers(0, 256, (_SIZE[1], _SIZE[0], 3))
    arrays = [noise.astype(numpy.uint8), 255 - noise.astype(numpy.uint8)]
    calls = []
    for frame in range(_WARM + _FRAMES):
        if frame == _WARM:
            begin, used = time.monotonic(), time.process_time()
            print("begin", flush=True)
        before = time.perf_counter()
        show(arrays[frame % 2])
        calls.append((time.perf_counter() - before) * 1000)
        if frame >= _WARM:
            time.sleep(max(0, begin + (frame - _WARM + 1) / _RATE - time.monotonic()))
    print(json.dumps({"calls": calls[_WARM:], "used": time.process_time() - used}), flush=True)


def _private_memory() -> int:
    """Bytes of this process that are not shared with any other."""
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) * 1024 for line in status if line.startswith("RssAnon"))


def _publish_many() -> None:
    import numpy

    show = _show("shmview")
    array = numpy.zeros((_SMALL[1], _SMALL[0], 3), "uint8")
    for frame in range(_MANY):
        if frame == _MANY // 100:
            before = _private_memory()
        array[0, 0] = frame % 256
        show(array)
    print(_private_memory() - before, flush=True)


def has(module: str) -> bool:
    """Whether programs here can show arrays so; a headless OpenCV cannot."""
    code = f"import numpy, {module}" + ("; cv2.namedWindow('x')" if module == "cv2" else "")
    return subprocess.run(
        [sys.executable, "-c", code], stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(PACKAGE)}).returncode == 0


def _fields(pid: int | str) -> list[str]:
    """Of /proc/PID/stat, what follows the name: the third field and on."""
    return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()


def _used(pid: int) -> float:
    """Seconds of a processor that a process has used."""
    fields = _fields(pid)
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _server() -> int:
    """The X server's process, which scripts/with-display has started beside this one."""
    for name in Path("/proc").glob("[0-9]*/comm"):
        try:
            if name.read_text() == "Xvfb\n" and int(_fields(name.parent.name)[1]) == os.getppid():
                return int(name.parent.name)
        except OSError:
            continue  # it has ended
    raise SystemExit("bench: no X server beside it; start it by scripts/bench")


def measure(command: list[str], viewer: int | None) -> tuple[list[float], float]:
    """What each call of a program took, and what a frame cost it, its viewer and the X server."""
    others = [_server()] + ([viewer] if viewer else [])
    program = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    program.stdout.readline()
    before = sum(map(_used, others))
    report = json.loads(program.stdout.readline())
    used = report["used"] + sum(map(_used, others)) - before
    program.wait()
    return report["calls"], used / _FRAMES * 1000


def imshow(bench) -> list:
    """What showing an array of 1080p BGR costs its program, and the machine, at 60 a second."""
    from peers import built
    from programs import start_viewer
    from results import Series

    # What a program costs that does the same by the C header: a copy of the array, and the rest.
    header = [built("publish", bench.folder), "arrays", "arrays", *map(str, _SIZE), str(_FRAMES)]
    series = []
    for kind, name in (("shmview", "shmview.imshow"), ("c", "the C header"),
                       ("cv2", "cv2.imshow + pollKey"), ("rerun", "rerun.log")):
        if kind != "c" and not has(kind):
            print(f"bench: imshow: {name} is left out: it cannot be started", file=sys.stderr)
            continue
        command = header if kind == "c" else [sys.executable, "-B", __file__, kind]
        with ExitStack() as stack:
            viewer = None
            if kind in ("shmview", "c"):
                geometry = f"{_SIZE[0]}x{_SIZE[1]}+0+0"
                viewer = start_viewer(stack, "arrays", geometry).pid
            calls, used = measure(command, viewer)
        series.append(Series(CALL, name, "ms", calls))
        if kind != "rerun":  # nothing of it is on the screen
            series.append(Series(USED, name, "ms", [used]))
    return series


def frames(bench) -> list:
    """What memory 100,000 frames have left behind, in a channel with a
    viewer and in its program."""
    from programs import start_viewer
    from results import Series

    if not has("shmview"):
        print("bench: frames: left out: there is no numpy", file=sys.stderr)
        return []
    with ExitStack() as stack:
        start_viewer(stack, "arrays", f"{_SMALL[0]}x{_SMALL[1]}+0+0")
        grown = int(subprocess.run(
            [sys.executable, "-B", __file__, "many"], stdout=subprocess.PIPE, check=True).stdout)
        channel = Path(os.environ["SHMVIEW_DIR"]) / "arrays"
        held = sum(file.stat().st_blocks * 512 for file in channel.glob("frame-*"))
    size = _SMALL[0] * _SMALL[1] * 3 + 4096
    return [Series(MEMORY, "shmview.imshow", "frames", [(held + grown) / size]),
            Series(MEMORY, "allowed", "frames", [float(_NEEDED)])]


CALL = "1080p BGR array at 60 a second, the call"
USED = "the same, processor time of all for a frame"
MEMORY = "memory after 100,000 arrays of 640x512, of the channel and its publisher"

if __name__ == "__main__":
    if sys.argv[1] == "many":
        _publish_many()
    else:
        _play(sys.argv[1])
