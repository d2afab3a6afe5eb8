"""The package beside the programs, as they are installed."""

import os
import signal
import subprocess

import numpy as np
import pytest

import shmview
from conftest import TIMEOUT, program


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
