"""OpenCV's window functions, as a window of its own would answer; without OpenCV."""

import os
import signal
import time

import numpy as np
import pytest
from conftest import TIMEOUT, needs

import shmview
from shmview import Event
from shmview import cv2compat as cv2

PICTURE = np.zeros((120, 160, 3), np.uint8)


@pytest.fixture(autouse=True)
def no_windows():
    yield
    cv2.destroyAllWindows()


class Heard:
    """A listener that hears what it is given."""

    def __init__(self, *events):
        self.events = list(events)

    def next_event(self, timeout=None):
        return self.events.pop(0) if self.events else None

    def close(self):
        pass


def calls_of(*events):
    """What a mouse callback is told of events in a window of 160x120 pixels."""
    window = cv2._window("w")
    window.width, window.height = 160, 120
    calls = []
    cv2.setMouseCallback("w", lambda *call: calls.append(call[:3]))
    window.listener = Heard(*events)
    assert cv2.pollKey() == -1
    return calls


def press(seconds, x=10.5, y=20.5, kind="press", code=1):
    return Event(kind, code=code, x=x, y=y, time=seconds)


def test_double_clicks_come_after_their_second_press():
    down, double = (cv2.EVENT_LBUTTONDOWN, 10, 20), (cv2.EVENT_LBUTTONDBLCLK, 10, 20)
    up = (cv2.EVENT_LBUTTONUP, 10, 20)
    release = press(0, kind="release")
    assert calls_of(press(0), release, press(0.2), release)[1:] == [down, up, down, double, up]
    cv2.destroyWindow("w")
    assert calls_of(press(0), press(0.6), press(0.7, code=3), press(0.8, x=100.5))[1:] == [
        down, down, (cv2.EVENT_RBUTTONDOWN, 10, 20), (cv2.EVENT_MOUSEMOVE, 100, 20),
        (cv2.EVENT_LBUTTONDOWN, 100, 20)]


def test_outside_the_picture_no_mouse_is_told_of():
    outside = [(-0.5, 5), (5, -0.5), (160.0, 5), (5, 120.0), (float("nan"), 5), (-190, -392)]
    assert calls_of(*(press(n, x, y) for n, (x, y) in enumerate(outside))) == []
    assert calls_of(press(9, 159.9, 119.9))[-1] == (cv2.EVENT_LBUTTONDOWN, 159, 119)


def test_properties_are_those_of_a_window():
    assert cv2.getWindowProperty("w", cv2.WND_PROP_VISIBLE) == -1
    cv2.namedWindow("w", cv2.WINDOW_NORMAL | cv2.WINDOW_FREERATIO)
    cv2.namedWindow("auto")
    properties = [cv2.WND_PROP_VISIBLE, cv2.WND_PROP_FULLSCREEN, cv2.WND_PROP_AUTOSIZE,
                  cv2.WND_PROP_ASPECT_RATIO, cv2.WND_PROP_OPENGL]
    assert [cv2.getWindowProperty("w", one) for one in properties] == [1, 0, 0, 256, -1]
    assert cv2.getWindowProperty("auto", cv2.WND_PROP_AUTOSIZE) == 1


class UMat:
    """As OpenCV's: an array on another device, or here."""

    def get(self):
        return PICTURE


def test_a_window_is_opened_again_and_keeps_its_title(ends_viewers):
    ends_viewers("w")
    cv2.setWindowTitle("w", "a title")
    cv2.imshow("w", UMat())
    channel = shmview.Channel("w")
    for _ in range(2):
        viewer, = channel.viewers()
        assert cv2.getWindowProperty("w", cv2.WND_PROP_VISIBLE) == 1
        os.kill(viewer.process, signal.SIGTERM)
        while channel.viewers():
            time.sleep(1e-3)
        assert cv2.getWindowProperty("w", cv2.WND_PROP_VISIBLE) == 0
        begin = time.monotonic()
        assert cv2.waitKey(0) == -1 and time.monotonic() - begin < TIMEOUT / 2
        cv2.imshow("w", PICTURE)
    with shmview.read("w") as frame:
        assert (frame.title, frame.width) == ("a title", 160)
    assert len(channel.viewers()) == 1


def test_what_is_no_name_and_no_function_is_refused():
    for name in (None, 5, b"w"):
        with pytest.raises(TypeError, match="a window's name is text, not a"):
            cv2.namedWindow(name)
    with pytest.raises(TypeError, match="onMouse is a function, or None, not 5"):
        cv2.setMouseCallback("w", 5)


def test_a_mouse_callback_needs_a_window():
    for callback in (print, None):
        with pytest.raises(ValueError, match="NULL window: there is no window 'w'; namedWindow"):
            cv2.setMouseCallback("w", callback)
    assert cv2.getWindowProperty("w", cv2.WND_PROP_VISIBLE) == -1
    cv2.namedWindow("w")
    cv2.setMouseCallback("w", print)
    cv2.setMouseCallback("w", None)


def test_what_is_no_picture_is_opencvs_error():
    for wrong, kind in ((None, TypeError), (np.zeros((3, 0, 3)), ValueError)):
        with pytest.raises(kind):
            cv2.imshow("w", wrong)
    needs("cv2")
    with pytest.raises(cv2.error, match="NoneType"):
        cv2.imshow("w", None)


def test_a_key_in_any_window_ends_the_wait(ends_viewers, root):
    from shmview._event_log import Record, tell
    from shmview._files import open_directory, open_root

    for name in ("a", "b"):
        ends_viewers(name)
        cv2.imshow(name, PICTURE)
    with open_root(str(root)) as opened, open_directory("b", opened) as directory:
        assert tell(directory, Record(1, 7, os.getpid(), 0, 1, time.time_ns(), 113, 1, 1, 0, 0, "q"))
    assert cv2.waitKey(0) == ord("q")
    assert cv2.waitKey(1) == -1
