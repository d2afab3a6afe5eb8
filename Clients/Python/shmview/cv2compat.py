"""OpenCV's window functions, shown by shmview: `from shmview import cv2compat as cv2`.

Three channels are BGR, as in OpenCV. A window is a channel of its own: its name is the window's,
with `-` for what a channel's name cannot have. Everything that is not about windows is OpenCV's
own, where that is installed (opencv-python-headless is enough).
"""

from __future__ import annotations

import time
from typing import Any, Callable

from ._clicks import Clicks
from ._picture import picture_of
from ._window import Window, wait_for_any
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
_DOUBLE_CLICKS = {1: EVENT_LBUTTONDBLCLK, 2: EVENT_MBUTTONDBLCLK, 3: EVENT_RBUTTONDBLCLK}
_RELEASES = {1: EVENT_LBUTTONUP, 2: EVENT_MBUTTONUP, 3: EVENT_RBUTTONUP}
_WHEELS = {4: (EVENT_MOUSEWHEEL, 120), 5: (EVENT_MOUSEWHEEL, -120),
           6: (EVENT_MOUSEHWHEEL, -120), 7: (EVENT_MOUSEHWHEEL, 120)}
_HELD = {"control": EVENT_FLAG_CTRLKEY, "shift": EVENT_FLAG_SHIFTKEY, "alt": EVENT_FLAG_ALTKEY}
_BUTTONS = {1: EVENT_FLAG_LBUTTON, 2: EVENT_FLAG_MBUTTON, 3: EVENT_FLAG_RBUTTON}
# How often to look whether a window is closed, in seconds.
_LOOK = 0.25

class _Window(Window):
    """A window of OpenCV's, which is a channel."""

    def __init__(self, name: str, flags: int = WINDOW_AUTOSIZE) -> None:
        super().__init__(name)
        self.flags = flags
        self.title = name
        self.callback: Callable[..., None] | None = None
        self.parameter: Any = None
        #: Of the last picture.
        self.width = self.height = 0
        self._place: tuple[int, int] | None = None
        self._clicks = Clicks()

    def take_key(self) -> int | None:
        """Takes what has come, until a key has: its keysym."""
        while self.listener:
            event = self.listener.next_event(0)
            if event is None:
                return None
            if event.kind == "key":
                return event.code
            self.tell(event)
        return None

    def tell(self, event: Event) -> None:
        """Calls the mouse callback, if the event is for it: one within the
        picture, as in OpenCV."""
        is_within = 0 <= event.x < self.width and 0 <= event.y < self.height
        callback = self.callback
        if callback is None or not is_within:
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
            callback(EVENT_MOUSEMOVE, *place, flags & 0xFFFF, self.parameter)
        if event.kind == "press":
            flags |= _BUTTONS[event.code]
        callback(what, *place, flags, self.parameter)
        if event.kind == "press" and self._clicks.is_second(event):
            callback(_DOUBLE_CLICKS[event.code], *place, flags, self.parameter)


_windows: dict[str, _Window] = {}


def _window(name: str) -> _Window:
    if name not in _windows:
        _windows[name] = _Window(name)
    return _windows[name]


def namedWindow(winname: str, flags: int = WINDOW_AUTOSIZE) -> None:
    """A window of that name; it is shown with its first picture."""
    if winname not in _windows:
        _windows[winname] = _Window(winname, flags)


def imshow(winname: str, mat: Any) -> None:
    """Shows a picture, and starts a viewer if there is none: the first
    time, or since it was closed.

    What is not a picture is OpenCV's own `error`, where that is installed, as well as a
    `TypeError` or `ValueError`.
    """
    window = _window(winname)
    try:
        picture = picture_of(mat.get() if type(mat).__name__ == "UMat" else mat, "bgr", None, None)
        window.channel.put(picture, window.title)
    except (TypeError, ValueError) as error:
        raise _refusal(error) from error
    window.width, window.height = picture.width, picture.height
    window.start_again()


def _refusal(error: Exception) -> Exception:
    """The same error, which is OpenCV's too."""
    try:
        import cv2
    except ImportError:
        return error
    kind: Any = type("error", (cv2.error, type(error)), {"__module__": "cv2"})
    refusal: Exception = kind(str(error))
    return refusal


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
        windows = list(_windows.values())
        for window in windows:
            key = window.take_key()
            if key is not None:
                return key
        rest = _LOOK if deadline is None else deadline - time.monotonic()
        if rest <= 0:
            return -1
        shown = [window for window in windows if window.is_started]
        if deadline is None and shown and not any(window.is_visible() for window in shown):
            return -1  # nobody can press anything any more
        wait_for_any(shown, rest)


def setMouseCallback(
    windowName: str, onMouse: Callable[..., None] | None, param: Any = None
) -> None:
    """Has `onMouse(event, x, y, flags, param)` called in `waitKey` and `pollKey`, for what people
    do within the picture: buttons, double clicks, the wheel with Control held, and motion; in a
    viewer that somebody has started without `--send-keys` only motion while a button is held, or to
    where one is pressed. A window that is not there is an error, as in OpenCV."""
    if onMouse is not None and not callable(onMouse):
        raise TypeError(f"onMouse is a function, or None, not {onMouse!r}")
    window = _windows.get(windowName)
    if window is None:
        raise _refusal(ValueError(
            f"NULL window: there is no window {windowName!r}; namedWindow or imshow makes one"))
    window.callback, window.parameter = onMouse, param


def selectROI(
    windowName: str, img: Any = None, showCrosshair: bool = True, fromCenter: bool = False,
    printNotice: bool = True,
) -> tuple[int, int, int, int]:
    """Has a person draw a rectangle with Control and the left button held: x, y, width, height.

    Return or Space takes the last one, `c` or Escape none: (0, 0, 0, 0), as a window that is
    closed. Without a name the window is called "ROI selector", as in OpenCV.
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
    """The same for several: Return or Space takes each one, `c` or Escape,
    or a closed window, ends.

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
    """The last rectangle that was drawn before Return or Space; None for
    `c`, Escape or no window."""
    window, chosen = _window(winname), _NOTHING
    while window.listener and window.is_visible():
        event = window.listener.next_event(_LOOK)
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
    """For `WND_PROP_VISIBLE`: 1 until the window is closed, also before its first picture; then 0.

    `WND_PROP_AUTOSIZE` and `WND_PROP_ASPECT_RATIO` are as `namedWindow` was asked, and
    `WND_PROP_FULLSCREEN` is 0, since that is its user's. Of any other, and without a window: -1.
    """
    window = _windows.get(winname)
    if window is None:
        return -1.0
    if prop_id == WND_PROP_VISIBLE:
        return 1.0 if not window.is_started or window.is_visible() else 0.0
    if prop_id == WND_PROP_FULLSCREEN:
        return 0.0
    if prop_id == WND_PROP_AUTOSIZE:
        return float(window.flags & WINDOW_AUTOSIZE)
    if prop_id == WND_PROP_ASPECT_RATIO:
        return float(window.flags & WINDOW_FREERATIO)
    return -1.0


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
    """What to call the window's pictures from the next one on, in place of its name."""
    _window(winname).title = title


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
