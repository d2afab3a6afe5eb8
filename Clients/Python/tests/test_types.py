"""The package is typed."""

import subprocess
import sys
from pathlib import Path

from conftest import needs


def test_the_types_are_whole(tmp_path):
    needs("mypy")
    package = Path(__file__).resolve().parents[1] / "shmview"
    checked = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(tmp_path),
         "--ignore-missing-imports", str(package)], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout
