"""OpenCV's window functions, shown by shmview: `from shmview import cv2compat as cv2`.

Three channels are BGR, as in OpenCV. A window is a channel of its own: its name is the window's, with
`-` for what a channel's name cannot have. Everything that is not about windows is OpenCV's own, where that
is installed (opencv-python-headless is enough).
"""

from __future__ import annotations

import time
from typing import Any, Callable

from ._window import Window
from .events import Event

WINDOW_NORMAL, WINDOW_AUTOSIZE, WINDOW_OPENGL = 0, 1, 4096
WINDOW_FREERATIO, WINDOW_KEEPRATIO = 256, 0
WND_PROP_FULLSCREEN, WND_PROP_AUTOSIZE, WND_PROP_ASPECT_RATIO = 0, 1, 2
WND_PROP_OPENGL, WND_PROP_VISIBLE, WND_PROP_TOPMOST = 3, 4, 5
EVENT_MOUSEMOVE, EVENT_LBUTTONDOWN, EVENT_RBUTTONDOWN, EVENT_MBUTTONDOWN = 0, 1, 2, 3
EVENT_LBUTTONUP, EVENT_RBUTTONUP, EVENT_MBUTTONUP = 4, 5, 6
EVENT_LBUTTONDBLCLK, EVENT_RBUTTONDBLCLK, EVENT_MBUTTONDBLCLK = 7, 8, 9
EVENT_MOUSEWHEEL, EVENT_MOUSEHWHEEL = 10, 11
EVENT_FLAG_LBUTTON, EVENT_FLAG_RBUTTON, EVENT_FLAG_MBUTTON = 1, 2, 4
EVENT_FLAG_CTRLKEY, EVENT_FLAG_SHIFTKEY, EVENT_FLAG_ALTKEY = 8, 16, 32

_PRESSES = {1: EVENT_LBUTTONDOWN, 2: EVENT_MBUTTONDOWN, 3: EVENT_RBUTTONDOWN}
_RELEASES = {1: EVENT_LBUTTONUP, 2: EVENT_MBUTTONUP, 3: EVENT_RBUTTONUP}
_WHEELS = {4: (EVENT_MOUSEWHEEL, 120), 5: (EVENT_MOUSEWHEEL, -120),
           6: (EVENT_MOUSEHWHEEL, -120), 7: (EVENT_MOUSEHWHEEL, 120)}
_HELD = {"control": EVENT_FLAG_CTRLKEY, "shift": EVENT_FLAG_SHIFTKEY, "alt": EVENT_FLAG_ALTKEY}
_BUTTONS = {1: EVENT_FLAG_LBUTTON, 2: EVENT_FLAG_MBUTTON, 3: EVENT_FLAG_RBUTTON}
# How often to look whether a window is closed, in seconds.
_LOOK = 0.25
# Several windows are asked in turn.
_TURN = 0.01


