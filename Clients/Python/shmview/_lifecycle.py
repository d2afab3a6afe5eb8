"""How channel directories come and go (sections 8 and 9)."""

from __future__ import annotations

import errno
import os
import re
import secrets

from . import _linux
from ._files import MAKE_ROOM, NO_ROOM, Descriptor, create_file, open_directory, open_file
from ._frame_file import FrameFile, serial_of
from ._records import Control
from .errors import Distrusted, NoSpace

_LEFTOVER = re.compile(r"\.(new|dead)-[0-9a-f]{16}")


def make(root: Descriptor, name: str) -> None:
    """Makes the channel, if nobody else is quicker and no sweep comes between (section 8)."""
    try:
        _make(root, name)
    except OSError as error:
        if error.errno not in NO_ROOM:
            raise
        raise NoSpace(
            f"channel {name} cannot be made: shared memory is full; {MAKE_ROOM}") from error


def _make(root: Descriptor, name: str) -> None:
    temporary = f".new-{secrets.token_hex(8)}"
    os.mkdir(temporary, 0o700, dir_fd=root.number)
    try:
        directory = open_directory(temporary, root)
    except FileNotFoundError:
        return
    with directory:
        if not directory.try_lock() or not directory.has_path(temporary, root.number):
            return
        try:
            create_file("lock", directory).close()
            with create_file("control", directory) as control:
                control.write(Control.new(secrets.token_bytes(16)), 0)
            os.mkdir("viewers", 0o700, dir_fd=directory.number)
            _linux.rename_to_new(root.number, temporary, name)
        except FileExistsError:
            _delete_tree(temporary, root, directory)
        except OSError:
            _delete_tree(temporary, root, directory)
            raise


def sweep(root: Descriptor) -> None:
    """Deletes what makers and removers left behind when they died (section 9)."""
    for name in filter(_LEFTOVER.fullmatch, os.listdir(root.number)):
        delete_leftover(root, name)


def delete_leftover(root: Descriptor, name: str) -> None:
    """Deletes one such directory, unless somebody is at work on it."""
    try:
        with open_directory(name, root) as directory:
            if directory.try_lock() and directory.has_path(name, root.number):
                _delete_tree(name, root, directory)
    except (FileNotFoundError, Distrusted):
        pass


def _delete_tree(name: str, parent: Descriptor, directory: Descriptor) -> None:
    """Deletes a directory whose lock is held: `control` first, frames emptied."""
    for entry in sorted(os.listdir(directory.number), key=lambda entry: entry != "control"):
        try:
            if serial := serial_of(entry):
                _empty_frame(serial, directory)
            os.unlink(entry, dir_fd=directory.number)
        except FileNotFoundError:
            pass
        except IsADirectoryError:
            with open_directory(entry, directory) as child:
                _delete_tree(entry, directory, child)
    try:
        os.rmdir(name, dir_fd=parent.number)
    except OSError as error:
        if error.errno != errno.ENOTEMPTY:  # a viewer came late; the next sweep has its file
            raise


def _empty_frame(serial: int, directory: Descriptor) -> None:
    try:
        with open_file(f"frame-{serial}", directory, os.O_RDWR) as file:
            if file.try_lock():
                FrameFile(serial, file).discard(directory)
    except Distrusted:
        pass
