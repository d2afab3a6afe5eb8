"""The publishing side of a channel, as programs use it."""

from __future__ import annotations

import contextlib
import operator
import os
import re
import secrets
import threading
import time
from types import TracebackType
from typing import Any

from . import _fork
from ._deadline import deadline_after
from ._files import Descriptor, open_root, root_path
from ._formats import FORMATS, Format, named_format
from ._lifecycle import delete_leftover, make, sweep
from ._linux import Inotify
from ._picture import Picture, picture_of
from ._publishing import MAXIMUM_HISTORY, Incomplete, OpenChannel
from ._records import ViewerRecord, check_transfer
from ._types import FormatName, Order, Range, Table, Transfer
from ._uncopied import Uncopied
from ._viewers import living_viewers, wait_for_viewers
from .errors import ChannelRemoved, removed
from .events import Event, Listener
from .loan import Loan

_NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}")
_MAXIMUM_SIDE = 65_535
# Seconds that a directory which lacks a file of a channel is taken for one that is being deleted.
_DELETING = 0.1


def check_name(name: str) -> None:
    """Raises `ValueError` for what cannot be a channel's name, and
    `TypeError` for what is no text."""
    if not isinstance(name, str):
        raise TypeError(f"a channel's name is text, not a {type(name).__name__}: {name!r:.40}")
    if not _NAME.fullmatch(name):
        raise ValueError(
            f"{name!r} cannot be a channel's name: that has 1 to 64 characters of "
            "A-Z a-z 0-9 . _ - and does not start with a dot")


