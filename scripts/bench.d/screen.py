"""The screen as any X client sees it: the color of a pixel, and when it turns into another."""

import ctypes
import time

_ALL_PLANES = 0xFFFFFFFF
_Z_PIXMAP = 2  # X.h
# A color differs by a few units after JPEG; the markers differ by far more from each other.
_TOLERANCE = 24
_POLL_SECONDS = 0.0005

_x11 = ctypes.CDLL("libX11.so.6")
_x11.XOpenDisplay.restype = ctypes.c_void_p
_x11.XOpenDisplay.argtypes = [ctypes.c_char_p]
_x11.XCloseDisplay.argtypes = [ctypes.c_void_p]
_x11.XDefaultRootWindow.restype = ctypes.c_ulong
_x11.XDefaultRootWindow.argtypes = [ctypes.c_void_p]
_x11.XGetImage.restype = ctypes.c_void_p
_x11.XGetImage.argtypes = [ctypes.c_void_p, ctypes.c_ulong, ctypes.c_int, ctypes.c_int] + [
    ctypes.c_uint, ctypes.c_uint, ctypes.c_ulong, ctypes.c_int,
]
_x11.XGetPixel.restype = ctypes.c_ulong
_x11.XGetPixel.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_int]
_x11.XDestroyImage.argtypes = [ctypes.c_void_p]


class Screen:
    """One connection to the X server, kept for the whole run, so that a look costs one request."""

    def __init__(self) -> None:
        self._display = _x11.XOpenDisplay(None)
        if not self._display:
            raise SystemExit("bench: no X display; start it by scripts/bench")
        self._root = _x11.XDefaultRootWindow(self._display)

    def close(self) -> None:
        _x11.XCloseDisplay(self._display)

    def pixel(self, x: int, y: int) -> tuple[int, int, int]:
        """Red, green and blue of the screen's pixel at (x, y)."""
        image = _x11.XGetImage(self._display, self._root, x, y, 1, 1, _ALL_PLANES, _Z_PIXMAP)
        if not image:
            raise SystemExit("bench: the X server refused to show a pixel")
        value = _x11.XGetPixel(image, 0, 0)
        _x11.XDestroyImage(image)
        return value >> 16 & 255, value >> 8 & 255, value & 255

    def wait(self, place: tuple[int, int], colour: tuple[int, int, int], limit: float) -> bool:
        """Whether the pixel at `place` turned into `colour` within `limit` seconds."""
        end = time.perf_counter() + limit
        while True:
            if all(abs(a - b) <= _TOLERANCE for a, b in zip(self.pixel(*place), colour)):
                return True
            if time.perf_counter() > end:
                return False
            time.sleep(_POLL_SECONDS)
