"""Following a channel's name, and pinning its newest frame (section 10)."""

from __future__ import annotations

import os
import time

from . import _fork, _linux
from ._deadline import deadline_after
from ._files import Descriptor, check_file, open_directory, open_file, open_root, root_path
from ._records import PAGE, Control, FrameHeader, Latest
from .channel import check_name
from .errors import Damaged, Distrusted, removed
from .frame import Frame, PinnableFile

_ROOT_EVENTS = (_linux.IN_CREATE | _linux.IN_MOVED_TO | _linux.IN_MOVED_FROM | _linux.IN_DELETE
                | _linux.IN_DELETE_SELF | _linux.IN_MOVE_SELF | _linux.IN_ATTRIB)
_CONTROL_EVENTS = _linux.IN_MODIFY | _linux.IN_ATTRIB | _linux.IN_MOVE_SELF
_PARENT_EVENTS = _linux.IN_CREATE | _linux.IN_MOVED_TO
_TRIES = 3


class Attachment:
    """One channel directory that a reader has open, and its frame files."""

    def __init__(self, directory: Descriptor, path: str) -> None:
        self.directory = directory
        self._path = path
        self.control = open_file("control", directory, os.O_RDONLY)
        self.channel_id = Control.read(self.control).channel_id
        self._files: dict[int, PinnableFile] = {}

    def is_current(self) -> bool:
        """Whether the name still is this directory, with this `control` in it."""
        return self.control.has_path("control", self.directory.number) and self.directory.has_path(
            self._path)

    def acquire(self) -> Frame | None:
        """Pins the newest frame. None: there is none, or none can be pinned before a wake-up."""
        previous, tries = None, 0
        while tries < _TRIES:
            latest = Latest.read(self.control)
            if latest.generation == 0:
                return None
            tries = tries + 1 if latest == previous else 1
            previous = latest
            try:
                frame = self._pinned_frame(latest)
                if frame:
                    return frame
            except FileNotFoundError:
                self._files.pop(latest.serial, None)
        return None

    def _pinned_frame(self, latest: Latest) -> Frame | None:
        pinned = self._file(latest.serial)
        if not pinned.pin():
            return None
        try:
            status = pinned.file.status()
            check_file(status, f"frame-{latest.serial}")
            header = FrameHeader.unpacked(pinned.file.read(PAGE, 0))
            if (header.channel_id, header.serial) == (self.channel_id, latest.serial):
                if header.generation == latest.generation:
                    header.check(status.st_size)
                    return Frame(pinned, header)
        except BaseException:
            pinned.unpin()
            raise
        pinned.unpin()
        return None

    def _file(self, serial: int) -> PinnableFile:
        if serial not in self._files:
            self._files = {known: pinnable for known, pinnable in self._files.items()
                           if pinnable.file.status().st_nlink}
            file = open_file(f"frame-{serial}", self.directory, os.O_RDONLY)
            self._files[serial] = PinnableFile(file)
        return self._files[serial]


class Reader:
    """Follows a channel's name: waits for the channel, then for its frames."""

    def __init__(self, name: str) -> None:
        check_name(name)
        self._name = name
        self._root_path = root_path()
        self._begin()
        _fork.register(self)
        self._look_up()

    def _begin(self) -> None:
        self._attachment: Attachment | None = None
        self._watches: dict[str, int] = {}
        self._inotify = _inotify()

    def after_fork(self) -> None:
        """The parent's queue is not ours to read: a child begins anew."""
        if self._inotify:
            self._inotify.close()
        self._begin()
        self._is_forked = True

    _is_forked = False

    @property
    def channel(self) -> Descriptor | None:
        """The directory of the channel, while there is one."""
        return self._attachment.directory if self._attachment else None

    def next_frame(self, after: tuple[bytes | None, int] | None = None,
                   timeout: float | None = None) -> Frame | None:
        """Waits for a frame other than `after` (an id of None is any channel's) and pins it.

        None when the time is up. `ChannelRemoved` once, when the channel that was there is gone.
        """
        if self._is_forked:
            self._is_forked = False
            self._look_up()
        deadline = deadline_after(timeout)
        while True:
            frame = self._acquire()
            if frame:
                if after not in (frame.position, (None, frame.generation)):
                    return frame
                frame.release()
            rest = None if deadline is None else deadline - time.monotonic()
            if rest is not None and rest <= 0:
                return None
            self._wait(rest)

    def _acquire(self) -> Frame | None:
        try:
            return self._attachment.acquire() if self._attachment else None
        except (Damaged, Distrusted):
            return None  # until someone publishes a better one

    def _wait(self, timeout: float | None) -> None:
        if self._inotify:
            events = self._inotify.drain(timeout)
            if events <= {(self._watches.get("control", -1), _linux.IN_MODIFY)}:
                return
        else:
            time.sleep(1 / 60 if timeout is None else min(1 / 60, timeout))
        if self._attachment and not self._attachment.is_current():
            self._let_go()
            raise removed(self._name)
        self._look_up()

    def _look_up(self) -> None:
        """Watches the root, then looks for the channel, so that no change is missed."""
        if not self._attachment:
            self._watch("parent", os.path.dirname(self._root_path) or ".", _PARENT_EVENTS)
        with open_root(self._root_path) as root:
            self._watch("root", f"/proc/self/fd/{root.number}", _ROOT_EVENTS)
            if not self._attachment:
                self._attach(root)
        if self._attachment:
            self._forget("parent")
            self._forget("directory")

    def _attach(self, root: Descriptor) -> None:
        path = f"{self._root_path}/{self._name}"
        try:
            directory = open_directory(self._name, root)
        except FileNotFoundError:
            return
        try:
            attachment = Attachment(directory, path)
        except FileNotFoundError:
            # It is being deleted; but a `control` that was renamed may come back.
            self._watch("directory", f"/proc/self/fd/{directory.number}", _PARENT_EVENTS)
            try:
                attachment = Attachment(directory, path)
            except FileNotFoundError:
                return
        control = f"/proc/self/fd/{attachment.control.number}"
        self._watch("control", control, _CONTROL_EVENTS)
        if attachment.is_current():
            self._attachment = attachment

    def _let_go(self) -> None:
        self._forget("control")
        self._attachment = None

    def _watch(self, what: str, path: str, mask: int) -> None:
        if not self._inotify:
            return
        try:
            watch = self._inotify.watch(path, mask)
        except OSError:  # no watches left: look 60 times a second from now on
            self._inotify.close()
            self._inotify = None
            return
        if self._watches.get(what) != watch:
            self._forget(what)
            self._watches[what] = watch

    def _forget(self, what: str) -> None:
        watch = self._watches.pop(what, None)
        if watch is not None and self._inotify:
            self._inotify.forget(watch)


def _inotify() -> _linux.Inotify | None:
    try:
        return _linux.Inotify()
    except OSError:
        return None  # no instances left
