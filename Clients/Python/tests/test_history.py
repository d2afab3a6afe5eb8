"""Frames before the newest: what a channel keeps, and what viewers wish for."""

import fcntl
import os
import struct
import subprocess
import time

import pytest

import shmview
from shmview._records import wished_history


def generations(root, name="default"):
    """What the headers of a channel's frames claim."""
    found = []
    for entry in os.listdir(f"{root}/{name}"):
        if entry.startswith("frame-"):
            with open(f"{root}/{name}/{entry}", "rb") as file:
                file.seek(32)
                found.append(struct.unpack("<Q", file.read(8))[0])
    return sorted(found)


def publish(channel, count, side=8):
    for number in range(count):
        channel.publish(pixels(side, number))


def pixels(side, number):
    numpy = pytest.importorskip("numpy")
    return numpy.full((side, side), number % 256, numpy.uint8)


def test_a_channel_keeps_what_it_was_asked_to_keep(root):
    with shmview.Channel(history=4) as channel:
        publish(channel, 9)
        assert generations(root)[-5:] == [5, 6, 7, 8, 9]
        assert len(generations(root)) <= 7


def test_a_channel_that_is_made_anew_keeps_as_much(root):
    with shmview.Channel(history=4) as channel:
        publish(channel, 2)
        channel.remove()
        publish(channel, 9)
        assert generations(root)[-5:] == [5, 6, 7, 8, 9]


def test_without_it_the_channel_keeps_what_it_kept(root):
    with shmview.Channel(history=3), shmview.Channel() as channel:
        publish(channel, 9)
        assert generations(root)[-4:] == [6, 7, 8, 9]


def test_what_is_no_viewers_record_wishes_for_nothing():
    fields = [b"SHMVVIEW", 1, 7, 3, 4, 4, 30, b"name"]
    assert wished_history(struct.pack("<8sIIQQII64s", *fields)) == 30
    for index, wrong in ((0, b"SHMVVIEX"), (1, 2), (5, 65)):
        other = [*fields[:index], wrong, *fields[index + 1 :]]
        assert wished_history(struct.pack("<8sIIQQII64s", *other)) == 0


@pytest.mark.parametrize("history, error", [(-1, ValueError), (257, ValueError), ("2", TypeError)])
def test_what_cannot_be_kept_is_refused(root, history, error):
    with pytest.raises(error, match="history is"):
        shmview.Channel(history=history)


def wish(root, name):
    """Writes the file of a viewer that wishes for three frames, and lives until it is closed."""
    file = os.open(f"{root}/default/viewers/{name}", os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(file, fcntl.LOCK_EX)
    os.write(file, struct.pack("<8sIIQQII64s", b"SHMVVIEW", 1, 1, 0, 0, 1, 3, b"v"))
    return file


def test_a_viewers_wish_counts_while_it_lives(root):
    with shmview.Channel() as channel:
        publish(channel, 2)
        file = wish(root, "00000000000000ab")
        publish(channel, 7)
        assert generations(root)[-4:] == [6, 7, 8, 9]
        os.close(file)  # as the kernel does for a viewer that is killed
        publish(channel, 3)
        assert len(generations(root)) <= 3


def test_what_is_no_name_of_a_viewer_wishes_for_nothing_and_is_not_listed_again(root, monkeypatch):
    listed = []
    with shmview.Channel() as channel:
        publish(channel, 2)
        file = wish(root, "00000000000000AB")
        os.close(os.open(f"{root}/default/viewers/note", os.O_CREAT, 0o600))
        time.sleep(0.05)  # the time of the last change is past
        publish(channel, 3)
        assert len(generations(root)) <= 3
        monkeypatch.setattr(os, "listdir", lambda place: listed.append(place) or [])
        publish(channel, 3)
        monkeypatch.undo()
        assert listed == []
        os.close(file)
        assert not channel.wait_viewer(0)
        assert len(os.listdir(f"{root}/default/viewers")) == 2  # nor is it deleted as a dead one's


@pytest.fixture
def small(tmp_path, monkeypatch):
    """Mounts a tmpfs as a root for channels, with the options that it is called with."""
    mounted = []

    def mount(options):
        folder = tmp_path / "small"
        folder.mkdir(mode=0o700)
        command = ["mount", "-t", "tmpfs", "-o", f"{options},mode=700", "tmpfs", str(folder)]
        if subprocess.run(command, capture_output=True).returncode != 0:
            pytest.skip("a tmpfs cannot be mounted here")
        mounted.append(folder)
        monkeypatch.setenv("SHMVIEW_DIR", str(folder))
        return folder

    yield mount
    for folder in mounted:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.mark.parametrize("limit", ["size=1m", "nr_inodes=14"])
def test_where_memory_or_inodes_are_short_the_oldest_frames_go(small, limit):
    folder = small(limit)
    with shmview.Channel(history=50) as channel:
        publish(channel, 40, side=400)
    kept = [generation for generation in generations(folder) if generation]
    assert len(kept) >= 4 and kept == list(range(41 - len(kept), 41))


def test_a_frame_that_can_never_fit_costs_no_frame_that_is_kept(small):
    folder = small("size=4m")
    with shmview.Channel(history=8) as channel:
        publish(channel, 10, side=400)
        before = generations(folder)
        for ask in (lambda: channel.frame(2048, 2048, "gray8").array,
                    lambda: channel.publish(zeros(65_535, 65_535))):
            with pytest.raises(shmview.NoSpace, match=r"needs \d+ bytes, and \d+ are free in"):
                ask()
        assert generations(folder) == before
        # One that fits if older frames go has their memory.
        assert channel.publish(zeros(1800, 1800)) == 11
        assert len(generations(folder)) < len(before)


def zeros(*shape):
    """Zeros of any shape, that take no memory."""
    numpy = pytest.importorskip("numpy")
    return numpy.broadcast_to(numpy.uint8(0), shape)