class Channel(Uncopied):
    """A channel to publish into. Made where it is missing; never waits for a viewer.

    Keeps descriptors and mappings from frame to frame. Any number of threads, processes and
    children of fork may publish into one channel at once.
    """

    def __init__(
        self, name: str = "default", *, make: bool = True, history: int | None = None,
    ) -> None:
        """Opens the channel. Where it is missing: makes it, or raises `FileNotFoundError`.

        With `history` the channel keeps that many frames before the newest from now on, for looking
        back: 0 to 256. Where memory is short, they go first.
        """
        check_name(name)
        self._history = _checked_history(history)
        self.name = name
        self.mutex = threading.RLock()
        self.root_path = root_path()
        self._is_closed = False
        self._published: tuple[bytes, int] = (b"", 0)
        self._listener: Listener | None = None
        self._waiting: set[Inotify] = set()
        self._opened: OpenChannel | None = self._keeping(_opened(name, self.root_path, make))
        _fork.register(self)

    # Publishing.

    def publish(
        self, array: Any, title: str | None = None, *, order: Order | None = None,
        range: Range | None = None, table: Table | None = None,
        captured: float | None = None, details: str = "", transfer: Transfer = "srgb",
    ) -> int:
        """Publishes a picture, and returns its generation. The arguments are those of `imshow`."""
        check_transfer(transfer)
        picture = picture_of(array, "rgb" if order is None else order, range, table)
        # Colors of a table are no light, also where they have been made here.
        return self.put(picture, title, captured, details, "srgb" if table else transfer)

    def put(
        self, picture: Picture, title: str | None, captured: float | None = None, details: str = "",
        transfer: Transfer = "srgb",
    ) -> int:
        """Publishes what a picture has made of an array."""
        with self._lent(picture.width, picture.height, FORMATS[picture.format]) as loan:
            picture.write(loan.memory)
            loan.fills_all()
            return loan.publish(
                title, range=picture.range, table=picture.table, captured=captured,
                details=details, transfer=transfer)

    def frame(self, width: int, height: int, format: FormatName = "bgrx") -> Loan:
        """A frame to fill: its `array` is the shared memory. `publish` it, or `abandon` it."""
        named = named_format(format)
        return self._lent(_side(width, "width"), _side(height, "height"), named)

    def _lent(self, width: int, height: int, format: Format) -> Loan:
        loan = Loan(self, width, height, format)
        with self.mutex:
            while True:
                opened = self._open()
                try:
                    opened.under_lock(loan.borrow, opened)
                    return loan
                except ChannelRemoved:
                    self._opened = None

    # Viewers.

    def viewers(self) -> list[ViewerRecord]:
        """The viewers that show the channel now: process, name, and the generation shown last."""
        return living_viewers(self._directory())

    def wait_viewer(self, timeout: float | None = None) -> bool:
        """Waits until somebody looks; False when the time is up."""
        return wait_for_viewers(lambda: self._directory(), timeout, bool, self._waiting)

    def wait_shown(self, generation: int, timeout: float | None = None) -> bool:
        """Waits until a viewer has that generation, or a later one, on its window.

        False at once if the channel into which it was published here has been removed: one that was
        made anew counts from 1 again.
        """
        try:
            generation = operator.index(generation)
        except TypeError:
            raise TypeError(f"a generation is what `publish` returns, not {generation!r}") from None
        channel_id, published = self._published
        id_of_it = channel_id if published == generation else None
        try:
            return wait_for_viewers(
                lambda: self._directory(id_of_it), timeout,
                lambda viewers: any(viewer.generation >= generation for viewer in viewers),
                self._waiting)
        except ChannelRemoved:
            return False

    def events(self) -> Listener:
        """What people do in the viewers from now on: an iterator that waits
        for the next `Event`."""
        self._check()
        return Listener(self)

    def next_event(self, timeout: float | None = None) -> Event | None:
        """The next event since the first call of this or of `wait_key`;
        None when the time is up."""
        with self.mutex:
            self._check()
            if self._listener is None:
                self._listener = Listener(self)
            listener = self._listener
        return listener.next_event(timeout)

    def wait_key(self, timeout: float | None = None) -> str | None:
        """Waits for a key in any viewer: a character, or a name such as "Return"; else None.

        Keys count from the first call on. Other events meanwhile are passed over; to have both, use
        `next_event`.
        """
        deadline = deadline_after(timeout)
        while True:
            rest = None if deadline is None else max(0, deadline - time.monotonic())
            event = self.next_event(rest)
            if event is None or event.kind == "key":
                return event.key if event else None

    # Coming and going.

    def remove(self) -> None:
        """Removes the channel for everyone; viewers wait for another one of that name."""
        with open_root(self.root_path) as root:
            sweep(root)
            dead = f".dead-{secrets.token_hex(8)}"
            with self.mutex:
                self._open().under_lock(root.rename, self.name, dead)
                self._opened = None
            delete_leftover(root, dead)

    def close(self) -> None:
        """Lets go of the channel, which stays with its last frame; whoever waits is told."""
        with self.mutex:
            self._opened = None
            self._is_closed = True
            if self._listener:
                self._listener.close()
                self._listener = None
        for inotify in list(self._waiting):
            inotify.wake()

    def let_go(self) -> bool:
        """Closes its descriptors until it is used again; returns whether anything else is kept."""
        with self.mutex:
            self._opened = None
            return self._listener is not None

    def is_removed(self) -> bool:
        """Whether what is open here is a channel no more."""
        with self.mutex:
            opened = self._opened
            return opened is not None and not opened.directory.has_path(opened.path)

    def after_fork(self) -> None:
        self.mutex = threading.RLock()
        self._waiting.clear()
        self._opened = None

    def __enter__(self) -> Channel:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"shmview.Channel({self.name!r})"

    def published(self, channel_id: bytes, generation: int) -> None:
        """Notes which frame was published last, and into which channel."""
        self._published = (channel_id, generation)

    def _directory(self, channel_id: bytes | None = None) -> Descriptor:
        """The channel's directory; `ChannelRemoved` where it is no longer the channel of that id.

        Where it is open already nothing waits for a thread that publishes.
        """
        self._check()
        opened = self._opened
        if opened is None or not opened.directory.has_path(opened.path):
            opened = self._opened_again(channel_id)
        if channel_id not in (None, opened.id):
            raise removed(self.name)
        return opened.directory

    def _opened_again(self, channel_id: bytes | None) -> OpenChannel:
        with self.mutex:
            opened = self._open()
            if not opened.directory.has_path(opened.path):
                if channel_id is not None:
                    raise removed(self.name)
                self._opened = None
                opened = self._open()
            return opened

    def _check(self) -> None:
        if self._is_closed:
            raise ValueError(f"channel {self.name} was closed")

    def _open(self) -> OpenChannel:
        if self._opened is None:
            self._check()
            self._opened = self._keeping(_opened(self.name, self.root_path, True))
        return self._opened

    def _keeping(self, opened: OpenChannel) -> OpenChannel:
        """The same channel, which keeps as many frames as it was asked for."""
        if self._history is not None:
            try:
                opened.under_lock(opened.set_history, self._history)
            except ChannelRemoved:
                pass  # what is done next finds the one that takes its place
        return opened


def _checked_history(history: int | None) -> int | None:
    """How many frames are to be kept, as any integer type has it."""
    if history is None:
        return None
    try:
        number = operator.index(history)
    except TypeError:
        raise TypeError(f"history is a whole number of frames, not {history!r}") from None
    if not 0 <= number <= MAXIMUM_HISTORY:
        raise ValueError(f"history is 0 to {MAXIMUM_HISTORY} frames, not {number}")
    return number


def _side(side: int, what: str) -> int:
    """A side of a frame, as any integer type has it."""
    try:
        number = operator.index(side)
    except TypeError:
        raise TypeError(f"a frame's {what} is a whole number, not {side!r}") from None
    if not 1 <= number <= _MAXIMUM_SIDE:
        raise ValueError(f"a frame's {what} is 1 to {_MAXIMUM_SIDE}, not {number}")
    return number


def _opened(name: str, path: str, is_made: bool) -> OpenChannel:
    """The channel that has the name now; what is being deleted by hand, the root too, is waited for."""
    deadline = time.monotonic() + _DELETING
    while True:
        with open_root(path) as root:
            try:
                return OpenChannel(path, name, root)
            except ChannelRemoved:
                continue
            except Incomplete:
                if time.monotonic() > deadline:
                    raise
                time.sleep(5e-3)
                continue
            except FileNotFoundError:
                if not is_made:
                    raise FileNotFoundError(f"there is no channel {name}") from None
            with contextlib.suppress(FileNotFoundError):
                sweep(root)
                make(root, name)
