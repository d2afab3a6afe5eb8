"""The file that makes a program a viewer of a channel (section 6)."""

from __future__ import annotations

import os
import secrets
import time

from ._files import Descriptor, create_file, open_directory
from ._records import VIEWER_SHOWN_OFFSET, ViewerRecord


class Presence:
    """A viewer's file in a channel, held for as long as the viewer lives."""

    def __init__(self, channel: Descriptor, name: str) -> None:
        self._name = name
        self._directory = open_directory("viewers", channel)
        self._file = self._make()
        self._file.write(self._record(0, 0).packed(), 0)

    def acknowledge(self, generation: int) -> None:
        """Says that this generation was shown."""
        shown = self._record(generation, time.time_ns())
        self._file.write(shown.packed_shown(), VIEWER_SHOWN_OFFSET)

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