class _Window(Window):
    """A window of OpenCV's, which is a channel."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.callback: Callable[..., None] | None = None
        self.parameter: Any = None
        self._place: tuple[int, int] | None = None

    def tell(self, event: Event) -> None:
        """Calls the mouse callback, if the event is for it."""
        if self.callback is None or event.x != event.x:
            return
        flags = sum(flag for name, flag in _HELD.items() if name in event.modifiers)
        flags |= sum(flag for button, flag in _BUTTONS.items() if button in event.buttons)
        if event.kind == "press" and event.code in _PRESSES:
            what = _PRESSES[event.code]
        elif event.kind == "release" and event.code in _RELEASES:
            what = _RELEASES[event.code]
        elif event.kind == "wheel" and event.code in _WHEELS:
            what, turn = _WHEELS[event.code]
            flags |= turn << 16
        elif event.kind == "motion":
            what = EVENT_MOUSEMOVE
        else:
            return
        place = (int(event.x // 1), int(event.y // 1))
        is_moved, self._place = place != self._place, place
        if is_moved and what != EVENT_MOUSEMOVE:
            self.callback(EVENT_MOUSEMOVE, *place, flags & 0xFFFF, self.parameter)
        if event.kind == "press":
            flags |= _BUTTONS[event.code]
        self.callback(what, *place, flags, self.parameter)


_windows: dict[str, _Window] = {}


def _window(name: str) -> _Window:
    if name not in _windows:
        _windows[name] = _Window(name)
    return _windows[name]


def namedWindow(winname: str, flags: int = WINDOW_AUTOSIZE) -> None:
    """A window of that name; it is shown with its first picture."""
    _window(winname)


def imshow(winname: str, mat: Any) -> None:
    """Shows a picture, and starts a viewer the first time, if there is none."""
    window = _window(winname)
    window.channel.publish(mat, winname, order="bgr")
    window.start()


def waitKeyEx(delay: int = 0) -> int:
    """Waits for a key in any window for that many milliseconds (0: for ever); its keysym, or -1.

    Mouse callbacks are called meanwhile.
    """
    deadline = time.monotonic() + delay / 1000 if delay > 0 else None
    return _wait(deadline)


def waitKey(delay: int = 0) -> int:
    """The same, but the low byte of the keysym: characters are their codes, Escape is 27."""
    key = waitKeyEx(delay)
    return key if key < 0 else key & 0xFF


def pollKey() -> int:
    """The same without waiting."""
    key = _wait(time.monotonic())
    return key if key < 0 else key & 0xFF


def _wait(deadline: float | None) -> int:
    while True:
        windows = [window for window in _windows.values() if window.is_started]
        for window in windows:
            key = _key_of(window, deadline, len(windows) == 1)
            if key is not None:
                return key
        if not windows:
            time.sleep(_TURN if deadline is None else max(0, min(_TURN, deadline - time.monotonic())))
        if deadline is None and windows and not any(window.is_visible() for window in windows):
            return -1  # nobody can press anything any more
        if deadline is not None and time.monotonic() >= deadline:
            return -1


def _key_of(window: _Window, deadline: float | None, is_only: bool) -> int | None:
    """Takes what has come to a window until a key has; waits for a turn, or all the time."""
    limit = _LOOK if is_only else _TURN
    while True:
        rest = limit if deadline is None else max(0, min(limit, deadline - time.monotonic()))
        event = window.channel.next_event(rest)
        if event is None:
            return None
        if event.kind == "key":
            return event.code
        window.tell(event)


def setMouseCallback(
    windowName: str, onMouse: Callable[..., None] | None, param: Any = None
) -> None:
    """Has `onMouse(event, x, y, flags, param)` called in `waitKey` and `pollKey`: buttons, the wheel
    with Control held, and motion; in a viewer that somebody has started without `--send-keys` only
    motion while a button is held, or to where one is pressed."""
    window = _window(windowName)
    window.callback, window.parameter = onMouse, param


def selectROI(
    windowName: str, img: Any = None, showCrosshair: bool = True, fromCenter: bool = False,
    printNotice: bool = True,
) -> tuple[int, int, int, int]:
    """Has a person draw a rectangle with Control and the left button held: x, y, width, height.

    Return or Space takes the last one, `c` or Escape none: (0, 0, 0, 0), as a window that is closed.
    Without a name the window is called "ROI selector", as in OpenCV.
    """
    if img is None:
        windowName, img = "ROI selector", windowName
    imshow(windowName, img)
    if printNotice:
        print("Draw a rectangle with Ctrl and the left button, then press SPACE or ENTER; "
              "cancel with c.")
    return _rectangle(windowName) or _NOTHING


def selectROIs(
    windowName: str, img: Any, showCrosshair: bool = True, fromCenter: bool = False,
    printNotice: bool = True,
) -> Any:
    """The same for several: Return or Space takes each one, `c` or Escape, or a closed window, ends.

    A row of a numpy array for each; without any, an empty tuple, as in OpenCV.
    """
    imshow(windowName, img)
    if printNotice:
        print("Draw a rectangle with Ctrl and the left button, then press SPACE or ENTER, again and "
              "again; finish with ESC.")
    chosen = []
    while (rectangle := _rectangle(windowName)) is not None:
        if rectangle != _NOTHING:
            chosen.append(rectangle)
    if not chosen:
        return ()
    import numpy

    return numpy.array(chosen, numpy.int32)


_NOTHING = (0, 0, 0, 0)


def _rectangle(winname: str) -> tuple[int, int, int, int] | None:
    """The last rectangle that was drawn before Return or Space; None for `c`, Escape or no window."""
    window, chosen = _window(winname), _NOTHING
    while window.is_visible():
        event = window.channel.next_event(_LOOK)
        if event is None:
            continue
        if event.kind == "rectangle":
            chosen = (int(event.x), int(event.y), int(event.width), int(event.height))
        elif event.kind == "key" and event.key in ("Return", "KP_Enter", " "):
            return chosen
        elif event.kind == "key" and event.key in ("Escape", "c"):
            break
    return None


def getWindowProperty(winname: str, prop_id: int) -> float:
    """For `WND_PROP_VISIBLE`: 1 while a viewer shows the window, 0 once it is closed; else -1."""
    if winname not in _windows or prop_id != WND_PROP_VISIBLE:
        return -1.0
    return 1.0 if _windows[winname].is_visible() else 0.0


def destroyWindow(winname: str) -> None:
    """Ends the viewer that was started for the window; others stay, with the last picture."""
    window = _windows.pop(winname, None)
    if window:
        window.end()


def destroyAllWindows() -> None:
    """The same for all windows."""
    for name in list(_windows):
        destroyWindow(name)


def startWindowThread() -> int:
    """Nothing has to be started: the window is another program's."""
    return 1


def resizeWindow(winname: str, width: int, height: int) -> None:
    """The window's size is its user's."""


def moveWindow(winname: str, x: int, y: int) -> None:
    """The window's place is its user's."""


def setWindowTitle(winname: str, title: str) -> None:
    """The title is that of the picture: see `Channel.publish`."""


def setWindowProperty(winname: str, prop_id: int, prop_value: float) -> None:
    """The window is its user's."""


_INSTEAD = "take the value from keys (waitKey), or from the wheel with Ctrl held (setMouseCallback)"
_SAYING = "say it in the title: shmview.Channel(window).publish(picture, title=..., order='bgr')"
# OpenCV's functions for what is around a picture, and what serves in their place.
_WITHOUT = {
    **dict.fromkeys(("createTrackbar", "getTrackbarPos", "setTrackbarPos", "setTrackbarMin",
                     "setTrackbarMax"), _INSTEAD),
    "createButton": "give it a key, and look for that with waitKey",
    **dict.fromkeys(("displayOverlay", "displayStatusBar", "addText"), _SAYING),
}


def __getattr__(name: str) -> Any:
    if name in _WITHOUT:
        raise AttributeError(
            f"shmview.cv2compat has no {name}, since its windows have pictures alone; {_WITHOUT[name]}")
    try:
        import cv2
    except ImportError:
        raise AttributeError(
            f"shmview.cv2compat has no {name}; it is OpenCV's where that is installed "
            "(pip install opencv-python-headless)") from None
    return getattr(cv2, name)
