"""What each measurement is to come to, as a ratio of two figures of the same run."""

import statistics
from typing import Callable, NamedTuple

from arrays import CALL, MEMORY, USED
from depths import COMPOSED
from looking import JUDGED
from peers import LOOP, LOOP_BESIDE, PAIR, RELAY
from qt import QtMethod
from results import Series


def _percentile(share: float) -> Callable[[list[float]], float]:
    def figure(values: list[float]) -> float:
        return sorted(values)[min(len(values) - 1, int(share * len(values)))]

    return figure


class Target(NamedTuple):
    """`ours` divided by `theirs` is to be at most `limit`, or at least, if `is_least`."""

    measurement: str
    ours: str
    theirs: str
    limit: float
    is_least: bool = False
    # For a number that is added to what is allowed, in the unit of the series.
    allowance: float = 0
    figure: Callable[[list[float]], float] = statistics.median
    name: str = "median"


_REPLACED = "1080p JPEG replaced -> on the screen"
_TETHERED = "JPEG of 24 megapixels into a folder -> on the screen"
_RAW = "1080p raw, process to process, shown a second"
_FROM_C = "1080p raw, published by the C header, shown a second"
_GRAY16 = "2048x2048 gray16, in a window of its size, shown a second"
_BGR = "1080p BGR, in a window of its size, shown a second"
_LATENCY = "1080p raw, commit -> executed by the X server"
_VIDEO = "1080p60 y4m for 10 s, processor time"
_CROWD = "300 frames of 640x360 at 60 a second, the publisher's processor time"
_GRID = "16 channels of 640x480 at 30 a second in one window"
TARGETS = [
    Target(_RAW, "shmview", "GStreamer's shmsink and shmsrc", 3, is_least=True),
    Target(_RAW, "shmview", LOOP, 0.95, is_least=True),
    Target(_RAW, "shmview", PAIR, 0.95, is_least=True),
    Target(_GRAY16, "shmview", LOOP, 0.7, is_least=True),
    Target(_BGR, "shmview", LOOP, 0.7, is_least=True),
    Target(_FROM_C, "shmview", LOOP, 0.95, is_least=True),
    Target(_FROM_C, "shmview", LOOP_BESIDE, 0.95, is_least=True),
    Target(_FROM_C, "shmview", PAIR, 0.95, is_least=True),
    Target("commits a second", "the C header", "needed", 1, is_least=True),
    Target(_VIDEO, "shmshare and shmview", "mpv --vo=x11", 0.5),
    Target(_VIDEO, "shmshare and shmview", "ffplay", 0.5),
    Target(f"{_VIDEO} with the X server", "shmshare and shmview", "mpv --vo=x11", 0.75),
    Target(f"{_VIDEO} with the X server", "shmshare and shmview", "ffplay", 0.75),
    Target(_REPLACED, "shmview --newest", "feh", 0.5),
    Target(_REPLACED, "shmview", "feh", 0.6),
    Target(_TETHERED, "shmview --newest", "libjpeg alone", 1.15),
    Target(_TETHERED, "shmview --newest", "feh", 1),
    Target("JPEG of 2.1 megapixels", "shmshare FILE", "libjpeg alone", 1.3, allowance=6),
    Target("JPEG of 24 megapixels", "shmshare FILE", "libjpeg alone", 1.15),
    Target(
        "2560x1600 progressive JPEG, share + receive", "shmshare --wait-shown", "libjpeg alone", 1.1),
    Target(
        "2560x1600 progressive JPEG, share + receive", "shmshare --wait-shown", QtMethod.name, 1 / 11),
    Target("start and end", "shmshare --version", "an empty Swift program", 1.5),
    Target(_LATENCY, "shmview", "a bare XShmPutImage", 1.1),
    Target(_LATENCY, "shmview", RELAY, 1.1),
    Target(_LATENCY, "shmview", "a bare XShmPutImage", 2, figure=_percentile(0.99), name="p99"),
    Target("wake-up by a commit", "shmshare follow", "inotify in bare C", 1.5),
    Target("wake-up by a commit", "shmshare follow", "the C header", 1.5),
    Target("3840x2160 fit into 1080p, shown a second", "shmview", "a bare put loop", 0.75, True),
    *(Target(one, f"{depth} bits", "24 bits", 1.3) for one in COMPOSED for depth in (16, 30)),
    Target(JUDGED, "all over it", "nothing over it", 1, allowance=4),
    Target(CALL, "shmview.imshow", "cv2.imshow + pollKey", 0.2),
    Target(CALL, "shmview.imshow", "rerun.log", 0.25),
    Target(USED, "shmview.imshow", "cv2.imshow + pollKey", 0.5),
    Target(MEMORY, "shmview.imshow", "allowed", 1, allowance=0.05),  # what Python keeps for itself
    Target(_GRID, "shown", "published", 1, is_least=True),
    Target(_CROWD, "viewers: 64", "viewers: 1", 1.3),
]

_HEADINGS = ["measurement", "ours", "beside", "target", "measured", ""]


def rows(series: list[Series]) -> list[list[str]]:
    """A row for each target of which both figures were measured."""
    found = {(one.measurement, one.program): one for one in series if one.values}
    result = [_HEADINGS]
    for target in TARGETS:
        ours = found.get((target.measurement, target.ours))
        theirs = found.get((target.measurement, target.theirs))
        if ours is None or theirs is None:
            continue
        figure, limit = target.figure(ours.values), target.figure(theirs.values)
        measured, unit = figure / limit, f" {ours.unit}".rstrip()
        allowed, said = f"{target.limit:.3g}x", f"{measured:.2f}x"
        # What is more than the multiple that is allowed is compared, and not all of it.
        if target.allowance:
            more = figure - target.limit * limit
            said = f"{allowed} {'-' if more < 0 else '+'} {abs(more):.2g}{unit}"
            allowed += f" + {target.allowance:g}{unit}"
            measured = (figure - target.allowance) / limit
        is_met = measured >= target.limit if target.is_least else measured <= target.limit
        result.append([
            target.measurement + ("" if target.name == "median" else f", {target.name}"),
            target.ours, target.theirs, f"{'>=' if target.is_least else '<='} {allowed}", said,
            "met" if is_met else "**missed**",
        ])
    return result
