"""The package is typed."""

import importlib.util
import subprocess
import sys
from pathlib import Path

from conftest import needs


def test_the_types_are_whole(tmp_path):
    needs("mypy")
    package = Path(__file__).resolve().parents[1] / "shmview"
    plots = importlib.util.find_spec("matplotlib")
    is_typed = plots and Path(plots.origin).with_name("py.typed").exists()
    without = [] if is_typed else ["--exclude", "matplotlib"]  # its classes have no types before 3.8
    checked = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(tmp_path), *without,
         "--ignore-missing-imports", str(package)], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout
