"""Starting a viewer where there is none."""

from __future__ import annotations

import os
import shutil
import subprocess
import threading

from .errors import NoViewer

_started: dict[str, subprocess.Popen[bytes]] = {}
_lock = threading.Lock()


def _after_fork() -> None:
    global _lock
    _lock = threading.Lock()
    _started.clear()


os.register_at_fork(after_in_child=_after_fork)


def start_viewer(channel: str) -> None:
    """Starts `shmview` for the channel, which opens no second window where there is one.

    It sends every key here, outlives this program, and neither reads nor prints what that does.
    """
    with _lock:
        before = _started.get(channel)
        if before and before.poll() is None:
            return
        program = os.environ.get("SHMVIEW_PROGRAM") or shutil.which("shmview")
        if not program:
            raise NoViewer(
                f"no viewer shows channel {channel}, and shmview is not in PATH; "
                "install it, name it in SHMVIEW_PROGRAM, or start it by hand")
        if not os.environ.get("DISPLAY"):
            raise NoViewer(
                f"no viewer shows channel {channel}, and DISPLAY is not set; "
                f"start one where there is a screen: shmview {channel}")
        try:
            _started[channel] = subprocess.Popen(
                [program, channel, "--if-none", "--send-keys"], stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL, start_new_session=True)
        except OSError as error:
            raise NoViewer(f"cannot start {program}: {error.strerror}") from error


def end_viewer(channel: str) -> None:
    """Ends the viewer that was started here for the channel, if it runs still."""
    with _lock:
        viewer = _started.pop(channel, None)
    if viewer and viewer.poll() is None:
        viewer.terminate()
        viewer.wait()
