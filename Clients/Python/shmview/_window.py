"""A channel that a program has for a window: it starts a viewer once, and knows when that is closed."""

from __future__ import annotations

import re
import time

from . import _starting
from .channel import Channel
from .showing import channel_named

# How long a viewer that was started may take until it counts as closed, in seconds.
_STARTING = 10.0


class Window:
    """A window of a program, by the name of its channel."""

    def __init__(self, name: str) -> None:
        self.channel_name = channel_name(name)
        self._started_at: float | None = None
        self._was_seen = False

    @property
    def channel(self) -> Channel:
        """The channel that it is."""
        return channel_named(self.channel_name)

    @property
    def is_started(self) -> bool:
        """Whether a viewer was started, or found, for it."""
        return self._started_at is not None

    def start(self) -> None:
        """Starts a viewer where there is none, the first time."""
        if self._started_at is None:
            self._started_at = time.monotonic()
            self.channel.next_event(0)  # what people do counts from now on
            if not self.channel.viewers():
                _starting.start_viewer(self.channel_name)

    def is_visible(self) -> bool:
        """Whether a viewer shows it, or is starting to."""
        if self.channel.viewers():
            self._was_seen = True
            return True
        if self._started_at is None or self._was_seen:
            return False
        return time.monotonic() < self._started_at + _STARTING

    def end(self) -> None:
        """Ends the viewer that was started; others stay, with the last picture."""
        _starting.end_viewer(self.channel_name)


def channel_name(window: str) -> str:
    """The channel that a window of any name is."""
    return re.sub(r"[^A-Za-z0-9._-]", "-", window).lstrip(".")[:64] or "window"
