"""The living viewers of a channel, and waiting for what they show (section 6)."""

from __future__ import annotations

import fcntl
import os
import re
import time
from typing import Callable

from . import _linux
from ._deadline import deadline_after
from ._files import Descriptor, open_directory, open_file
from ._records import ViewerRecord
from .errors import Damaged, Distrusted

_NAME = re.compile(r"[0-9a-f]{16}")
_LOOK_WITHOUT_INOTIFY = 1 / 60


def viewer_names(directory: Descriptor) -> list[str]:
    """The names of viewers' files in `viewers/`; what else lies there is left alone."""
    return list(filter(_NAME.fullmatch, os.listdir(directory.number)))


def living_viewers(channel: Descriptor) -> list[ViewerRecord]:
    """The living viewers; the files of dead ones are unlinked."""
    living = []
    try:
        directory = open_directory("viewers", channel)
    except FileNotFoundError:
        return []
    with directory:
        for name in viewer_names(directory):
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
    suffices: Callable[[list[ViewerRecord]], bool], waiting: set[_linux.Inotify],
) -> bool:
    """Whether the viewers were such within the time; no limit where `timeout` is None.

    What is `waiting` meanwhile may be woken: then the directory is asked for again.
    """
    deadline = deadline_after(timeout)
    inotify = _inotify()
    if inotify is None:
        return _await(directory_of, deadline, suffices, None)
    waiting.add(inotify)
    try:
        return _await(directory_of, deadline, suffices, inotify)
    finally:
        waiting.discard(inotify)


def _await(
    directory_of: Callable[[], Descriptor], deadline: float | None,
    suffices: Callable[[list[ViewerRecord]], bool], inotify: _linux.Inotify | None,
) -> bool:
    while True:
        channel = directory_of()
        is_told = inotify is not None and _watch(inotify, channel)
        if suffices(living_viewers(channel)):
            return True
        rest = None if deadline is None else deadline - time.monotonic()
        if rest is not None and rest <= 0:
            return False
        if inotify is None or not is_told:
            time.sleep(min(_LOOK_WITHOUT_INOTIFY, rest or _LOOK_WITHOUT_INOTIFY))
        elif directory_of() is channel:  # still, since it is watched
            inotify.drain(rest)


def _watch(inotify: _linux.Inotify, channel: Descriptor) -> bool:
    """Has it tell what viewers write, which they do once they have their locks, and that the
    channel is removed; whether it can."""
    try:
        with open_directory("viewers", channel) as viewers:
            inotify.watch(f"/proc/self/fd/{viewers.number}", _linux.IN_MODIFY)
        inotify.watch(f"/proc/self/fd/{channel.number}", _linux.IN_MOVE_SELF)
    except (OSError, Distrusted):
        return False
    return True


def _inotify() -> _linux.Inotify | None:
    try:
        return _linux.Inotify()
    except OSError:
        return None  # no instances left
