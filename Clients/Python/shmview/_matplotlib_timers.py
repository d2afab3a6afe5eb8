"""Timers of Matplotlib, for animations and the like: they run while the script waits."""

from __future__ import annotations

import time

from matplotlib.backend_bases import TimerBase

_running: dict[Timer, None] = {}


class Timer(TimerBase):
    """A timer, whose time comes in the loops of this backend."""

    _period = 0.0
    _due = 0.0
    _is_calling = False

    def _timer_start(self) -> None:
        self._period = self.interval / 1000
        self._due = time.monotonic() + self._period
        _running[self] = None

    def _timer_stop(self) -> None:
        if _running:  # which is None where the interpreter goes
            _running.pop(self, None)

    def _timer_set_interval(self) -> None:
        # Animations set it at each step, mostly to what it is.
        if self in _running and self._period != self.interval / 1000:
            self._timer_start()

    @property
    def due(self) -> float:
        """When to call it, as `time.monotonic()`; never while it is being called."""
        return float("inf") if self._is_calling else self._due

    def run(self, now: float) -> None:
        """Calls what it is for, and leaves out the times that are over by then."""
        self._due = max(self._due + self._period, now)
        if self.single_shot:
            self._timer_stop()
        self._is_calling = True
        try:
            self._on_timer()  # type: ignore[attr-defined]
        finally:
            self._is_calling = False


def next_due() -> float:
    """When the next timer is due, as `time.monotonic()`; infinity where none runs."""
    return min((timer.due for timer in _running), default=float("inf"))


def run_due() -> None:
    """Runs each timer whose time has come."""
    now = time.monotonic()
    for timer in list(_running):
        if timer in _running and timer.due <= now:
            timer.run(now)
