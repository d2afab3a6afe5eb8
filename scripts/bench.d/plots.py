"""The figures of a run as SVG: for each measurement a bar a program, as long as its median, with a
line from the smallest to the largest value."""

import re
import statistics
from html import escape
from pathlib import Path

from results import Series

_WIDTH, _LABEL, _ROW, _HEAD = 720, 240, 22, 40
_OURS, _THEIRS = "#2a6f97", "#a0a0a0"


def write(folder: Path, series: list[Series]) -> list[tuple[str, str]]:
    """Writes a file for each measurement of more than one program: their titles and names."""
    folder.mkdir(exist_ok=True)
    for old in folder.glob("*.svg"):
        old.unlink()
    groups: dict[str, list[Series]] = {}
    for one in series:
        if one.values:
            groups.setdefault(one.measurement, []).append(one)
    written = []
    for title, group in groups.items():
        if len(group) < 2:
            continue
        name = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-") + ".svg"
        (folder / name).write_text(_bars(title, group))
        written.append((title, name))
    return written


def _bars(title: str, group: list[Series]) -> str:
    unit = group[0].unit
    room = _WIDTH - _LABEL - 90
    largest = max(max(one.values) for one in group) or 1
    height = _HEAD + _ROW * len(group) + 12
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height}" '
        'font-family="sans-serif" font-size="12">',
        f'<rect width="{_WIDTH}" height="{height}" fill="white"/>',
        f'<text x="8" y="20" font-size="14">{escape(title)}{escape(f" ({unit})") if unit else ""}</text>',
    ]
    for index, one in enumerate(group):
        top = _HEAD + index * _ROW
        median = statistics.median(one.values)
        start, end = (_LABEL + room * edge / largest for edge in (min(one.values), max(one.values)))
        colour = _OURS if "shm" in one.program.lower() and "sink" not in one.program else _THEIRS
        middle = top + _ROW / 2
        lines += [
            f'<text x="{_LABEL - 8}" y="{middle + 4:.1f}" text-anchor="end">{escape(one.program)}</text>',
            f'<rect x="{_LABEL}" y="{top + 4}" width="{room * median / largest:.1f}" '
            f'height="{_ROW - 8}" fill="{colour}"/>',
            f'<path d="M{start:.1f} {middle}H{end:.1f}" stroke="black"/>',
            f'<text x="{_LABEL + room + 8}" y="{middle + 4:.1f}">{median:.1f}</text>',
        ]
    return "\n".join([*lines, "</svg>", ""])
