"""Every piece of code in docs/PYTHON.md runs as it stands, with what it leaves open given to it."""

import itertools
import re
import time
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

import shmview
from shmview import cv2compat

PAGE = Path(__file__).resolve().parents[3] / "docs" / "PYTHON.md"
SHELL = ("pip install", "MPLBACKEND=")
COLOURS = np.full((30, 40, 3), 90, np.uint8)


def pieces():
    """The indented blocks of the page, without those for a shell."""
    found = re.findall(r"(?:^    .*\n|^\n(?=    ))+", PAGE.read_text(), re.M)
    codes = ["\n".join(line[4:] for line in piece.split("\n")).strip() for piece in found]
    return [code for code in codes if not code.startswith(SHELL)]


class Endless:
    """The package, whose loops without an end end here."""

    def __getattr__(self, name):
        return getattr(shmview, name)

    def Channel(self, name):
        return Channel(name)

    def follow(self, name):
        return shmview.follow(name, timeout=0.05)

    def imshow(self, name, array, *, open=False, **options):
        return shmview.imshow(name, array, **options)  # viewers are for other tests


class Channel(shmview.Channel):
    """A channel at which somebody looks three times, and presses one key."""

    looks = 3

    def wait_viewer(self, timeout=None):
        self.looks -= 1
        if self.looks < 0:
            raise TimeoutError
        return True

    def events(self):
        return iter([shmview.Event("key", key="q")])


def surroundings(channel):
    answers = itertools.chain([True] * 3, itertools.repeat(False))
    capture = SimpleNamespace(isOpened=lambda: next(answers), read=lambda: (True, COLOURS))
    batch = np.random.default_rng(1).random((2, 3, 30, 40))
    grid = SimpleNamespace(cpu=lambda: np.concatenate(list(batch), axis=2))
    return {
        "shmview": Endless(), "np": np, "time": time, "array": COLOURS, "channel": channel,
        "millimetres": np.full((30, 40), 1000, np.uint16), "width": 40, "height": 30, "step": 100,
        "render": lambda: np.zeros((1080, 1920, 3)), "simulate": lambda: COLOURS, "batch": batch,
        "sensor": SimpleNamespace(read=lambda: np.zeros((480, 640), np.uint16)),
        "passes": lambda: [np.random.default_rng(1).random((30, 40, 3))] * 2,
        "cv2": SimpleNamespace(
            VideoCapture=lambda number: capture, EVENT_MOUSEWHEEL=cv2compat.EVENT_MOUSEWHEEL,
            setMouseCallback=lambda name, call: call(
                cv2compat.EVENT_MOUSEWHEEL, 1, 1, 120 << 16, None)),
        "threshold": 5,
        "torchvision": SimpleNamespace(utils=SimpleNamespace(make_grid=lambda batch: grid)),
    }


@pytest.mark.parametrize("code", pieces(), ids=lambda code: code.split("\n")[0][:40])
def test_the_page_says_what_works(code, monkeypatch):
    with Channel("cam") as channel:
        channel.publish(COLOURS)
        try:
            exec(code, surroundings(channel))
        except TimeoutError:
            assert "while True" in code and shmview.read("cam").generation == 4
        except FileNotFoundError:  # the channel was removed in the end
            assert "remove()" in code


def test_the_page_is_tried_whole():
    assert len(pieces()) >= 10
    names = re.search(r"`cv2compat` has (.*?) and the like", PAGE.read_text().replace("\n", " "))[1]
    for name in re.findall(r"`([a-z]\w+)`", names):
        assert callable(getattr(cv2compat, name))
