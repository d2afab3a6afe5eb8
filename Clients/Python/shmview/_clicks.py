"""Which presses of the mouse's buttons are second ones of a double click."""

from __future__ import annotations

from .events import Event

# As toolkits have it: seconds from press to press, and how far, here in pixels of the picture.
_SECONDS, _DISTANCE = 0.4, 5.0


class Clicks:
    """The presses in a channel's viewers."""

    def __init__(self) -> None:
        self._last: Event | None = None

    def is_second(self, press: Event) -> bool:
        """Whether the press, which is the newest, makes a double click with the one before."""
        last, self._last = self._last, press
        if (last is None or (last.viewer, last.code) != (press.viewer, press.code)
                or not 0 <= press.time - last.time <= _SECONDS
                or abs(press.x - last.x) > _DISTANCE or abs(press.y - last.y) > _DISTANCE):
            return False
        self._last = None  # a third one begins anew
        return True
