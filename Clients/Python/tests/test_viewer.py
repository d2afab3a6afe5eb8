"""The package beside the programs, as they are installed."""

import os
import signal
import subprocess
import threading

import numpy as np
import pytest

import shmview
from conftest import TIMEOUT, drag, press, program


def share(*arguments):
    return subprocess.run(
        [program("shmshare"), *arguments], check=True, stdout=subprocess.PIPE).stdout


def test_a_viewer_shows_it(channel, start_viewer, tmp_path):
    assert not channel.wait_viewer(0.05)
    viewer = start_viewer("cam", "--geometry", "80x60")
    assert channel.wait_viewer(TIMEOUT)
    picture = np.random.default_rng(1).integers(0, 256, (60, 80, 3)).astype(np.uint8)
    generation = channel.publish(picture)
    assert channel.wait_shown(generation, TIMEOUT)
    shown = channel.viewers()
    assert [(one.process, one.name, one.generation) for one in shown] == [
        (viewer.pid, "shmview", generation)]
    assert not channel.wait_shown(generation + 1, 0.05)
    windows = subprocess.run(
        ["xdotool", "search", "--onlyvisible", "--pid", str(viewer.pid)], check=True,
        stdout=subprocess.PIPE, text=True).stdout.split()
    pixels = subprocess.run(
        ["import", "-window", windows[-1], "-depth", "8", "rgb:-"], check=True,
        stdout=subprocess.PIPE).stdout
    assert pixels == picture.tobytes()


def test_a_killed_viewer_is_no_viewer(channel, start_viewer):
    viewer = start_viewer("cam")
    assert channel.wait_viewer(TIMEOUT)
    viewer.send_signal(signal.SIGKILL)
    viewer.wait()
    assert channel.viewers() == []


def test_a_viewer_is_started_where_there_is_none(monkeypatch, start_viewer):
    monkeypatch.setenv("SHMVIEW_PROGRAM", program("shmview"))
    generation = shmview.imshow("cam", np.zeros((50, 60)), open=True)
    shmview.imshow("cam", np.zeros((50, 60)), open=True)
    channel = shmview.Channel("cam")
    try:
        assert channel.wait_shown(generation, TIMEOUT)
        assert len(channel.viewers()) == 1
    finally:
        for viewer in channel.viewers():
            os.kill(viewer.process, signal.SIGTERM)


def test_it_says_why_no_viewer_can_be_started(monkeypatch):
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("SHMVIEW_PROGRAM", raising=False)
    with pytest.raises(shmview.NoViewer, match="shmview is not in PATH"):
        shmview.imshow("cam", np.zeros((5, 6)), open=True)
    assert shmview.read("cam").generation == 1


def test_shmshare_reads_it_and_it_reads_shmshare(channel, tmp_path):
    picture = np.random.default_rng(2).integers(0, 256, (60, 80, 3)).astype(np.uint8)
    channel.publish(picture, "from Python")
    path = tmp_path / "saved.ppm"
    share("save", "--channel", "cam", str(path))
    assert path.read_bytes() == b"P6\n80 60\n255\n" + picture.tobytes()
    assert b"from Python" in share("list")
    share("put", "--channel", "cam", str(path))
    with shmview.read("cam") as frame:
        assert frame.generation == 2 and (frame.rgb == picture).all()


def test_keys_and_clicks_come_back(channel, start_viewer):
    picture = np.zeros((60, 80, 3), np.uint8)
    with channel.events() as events:
        viewer = start_viewer("cam", "--geometry", "80x60")
        assert events.next_event(TIMEOUT).kind == "opened"
        assert channel.wait_shown(channel.publish(picture), TIMEOUT)
        window = press(viewer.pid, "e", "F5")
        subprocess.run(["xdotool", "mousemove", "--window", window, "10", "20", "click", "3"])
        told = []
        while not told or told[-1].kind != "release":
            told.append(events.next_event(TIMEOUT))
        told = [event for event in told if event.kind != "resized"]
        assert [event.kind for event in told] == ["key", "key", "press", "release"]
        assert [event.key for event in told[:2]] == ["e", "F5"]
        assert (told[2].code, told[2].x, told[2].y) == (3, 10.5, 20.5)
        assert all(event.process == viewer.pid and event.generation == 1 for event in told)


