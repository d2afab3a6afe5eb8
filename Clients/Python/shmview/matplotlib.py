"""A backend of Matplotlib: `MPLBACKEND=module://shmview.matplotlib`, and a script shows live.

Each figure is a channel, `figure-1` and so on, with a viewer that is started when it is shown.
`plt.show()` returns when those are closed; `plt.pause` and `plt.draw` show what there is now.
"""

from __future__ import annotations

import time
from typing import Any

from matplotlib import _pylab_helpers
from matplotlib.backend_bases import FigureManagerBase, _Backend
from matplotlib.backends.backend_agg import FigureCanvasAgg

from . import _starting
from .cv2compat import channel_name
from .errors import NoViewer
from .showing import channel_named

# How long a viewer that was started may take, and how often to look whether it is closed.
_STARTING, _LOOK = 10.0, 0.25


class FigureCanvas(FigureCanvasAgg):
    """A figure, drawn in this process and shown by shmview."""

    required_interactive_framework = None
    _is_drawing = False

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
        """What is shown is there at once."""

    def start_event_loop(self, timeout: float = 0) -> None:
        time.sleep(max(timeout, 0))

    def stop_event_loop(self) -> None:
        """Nothing to stop: `start_event_loop` only waits."""


class FigureManager(FigureManagerBase):
    """A figure's channel, and its viewer."""

    def __init__(self, canvas: FigureCanvas, num: int | str) -> None:
        super().__init__(canvas, num)
        self.channel_name = channel_name(f"figure-{num}")
        self.title = f"Figure {num}"
        self._is_shown = False

    def publish(self) -> int:
        """Publishes what was drawn."""
        pixels = self.canvas.buffer_rgba()  # type: ignore[attr-defined]
        return channel_named(self.channel_name).publish(pixels, self.title)

    def show(self) -> None:
        self.canvas.draw()
        if not self._is_shown:
            self._is_shown = True
            if not channel_named(self.channel_name).viewers():
                _starting.start_viewer(self.channel_name)

    def is_seen(self) -> bool:
        """Whether a viewer shows the figure."""
        return bool(channel_named(self.channel_name).viewers())

    def set_window_title(self, title: str) -> None:
        self.title = title

    def get_window_title(self) -> str:
        return self.title

    def destroy(self, *arguments: Any) -> None:
        """A program that ends leaves its last picture."""

    @classmethod
    def pyplot_show(cls, *, block: bool | None = None) -> None:
        """Shows all figures; unless told otherwise, returns when their viewers are closed."""
        managers = [manager for manager in _pylab_helpers.Gcf.get_all_fig_managers()
                    if isinstance(manager, cls)]
        try:
            for manager in managers:
                manager.show()
        except NoViewer as error:
            print(f"shmview: {error}")
            return
        if block is False or not managers:
            return
        deadline = time.monotonic() + _STARTING
        while time.monotonic() < deadline and not all(one.is_seen() for one in managers):
            time.sleep(_LOOK / 10)
        while any(manager.is_seen() for manager in managers):
            time.sleep(_LOOK)


FigureCanvas.manager_class = FigureManager  # type: ignore[assignment,method-assign]


@_Backend.export
class _BackendShmview(_Backend):
    FigureCanvas = FigureCanvas
    FigureManager = FigureManager
    show = FigureManager.pyplot_show
