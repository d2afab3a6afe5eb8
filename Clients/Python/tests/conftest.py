"""What every test has of its own: a root for channels. Some also have a viewer."""

import os
import shutil
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


def run_python(code, *arguments, **options):
    """Runs a program of its own with this package."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[1])}
    return subprocess.Popen(
        [sys.executable, "-B", "-c", code, *arguments], env=environment,
        stdout=subprocess.PIPE, text=True, **options)