def test_rectangles_come_back(channel, start_viewer):
    with channel.events() as events:
        viewer = start_viewer("cam", "--geometry", "80x60")
        assert channel.wait_shown(channel.publish(np.zeros((60, 80, 3), np.uint8)), TIMEOUT)
        window = press(viewer.pid, "e")
        drag(window, (10, 20), (29, 49), "ctrl")
        told = next(event for event in events if event.kind == "rectangle")
        assert (told.x, told.y, told.width, told.height) == (10, 20, 20, 30)
        assert told.process == viewer.pid and told.generation == 1
        drag(window, (10, 20), (29, 49))
        press(viewer.pid, "u")
        kinds = []
        while not kinds or kinds[-1] != "key":
            kinds.append(next(events).kind)
        assert "rectangle" not in kinds


def test_a_region_of_opencv(ends_viewers):
    from shmview import cv2compat as cv2

    ends_viewers("pick")
    regions = []
    picture = np.zeros((120, 160, 3), np.uint8)
    asking = threading.Thread(target=lambda: regions.append(cv2.selectROI("pick", picture)))
    asking.start()
    channel = shmview.Channel("pick")
    assert channel.wait_shown(1, TIMEOUT)
    viewer = channel.viewers()[0].process
    drag(press(viewer, "x"), (5, 6), (14, 25), "ctrl")
    press(viewer, "Return")
    asking.join(TIMEOUT)
    assert regions == [(5, 6, 10, 20)]
    cv2.destroyAllWindows()


def test_several_regions_of_opencv(ends_viewers):
    from shmview import cv2compat as cv2

    ends_viewers("pick")
    chosen = []
    picture = np.zeros((120, 160, 3), np.uint8)
    asking = threading.Thread(target=lambda: chosen.append(cv2.selectROIs("pick", picture)))
    asking.start()
    channel = shmview.Channel("pick")
    assert channel.wait_shown(1, TIMEOUT)
    viewer = channel.viewers()[0].process
    drag(press(viewer, "x"), (5, 6), (14, 25), "ctrl")
    drag(press(viewer, "Return", "Return"), (50, 60), (52, 63), "ctrl")
    press(viewer, "space", "Escape")
    asking.join(TIMEOUT)
    assert chosen[0].tolist() == [[5, 6, 10, 20], [50, 60, 3, 4]]
    cv2.destroyAllWindows()


def test_a_script_for_opencv(monkeypatch, start_viewer):
    from shmview import cv2compat as cv2

    monkeypatch.setenv("SHMVIEW_PROGRAM", program("shmview"))
    clicks = []
    picture = np.zeros((50, 60, 3), np.uint8)
    picture[..., 0] = 200
    cv2.namedWindow("a window")
    cv2.setMouseCallback("a window", lambda *call: clicks.append(call), "parameter")
    assert cv2.pollKey() == -1
    cv2.imshow("a window", picture)
    assert cv2.waitKey(1) == -1
    assert cv2.getWindowProperty("a window", cv2.WND_PROP_VISIBLE) == 1
    channel = shmview.Channel("a-window")
    assert channel.wait_shown(1, TIMEOUT)
    with shmview.read("a-window") as frame:
        assert frame.bgr[0, 0].tolist() == [200, 0, 0] and frame.title == "a window"
    viewer = channel.viewers()[0].process
    window = press(viewer, "q")
    assert cv2.waitKey(TIMEOUT * 1000) == ord("q"), "and the window stays"
    subprocess.run(["xdotool", "mousemove", "--window", window, "7", "9", "click", "1"], check=True)
    press(viewer, "Escape")
    assert cv2.waitKey(TIMEOUT * 1000) == 27
    assert [click[0] for click in clicks] == [
        cv2.EVENT_MOUSEMOVE, cv2.EVENT_LBUTTONDOWN, cv2.EVENT_LBUTTONUP]
    assert [click[3] for click in clicks] == [0, cv2.EVENT_FLAG_LBUTTON, cv2.EVENT_FLAG_LBUTTON]
    assert all(click[4] == "parameter" for click in clicks)
    subprocess.run(["xdotool", "mousemove", "--window", window, "17", "19"], check=True)
    press(viewer, "x")
    assert cv2.waitKey(TIMEOUT * 1000) == ord("x")
    before, (what, x, y, flags, _) = clicks[-2:]
    assert (what, flags) == (cv2.EVENT_MOUSEMOVE, 0), "no button was held"
    assert (x - before[1], y - before[2]) == (10, 10)
    cv2.destroyAllWindows()
    assert channel.viewers() == []
    assert cv2.getWindowProperty("a window", cv2.WND_PROP_VISIBLE) == -1
    with pytest.raises(AttributeError, match=r"no createTrackbar, since .*; take the value from keys"):
        cv2.createTrackbar
    with pytest.raises(AttributeError, match=r"no createButton, .*; give it a key"):
        cv2.createButton
    with pytest.raises(AttributeError, match=r"no displayOverlay, .*; say it in the title"):
        cv2.displayOverlay
