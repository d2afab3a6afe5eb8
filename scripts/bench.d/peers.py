"""The peers that are no programs of Debian's: small C programs in peers/, and a Swift program."""

import os
import shutil
import socket
import struct
import subprocess
import sys
import time
from pathlib import Path

_FOLDER = Path(__file__).resolve().parent / "peers"
_LIBRARIES = {"put-loop": ["-lX11", "-lXext", "-lyuv"], "put-pair": ["-lX11", "-lXext"],
    "put-relay": ["-lX11", "-lXext"], "decode": ["-ljpeg"]}


def peer(name: str, folder: Path, *arguments: str) -> list[float]:
    """Builds a peer and runs it: the values that it prints."""
    command = [built(name, folder), *arguments]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return [float(line) for line in done.stdout.split()]


def built(name: str, folder: Path) -> str:
    """A peer's program."""
    program = folder / name
    if not program.exists():
        source = str(_FOLDER / f"{name}.c")
        subprocess.run(
            ["cc", "-O3", "-o", str(program), source, *_LIBRARIES.get(name, [])],
            check=True)
    return str(program)


LOOP = "a bare XShmPutImage loop"
LOOP_BESIDE = "such a loop, beside the same publisher"
LOOP_CONVERTING = "such a loop that converts each frame"
PAIR = "a bare pair of processes"
RELAY = "three bare processes"
WATCHED = "300 writes of 8 bytes at 60 a second, the writer's processor time"


def put_rate(
    folder: Path, width: int, height: int, count: int = 1000, form: str | None = None,
) -> float:
    """The bare loop's puts a second; of frames of a format, each converted while the server copies
    the one before."""
    forms = [form] if form else []
    times = peer("put-loop", folder, str(width), str(height), str(count), *forms)[100:]
    return 1e6 * len(times) / sum(times)


def put_rate_beside(publisher: list[str], folder: Path, width: int, height: int) -> float:
    """The bare loop's puts a second while a publisher that nobody looks at fills frames: both share
    the memory's bandwidth, as a viewer's X server has to."""
    with subprocess.Popen(publisher, stdout=subprocess.DEVNULL) as running:
        time.sleep(0.3)
        rate = put_rate(folder, width, height)
        running.terminate()
    return rate


def put_rate_of_pair(folder: Path, width: int, height: int, seconds: int, limit: float = 0) -> float:
    """Pictures a second that one process fills and another puts, with nothing between them; as fast
    as it can, or at most `limit` a second."""
    size = [str(width), str(height), str(seconds)]
    return peer("put-pair", folder, *size, *([f"{limit:.1f}"] if limit else []))[0]


def empty_swift_program(folder: Path) -> str:
    """A program that does nothing, with the Swift runtime linked in as in ours."""
    program = folder / "empty"
    if not program.exists():
        source = folder / "empty.swift"
        source.write_text("")
        subprocess.run(
            ["swiftc", "-O", "-static-stdlib", str(source), "-o", str(program)], check=True)
    return str(program)


def processor_seconds(pid: int) -> float:
    """Processor time of a process and of its children that have ended (proc(5), stat)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(int(fields[index]) for index in (11, 12, 13, 14)) / 100  # USER_HZ


def x_server() -> int:
    """The process id of the X server that this runs on, as the kernel knows it
    (unix(7), SO_PEERCRED)."""
    number = os.environ["DISPLAY"].removeprefix(":").split(".")[0]
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(f"/tmp/.X11-unix/X{number}")
        size = struct.calcsize("3i")
        return struct.unpack("3i", connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, size))[0]


def available(program: str) -> bool:
    """Whether a peer is installed; one that is not is left out of a row, and a line says so."""
    if shutil.which(program):
        return True
    print(f"bench: {program} is not installed, and left out", file=sys.stderr)
    return False


def settle() -> None:
    """Between two turns, so that whatever a program still does is done."""
    time.sleep(0.15)
