"""The pictures to show: clouds with grain, and a patch of one color in the middle of each."""

import subprocess
from pathlib import Path
from typing import NamedTuple

# Far from each other in at least one of red, green and blue.
_MARKERS = [
    (220, 40, 40), (40, 200, 40), (40, 40, 220), (220, 220, 40), (220, 40, 220), (40, 220, 220),
]
_PATCH = 48


class Picture(NamedTuple):
    path: Path
    marker: tuple[int, int, int]


def paint(
    folder: Path, width: int, height: int, kind: str, count: int, is_progressive: bool = False
) -> list[Picture]:
    """Up to six pictures, each with a marker of its own; the same pixels in every run."""
    pictures = []
    for number, marker in enumerate(_MARKERS[:count]):
        path = folder / f"{width}x{height}-{number}.{kind}"
        left, top = (width - _PATCH) // 2, (height - _PATCH) // 2
        patch = f"rectangle {left},{top} {left + _PATCH},{top + _PATCH}"
        subprocess.run(
            ["/usr/bin/convert", "-seed", str(number), "-size", f"{width}x{height}"]
            + ["plasma:tomato-steelblue", "-attenuate", "0.15", "+noise", "Gaussian"]
            + ["-fill", f"rgb{marker}", "-draw", patch, "-depth", "8", "-strip"]
            + ["-sampling-factor", "4:2:0", "-quality", "85"]
            + (["-interlace", "JPEG"] if is_progressive else []) + [str(path)],
            check=True,
        )
        pictures.append(Picture(path, marker))
    return pictures
