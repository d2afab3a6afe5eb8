"""Starting a viewer where there is none."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import threading
import time
from typing import TYPE_CHECKING, Any

from .errors import NoViewer

if TYPE_CHECKING:
    from .channel import Channel

# How long to wait, in seconds, for a viewer to come or to say why it cannot: it takes a fraction.
_COMING = 2.0
_LOOK = 0.02


class _Viewer(subprocess.Popen):  # type: ignore[type-arg]
    """A viewer, which outlives this program: that it still runs in the end
    is nothing to warn of."""

    def __del__(self, *_: Any) -> None:
        pass


_started: dict[str, _Viewer] = {}
# A signal's handler may start a viewer, too, wherever its thread is.
_lock = threading.RLock()


def _after_fork() -> None:
    global _lock
    _lock = threading.RLock()
    _started.clear()


os.register_at_fork(after_in_child=_after_fork)


def start_viewer(channel: Channel) -> None:
    """Starts `shmview` for the channel, which opens no second window where there is one.

    It sends every key here, outlives this program, and neither reads nor prints what that does:
    whoever waits for the end of this program's output does not wait for the viewer. Returns when it
    is there; `NoViewer` if it ends at once, with what it said.
    """
    name = channel.name
    with _lock:
        if _runs(name):
            return
        words = _program(name)
        said = os.memfd_create("shmview-stderr")
        try:
            viewer = _started[name] = _Viewer(
                [*words, "--if-none", "--send-keys", name], stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL, stderr=said, start_new_session=True)
        except OSError as error:
            os.close(said)
            raise NoViewer(f"cannot start {words[0]}: {error.strerror}") from error
    try:
        if not _has_come(channel, viewer) and viewer.returncode is not None:
            raise NoViewer(_failure(name, words[0], viewer.returncode, os.pread(said, 4096, 0)))
    finally:
        os.close(said)


def is_running(channel: str) -> bool:
    """Whether the viewer that was started here for the channel still runs."""
    with _lock:
        return _runs(channel)


def end_viewer(channel: str) -> None:
    """Ends the viewer that was started here for the channel, if it runs still."""
    with _lock:
        viewer = _started.pop(channel, None)
    if viewer and viewer.poll() is None:
        viewer.terminate()
        viewer.wait()


def _runs(channel: str) -> bool:
    viewer = _started.get(channel)
    return viewer is not None and viewer.poll() is None


def _program(channel: str) -> list[str]:
    """The viewer, with the options that it has in SHMVIEW_PROGRAM."""
    named = os.environ.get("SHMVIEW_PROGRAM")
    if named and not os.path.exists(named):
        try:
            words = shlex.split(named)
        except ValueError as error:
            raise NoViewer(f"SHMVIEW_PROGRAM is no command: {error}: {named}") from None
    else:
        words = [found for found in (named or shutil.which("shmview"),) if found]
    if not words:
        raise NoViewer(
            f"no viewer shows channel {channel}, and shmview is not in PATH; "
            "install it, name it in SHMVIEW_PROGRAM, or start it by hand")
    if channel.startswith("-"):
        raise NoViewer(f"shmview takes {channel} for an option; start the name with something else")
    if not os.environ.get("DISPLAY"):
        raise NoViewer(
            f"no viewer shows channel {channel}, and DISPLAY is not set; "
            f"start one where there is a screen: shmview {channel}")
    return words


def _has_come(channel: Channel, viewer: _Viewer) -> bool:
    """Waits until a viewer is there, or can come no more: one that ended
    well may have left a child.
    """
    deadline = time.monotonic() + _COMING
    while not viewer.poll() and time.monotonic() < deadline:
        if channel.wait_viewer(_LOOK):
            return True
    return False


def _failure(channel: str, program: str, code: int, said: bytes) -> str:
    lines = said.decode(errors="replace").strip().splitlines() or ["it said nothing"]
    ending = f"ended with exit code {code}" if code >= 0 else f"was ended by signal {-code}"
    return f"no viewer shows channel {channel}; {program} {ending}: {lines[0]}"
