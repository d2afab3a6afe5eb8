"""The Linux calls that the protocol needs and Python's standard library does not offer."""

from __future__ import annotations

import ctypes
import mmap
import os
import select
import struct
import sys
import time

# inotify(7)
IN_MODIFY, IN_ATTRIB = 0x2, 0x4
IN_MOVED_FROM, IN_MOVED_TO, IN_CREATE, IN_DELETE = 0x40, 0x80, 0x100, 0x200
IN_DELETE_SELF, IN_MOVE_SELF = 0x400, 0x800

TMPFS_MAGIC = 0x01021994  # statfs(2)
_RENAME_NOREPLACE = 1  # renameat2(2)
_KEEP_SIZE, _PUNCH_HOLE = 1, 2  # fallocate(2)
_PROT_READ, _PROT_WRITE = 1, 2  # mmap(2)
_MAP_SHARED, _MAP_PRIVATE, _MAP_FIXED, _MAP_ANONYMOUS = 0x1, 0x2, 0x10, 0x20
_MAP_POPULATE = 0x8000
_PROT_NONE = 0
_MADV_COLLAPSE = 25  # madvise(2), from Linux 6.1 on
_LARGE_PAGE = 2 << 20
_MREMAP_MAYMOVE, _MREMAP_FIXED = 1, 2  # mremap(2)
_CLOCK_REALTIME_COARSE = 5  # clock_gettime(2)
_AT_FDCWD, _AT_SYMLINK_FOLLOW = -100, 0x400  # linkat(2)
# Seconds that poll(2) is asked to wait at most: it counts milliseconds in an int.
_LONGEST_POLL = 86_400

if not sys.platform.startswith("linux"):
    raise ImportError("shmview works on Linux only: its frames lie in a tmpfs")

_libc = ctypes.CDLL(None, use_errno=True)
# Where both exist, the one without a number has offsets of the machine's word.
_fallocate = getattr(_libc, "fallocate64", None) or _libc.fallocate
_fallocate.argtypes = [ctypes.c_int, ctypes.c_int, ctypes.c_int64, ctypes.c_int64]
_libc.mmap.restype = ctypes.c_void_p
_libc.mmap.argtypes = [
    ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_long]
_libc.madvise.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
_libc.munmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t]
_libc.mremap.restype = ctypes.c_void_p
_libc.mremap.argtypes = [
    ctypes.c_void_p, ctypes.c_size_t, ctypes.c_size_t, ctypes.c_int, ctypes.c_void_p]
_MAP_FAILED = ctypes.c_void_p(-1).value


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


def punch(descriptor: int, offset: int, byte_count: int) -> None:
    """Gives a part of a file's memory back, and leaves the file's size."""
    _check(_fallocate(descriptor, _PUNCH_HOLE | _KEEP_SIZE, offset, byte_count))


def give_name(descriptor: int, directory: int, name: str) -> None:
    """Gives a file without a name one; `FileExistsError` where that is taken."""
    _check(
        _libc.linkat(
            _AT_FDCWD, os.fsencode(f"/proc/self/fd/{descriptor}"), directory, os.fsencode(name),
            _AT_SYMLINK_FOLLOW),
        name)


def file_clock() -> int:
    """The clock that the kernel takes the times of files from, in nanoseconds."""
    return time.clock_gettime_ns(_CLOCK_REALTIME_COARSE)


def _mapped(address: int | None, byte_count: int, protection: int, flags: int, file: int) -> int:
    # A descriptor of `mmap.mmap` would be duplicated, and a duplicate shares the file's lock.
    result = _libc.mmap(address, byte_count, protection, flags, file, 0)
    if result is None or result == _MAP_FAILED:
        number = ctypes.get_errno()
        raise OSError(number, f"cannot map {byte_count} bytes: {os.strerror(number)}")
    return int(result)


