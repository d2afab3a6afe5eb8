"""How many older frames the living viewers of a channel wish to be kept (section 7)."""

from __future__ import annotations

import fcntl
import os

from . import _linux
from ._files import Descriptor, open_directory, open_file
from ._records import VIEWER_SIZE, wished_history
from ._viewers import viewer_names
from .errors import Distrusted

# The kernel's clock for files ticks: a change within a tick may leave the time as it was.
_TICK = 20_000_000


class Wishes:
    """Lists the viewers only when they have changed, and asks each time
    which of them still live."""

    def __init__(self, channel: Descriptor) -> None:
        self._channel = channel
        self._files: list[tuple[Descriptor, int]] = []
        #: The time of change of `viewers/` at which the list was surely whole.
        self._listed_at: int | None = None

    def largest(self) -> int:
        """Under the publishers' lock: 0 where nobody wishes, or where that cannot be found out."""
        try:
            changed_at = os.stat(
                "viewers", dir_fd=self._channel.number, follow_symlinks=False).st_ctime_ns
            if changed_at != self._listed_at:
                self._list(changed_at)
        except (OSError, Distrusted):
            self._files, self._listed_at = [], None
        if not self._files:
            return 0
        self._files = [(file, count) for file, count in self._files if not _is_dead(file)]
        return max((count for _, count in self._files), default=0)

    def _list(self, changed_at: int) -> None:
        is_whole = _linux.file_clock() - changed_at > _TICK
        self._files, self._listed_at = [], None
        with open_directory("viewers", self._channel) as directory:
            for name in viewer_names(directory):
                try:
                    file = open_file(name, directory, os.O_RDONLY)
                except (OSError, Distrusted):
                    continue
                # A viewer writes its record once it has its lock: none that lives is disturbed.
                data = file.read(VIEWER_SIZE, 0)
                count = wished_history(data)
                is_whole = is_whole and len(data) == VIEWER_SIZE
                if count:
                    self._files.append((file, count))
                else:
                    file.close()
        self._listed_at = changed_at if is_whole else None


def _is_dead(file: Descriptor) -> bool:
    if not file.try_lock(fcntl.LOCK_SH):
        return False
    file.unlock()
    return True
