"""A backend of Matplotlib: `MPLBACKEND=module://shmview.matplotlib`, and a script shows live.

Each figure is a channel, `figure-1` and so on, with a viewer that is started when it is shown. Keys
and buttons pressed there reach the figure's callbacks, and timers and animations run, whenever the
script waits: in `plt.show()`, which returns when all viewers are closed, in `plt.pause`, `ginput`
and the like, and at an interactive prompt.
"""

from __future__ import annotations

import atexit
import ctypes
import sys
import time
from typing import Any

from matplotlib import _pylab_helpers, is_interactive
from matplotlib.backend_bases import (
    CloseEvent,
    FigureManagerBase,
    NonGuiException,
    ResizeEvent,
    _Backend,
)
from matplotlib.backends.backend_agg import FigureCanvasAgg

from . import _matplotlib_timers as timers
from ._clicks import Clicks
from ._matplotlib_events import figure_events
from ._window import Window, wait_for_any
from .errors import NoViewer

# How often to look whether viewers are closed, in seconds.
_LOOK = 0.25


class FigureCanvas(FigureCanvasAgg):
    """A figure, drawn in this process and shown by shmview."""

    required_interactive_framework = None
    _timer_cls = timers.Timer
    _is_drawing = False
    _is_looping = False
    _has_changed = False
    _is_blitted = False

    def draw(self) -> None:
        self._has_changed = False
        self._is_drawing = True
        try:
            super().draw()  # type: ignore[no-untyped-call]
        finally:
            self._is_drawing = False
        self._publish()

    def draw_idle(self, *arguments: Any, **options: Any) -> None:
        """Draws at once, or where a loop runs when that turns to it; once for all changes.

        While Matplotlib is interactive it asks for this at every change: then the next loop draws.
        """
        if self._is_drawing:
            return
        if _Loop.depth or getattr(self, "_is_idle_drawing", False):
            self.draw_later()
        else:
            self.draw()

    def draw_later(self) -> None:
        """Has it drawn when the script waits."""
        self._has_changed = True

    def blit(self, bbox: Any = None) -> None:
        """Shows what has been painted onto the figure as it was drawn."""
        if self._is_drawing:
            return
        self._is_blitted = True
        if not _Loop.depth:
            self.catch_up()

    def catch_up(self) -> None:
        """Draws what has changed, and shows what has been painted."""
        if self._has_changed:
            self.draw()
        elif self._is_blitted:
            self._publish()

    def flush_events(self) -> None:
        """Shows what has changed, and hands on what people have done."""
        _turn(0)

    def start_event_loop(self, timeout: float = 0) -> None:
        """Waits for so long, or until `stop_event_loop` (0: or until all viewers are closed)."""
        deadline = time.monotonic() + timeout if timeout > 0 else None
        outer, self._is_looping = self._is_looping, True
        try:
            while self._is_looping:
                rest = _LOOK if deadline is None else deadline - time.monotonic()
                if rest <= 0 or (deadline is None and not _visible()):
                    break
                _turn(min(rest, _LOOK))
        finally:
            self._is_looping = outer

    def stop_event_loop(self) -> None:
        self._is_looping = False

    def _publish(self) -> None:
        self._is_blitted = False
        manager = self.manager
        # A figure without a pixel, as while it is laid out, leaves the picture as it was.
        if isinstance(manager, FigureManager) and min(self.get_width_height()) > 0:
            manager.publish()


