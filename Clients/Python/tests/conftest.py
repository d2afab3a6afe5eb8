"""What every test has of its own: a root for channels. Some also have a viewer."""

import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import shmview  # noqa: E402
from shmview import _starting, showing  # noqa: E402

TIMEOUT = 60


@pytest.fixture(autouse=True)
def root(monkeypatch):
    path = tempfile.mkdtemp(prefix="shmview-test.", dir="/dev/shm")
    monkeypatch.setenv("SHMVIEW_DIR", path)
    yield Path(path)
    showing._channels.clear()
    _starting._started.clear()
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture(autouse=True)
def limit():
    """A test that waits for what does not come fails; it does not hang."""
    def give_up(*_):
        raise TimeoutError("the test took too long")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(3 * TIMEOUT)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture
def channel(root):
    with shmview.Channel("cam") as channel:
        yield channel


def program(name):
    """One of the two programs, as scripts/test-python names them."""
    folder = os.environ.get("SHMVIEW_BIN_DIR")
    if not folder:
        pytest.skip("SHMVIEW_BIN_DIR does not say where the programs are")
    return str(Path(folder) / name)


@pytest.fixture
def start_viewer(root):
    """Starts real viewers, which end with the test."""
    if not os.environ.get("DISPLAY"):
        pytest.skip("there is no X server")
    started = []

    def start(*arguments):
        viewer = subprocess.Popen([program("shmview"), *arguments])
        started.append(viewer)
        return viewer

    yield start
    for viewer in started:
        viewer.kill()
        viewer.wait()


def run_python(code, *arguments, before=(), **options):
    """Runs a program of its own with this package; `before` are the words
    before the interpreter."""
    paths = [str(Path(__file__).resolve().parents[1]), os.environ.get("PYTHONPATH")]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))}
    return subprocess.Popen(
        [*before, sys.executable, "-B", "-c", code, *arguments], env=environment,
        stdout=subprocess.PIPE, text=True, **options)


def press(viewer, *keys):
    """Presses keys in the window of a viewer, and returns the window."""
    window = subprocess.run(
        ["xdotool", "search", "--sync", "--onlyvisible", "--pid", str(viewer)], check=True,
        stdout=subprocess.PIPE, text=True).stdout.split()[-1]
    subprocess.run(["xdotool", "windowfocus", "--sync", window], check=True)
    subprocess.run(["xdotool", "key", "--delay", "5", *keys], check=True)
    return window


def click(window, x, y, button=1):
    """Clicks at a place of a window."""
    place = ["mousemove", "--window", window, str(x), str(y)]
    subprocess.run(["xdotool", *place, "click", str(button)], check=True)


def drag(window, start, end, *keys):
    """Drags from one place of a window to another with the left button, and with keys held."""
    def at(place):
        return ["mousemove", "--window", window, *map(str, place)]

    down = [word for key in keys for word in ("keydown", key)]
    up = [word for key in keys for word in ("keyup", key)]
    subprocess.run(
        ["xdotool", *at(start), *down, "mousedown", "1", *at(end), "mouseup", "1", *up], check=True)


@pytest.fixture
def ends_viewers(monkeypatch):
    """Lets programs start viewers, and ends those of the given channels with the test."""
    if not os.environ.get("DISPLAY"):
        pytest.skip("there is no X server")
    monkeypatch.setenv("SHMVIEW_PROGRAM", program("shmview"))
    names = []
    yield names.append
    for name in names:
        for viewer in shmview.Channel(name).viewers():
            os.kill(viewer.process, signal.SIGTERM)


def needs(*modules):
    """Skips a test, with the reason, where a module is missing."""
    for module in modules:
        if importlib.util.find_spec(module) is None:
            pytest.skip(f"{module} is not installed")
