"""A channel's directory as its publishers have it open: the lock, loans and commits (section 7).

What is kept between frames, and how it is known to be true still, is told under "What may be kept".
"""

from __future__ import annotations

import fcntl
import os
import sys
import time
import weakref
from typing import Callable, TypeVar

from ._files import MAKE_ROOM, NO_ROOM, Descriptor, create_file, open_directory, open_file
from ._frame_file import FrameFile, no_space, serial_of
from ._linux import file_clock
from ._lock_holder import holder_of
from ._records import PAGE, Control, FrameHeader, Latest
from ._wishes import Wishes
from .errors import ChannelBusy, ChannelRemoved, Damaged, Distrusted, NoSpace, removed

#: The most generations before the latest that are ever kept: each takes a descriptor.
MAXIMUM_HISTORY = 256

_Result = TypeVar("_Result")
_LOCK_SECONDS = 5
# The kernel's clock for files ticks: a change within a tick may leave the time as it was.
_TICK = 20_000_000


class Incomplete(Damaged):
    """A channel that lacks one of its files: perhaps it is just being deleted."""


class OpenChannel:
    """One channel directory, with its files; all of it under its user's lock."""

    def __init__(self, root_path: str, name: str, root: Descriptor) -> None:
        self.path = f"{root_path}/{name}"
        self.name = name
        self.directory = open_directory(name, root)
        try:
            self.lock = open_file("lock", self.directory, os.O_RDWR)
            self.control = open_file("control", self.directory, os.O_RDWR)
        except FileNotFoundError:
            if self.directory.has_path(self.path):
                raise Incomplete(
                    f"channel {name} lacks one of its files; shmshare rm {name} removes it"
                ) from None
            raise removed(name) from None
        self.id = Control.read(self.control).channel_id
        status = self.directory.status()
        self._place = (status.st_dev, status.st_ino)
        self._frames: dict[int, FrameFile] = {}
        #: The directory's time of change at which the list of frames was surely whole.
        self._listed_at: int | None = None
        self._signature = _signature()
        self._wishes = Wishes(self.directory)
        self._is_busy = False

    def under_lock(self, work: Callable[..., _Result], *arguments: object) -> _Result:
        """Does something under the publishers' lock of a channel that still has its name.

        The lock is given back however that ends. An interrupt comes where a function of Python
        begins or a call has ended, so that nothing keeps the last lines from their call of
        flock(2); the end of a `with` could be kept. A signal's handler that comes within cannot
        have the lock, and neither can it wait.
        """
        if self._is_busy:
            raise ChannelBusy(
                f"channel {self.name} is just being used by this thread itself, which a "
                "signal has interrupted; try again once its handler has returned")
        try:
            self._is_busy = True
            self._acquire()
            return work(*arguments)
        except FileNotFoundError:
            if self._is_in_place():
                raise
            raise removed(self.name) from None  # its files go without a lock where it is deleted
        finally:
            self._is_busy = False
            if self.lock.number >= 0:  # in a child of fork the lock is the parent's
                fcntl.flock(self.lock.number, fcntl.LOCK_UN)

    def _acquire(self) -> None:
        try:
            fcntl.flock(self.lock.number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._wait_for_lock()
        try:
            status = os.stat(self.path, follow_symlinks=False)
        except FileNotFoundError:
            raise removed(self.name) from None
        if (status.st_dev, status.st_ino) != self._place:
            raise removed(self.name)
        if status.st_ctime_ns != self._listed_at:
            self._list(status.st_ctime_ns)
        try:
            os.pwrite(self.lock.number, self._signature, 0)
        except OSError as error:
            if error.errno not in NO_ROOM:  # on a full tmpfs nobody learns it, and that is all
                raise

    def _wait_for_lock(self) -> None:
        pause, deadline = 20e-6, time.monotonic() + _LOCK_SECONDS
        while not self.lock.try_lock():
            if time.monotonic() > deadline:
                if not self._is_in_place():  # nobody waits for who has the lock of what is gone
                    raise removed(self.name)
                holder = holder_of(self.lock)
                raise ChannelBusy(
                    f"channel {self.name} has been locked for {_LOCK_SECONDS} seconds"
                    + (f" by {holder}" if holder else ""))
            time.sleep(pause)
            pause = min(2 * pause, 2e-3)

    def _is_in_place(self) -> bool:
        """Whether the name is this directory, and the files in it are those that are open."""
        number = self.directory.number
        return (self.directory.has_path(self.path) and self.control.has_path("control", number)
                and self.lock.has_path("lock", number))

    # The list of frames.

    def _list(self, changed_at: int) -> None:
        is_settled = file_clock() - changed_at > _TICK
        self._listed_at = None
        number = self.directory.number
        if not self.control.has_path("control", number) or not self.lock.has_path("lock", number):
            raise removed(self.name)
        serials = {serial for serial in map(serial_of, os.listdir(number)) if serial}
        for frame in self._frames.values():
            frame.look()
        self._frames = {
            serial: frame for serial, frame in self._frames.items()
            if serial in serials and frame.links == 1}
        for serial in serials - self._frames.keys():
            try:
                file = open_file(f"frame-{serial}", self.directory, os.O_RDWR)
            except (FileNotFoundError, Distrusted):
                continue
            self._frames[serial] = FrameFile(serial, file)
        self._highest = max(serials, default=0)
        self._listed_at = changed_at if is_settled else None

    def _list_again(self) -> None:
        self._list(self.directory.status().st_ctime_ns)

    def _others(self, latest: Latest) -> list[FrameFile]:
        """The frames that are neither the latest nor lent here, with their generations, after the
        headers of publishers that died are invalidated."""
        others = []
        for frame in self._frames.values():
            if frame.serial == latest.serial or frame.borrower is not None:
                continue
            if frame.read_generation() > latest.generation:
                frame.invalidate()
            others.append(frame)
        return others

    # Under the lock.

    def take(self, byte_count: int, borrower: object) -> FrameFile:
        """A frame that only we have, of generation 0; ours while there is a borrower."""
        for frame in self._frames.values():
            if frame.borrower is not None and frame.is_lost:
                self._forget_lost()
                break
        state = Control.read(self.control)
        was_kept = self._listed_at is not None
        free = self._free(state)
        taken = self._first_locked(free, byte_count)
        if taken is None and was_kept:
            # A frame may have grown since: look again before another one is made.
            self._list_again()
            free = self._free(state)
            taken = self._first_locked(free, byte_count)
        if taken is None:
            self._check_room(byte_count, state.latest)
        frame = taken or self._make(state)
        frame.borrower = weakref.ref(borrower)
        frame.held_before = frame.generation
        try:
            if taken:
                frame.invalidate()
            if len(free) > (taken is not None):
                self._discard_surplus([other for other in free if other is not frame], byte_count)
        except BaseException:
            frame.give_back()
            raise
        return frame

    def _forget_lost(self) -> None:
        """What an interrupt, or nobody, has given back is opened anew.

        Its descriptor, with the lock, goes with the last array that shows its memory.
        """
        self._frames = {
            serial: frame for serial, frame in self._frames.items() if not frame.is_lost}
        self._list_again()

    def _check_room(self, byte_count: int, latest: Latest) -> None:
        """Refuses a frame that would not fit if all others went: so that none goes for it."""
        space = os.fstatvfs(self.directory.number)
        if space.f_blocks == 0:
            return  # this tmpfs has no limit
        others = (
            frame.file.status().st_blocks * 512 for frame in self._frames.values()
            if frame.serial != latest.serial and not frame.is_lent)
        free = space.f_bavail * space.f_frsize
        needed = PAGE + byte_count
        if needed > free and needed > free + sum(others):
            raise no_space(needed, free)

    def set_history(self, count: int) -> None:
        """Has publishers keep that many generations before the latest from now on."""
        Control.write_history(self.control, count)

    def give_up_oldest(self) -> bool:
        """Gives up the oldest frame that nobody reads, since memory is short; False without one."""
        latest = Latest.read(self.control)
        for frame in sorted(self._others(latest), key=_age):
            if frame.links != 1 or not frame.file.try_lock():
                continue
            if frame.is_unchanged():
                frame.discard(self.directory)
                self._frames.pop(frame.serial, None)
                return True
            frame.file.unlock()
            self._listed_at = None
        return False

    def _free(self, state: Control) -> list[FrameFile]:
        kept = min(max(state.history, self._wishes.largest()), MAXIMUM_HISTORY)

        # A generation is kept from this one on, where it is not 0.
        oldest = max(1, state.latest.generation - kept)
        free = [
            frame for frame in self._others(state.latest)
            if frame.links == 1 and not oldest <= frame.generation < state.latest.generation]
        if len(free) > 1:
            free.sort(key=_age)
        return free

    def _first_locked(self, free: list[FrameFile], byte_count: int) -> FrameFile | None:
        for frame in free:
            if frame.fits(byte_count) and frame.file.try_lock():
                if frame.is_unchanged():
                    return frame
                frame.file.unlock()
                self._listed_at = None
        return None

    def _discard_surplus(self, others: list[FrameFile], byte_count: int) -> None:
        # A single one that fits stays, whether somebody reads it or not.
        if len(others) == 1 and others[0].fits(byte_count):
            return
        has_spare = False
        for frame in others:
            if not frame.file.try_lock():
                continue
            if not has_spare and frame.fits(byte_count):
                has_spare = True
                frame.file.unlock()
            elif not frame.is_unchanged():
                frame.file.unlock()
                self._listed_at = None
            else:
                frame.discard(self.directory)
                self._frames.pop(frame.serial, None)

    def _make(self, state: Control) -> FrameFile:
        serial = max(state.next_serial, self._highest + 1, state.latest.serial + 1)
        while True:
            Control.write_next_serial(self.control, serial + 1)
            try:
                file = create_file(f"frame-{serial}", self.directory)
                if file.try_lock():
                    frame = FrameFile(serial, file)
                    self._frames[serial] = frame
                    return frame
            except FileExistsError:
                pass
            except OSError as error:
                # A tmpfs may have no inode left as well as no page.
                if error.errno not in NO_ROOM:
                    raise
                if not self.give_up_oldest():
                    raise NoSpace(
                        f"a frame needs a file, and shared memory is full; {MAKE_ROOM}") from error
                continue
            serial += 1

    def look_for_commit(self, frame: FrameFile) -> Latest:
        """The latest frame, which a lent one is going to follow, if it still is a frame."""
        if os.fstat(frame.file.number).st_nlink != 1:
            raise ChannelRemoved(
                f"frame-{frame.serial} of channel {self.name} was deleted while it was lent")
        latest = Latest.read(self.control)
        self._others(latest)
        return latest

    def commit(
        self, frame: FrameFile, header: FrameHeader, before_commit: Callable[[int], None] | None,
    ) -> None:
        """Makes a lent frame the latest."""
        frame.file.write(header.packed(), 0)
        if before_commit:
            before_commit(header.generation)
        frame.give_back()
        Latest(header.generation, frame.serial).write(self.control)

    def discard(self, frame: FrameFile) -> None:
        """Deletes a lent frame that could not get its memory."""
        frame.discard(self.directory)
        self._frames.pop(frame.serial, None)


def _age(frame: FrameFile) -> int:
    return frame.generation


def _signature() -> bytes:
    program = os.path.basename(sys.argv[0]) if getattr(sys, "argv", None) else "python"
    name = program.encode(errors="surrogateescape") or b"python"
    return (b"process %d (%s)" % (os.getpid(), name))[:64].ljust(64, b"\0")