def map_file(descriptor: int, byte_count: int, writable: bool) -> int:
    """Maps the beginning of a file, shared and with its pages at hand; returns the address.

    One from which large pages may begin, where there is room for one.
    """
    protection = _PROT_READ | _PROT_WRITE if writable else _PROT_READ
    flags = _MAP_SHARED | _MAP_POPULATE
    if byte_count < _LARGE_PAGE:
        return _mapped(None, byte_count, protection, flags, descriptor)
    room = byte_count + _LARGE_PAGE
    begin = _mapped(None, room, _PROT_NONE, _MAP_PRIVATE | _MAP_ANONYMOUS, -1)
    address = -(-begin // _LARGE_PAGE) * _LARGE_PAGE
    try:
        _mapped(address, byte_count, protection, flags | _MAP_FIXED, descriptor)
    except BaseException:
        _libc.munmap(begin, room)
        raise
    end = -(-(address + byte_count) // mmap.PAGESIZE) * mmap.PAGESIZE
    if address > begin:
        _libc.munmap(begin, address - begin)
    if begin + room > end:
        _libc.munmap(end, begin + room - end)
    return address


def take_large_pages(address: int, byte_count: int) -> bool:
    """Puts large pages in the place of the small ones of a mapped file, as far as they are whole.

    Whether that could be done at once; the pixels stay as they are, and so does the size.
    """
    whole = byte_count // _LARGE_PAGE * _LARGE_PAGE
    return whole > 0 and _libc.madvise(address, whole, _MADV_COLLAPSE) == 0


def map_privately_at(address: int, descriptor: int, byte_count: int) -> None:
    """Maps the same file there anew, so that what is written there stays in this process."""
    flags = _MAP_PRIVATE | _MAP_FIXED
    _mapped(address, byte_count, _PROT_READ | _PROT_WRITE, flags, descriptor)


def map_zeros_at(address: int, byte_count: int) -> None:
    """Puts memory of this process in the place of a mapping."""
    flags = _MAP_PRIVATE | _MAP_FIXED | _MAP_ANONYMOUS
    _mapped(address, byte_count, _PROT_READ | _PROT_WRITE, flags, -1)


def copy_in_place(address: int, byte_count: int) -> None:
    """Puts a copy of a mapping in its place, in one step for those who read it."""
    flags = _MAP_PRIVATE | _MAP_ANONYMOUS
    copy = _mapped(None, byte_count, _PROT_READ | _PROT_WRITE, flags, -1)
    ctypes.memmove(copy, address, byte_count)
    flags = _MREMAP_MAYMOVE | _MREMAP_FIXED
    if _libc.mremap(copy, byte_count, byte_count, flags, address) == _MAP_FAILED:
        number = ctypes.get_errno()
        _libc.munmap(copy, byte_count)
        raise OSError(number, f"cannot keep a copy of a frame: {os.strerror(number)}")


def unmap(address: int, byte_count: int) -> None:
    _libc.munmap(address, byte_count)


class Inotify:
    """An inotify instance that is never waited for but with a time limit or a poll."""

    number = -1  # what an interrupt leaves half made has none
    _last = -1

    def __init__(self) -> None:
        self.number = _check(_libc.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC))

    def close(self) -> None:
        if self.number >= 0:
            number, self.number = self.number, -1
            os.close(number)

    def __del__(self) -> None:
        self.close()

    def watch(self, path: str, mask: int) -> int:
        """Watches a path, and returns the watch: the same one for the same inode."""
        self._last = _check(_libc.inotify_add_watch(self.number, os.fsencode(path), mask), path)
        return self._last

    def wake(self) -> None:
        """Ends the watch that was begun last, of which whoever waits is told."""
        self.forget(self._last)

    def forget(self, watch: int) -> None:
        """Ends a watch; one that the kernel has ended already is fine."""
        _libc.inotify_rm_watch(self.number, watch)

    def drain(self, timeout: float | None) -> set[tuple[int, int]]:
        """Waits for something to happen, a day at most, and returns all of it as (watch, mask)."""
        poll = select.poll()
        poll.register(self.number, select.POLLIN)
        poll.poll(None if timeout is None else min(max(0, timeout), _LONGEST_POLL) * 1000)
        events: set[tuple[int, int]] = set()
        while True:
            try:
                queue = os.read(self.number, 65536)
            except BlockingIOError:
                return events
            while queue:
                watch, mask, _, name_length = struct.unpack_from("=iIII", queue)
                events.add((watch, mask))
                queue = queue[16 + name_length :]
