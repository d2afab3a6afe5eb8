"""Reading a channel: pinned frames, wake-ups and the viewer's file (sections 6 and 10)."""

import fcntl
import os
import secrets
import time

import linux
from files import Descriptor, Distrusted
from files import check_file, create_file, open_directory, open_file, open_root, root_path
from records import PAGE, Control, Damaged, FrameHeader, Latest, ViewerRecord
from shmchannel import ChannelRemoved, check_name

_ROOT_EVENTS = (linux.IN_CREATE | linux.IN_MOVED_TO | linux.IN_MOVED_FROM | linux.IN_DELETE
                | linux.IN_DELETE_SELF | linux.IN_MOVE_SELF)
_PARENT_EVENTS = linux.IN_CREATE | linux.IN_MOVED_TO
_TRIES = 3


class PinnableFile:
    """A frame file as its readers see it. Locks do not nest, so that pins are counted."""

    def __init__(self, file: Descriptor) -> None:
        self.file = file
        self._pins = 0

    def pin(self) -> bool:
        if self._pins == 0 and not self.file.try_lock(fcntl.LOCK_SH):
            return False
        self._pins += 1
        return True

    def unpin(self) -> None:
        self._pins -= 1
        if self._pins == 0:
            self.file.unlock()


class Frame:
    """A pinned frame: no publisher takes it until it is released."""

    def __init__(self, pinned: PinnableFile, header: FrameHeader) -> None:
        self._pinned = pinned
        self.header = header

    @property
    def position(self) -> tuple[bytes, int]:
        """Which frame of which channel this is."""
        return (self.header.channel_id, self.header.generation)

    def pixels(self) -> bytes:
        """The rows, packed."""
        header, row_size = self.header, self.header.width * 4
        rows = (self._pinned.file.read(row_size, PAGE + y * header.stride)
                for y in range(header.height))
        pixels = b"".join(rows)
        if len(pixels) != row_size * header.height:
            raise Damaged("the frame was cut")
        return pixels

    def __enter__(self) -> "Frame":
        return self

    def __exit__(self, *_: object) -> None:
        self._pinned.unpin()


class Attachment:
    """One channel directory that a reader has open, and its frame files."""

    def __init__(self, directory: Descriptor) -> None:
        self.directory = directory
        self.control = open_file("control", directory, os.O_RDONLY)
        self.channel_id = Control.read(self.control).channel_id
        self._files: dict[int, PinnableFile] = {}

    def is_current(self, name: str) -> bool:
        has_control = self.control.status().st_nlink == 1
        return has_control and self.directory.has_path(f"{root_path()}/{name}")

    def acquire(self) -> Frame | None:
        """Pins the newest frame. None: there is none yet, or none to be had before a wake-up."""
        previous, tries = None, 0
        while tries < _TRIES:
            latest = Latest.read(self.control)
            if latest.generation == 0:
                return None
            tries = tries + 1 if latest == previous else 1
            previous = latest
            try:
                if frame := self._pinned_frame(latest):
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


class Viewer:
    """A viewer's file in a channel, held for as long as the viewer lives."""

    def __init__(self, channel: Descriptor, name: str) -> None:
        self._name = name
        self._directory = open_directory("viewers", channel)
        self._file = self._make()
        self._file.write(self._record(0, 0).packed(), 0)

    def acknowledge(self, generation: int) -> None:
        """Says that this generation was shown."""
        shown = self._record(generation, time.time_ns())
        self._file.write(shown.packed_shown(), ViewerRecord.SHOWN_OFFSET)

    def close(self) -> None:
        try:
            os.unlink(self._path, dir_fd=self._directory.number)
        except FileNotFoundError:
            pass
        self._file.close()

    def _record(self, generation: int, nanoseconds: int) -> ViewerRecord:
        return ViewerRecord(os.getpid(), generation, nanoseconds, self._name)

    def _make(self) -> Descriptor:
        while True:
            self._path = secrets.token_hex(8)
            try:
                file = create_file(self._path, self._directory)
                if file.try_lock() and file.status().st_nlink == 1:
                    return file
            except FileExistsError:
                continue


class Reader:
    """Follows a channel's name: waits for the channel, then for its frames."""

    def __init__(self, name: str) -> None:
        check_name(name)
        self._name = name
        self._attachment: Attachment | None = None
        self._watches: dict[str, int] = {}
        self._inotify = _inotify()
        self._look_up()

    @property
    def channel(self) -> Descriptor | None:
        """The directory of the channel, while there is one."""
        return self._attachment.directory if self._attachment else None

    def next_frame(self, after: tuple[bytes | None, int] | None = None,
                   timeout: float | None = None) -> Frame | None:
        """Waits for a frame other than `after` (an id of None is any channel's) and pins it.

        None when the time is up. `ChannelRemoved` once, when the channel that was there is gone.
        """
        deadline = None if timeout is None else time.monotonic() + timeout
        while True:
            if frame := self._attachment and self._acquire():
                if after not in (frame.position, (None, frame.header.generation)):
                    return frame
                frame.__exit__()
            rest = None if deadline is None else deadline - time.monotonic()
            if rest is not None and rest <= 0:
                return None
            self._wait(rest)

    def _acquire(self) -> Frame | None:
        try:
            return self._attachment.acquire()
        except (Damaged, Distrusted):
            return None  # until someone publishes a better one

    def _wait(self, timeout: float | None) -> None:
        if self._inotify:
            events = self._inotify.drain(timeout)
            if events <= {(self._watches.get("control"), linux.IN_MODIFY)}:
                return
        else:
            time.sleep(min(1 / 60, timeout or 1))
        if self._attachment and not self._attachment.is_current(self._name):
            self._let_go()
            raise ChannelRemoved(self._name)
        self._look_up()

    def _look_up(self) -> None:
        """Watches the root, then looks for the channel, so that no change is missed."""
        with open_root() as root:
            self._watch("root", f"/proc/self/fd/{root.number}", _ROOT_EVENTS)
            if not self._attachment:
                self._attach(root)
        if self._attachment:
            self._forget("parent")
        else:
            self._watch("parent", os.path.dirname(root_path()) or ".", _PARENT_EVENTS)

    def _attach(self, root: Descriptor) -> None:
        try:
            attachment = Attachment(open_directory(self._name, root))
        except FileNotFoundError:
            return
        control = f"/proc/self/fd/{attachment.control.number}"
        self._watch("control", control, linux.IN_MODIFY | linux.IN_ATTRIB)
        if attachment.control.status().st_nlink:
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


def _inotify() -> linux.Inotify | None:
    try:
        return linux.Inotify()
    except OSError:
        return None  # no instances left
