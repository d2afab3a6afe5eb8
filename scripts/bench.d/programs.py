"""The programs that are measured: how to start them, and how to give them a picture."""

import os
import shutil
import subprocess
import time
from contextlib import ExitStack
from pathlib import Path
from typing import IO

from pictures import Picture
from screen import Screen

WIDTH, HEIGHT = 1920, 1080
_START_LIMIT = 20.0
_BIN = Path(os.environ.get("SHMVIEW_BIN_DIR", "."))
SHMSHARE, SHMVIEW = str(_BIN / "shmshare"), str(_BIN / "shmview")


def run(*command: str) -> float:
    """Runs a command that must succeed, and returns its wall time in milliseconds."""
    begin = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return (time.perf_counter() - begin) * 1000


def start(stack: ExitStack, *command: str, output: IO | int = subprocess.DEVNULL) -> subprocess.Popen:
    """Starts a program that ends with `stack`."""
    process = subprocess.Popen(command, stdout=output, stderr=subprocess.DEVNULL)

    def end() -> None:
        process.terminate()
        process.wait()

    stack.callback(end)
    return process


def start_viewer(stack: ExitStack, channel: str, geometry: str) -> subprocess.Popen:
    return start(stack, SHMVIEW, channel, "--geometry", geometry)


def version(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True)
    return (done.stdout + done.stderr).splitlines()[0].strip()


class Shm:
    """shmview, and shmshare started anew for every picture."""

    name = "shmview"

    def __init__(self, stack: ExitStack, top: int, first: Picture) -> None:
        self.place = (WIDTH // 2, top + HEIGHT // 2)
        self.process = start_viewer(stack, self.name, f"{WIDTH}x{HEIGHT}+0+{top}")
        run(SHMSHARE, "-q", "--channel", self.name, "--wait-shown", "20", str(first.path))
        self._sharing: subprocess.Popen | None = None

    def prepare(self, picture: Picture) -> None:
        self._path = str(picture.path)

    def replace(self) -> None:
        self._sharing = subprocess.Popen([SHMSHARE, "-q", "--channel", self.name, self._path])

    def finish(self) -> None:
        if self._sharing and self._sharing.wait() != 0:
            raise SystemExit("bench: shmshare failed")


class Newest(Shm):
    """shmview beside a show that shows each new file of a folder."""

    name = "shmview --newest"

    def __init__(self, stack: ExitStack, folder: Path, top: int, first: Picture) -> None:
        self.place = (WIDTH // 2, top + HEIGHT // 2)
        self._folder, self._number = folder, 0
        folder.mkdir()
        self.process = start_viewer(stack, "newest", f"{WIDTH}x{HEIGHT}+0+{top}")
        start(stack, SHMSHARE, "slideshow", "--newest", "--channel", "newest", str(folder))
        self.prepare(first)
        self.replace()

    def prepare(self, picture: Picture) -> None:
        self._number += 1
        self._next = self._folder.with_name("newest-next.jpg")
        shutil.copyfile(picture.path, self._next)

    def replace(self) -> None:
        self._next.rename(self._folder / f"{self._number:06}.jpg")

    def finish(self) -> None:
        old = self._folder / f"{self._number - 8:06}.jpg"
        old.unlink(missing_ok=True)


class Watcher:
    """A viewer that watches one file, which is replaced by renaming another over it."""

    def __init__(
        self, stack: ExitStack, name: str, command: list[str], file: Path, top: int, first: Picture
    ) -> None:
        self.name = name
        self.place = (WIDTH // 2, top + HEIGHT // 2)
        # Outside the watched folder, so that the making of the next picture disturbs nobody.
        self._file, self._next = file, file.parent.with_name(f"{name}-next.jpg")
        file.parent.mkdir()
        shutil.copyfile(first.path, file)
        self.process = start(stack, *command, f"{WIDTH}x{HEIGHT}+0+{top}", str(file))

    def prepare(self, picture: Picture) -> None:
        shutil.copyfile(picture.path, self._next)

    def replace(self) -> None:
        self._next.rename(self._file)

    def finish(self) -> None:
        pass


def all_of_them(stack: ExitStack, folder: Path, screen: Screen, first: Picture) -> list:
    """One window of each below the others, all with the first picture on the screen."""
    shown = [
        Shm(stack, 0, first),
        Watcher(
            stack, "feh", ["feh", "--auto-reload", "--geometry"], folder / "feh" / "now.jpg",
            HEIGHT, first,
        ),
        Watcher(
            stack, "nsxiv", ["nsxiv", "-b", "-p", "-q", "-g"], folder / "nsxiv" / "now.jpg",
            2 * HEIGHT, first,
        ),
        Newest(stack, folder / "newest", 3 * HEIGHT, first),
    ]
    return _once_shown(shown, screen, first)


def tethered(stack: ExitStack, folder: Path, screen: Screen, first: Picture) -> list:
    """Windows for pictures that are larger than they: each is fitted."""
    shown = [
        Newest(stack, folder / "newest", 0, first),
        Watcher(
            stack, "feh", ["feh", "--auto-reload", "--scale-down", "--geometry"],
            folder / "feh" / "now.jpg", HEIGHT, first,
        ),
    ]
    return _once_shown(shown, screen, first)


def _once_shown(shown: list, screen: Screen, first: Picture) -> list:
    for program in shown:
        if not screen.wait(program.place, first.marker, _START_LIMIT):
            raise SystemExit(f"bench: {program.name} did not show its first picture")
    return shown
