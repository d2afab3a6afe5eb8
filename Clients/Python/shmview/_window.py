"""A channel that a program has for a window: it starts a viewer, and knows when that is closed."""

from __future__ import annotations

import errno
import os
import re
import select
import socket
import time
import zlib
from typing import Iterable

from . import _fork, _starting
from ._files import Descriptor, root_path
from .channel import Channel
from .events import Listener
from .showing import channel_named

# How long a viewer that was started may take until it counts as closed, in seconds.
_STARTING = 10.0
_LONGEST_NAME = 64
_LOOK_WITHOUT_INOTIFY = 1 / 60
# Seconds, after which whoever waits asks again: poll(2) counts milliseconds in an int.
_LONGEST_WAIT = 86_400


class Window:
    """A window of a program, by the name that the program has for it."""

    def __init__(self, name: str) -> None:
        if not isinstance(name, str):
            raise TypeError(f"a window's name is text, not a {type(name).__name__}: {name!r:.40}")
        self._name = name
        #: What people do in it, from when it was first started on.
        self.listener: Listener | None = None
        self._claim: _Claim | None = None
        self._started_at: float | None = None
        self._was_seen = False

    @property
    def channel_name(self) -> str:
        """The name of its channel, which no other window has at the time."""
        if self._claim is None:
            self._claim = _claimed(channel_name(self._name))
        return self._claim.name

    @property
    def channel(self) -> Channel:
        """The channel that it is."""
        return channel_named(self.channel_name)

    @property
    def is_started(self) -> bool:
        """Whether a viewer was started, or found, for it."""
        return self._started_at is not None

    def start(self) -> None:
        """Starts a viewer where there is none, the first time; `NoViewer`
        if that cannot be done."""
        if self._started_at is None:
            if self.listener is None:
                self.listener = self.channel.events()
            if not self.channel.viewers():
                _starting.start_viewer(self.channel)
            self._was_seen = bool(self.channel.viewers())
            self._started_at = time.monotonic()

    def start_again(self) -> None:
        """Starts a viewer where there is none, also after people have closed one."""
        if self._started_at is not None:
            if self.is_visible():
                return
            _starting.end_viewer(self.channel_name)  # which is ending
            self._started_at = None
        self.start()

    def is_visible(self) -> bool:
        """Whether a viewer shows it, or is starting to."""
        if self.channel.viewers():
            self._was_seen = True
            return True
        if self._started_at is None or self._was_seen:
            return False
        is_late = time.monotonic() > self._started_at + _STARTING
        return not is_late and _starting.is_running(self.channel_name)

    def end(self) -> None:
        """Ends the viewer that was started; others stay, with the last picture."""
        self.listen_no_more()
        if self._claim:
            _starting.end_viewer(self._claim.name)
            self._claim.close()
            self._claim = None
        self._started_at = None

    def listen_no_more(self) -> None:
        """Lets the viewers know that nobody listens."""
        if self.listener:
            self.listener.close()
            self.listener = None


def wait_for_any(windows: Iterable[Window], seconds: float) -> None:
    """Waits for so long, or until people do something in one of them that was not asked for yet."""
    try:
        poll = select.poll()  # select(2) knows no descriptor from 1,024 on
        for window in windows:
            if window.listener:
                poll.register(window.listener.fileno(), select.POLLIN)
        poll.poll(min(seconds, _LONGEST_WAIT) * 1000)
    except OSError:  # without inotify
        time.sleep(min(seconds, _LOOK_WITHOUT_INOTIFY))


def channel_name(window: str) -> str:
    """The channel that a window of any name is, unless another window is that channel already."""
    name = re.sub(r"[^A-Za-z0-9._-]", "-", window).lstrip(".-")[:_LONGEST_NAME]
    if re.search("[A-Za-z0-9]", name):
        return name
    return f"window-{zlib.crc32(window.encode(errors='surrogatepass')):08x}" if window else "window"


class _Claim:
    """A channel's name, for as long as this program has a window of it.

    What is claimed is an address among Linux's abstract sockets, which goes with the program. In a
    child of fork the window stays its parent's, whose channel it is still.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        where = zlib.crc32(os.fsencode(root_path()))
        with _fork.gate, socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as claim:
            try:
                claim.bind(f"\0shmview-window-{os.geteuid()}-{where:08x}-{name}".encode())
            except OSError as error:
                if error.errno == errno.EADDRINUSE:
                    raise
            self._address = Descriptor(claim.detach())

    def close(self) -> None:
        self._address.close()


def _claimed(name: str) -> _Claim:
    """The name, or the first of NAME.2, NAME.3 and so on that no program has a window of."""
    number = 1
    while True:
        suffix = f".{number}" if number > 1 else ""
        try:
            return _Claim(name[: _LONGEST_NAME - len(suffix)] + suffix)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
        number += 1
