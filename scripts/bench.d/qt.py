"""The method that shmview replaces: Qt's example "Shared Memory", both halves
without their button."""

import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

_SOURCE = Path(__file__).resolve().parent / "peers" / "qt.cpp"
_KEY = "shmview-bench"


class QtMethod:
    """A window that stays, and a program started anew for every picture, as shmshare is."""

    name = "Qt's QSharedMemory"

    def __init__(self, stack: ExitStack, program: Path) -> None:
        self._program = program
        self._view = subprocess.Popen(
            [program, "view", _KEY], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        stack.callback(self._view.wait)
        stack.callback(self._view.kill)

    def show(self, picture: Path) -> float:
        """Milliseconds from the start of the sharing program until the window is painted."""
        begin = time.perf_counter()
        with subprocess.Popen(
            [self._program, "share", _KEY, picture], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            text=True,
        ) as sharing:
            self._await(sharing, "ready")
            self._view.stdin.write("load\n")
            self._view.stdin.flush()
            self._await(self._view, "shown")
            return (time.perf_counter() - begin) * 1000

    @staticmethod
    def _await(process: subprocess.Popen, word: str) -> None:
        line = process.stdout.readline()
        if line != f"{word}\n":
            raise SystemExit(f"bench: Qt's program said {line!r} instead of {word}")


def qt_method(stack: ExitStack, folder: Path) -> QtMethod | None:
    """None where Qt 5 is not installed, which a line says."""
    flags = subprocess.run(
        ["pkg-config", "--cflags", "--libs", "Qt5Widgets"], capture_output=True, text=True)
    if flags.returncode != 0:
        print("bench: Qt 5 is not installed, and left out", file=sys.stderr)
        return None
    program = folder / "qt"
    subprocess.run(
        ["g++", "-O2", "-fPIC", "-o", program, _SOURCE, *flags.stdout.split()], check=True)
    return QtMethod(stack, program)
