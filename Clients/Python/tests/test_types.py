"""The package is typed, and of the oldest Python that it names."""

import ast
import importlib.util
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest
from conftest import needs

from shmview import _types
from shmview._event_log import KINDS
from shmview._formats import FORMATS
from shmview._tables import _TABLES

PACKAGE = Path(__file__).resolve().parents[1] / "shmview"


@pytest.fixture(scope="module")
def cache(tmp_path_factory):
    """What one run of mypy has learned, for the next."""
    return str(tmp_path_factory.mktemp("mypy"))


def test_the_types_are_whole(cache):
    needs("mypy")
    assert (PACKAGE / "py.typed").exists()
    plots = importlib.util.find_spec("matplotlib")
    is_typed = plots and Path(plots.origin).with_name("py.typed").exists()
    without = [] if is_typed else ["--exclude", "matplotlib"]  # its classes have no types before 3.8
    checked = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--cache-dir", cache, *without,
         "--ignore-missing-imports", str(PACKAGE)], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout


RIGHT = """
import numpy
import shmview
from typing import Tuple
array = numpy.zeros((3, 4))
limits: Tuple[float, float] = (0, 1)
shmview.imshow("cam", array, order="bgr", range="auto", table="turbo")
shmview.imshow("cam", array, range=limits)
channel = shmview.Channel("cam")
channel.publish(array, range=[1, 2])
channel.publish(array, range=numpy.percentile(array, (1, 99)))
channel.frame(3, 4, "gray16le").publish(range=(1, 2), table="viridis")
for event in channel.events():
    print(event.kind == "key")
"""
WRONG = """
import shmview
shmview.imshow("cam", b"", order="xyz")
shmview.imshow("cam", b"", table="jet")
shmview.imshow("cam", b"", range="atuo")
shmview.imshow(5, b"")
shmview.Channel("cam").frame(3, 4, "nope")
shmview.Channel("cam").frame(3, 4).publish(table="jet")
for event in shmview.Channel("cam").events():
    print(event.kind == "kye")
"""


def test_wrong_words_are_wrong_types(tmp_path, monkeypatch, cache):
    needs("mypy")
    monkeypatch.setenv("MYPYPATH", str(PACKAGE.parent))
    (tmp_path / "right.py").write_text(RIGHT)
    (tmp_path / "wrong.py").write_text(WRONG)
    checked = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--cache-dir", cache,
         "--ignore-missing-imports", str(tmp_path)], capture_output=True, text=True)
    assert "right.py" not in checked.stdout
    wrong = {int(line.split(":")[1]) for line in checked.stdout.splitlines() if "wrong.py:" in line}
    assert wrong == {*range(3, 9), 10}


def test_the_types_name_all_words_that_there_are():
    assert list(get_args(_types.FormatName)) == list(FORMATS)
    assert list(get_args(_types.Table)) == list(_TABLES)
    assert get_args(_types.Kind) == (*KINDS, "lost")


@pytest.mark.parametrize("path", sorted(PACKAGE.glob("*.py")), ids=lambda path: path.stem)
def test_the_grammar_is_that_of_python_3_9(path):
    ast.parse(path.read_text(), feature_version=(3, 9))
