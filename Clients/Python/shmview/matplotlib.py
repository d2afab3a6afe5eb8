"""A backend of Matplotlib: `MPLBACKEND=module://shmview.matplotlib`, and a script shows live.

Each figure is a channel, `figure-1` and so on, with a viewer that is started when it is shown. Keys
and buttons pressed there reach the figure's callbacks, whenever the script waits: in `plt.show()`,
which returns when all viewers are closed, in `plt.pause`, `ginput` and the like.
"""

from __future__ import annotations

import select
import sys
import time
from typing import Any

from matplotlib import _pylab_helpers
from matplotlib.backend_bases import CloseEvent, FigureManagerBase, _Backend
from matplotlib.backends.backend_agg import FigureCanvasAgg

from ._matplotlib_events import figure_event
from ._window import Window
from .errors import NoViewer
from .events import Listener

# How often to look whether viewers are closed, in seconds.
_LOOK = 0.25


class FigureCanvas(FigureCanvasAgg):
    """A figure, drawn in this process and shown by shmview."""

    required_interactive_framework = None
    _is_drawing = False
    _is_looping = False

    def draw(self) -> None:
        super().draw()  # type: ignore[no-untyped-call]
        manager = self.manager
        if isinstance(manager, FigureManager):
            manager.publish()

    def draw_idle(self, *arguments: Any, **options: Any) -> None:
        if not self._is_drawing:
            self._is_drawing = True
            try:
                self.draw()
            finally:
                self._is_drawing = False

    def flush_events(self) -> None:
        """Hands on what people have done; what is shown is there at once."""
        _listen(0)

    def start_event_loop(self, timeout: float = 0) -> None:
        """Waits for so long, or until `stop_event_loop` (0: or until all viewers are closed)."""
        deadline = time.monotonic() + timeout if timeout > 0 else None
        self._is_looping = True
        while self._is_looping:
            rest = _LOOK if deadline is None else deadline - time.monotonic()
            if rest <= 0 or (deadline is None and not _visible()):
                break
            _listen(min(rest, _LOOK))
        self._is_looping = False

    def stop_event_loop(self) -> None:
        self._is_looping = False


class FigureManager(FigureManagerBase):
    """A figure's channel, and its viewer."""

    def __init__(self, canvas: FigureCanvas, num: int | str) -> None:
        self.window = Window(f"figure-{num}")
        self.title = f"Figure {num}"
        self.listener: Listener | None = None
        super().__init__(canvas, num)

    def publish(self) -> int:
        """Publishes what was drawn."""
        pixels = self.canvas.buffer_rgba()  # type: ignore[attr-defined]
        return self.window.channel.publish(pixels, self.title)

    def show(self) -> None:
        """Draws what has changed, and starts a viewer the first time."""
        if not self.window.is_started or self.canvas.figure.stale:
            self.canvas.draw()
        if self.listener is None:
            self.listener = self.window.channel.events()
        self.window.start()

    def hear(self) -> None:
        """Hands what people have done to the figure's callbacks."""
        while self.listener:
            event = self.listener.next_event(0)
            if event is None:
                return
            found = figure_event(self.canvas, event)
            if found:
                self.canvas.callbacks.process(found.name, found)

    def set_window_title(self, title: str) -> None:
        self.title = title

    def get_window_title(self) -> str:
        return self.title

    def destroy(self, *arguments: Any) -> None:
        """A program that ends leaves its last picture."""
        if self.listener:
            self.listener.close()
            self.listener = None

    @classmethod
    def pyplot_show(cls, *, block: bool | None = None) -> None:
        """Shows all figures; unless told otherwise, returns when their viewers are closed."""
        managers = _managers()
        try:
            for manager in managers:
                manager.show()
        except NoViewer as error:
            print(f"shmview: {error}", file=sys.stderr)
            return
        if block is False:
            return
        while _visible():
            _listen(_LOOK)
        for manager in managers:
            if manager not in _managers():  # closed from within, as by the key q
                manager.window.end()


def _managers() -> list[FigureManager]:
    return [manager for manager in _pylab_helpers.Gcf.get_all_fig_managers()
            if isinstance(manager, FigureManager)]


def _visible() -> list[FigureManager]:
    """The figures that are shown; those that people have closed are no figures any more."""
    shown = [manager for manager in _managers() if manager.window.is_started]
    closed = [manager for manager in shown if not manager.window.is_visible()]
    for manager in closed:
        close = CloseEvent("close_event", manager.canvas)
        manager.canvas.callbacks.process(close.name, close)
        _pylab_helpers.Gcf.destroy(manager)
    return [manager for manager in shown if manager not in closed]


def _listen(seconds: float) -> None:
    """Waits for so long, or until people do something, and tells the figures."""
    managers = _managers()
    listeners = [manager.listener for manager in managers if manager.listener]
    try:
        select.select([listener.fileno() for listener in listeners], [], [], seconds)
    except OSError:  # without inotify
        time.sleep(seconds)
    for manager in managers:
        manager.hear()


FigureCanvas.manager_class = FigureManager  # type: ignore[assignment,method-assign]


@_Backend.export
class _BackendShmview(_Backend):
    FigureCanvas = FigureCanvas
    FigureManager = FigureManager
    show = FigureManager.pyplot_show
