"""The shmview channel protocol in Python, written from docs/PROTOCOL.md alone.

`Channel` publishes, `Reader` (reader.py) reads; the sections named here are that page's.
"""

import errno
import os
import re
import secrets
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from files import ChannelError, Descriptor, Distrusted
from files import create_file, open_directory, open_file, open_root, root_path
from frame_file import FrameFile, serial_of
from lifecycle import delete_leftover, make, sweep
from records import PAGE, Control, Damaged, FrameHeader, Latest, ViewerRecord

_NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}")
_VIEWER = re.compile(r"[0-9a-f]{16}")
_LOCK_SECONDS = 5


class ChannelRemoved(ChannelError):
    """The channel's name is another directory now, or none."""


class ChannelBusy(ChannelError):
    """Another publisher has had the channel's lock for too long."""


class Loan:
    """A frame that nobody else has, until it is published or abandoned."""

    def __init__(self, channel: "Channel", frame: FrameFile, size: tuple[int, int], format: int):
        self._channel = channel
        self._directory = channel.directory
        self._frame = frame
        self.width, self.height = size
        self.format = format

    @property
    def serial(self) -> int:
        return self._frame.serial

    def write(self, pixels: bytes) -> None:
        """Writes all rows, packed; with the header's page, so that the commit needs no memory."""
        if len(pixels) != self.width * self.height * 4:
            raise ValueError(f"{len(pixels)} bytes are no {self.width}x{self.height} pixels")
        try:
            os.posix_fallocate(self._frame.file.number, 0, PAGE + len(pixels))
            self._frame.file.write(pixels, PAGE)
        except OSError:
            with self._channel.locked(self._directory):
                self._frame.discard(self._directory)
            raise

    def publish(self, title: str, before_commit: Callable[[int], None] | None = None) -> int:
        """Commits, and returns the generation; `before_commit` gets it after the header."""
        with self._channel.locked(self._directory) as control:
            state = Control.read(control)
            self._channel.frame_files(state.latest)
            generation = state.latest.generation + 1
            header = FrameHeader(
                state.channel_id, generation, self.serial, self.width, self.height,
                self.width * 4, self.format, time.time_ns(), title)
            self._frame.file.write(header.packed(), 0)
            if before_commit:
                before_commit(generation)
            self._frame.file.unlock()
            Latest(generation, self.serial).write(control)
        self._frame.file.close()
        return generation

    def abandon(self) -> None:
        self._frame.file.unlock()
        self._frame.file.close()


