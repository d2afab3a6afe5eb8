"""What every trial gets: a root of its own, the command under test, and the others."""

import os
import random
import shutil
import struct
import tempfile
from pathlib import Path
from subprocess import SubprocessError

from clients import Client, Ended, patience
from ledger import Ledger
from protocol import FORMATS, Channel, checksum

#: A format that a client may leave out: it says so, and exits with 64 (EX_USAGE).
LEFT_OUT = 64


class World:
    def __init__(
        self, client: Client, programs: Path, is_quick: bool, is_strict: bool, seed: int,
        kill_step: int,
    ) -> None:
        self.client, self.is_quick, self.seed = client, is_quick, seed
        if is_quick:
            patience.seconds = 20  # and less from then on: a client that hangs takes 35 in all
        swift, shmshare = programs / "Conformance", programs / "shmshare"
        #: Other clients, by what a promise calls them.
        self.peers = {"the Swift library": Client([str(swift)])} if swift.exists() else {}
        self.shmshare = str(shmshare) if shmshare.exists() else None
        self.ledger = Ledger(is_strict)
        self.random = random.Random(seed)
        #: The command is killed at one call of so many.
        self.kill_step = kill_step
        self._folder = Path(tempfile.mkdtemp(prefix="shmview-conformance.", dir="/dev/shm"))
        self.use_root(self._folder / "root")

    def use_root(self, root: Path) -> None:
        """Every command from now on has its channels there."""
        self.root = root
        os.environ["SHMVIEW_DIR"] = str(root)

    def fresh(self) -> Path:
        """A folder on a tmpfs that is not the root."""
        return Path(tempfile.mkdtemp(dir=self._folder))

    def channel(self, name: str) -> Channel:
        return Channel(self.root, name)

    def check(self, promise: str, holds: bool, what: str) -> bool:
        return self.ledger.check(promise, holds, what)

    def attempt(self, step, *arguments) -> None:
        """A step of a trial. What cannot be read of a channel breaks a
        promise, and ends the step."""
        try:
            step(self, *arguments)
        except (OSError, ValueError, LookupError, struct.error, SubprocessError) as error:
            what = " ".join([step.__name__.strip("_").replace("_", " "), *map(str, arguments)])
            self.check("what it leaves is a channel that others can read", False,
                       f"{what}: {error}; the command's last: {self.client.last}")

    def lives(self, ended: Ended, what: str) -> None:
        """Whatever it says, a command neither crashes nor hangs."""
        is_well = not ended.has_crashed and "(hung" not in ended.errors
        self.check("it never crashes or hangs", is_well, f"{what}: {ended}")

    def close(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)


def expected(size: str, format: str, number: int) -> tuple:
    """What a line says of the pattern's frame, but for its generation."""
    width, height = map(int, size.split("x"))
    return width, height, format, checksum(width, height, FORMATS[format], number)
