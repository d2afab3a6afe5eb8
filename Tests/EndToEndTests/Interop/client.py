"""Lets the programs beside this file import the package in Clients/Python."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "Clients" / "Python"))

#: The formats of frames that the tests have pictures for.
FORMATS = ("bgrx", "bgra")