class FigureManager(FigureManagerBase):
    """A figure's channel, and its viewer."""

    def __init__(self, canvas: FigureCanvas, num: int | str) -> None:
        self.window = Window(f"figure-{num}")
        self.title = f"Figure {num}"
        self._clicks = Clicks()
        self._is_published = False
        self._is_refused = False
        self._is_closed = False
        super().__init__(canvas, num)
        _listen_at_prompt()

    def publish(self) -> int:
        """Publishes what was drawn."""
        self._is_published = True
        pixels = self.canvas.buffer_rgba()  # type: ignore[attr-defined]
        return self.window.channel.publish(pixels, self.title)

    def show(self) -> None:
        """Draws what has changed, and starts a viewer the first time.

        Where that cannot be done it says so once, and whoever starts one by hand sees the figure.
        """
        if not self._is_published or self.canvas.figure.stale:
            self.canvas.draw()
        if self._is_refused and not self.window.channel.viewers():
            return
        try:
            self.window.start()
        except NoViewer as error:
            self._is_refused = True
            raise NonGuiException(f"shmview: {error}") from error

    def hear(self) -> None:
        """Hands what people have done to the figure's callbacks."""
        while self.window.listener:
            event = self.window.listener.next_event(0)
            if event is None:
                return
            for found in figure_events(self.canvas, event, self._clicks):
                self.canvas.callbacks.process(found.name, found)

    def resize(self, width: int, height: int) -> None:
        """The figure has another size: that of the window is its user's."""
        resized = ResizeEvent("resize_event", self.canvas)
        self.canvas.callbacks.process(resized.name, resized)
        self.canvas.draw_idle()

    def set_window_title(self, title: str) -> None:
        self.title = title

    def get_window_title(self) -> str:
        return self.title

    def close(self) -> None:
        """Tells the figure that its window is closed, once."""
        if not self._is_closed:
            self._is_closed = True
            closed = CloseEvent("close_event", self.canvas)
            self.canvas.callbacks.process(closed.name, closed)

    def destroy(self, *arguments: Any) -> None:
        """Ends the figure's viewer; but a program that ends leaves its last pictures."""
        if not _Loop.is_program_over:
            self.close()
            self.window.end()
        self.window.listen_no_more()

    @classmethod
    def start_main_loop(cls) -> None:
        """Waits until the viewers of all figures are closed."""
        while _visible():
            _turn(_LOOK)

    @classmethod
    def pyplot_show(cls, *, block: bool | None = None) -> None:
        """Shows all figures; unless told otherwise, or interactive, waits until they are closed."""
        for manager in _managers():
            try:
                manager.show()
            except NonGuiException as error:
                print(error, file=sys.stderr)
        if block or (block is None and not is_interactive()):
            cls.start_main_loop()


class _Loop:
    """Whether, and in how many loops at once, the script waits."""

    depth = 0
    looked_at = 0.0
    is_program_over = False


def _managers() -> list[FigureManager]:
    return [manager for manager in _pylab_helpers.Gcf.get_all_fig_managers()
            if isinstance(manager, FigureManager)]


def _visible() -> list[FigureManager]:
    """The figures that are shown; those that people have closed are no figures any more."""
    _Loop.looked_at = time.monotonic()
    shown = [manager for manager in _managers() if manager.window.is_started]
    closed = [manager for manager in shown if not manager.window.is_visible()]
    for manager in closed:
        manager.close()
        _pylab_helpers.Gcf.destroy(manager)
    return [manager for manager in shown if manager not in closed]


def _turn(seconds: float) -> None:
    """Shows what has changed, waits for so long, or until people do something or a timer is due,
    and tells the figures."""
    _catch_up()
    _Loop.depth += 1
    try:
        rest = max(0, min(seconds, timers.next_due() - time.monotonic()))
        wait_for_any([manager.window for manager in _managers()], rest)
        for manager in _managers():
            manager.hear()
        timers.run_due()
        if time.monotonic() > _Loop.looked_at + _LOOK:
            _visible()
    finally:
        _Loop.depth -= 1
    _catch_up()


def _catch_up() -> None:
    for manager in _managers():
        manager.canvas.catch_up()  # type: ignore[attr-defined]


def _at_prompt() -> int:
    """Python's own prompt calls this some ten times a second while it waits for a line."""
    if not _Loop.depth:
        if is_interactive():
            _show_new()
        _turn(0)
    return 0


_hook = ctypes.PYFUNCTYPE(ctypes.c_int)(_at_prompt)


def _show_new() -> None:
    for manager in _managers():
        if not manager.window.is_started:
            try:
                manager.show()
            except NonGuiException as error:
                print(error, file=sys.stderr)


def _listen_at_prompt() -> None:
    """Serves the figures at an interactive prompt, unless a toolkit's windows are served there."""
    if hasattr(sys, "ps1") or sys.flags.interactive:
        hook = ctypes.c_void_p.in_dll(ctypes.pythonapi, "PyOS_InputHook")
        if not hook.value:
            hook.value = ctypes.cast(_hook, ctypes.c_void_p).value


def _end() -> None:
    _Loop.is_program_over = True


# Runs before Matplotlib destroys all figures.
atexit.register(_end)

FigureCanvas.manager_class = FigureManager  # type: ignore[assignment,method-assign]


@_Backend.export
class _BackendShmview(_Backend):
    FigureCanvas = FigureCanvas
    FigureManager = FigureManager
    show = FigureManager.pyplot_show

    @classmethod
    def draw_if_interactive(cls) -> None:
        manager = _pylab_helpers.Gcf.get_active()
        if is_interactive() and isinstance(manager, FigureManager):
            manager.canvas.draw_later()  # type: ignore[attr-defined]
