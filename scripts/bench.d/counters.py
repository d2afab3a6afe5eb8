"""What a viewer that was started with `--stats` says of itself: a line of JSON every second."""

import json
from pathlib import Path
from typing import Callable


def lines(log: Path) -> list[dict]:
    return [json.loads(line) for line in log.read_text().splitlines()]


def shown_a_second(log: Path, publish: Callable[[], object]) -> float:
    """Frames that a viewer shows a second while `publish` runs, which takes four seconds at least:
    between two of its lines, by its own clock. The first second is left out, in which
    the frames are attached."""
    return rates(log, publish)[0]


def rates(log: Path, publish: Callable[[], object]) -> tuple[float, float]:
    """The same, and the frames that were published a second meanwhile."""
    begin = len(lines(log)) + 1
    publish()
    first, *_, last = lines(log)[begin:]
    seconds = last["seconds"] - first["seconds"]
    return (
        (last["shown"] - first["shown"]) / seconds,
        (last["generation"] - first["generation"]) / seconds)
