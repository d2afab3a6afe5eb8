"""Lines over time, and distributions, as SVG."""

import math
from html import escape
from pathlib import Path

_WIDTH, _HEIGHT = 720, 260
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 16, 36, 40
_COLOURS = ["#2a6f97", "#c1666b", "#7a9e7e"]

Points = list[tuple[float, float]]


def lines(
    file: Path, title: str, across: str, series: dict[str, Points], mark: tuple[float, str] | None = None
):
    """Each series a line from 0 on; `mark` is a moment with a word."""
    xs = [x for points in series.values() for x, _ in points]
    ys = [y for points in series.values() for _, y in points]
    ticks_x = [tick for tick in _round_ticks(max(xs)) if tick <= max(xs)]
    place_x = lambda x: _LEFT + (_WIDTH - _LEFT - _RIGHT) * x / max(xs)
    _write(file, title, across, series, ticks_x, _round_ticks(max(ys)), place_x, "{:g}", mark)


def distribution(file: Path, title: str, across: str, samples: dict[str, list[float]]):
    """For each set of samples which share (in percent) is at most how large,
    on a logarithmic scale."""
    every = [value for values in samples.values() for value in values]
    first, last = math.floor(math.log10(max(min(every), 1e-3))), math.ceil(math.log10(max(every)))
    series = {}
    for name, values in samples.items():
        values = sorted(values)
        steps = range(0, 1001)
        series[name] = [
            (values[min(len(values) - 1, step * len(values) // 1000)], step / 10) for step in steps]
    ticks = [10.0**power for power in range(first, last + 1)]
    span = _WIDTH - _LEFT - _RIGHT
    place_x = lambda x: _LEFT + span * (math.log10(max(x, ticks[0])) - first) / max(1, last - first)
    _write(file, title, across, series, ticks, [0, 25, 50, 75, 100], place_x, "{:g}", None)


def _round_ticks(largest: float) -> list[float]:
    largest = largest or 1
    step = 10 ** math.floor(math.log10(largest))
    step *= next(factor for factor in (0.2, 0.5, 1, 2) if largest / (step * factor) <= 6)
    return [step * count for count in range(math.ceil(largest / step) + 1)]


def _write(file, title, across, series, ticks_x, ticks_y, place_x, form, mark):
    place_y = lambda y: _HEIGHT - _BOTTOM - (_HEIGHT - _TOP - _BOTTOM) * y / ticks_y[-1]
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{_HEIGHT}" '
        'font-family="sans-serif" font-size="12">',
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="white"/>',
        f'<text x="8" y="20" font-size="14">{escape(title)}</text>',
    ]
    for tick in ticks_y:
        y = place_y(tick)
        parts.append(f'<path d="M{_LEFT} {y:.1f}H{_WIDTH - _RIGHT}" stroke="#ddd"/>')
        parts.append(f'<text x="{_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{form.format(tick)}</text>')
    for tick in ticks_x:
        x = place_x(tick)
        parts.append(
            f'<text x="{x:.1f}" y="{_HEIGHT - _BOTTOM + 16}" text-anchor="middle">{form.format(tick)}</text>')
    parts.append(f'<text x="{_WIDTH / 2}" y="{_HEIGHT - 6}" text-anchor="middle">{escape(across)}</text>')
    if mark:
        x = place_x(mark[0])
        parts.append(f'<path d="M{x:.1f} {_TOP}V{_HEIGHT - _BOTTOM}" stroke="#888" stroke-dasharray="4 3"/>')
        parts.append(f'<text x="{x + 4:.1f}" y="{_TOP + 10}" fill="#555">{escape(mark[1])}</text>')
    for index, (name, points) in enumerate(series.items()):
        colour = _COLOURS[index % len(_COLOURS)]
        path = "L".join(f"{place_x(x):.1f} {place_y(y):.1f}" for x, y in points)
        parts.append(f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="1.5"/>')
        if len(series) > 1:
            y = 14 + 14 * index
            parts.append(f'<text x="{_WIDTH - _RIGHT}" y="{y}" text-anchor="end" fill="{colour}">{escape(name)}</text>')
    file.parent.mkdir(exist_ok=True)
    file.write_text("\n".join([*parts, "</svg>", ""]))
