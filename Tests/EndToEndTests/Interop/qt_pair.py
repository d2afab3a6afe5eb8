"""Both halves of Qt's example "Shared Memory" without Qt, written from Qt's documentation and what
strace(1) shows of it. It takes the commands of QtPair/pair.cpp, and answers as that does.

Usage: qt_pair.py KEY

More commands than pair.cpp has:
  bytes FILE   detach, create a segment, and write the file as it is, without QDataStream
  make COUNT   create a segment of that many bytes, all zero
  wedge        lock without SEM_UNDO: a lock that stays when this process is killed
"""

import ctypes
import hashlib
import os
import struct
import sys

IPC_CREAT, IPC_EXCL, IPC_RMID, IPC_STAT = 0o1000, 0o2000, 0, 2  # <bits/ipc.h>
SETVAL, SEM_UNDO = 16, 0x1000  # <bits/sem.h>
EINTR, EINVAL, EIDRM = 4, 22, 43  # <asm/errno.h>

libc = ctypes.CDLL(None, use_errno=True)
libc.shmat.restype = ctypes.c_void_p
libc.shmat.argtypes = [ctypes.c_int, ctypes.c_void_p, ctypes.c_int]
libc.shmdt.argtypes = [ctypes.c_void_p]
libc.shmget.argtypes = [ctypes.c_int, ctypes.c_size_t, ctypes.c_int]


class Failed(Exception):
    pass


def check(result, call):
    if result in (-1, ctypes.c_void_p(-1).value):
        code = ctypes.get_errno()
        raise OSError(code, f"{call}: {os.strerror(code)}")
    return result


def key_file(prefix, key):
    letters = "".join(c for c in key if c.isascii() and c.isalpha())
    digest = hashlib.sha1(key.encode()).hexdigest()
    return f"{os.environ.get('TMPDIR') or '/tmp'}/{prefix}{letters}{digest}"


def touch(path):
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o640))
    except FileExistsError:
        pass


def ftok(path):
    status = os.stat(path)
    return ctypes.c_int32(
        ord("Q") << 24 | (status.st_dev & 0xFF) << 16 | status.st_ino & 0xFFFF
    ).value


class Lock:
    """QSystemSemaphore with a value of 1."""

    def __init__(self, key):
        self.path = key_file("qipc_systemsem_", key)
        self.made = None

    def open(self, takes_over=False):
        touch(self.path)
        key = ftok(self.path)
        number = libc.semget(key, 1, 0o600 | IPC_CREAT | IPC_EXCL)
        is_new = number >= 0
        if not is_new:
            number = check(libc.semget(key, 1, 0o600 | IPC_CREAT), "semget")
        if is_new or takes_over:
            check(libc.semctl(number, 0, SETVAL, 1), "semctl")
            self.made = number
        return number

    def change(self, amount, flags=SEM_UNDO):
        while True:
            operation = struct.pack("=Hhh", 0, amount, flags)
            try:
                check(libc.semop(self.open(), operation, ctypes.c_size_t(1)), "semop")
                return
            except OSError as error:
                if error.errno not in (EINTR, EINVAL, EIDRM):
                    raise

    def __enter__(self):
        self.change(-1)

    def __exit__(self, *_):
        self.change(1)

    def close(self):
        if self.made is not None:
            if os.path.exists(self.path):
                os.unlink(self.path)
            libc.semctl(self.made, 0, IPC_RMID, 0)
            self.made = None


class Memory:
    """QSharedMemory."""

    def __init__(self, key):
        self.lock = Lock(key)
        self.path = key_file("qipc_sharedmemory_", key)
        self.address = None
        self.size = 0

    def segment(self):
        return check(libc.shmget(ftok(self.path), 0, 0o600), "shmget")

    def status(self, number):
        # struct shmid_ds of 64-bit Linux: 48 bytes of ipc_perm, the size, three times, two
        # processes, the count.
        raw = ctypes.create_string_buffer(256)
        check(libc.shmctl(number, IPC_STAT, raw), "shmctl")
        size, _, _, _, _, _, attachments = struct.unpack_from("=QqqqiiQ", raw, 48)
        return size, attachments

    def create(self, size):
        self.lock.open(takes_over=True)
        with self.lock:
            touch(self.path)
            check(libc.shmget(ftok(self.path), size, 0o600 | IPC_CREAT | IPC_EXCL), "shmget")
            self._attach()

    def _attach(self):
        number = self.segment()
        self.address = check(libc.shmat(number, None, 0), "shmat")
        self.size = self.status(number)[0]

    def attach(self):
        if self.address is not None:
            raise Failed("is attached")
        with self.lock:
            self._attach()

    def detach(self):
        with self.lock:
            check(libc.shmdt(self.address), "shmdt")
            self.address = None
            number = self.segment()
            if self.status(number)[1] == 0:
                check(libc.shmctl(number, IPC_RMID, None), "shmctl")
                os.unlink(self.path)

    def write(self, data):
        with self.lock:
            ctypes.memmove(self.address, data, min(len(data), self.size))

    def read(self):
        with self.lock:
            return ctypes.string_at(self.address, self.size)


def read_file(path):
    with open(path, "rb") as file:
        return file.read()


def stream(path):
    """What QDataStream writes of a picture; the file is a PNG already."""
    return b"\0\0\0\0" if path == "null" else b"\0\0\0\1" + read_file(path)


def share(memory, data):
    if memory.address is not None:
        memory.detach()
    memory.create(len(data))
    memory.write(data)
    return "ok"


def load(memory, path):
    memory.attach()
    data = memory.read()
    memory.detach()
    marker, data = data[:4], data[4:]
    if marker == b"\0\0\0\0":
        return "null"
    end = data.find(b"IEND")
    if marker != b"\0\0\0\1" or not data.startswith(b"\x89PNG\r\n\x1a\n") or end < 0:
        raise Failed("no picture")
    with open(path, "wb") as file:
        file.write(data[: end + 8])
    return "ok"


def obey(memory, command, argument):
    if command == "share":
        return share(memory, stream(argument))
    if command == "bytes":
        return share(memory, read_file(argument))
    if command == "rewrite":
        memory.write(stream(argument))
    elif command == "load":
        return load(memory, argument)
    elif command == "make":
        memory.create(int(argument))
    elif command == "wedge":
        memory.lock.change(-1, 0)
    elif command == "lock":
        memory.lock.change(-1)
    elif command == "unlock":
        memory.lock.change(1)
    elif command in ("attach", "detach"):
        getattr(memory, command)()
    else:
        raise Failed("no such command")
    return "ok"


def main():
    memory = Memory(sys.argv[1])
    for line in sys.stdin:
        command, _, argument = line.rstrip("\n").partition(" ")
        try:
            answer = obey(memory, command, argument)
        except (OSError, Failed) as error:
            answer = f"failed: {error}"
        print(answer, flush=True)
    if memory.address is not None:
        memory.detach()
    memory.lock.close()


main()
