"""Viewers that are started, and those that cannot be."""

import os
import signal
import subprocess

import numpy as np
import pytest
from conftest import TIMEOUT, run_python

import shmview
from shmview._window import Window, channel_name

PICTURE = np.zeros((5, 6))


def test_the_end_of_a_scripts_output_does_not_wait_for_its_viewer(ends_viewers):
    """Also: that a viewer still runs in the end is nothing to warn of."""
    ends_viewers("cam")
    code = "import shmview; shmview.imshow('cam', b'ab' * 8, open=True)"
    code = code.replace("b'ab' * 8", "memoryview(bytes(16)).cast('B', (4, 4))")
    script = run_python(
        code, before=("env", "PYTHONWARNINGS=error", "PYTHONDEVMODE=1"), stderr=subprocess.STDOUT)
    assert script.communicate(timeout=TIMEOUT)[0] == "" and script.returncode == 0
    assert len(shmview.Channel("cam").viewers()) == 1


@pytest.mark.parametrize("program, words", [
    ("false", "false ended with exit code 1: it said nothing"),
    ("sh -c 'echo no such screen >&2; exit 3'", "sh ended with exit code 3: no such screen"),
    ("/nowhere/shmview", "cannot start /nowhere/shmview: No such file"),
    ("shmview 'fit", "SHMVIEW_PROGRAM is no command: No closing quotation: shmview 'fit"),
])
def test_a_viewer_that_does_not_come_is_an_error(monkeypatch, program, words):
    monkeypatch.setenv("SHMVIEW_PROGRAM", program)
    monkeypatch.setenv("DISPLAY", ":0")
    for _ in range(2):  # what failed is tried again
        with pytest.raises(shmview.NoViewer, match=words):
            shmview.imshow("cam", PICTURE, open=True)
    window = Window("cam")
    for _ in range(2):
        with pytest.raises(shmview.NoViewer, match=words):
            window.start()
        assert not window.is_started and not window.is_visible()


def test_a_name_that_looks_like_an_option_gets_no_viewer(monkeypatch):
    monkeypatch.setenv("SHMVIEW_PROGRAM", "true")
    monkeypatch.setenv("DISPLAY", ":0")
    with pytest.raises(shmview.NoViewer, match="takes -h for an option"):
        shmview.imshow("-h", PICTURE, open=True)


def test_the_programs_name_may_have_options(monkeypatch, ends_viewers):
    ends_viewers("cam")
    monkeypatch.setenv("SHMVIEW_PROGRAM", os.environ["SHMVIEW_PROGRAM"] + " --fit fill")
    shmview.imshow("cam", PICTURE, open=True)
    viewer, = shmview.Channel("cam").viewers()
    with open(f"/proc/{viewer.process}/cmdline") as line:
        assert line.read().split("\0")[1:3] == ["--fit", "fill"]


def test_a_viewer_that_was_closed_early_is_not_still_starting(ends_viewers):
    window = Window("cam")
    window.start()
    viewer, = window.channel.viewers()
    assert window.is_visible()
    os.kill(viewer.process, signal.SIGTERM)
    while window.channel.viewers():
        pass
    assert not window.is_visible()


@pytest.mark.parametrize("window, channel", [
    ("camera", "camera"), ("a b", "a-b"), ("-x", "x"), (".x", "x"), ("größe", "gr--e"),
    ("", "window"), ("x" * 70, "x" * 64),
])
def test_a_window_is_a_channel_by_its_own_name(window, channel):
    assert channel_name(window) == channel


def test_every_window_has_a_channel_of_its_own():
    names = ["原图", "结果", "a b", "a-b", "a_b", "x" * 65, "x" * 66, "--", "-", ""]
    windows = [Window(name) for name in names]
    channels = [window.channel_name for window in windows]
    assert len(set(channels)) == len(names)
    for channel in channels:
        shmview.Channel(channel).close()
        assert not channel.startswith("-")
    assert channels[3] == "a-b.2" and Window("原图").channel_name.startswith(channels[0])
    windows[2].end()
    assert Window("a+b").channel_name == "a-b"


OTHER = """
from shmview._window import Window
window = Window("frame")
print(window.channel_name, flush=True)
input()
"""


def test_two_programs_have_no_window_in_common():
    first = run_python(OTHER, stdin=subprocess.PIPE)
    assert first.stdout.readline() == "frame\n"
    window = Window("frame")
    assert window.channel_name == "frame.2"
    child = os.fork()
    if child == 0:
        os._exit(window.channel_name != "frame.2")
    assert os.waitpid(child, 0)[1] == 0
    first.communicate("\n", timeout=TIMEOUT)
    assert Window("frame").channel_name == "frame" and window.channel_name == "frame.2"
    assert Window("frame.2").channel_name == "frame.2.2"
