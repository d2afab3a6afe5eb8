"""What people do in the viewers of a channel."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Iterator

from . import _fork, _linux
from ._deadline import deadline_after
from ._event_log import KINDS, Listening, Record
from ._files import open_directory, open_root
from ._types import Kind
from ._uncopied import Uncopied
from .errors import ChannelBusy, Distrusted

if TYPE_CHECKING:
    from .channel import Channel

# Button1Mask of X.h.
_BUTTON_1 = 256
# Where inotify cannot be had; where there is no channel, or a viewer has its log locked.
_LOOK_WITHOUT_INOTIFY, _LOOK_FOR_CHANNEL = 1 / 60, 0.25


@dataclass(frozen=True)
class Event:
    """One thing that somebody did in a viewer."""

    #: "key", "press", "release", "wheel", "rectangle", "opened", "resized", "closed", "motion"; or
    #: "lost" for events that came faster than they were read.
    kind: Kind
    #: Of a key: the character, or the name that X has for it ("Return", "Left", "F5").
    key: str = ""
    #: Of a key its keysym, of a button or the wheel the number of the button.
    code: int = 0
    #: Where: pixels of the picture; (0.5, 0.5) is the middle of the first. NaN without a picture.
    x: float = float("nan")
    y: float = float("nan")
    #: Of a rectangle, in pixels of the picture; of a window that was opened or resized, in its own.
    width: float = 0
    height: float = 0
    #: "shift", "control", "alt", "super", as held meanwhile.
    modifiers: frozenset[str] = frozenset()
    #: The mouse's buttons that were held before, by number: 1 left, 2 middle, 3 right.
    buttons: frozenset[int] = frozenset()
    #: The generation that the window showed.
    generation: int = 0
    #: When: seconds since the epoch.
    time: float = 0
    #: Which viewer: the number of its file, and of its process.
    viewer: int = 0
    process: int = 0

    @classmethod
    def of(cls, record: Record | None) -> Event:
        """The event that a record tells of; None is that some were lost."""
        if record is None:
            return cls("lost", time=time.time())
        kind = KINDS[record.kind - 1]
        bits = {"shift": 1, "control": 4, "alt": 8, "super": 64}
        return cls(
            kind, _character(record.code) or record.name if kind == "key" else "", record.code,
            record.x, record.y, record.width, record.height,
            frozenset(name for name, bit in bits.items() if record.modifiers & bit),
            frozenset(button for button in range(1, 6) if record.modifiers & _BUTTON_1 << button - 1),
            record.generation, record.nanoseconds / 1e9, record.viewer, record.process)


class _Closed(ValueError):
    """The listener was closed."""


class Listener(Uncopied):
    """Hears what people do in a channel's viewers, from its beginning on.

    An iterator of `Event`, which ends when it is closed. Whether anybody listens is known to the
    viewers: where nobody does, they write nothing.
    """

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._pending: list[Event] = []
        # Also of a signal's handler, which closes the listener that its own thread waits for.
        self._mutex = threading.RLock()
        self._is_closed = self._is_reading = False
        self._waiting = 0
        self._begin()
        _fork.register(self)

    def _begin(self) -> None:
        self._inotify: _linux.Inotify | None
        try:
            with _fork.gate:
                self._inotify = _linux.Inotify()
        except OSError:
            self._inotify = None  # no instances left
        self._listening: Listening | None = None
        self._is_stale = False
        self._attach()

    def after_fork(self) -> None:
        """A child hears what comes after its first question."""
        if self._inotify:
            self._inotify.close()
        self._listening = None
        self._pending = []
        self._mutex = threading.RLock()
        self._is_reading = False
        self._waiting = 0
        self._is_stale = True

    def fileno(self) -> int:
        """A descriptor that is readable when there may be something new: for `select` and loops.

        Then ask `next_event(0)` until it has nothing more: what it has read
        already is not told anew.
        """
        self._check()
        if self._is_stale:
            self._begin()
        inotify, listening = self._inotify, self._listening
        if inotify is None or listening is not None and not listening.is_told:
            raise OSError(
                "the kernel has no inotify instance or watch left: ask `next_event` now and then")
        return inotify.number

    def next_event(self, timeout: float | None = None) -> Event | None:
        """Waits for the next event; None when the time is up. `ValueError` once it is closed."""
        if self._is_stale and not self._is_closed:
            self._begin()
        deadline = deadline_after(timeout)
        with self._mutex:
            self._waiting += 1
        try:
            while True:
                with self._mutex:
                    self._check()
                    self._read()
                    if self._pending:
                        return self._pending.pop(0)
                rest = None if deadline is None else deadline - time.monotonic()
                if rest is not None and rest <= 0:
                    return None
                self._wait(rest)
        finally:
            with self._mutex:
                self._waiting -= 1
                self._let_go()

    def close(self) -> None:
        """Listens no more; whoever waits for an event in another thread waits no more either."""
        with self._mutex:
            self._is_closed = True
            if self._inotify and self._waiting:
                self._inotify.wake()
            self._let_go()

    def _check(self) -> None:
        if self._is_closed:
            raise _Closed("the listener was closed")

    def _let_go(self) -> None:
        """The last who waits closes what is waited for."""
        if not self._is_closed:
            return
        self._listening = None
        if self._inotify and not self._waiting:
            self._inotify.close()
            self._inotify = None

    def __iter__(self) -> Iterator[Event]:
        return self

    def __next__(self) -> Event:
        try:
            event = self.next_event()
        except _Closed:
            raise StopIteration from None
        assert event is not None
        return event

    def __enter__(self) -> Listener:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _wait(self, rest: float | None) -> None:
        limit, listening = None, self._listening
        if self._inotify is None or listening is not None and not listening.is_told:
            limit = _LOOK_WITHOUT_INOTIFY
        elif listening is None:
            limit = _LOOK_FOR_CHANNEL
        if limit is not None:
            rest = limit if rest is None else min(rest, limit)
        if self._inotify:
            self._inotify.drain(rest)
        else:
            time.sleep(rest or 0)

    def _read(self) -> None:
        if self._is_reading:
            raise ChannelBusy(
                "the listener is just being used by this thread itself, which a signal has "
                "interrupted; try again once its handler has returned")
        try:
            self._is_reading = True
            if self._inotify:
                self._inotify.drain(0)
            if self._listening is None:
                self._attach()
            listening = self._listening
            if listening is None:
                return
            listening.watch(self._inotify)
            self._pending += map(Event.of, listening.read())
            if listening.is_over():
                self._attach()
        finally:
            self._is_reading = False

    def _attach(self) -> None:
        """Listens to the channel that has the name, and makes none."""
        self._listening = None
        try:
            with open_root(self._channel.root_path) as root:
                directory = open_directory(self._channel.name, root)
        except (FileNotFoundError, Distrusted):
            return
        try:
            self._listening = Listening(directory, self._inotify)
        except (FileNotFoundError, ChannelBusy):
            pass  # it is being removed, or a viewer that was stopped has the log locked


def _character(keysym: int) -> str:
    """What a keysym prints, if that is Latin or a code point of its own (`keysymdef.h`)."""
    if 0x20 <= keysym <= 0x7E or 0xA0 <= keysym <= 0xFF:
        return chr(keysym)
    if 0x0100_0100 <= keysym <= 0x0110_FFFF:
        return chr(keysym - 0x0100_0000)
    return ""
