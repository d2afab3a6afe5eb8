"""The living viewers of a channel, and waiting for what they show (section 6)."""

from __future__ import annotations

import fcntl
import os
import re
import time
from typing import Callable

from . import _linux
from ._files import Descriptor, open_directory, open_file
from ._records import ViewerRecord
from .errors import Damaged, Distrusted

_NAME = re.compile(r"[0-9a-f]{16}")
# Of a kill inotify does not tell, and a viewer has its lock a moment after its file.
_LOOK_AGAIN = 0.25
_LOOK_WITHOUT_INOTIFY = 1 / 60


def living_viewers(channel: Descriptor) -> list[ViewerRecord]:
    """The living viewers; the files of dead ones are unlinked."""
    living = []
    try:
        directory = open_directory("viewers", channel)
    except FileNotFoundError:
        return []
    with directory:
        for name in filter(_NAME.fullmatch, os.listdir(directory.number)):
            try:
                with open_file(name, directory, os.O_RDONLY) as file:
                    if file.try_lock(fcntl.LOCK_SH):
                        os.unlink(name, dir_fd=directory.number)
                    else:
                        living.append(ViewerRecord.read(file))
            except (FileNotFoundError, Distrusted, Damaged):
                continue
    return living


def wait_for_viewers(
    directory_of: Callable[[], Descriptor], timeout: float | None,
    suffices: Callable[[list[ViewerRecord]], bool],
) -> bool:
    """Whether the viewers were such within the time; no limit where `timeout` is None."""
    deadline = None if timeout is None else time.monotonic() + timeout
    inotify = _inotify()
    while True:
        channel = directory_of()
        pause = _watch(inotify, channel)
        if suffices(living_viewers(channel)):
            return True
        rest = pause if deadline is None else min(pause, deadline - time.monotonic())
        if rest <= 0:
            return False
        if inotify:
            inotify.drain(rest)
        else:
            time.sleep(rest)


def _watch(inotify: _linux.Inotify | None, channel: Descriptor) -> float:
    """Watches the viewers' files; returns for how long at most to wait."""
    if inotify is None:
        return _LOOK_WITHOUT_INOTIFY
    try:
        with open_directory("viewers", channel) as viewers:
            inotify.watch(
                f"/proc/self/fd/{viewers.number}", _linux.IN_MODIFY | _linux.IN_DELETE)
    except OSError:
        return _LOOK_WITHOUT_INOTIFY
    return _LOOK_AGAIN


def _inotify() -> _linux.Inotify | None:
    try:
        return _linux.Inotify()
    except OSError:
        return None  # no instances left
