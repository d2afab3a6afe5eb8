"""The package is typed, and of the oldest Python that it names."""

import ast
import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import needs

PACKAGE = Path(__file__).resolve().parents[1] / "shmview"


def test_the_types_are_whole(tmp_path):
    needs("mypy")
    assert (PACKAGE / "py.typed").exists()
    plots = importlib.util.find_spec("matplotlib")
    is_typed = plots and Path(plots.origin).with_name("py.typed").exists()
    without = [] if is_typed else ["--exclude", "matplotlib"]  # its classes have no types before 3.8
    checked = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(tmp_path), *without,
         "--ignore-missing-imports", str(PACKAGE)], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize("path", sorted(PACKAGE.glob("*.py")), ids=lambda path: path.stem)
def test_the_grammar_is_that_of_python_3_9(path):
    ast.parse(path.read_text(), feature_version=(3, 9))