class Channel:
    """A channel as its publishers have it."""

    def __init__(self, name: str, is_made: bool = True) -> None:
        """Opens the channel; where it is missing, makes it, or raises `FileNotFoundError`."""
        check_name(name)
        self.name = name
        self.directory = _opened(name, is_made)

    def loan(self, width: int, height: int, format: int) -> Loan:
        """Gets a frame to write; follows the name if the channel was removed."""
        while True:
            try:
                with self.locked(self.directory) as control:
                    frame = self._take_frame(control, width * height * 4)
                return Loan(self, frame, (width, height), format)
            except ChannelRemoved:
                self.directory = _opened(self.name, is_made=True)

    def remove(self) -> None:
        """Removes the channel for everyone (section 9)."""
        with open_root() as root:
            sweep(root)
            dead = f".dead-{secrets.token_hex(8)}"
            with self.locked(self.directory):
                os.rename(self.name, dead, src_dir_fd=root.number, dst_dir_fd=root.number)
            delete_leftover(root, dead)

    def viewers(self) -> list[ViewerRecord]:
        """The living viewers; the files of dead ones are unlinked (section 6)."""
        living = []
        with open_directory("viewers", self.directory) as directory:
            for name in filter(_VIEWER.fullmatch, os.listdir(directory.number)):
                try:
                    with open_file(name, directory, os.O_RDONLY) as file:
                        if file.try_lock():
                            os.unlink(name, dir_fd=directory.number)
                        else:
                            living.append(ViewerRecord.read(file))
                except (FileNotFoundError, Distrusted, Damaged):
                    continue
        return living

    @contextmanager
    def locked(self, directory: Descriptor) -> Iterator[Descriptor]:
        """Holds the publishers' lock of a channel that still has its name; yields `control`."""
        try:
            lock = open_file("lock", directory, os.O_RDWR)
            control = open_file("control", directory, os.O_RDWR)
        except FileNotFoundError:
            if directory.has_path(f"{root_path()}/{self.name}"):
                raise Damaged(f"{self.name} lacks a file") from None
            raise ChannelRemoved(self.name) from None
        with lock, control:
            _take_lock(lock)
            if not directory.has_path(f"{root_path()}/{self.name}"):
                raise ChannelRemoved(self.name)
            _sign(lock)
            yield control

    def frame_files(self, latest: Latest) -> list[FrameFile]:
        """Every frame file, after the headers of publishers that died are invalidated."""
        frames = []
        for serial in self._serials():
            try:
                file = open_file(f"frame-{serial}", self.directory, os.O_RDWR)
            except (FileNotFoundError, Distrusted):
                continue
            frame = FrameFile(serial, file)
            if serial != latest.serial and frame.generation > latest.generation:
                frame.invalidate()
            frames.append(frame)
        return frames

    def _serials(self) -> list[int]:
        return [serial for serial in map(serial_of, os.listdir(self.directory.number)) if serial]

    def _take_frame(self, control: Descriptor, byte_count: int) -> FrameFile:
        state = Control.read(control)

        def is_free(frame: FrameFile) -> bool:
            age = state.latest.generation - frame.generation
            is_kept = frame.generation > 0 and 0 < age <= state.history
            return frame.serial != state.latest.serial and not is_kept

        free = sorted(filter(is_free, self.frame_files(state.latest)), key=lambda f: f.generation)
        fitting = (frame for frame in free if frame.fits(byte_count) and frame.file.try_lock())
        taken = next(fitting, None)
        if taken:
            taken.invalidate()
        else:
            taken = self._make_frame(control, state.next_serial)
        spare = None
        for frame in free:
            if frame is taken or not frame.file.try_lock():
                continue
            if spare is None and frame.fits(byte_count):
                spare = frame
                frame.file.unlock()
            else:
                frame.discard(self.directory)
        return taken

    def _make_frame(self, control: Descriptor, next_serial: int) -> FrameFile:
        serial = max([next_serial, *(used + 1 for used in self._serials())])
        while True:
            Control.write_next_serial(control, serial + 1)
            try:
                file = create_file(f"frame-{serial}", self.directory)
                if file.try_lock():
                    return FrameFile(serial, file)
            except FileExistsError:
                pass
            serial += 1


def check_name(name: str) -> None:
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name!r} cannot be a channel's name")


def _take_lock(lock: Descriptor) -> None:
    pause, deadline = 20e-6, time.monotonic() + _LOCK_SECONDS
    while not lock.try_lock():
        if time.monotonic() > deadline:
            holder = lock.read(64, 0).rstrip(b"\0").decode(errors="replace")
            raise ChannelBusy(f"the channel is locked by {holder}")
        time.sleep(pause)
        pause = min(2 * pause, 2e-3)


def _sign(lock: Descriptor) -> None:
    """Says who holds the lock; on a full tmpfs nobody learns it, and that is all."""
    program = os.path.basename(sys.argv[0])
    try:
        lock.write(f"process {os.getpid()} ({program})".encode()[:64].ljust(64, b"\0"), 0)
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise


def _opened(name: str, is_made: bool) -> Descriptor:
    with open_root() as root:
        while True:
            try:
                return open_directory(name, root)
            except FileNotFoundError:
                if not is_made:
                    raise
                sweep(root)
                make(root, name)
