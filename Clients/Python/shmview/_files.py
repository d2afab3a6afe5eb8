"""Files and directories of a channel root: opened only if they can be trusted (section 3)."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import stat

from . import _fork, _linux
from ._uncopied import Uncopied
from .errors import Distrusted

_OPEN = os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
# What open(2) says of a symbolic link, a socket, a directory or a file that is not one.
_NOT_WHAT_IT_SHOULD_BE = {errno.ELOOP, errno.ENXIO, errno.EISDIR, errno.ENOTDIR, errno.EACCES}


#: What the kernel says where a file system is full.
NO_ROOM = frozenset((errno.ENOSPC, errno.ENOMEM, errno.EDQUOT))
#: What helps then.
MAKE_ROOM = "remove channels (shmshare rm), or enlarge the tmpfs"


class Descriptor(Uncopied):
    """A file descriptor, closed when it goes, and in every child of fork."""

    number = -1  # what an interrupt leaves half made has none

    def __init__(self, number: int) -> None:
        self.number = number
        _fork.register(self)

    def close(self) -> None:
        if self.number >= 0:
            number, self.number = self.number, -1
            os.close(number)

    def __del__(self) -> None:
        self.close()

    def after_fork(self) -> None:
        """Closing does not unlock: the parent has the file open still, and its lock."""
        self.close()

    def __enter__(self) -> "Descriptor":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def status(self) -> os.stat_result:
        return os.fstat(self.number)

    def try_lock(self, operation: int = fcntl.LOCK_EX) -> bool:
        """Takes flock(2)'s exclusive or shared lock, if that needs no waiting."""
        try:
            fcntl.flock(self.number, operation | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def unlock(self) -> None:
        """Does nothing where it is closed, as in a child of fork: the lock is the parent's."""
        if self.number >= 0:
            fcntl.flock(self.number, fcntl.LOCK_UN)

    def read(self, byte_count: int, offset: int) -> bytes:
        return os.pread(self.number, byte_count, offset)

    def write(self, data: bytes | memoryview, offset: int) -> None:
        """Writes all of `data`; up to a page goes by one pwrite(2)."""
        written = os.pwrite(self.number, data, offset)
        while written < len(data):
            written += os.pwrite(self.number, memoryview(data)[written:], offset + written)

    def rename(self, old: str, new: str) -> None:
        """Renames what is in this directory."""
        os.rename(old, new, src_dir_fd=self.number, dst_dir_fd=self.number)

    def has_path(self, path: str, directory: int | None = None) -> bool:
        """Whether `path` still names what is open here."""
        try:
            named = os.stat(path, dir_fd=directory, follow_symlinks=False)
        except FileNotFoundError:
            return False
        return os.path.samestat(named, self.status())


def _open(name: str, flags: int, directory: int | None) -> Descriptor:
    try:
        with _fork.gate:
            return Descriptor(os.open(name, flags | _OPEN, 0o600, dir_fd=directory))
    except OSError as error:
        if error.errno in _NOT_WHAT_IT_SHOULD_BE:
            raise Distrusted(
                f"{name} is a link, of another kind than it should be, or closed to you "
                f"({error.strerror})") from error
        if directory is None or isinstance(error, (FileNotFoundError, FileExistsError)):
            raise
        raise OSError(
            error.errno, error.strerror, f"{os.readlink(f'/proc/self/fd/{directory}')}/{name}"
        ) from error


def _check_owner(status: os.stat_result, name: str) -> None:
    if status.st_uid != os.geteuid():
        raise Distrusted(f"{name} belongs to user {status.st_uid}")
    if status.st_mode & 0o077:
        raise Distrusted(f"{name} is open to others")


def check_file(status: os.stat_result, name: str) -> None:
    """Section 3's checks of a regular file; `FileNotFoundError` if it was unlinked."""
    if not stat.S_ISREG(status.st_mode):
        raise Distrusted(f"{name} is not a regular file")
    _check_owner(status, name)
    if status.st_nlink == 0:
        raise FileNotFoundError(errno.ENOENT, "unlinked meanwhile", name)
    if status.st_nlink > 1:
        raise Distrusted(f"{name} has {status.st_nlink} links")


def open_file(name: str, directory: Descriptor, flags: int) -> Descriptor:
    file = _open(name, flags, directory.number)
    check_file(file.status(), name)
    return file


def create_file(name: str, directory: Descriptor) -> Descriptor:
    """A new file, open for reading and writing; others may see it at once, and unlink it."""
    return _open(name, os.O_RDWR | os.O_CREAT | os.O_EXCL, directory.number)


def open_unnamed(directory: Descriptor) -> Descriptor:
    """A new file that has no name yet."""
    return _open(".", os.O_RDWR | os.O_TMPFILE, directory.number)


def open_directory(name: str, parent: Descriptor | None) -> Descriptor:
    number = None if parent is None else parent.number
    directory = _open(name, os.O_RDONLY | os.O_DIRECTORY, number)
    _check_owner(directory.status(), name)
    return directory


def root_path() -> str:
    """Without a trailing slash, which would make open(2) follow a symbolic link."""
    path = os.environ.get("SHMVIEW_DIR") or f"/dev/shm/shmview-{os.geteuid()}"
    return path.rstrip("/") or "/"


def open_root(path: str) -> Descriptor:
    """The root, made where it is missing and would not be refused."""
    try:
        root = open_directory(path, None)
    except FileNotFoundError:
        parent = os.path.join(os.path.dirname(path), ".")  # which may be a link
        if os.path.isdir(parent):
            with _open(parent, os.O_PATH | os.O_DIRECTORY, None) as directory:
                _check_tmpfs(directory, path)
        with contextlib.suppress(FileExistsError):
            os.mkdir(path, 0o700)
        root = open_directory(path, None)
    _check_tmpfs(root, path)
    return root


def _check_tmpfs(directory: Descriptor, path: str) -> None:
    if _linux.file_system_type(directory.number) != _linux.TMPFS_MAGIC:
        raise Distrusted(f"{path} is not on a tmpfs")
