"""The Linux calls that the protocol needs and Python's standard library does not offer."""

import ctypes
import os
import select
import struct

# inotify(7)
IN_MODIFY, IN_ATTRIB = 0x2, 0x4
IN_MOVED_FROM, IN_MOVED_TO, IN_CREATE, IN_DELETE = 0x40, 0x80, 0x100, 0x200
IN_DELETE_SELF, IN_MOVE_SELF = 0x400, 0x800

TMPFS_MAGIC = 0x01021994  # statfs(2)
_RENAME_NOREPLACE = 1  # renameat2(2)
_KEEP_SIZE, _PUNCH_HOLE = 1, 2  # fallocate(2)

_libc = ctypes.CDLL(None, use_errno=True)
_libc.fallocate.argtypes = [ctypes.c_int, ctypes.c_int, ctypes.c_int64, ctypes.c_int64]


def _check(result: int, name: str = "") -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), name)
    return result


def file_system_type(descriptor: int) -> int:
    """The `f_type` of the file system that an open file lies on."""
    status = ctypes.create_string_buffer(256)  # larger than any `struct statfs`
    _check(_libc.fstatfs(descriptor, status))
    return ctypes.c_long.from_buffer(status).value


def rename_to_new(directory: int, old: str, new: str) -> None:
    """Renames within a directory; `FileExistsError` where `new` exists, even empty."""
    _check(
        _libc.renameat2(
            directory, os.fsencode(old), directory, os.fsencode(new), _RENAME_NOREPLACE
        ),
        new,
    )


def punch(descriptor: int, byte_count: int) -> None:
    """Gives a file's memory back, and leaves its size."""
    _check(_libc.fallocate(descriptor, _PUNCH_HOLE | _KEEP_SIZE, 0, byte_count))


class Inotify:
    """An inotify instance that is never waited for but with a time limit or a poll."""

    def __init__(self) -> None:
        self._number = _check(_libc.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC))

    def close(self) -> None:
        os.close(self._number)

    def watch(self, path: str, mask: int) -> int:
        """Watches a path, and returns the watch: the same one for the same inode."""
        return _check(_libc.inotify_add_watch(self._number, os.fsencode(path), mask), path)

    def forget(self, watch: int) -> None:
        """Ends a watch; one that the kernel has ended already is fine."""
        _libc.inotify_rm_watch(self._number, watch)

    def drain(self, timeout: float | None) -> set[tuple[int, int]]:
        """Waits for something to happen, and returns all of it as (watch, mask)."""
        poll = select.poll()
        poll.register(self._number, select.POLLIN)
        poll.poll(None if timeout is None else max(0, timeout) * 1000)
        events = set()
        while True:
            try:
                queue = os.read(self._number, 65536)
            except BlockingIOError:
                return events
            while queue:
                watch, mask, _, name_length = struct.unpack_from("=iIII", queue)
                events.add((watch, mask))
                queue = queue[16 + name_length :]
