"""What the measurements have in common."""

from dataclasses import dataclass
from pathlib import Path

from screen import Screen


@dataclass
class Bench:
    """Where they take place, and how often."""

    folder: Path
    screen: Screen
    rounds: int
    pause: float
    """In seconds, before each turn of `replace`."""
