"""A full tmpfs, and a lock that somebody keeps."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager

from clients import patience
from protocol import HISTORY
from world import World


def run(world: World) -> None:
    world.attempt(_fill_memory)
    world.attempt(_give_up_history)
    world.attempt(_wait_for_lock)
    if not world.is_quick:
        world.attempt(_give_up_on_lock)
        world.attempt(_name_heir_of_lock)


@contextmanager
def _small_memory(world: World):
    """A root on a tmpfs of two mebibytes; None where nothing can be mounted."""
    root, small = world.root, world.fresh() / "small"
    small.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m,mode=700", "tmpfs", small], capture_output=True)
    if mounted.returncode != 0:
        yield None
        return
    try:
        world.use_root(small)
        yield small
    finally:
        world.use_root(root)
        subprocess.run(["umount", "-l", small])


def _fill_memory(world: World) -> None:
    """Frames that fit, that do not, and one that fits again."""
    promise = "on a full tmpfs it says so, and the last frame stays"
    with _small_memory(world) as small:
        if small is None:
            world.ledger.leave_out(promise, "nothing can be mounted here")
            return
        world.client.publish("full", "100x100", count=3)
        channel = world.channel("full")
        before, used = channel.latest(), _used(small)
        for _ in range(3):
            ended = world.client.publish("full", "1000x1000")
            world.lives(ended, "publish on a full tmpfs")
            world.check(promise, ended.is_refusal and channel.latest() == before, str(ended))
        world.check("a loan that gets no memory is given back whole", _used(small) <= used + 8192,
                    f"{_used(small) - used} bytes more are in use")
        ended = world.client.publish("full", "100x100")
        world.check("it goes on when there is memory again", ended.code == 0, str(ended))
        (small / "filler").write_bytes(bytes(os.statvfs(small).f_bavail * 4096))
        ended = world.client.publish("another", "100x100")
        world.check("it cannot make a channel without memory, and says so", ended.is_refusal,
                    str(ended))


def _give_up_history(world: World) -> None:
    """Four of these frames have room there."""
    promise = "where memory is short, older frames go before a new one fails"
    with _small_memory(world) as small:
        if small is None:
            world.ledger.leave_out(promise, "nothing can be mounted here")
            return
        channel = world.channel("short")
        channel.make()
        channel.set(HISTORY, "I", 20)
        ended = world.client.publish("short", "400x300", count=12)
        world.lives(ended, "publish with a history that has no room")
        if ended.is_refusal:
            world.ledger.may_leave_out(promise, "it gives no kept frame up")
        else:
            kept = channel.generations()
            world.check(promise, channel.latest()[0] == 12 and {11, 12} <= kept, f"{kept}: {ended}")


def _used(folder) -> int:
    status = os.statvfs(folder)
    return (status.f_blocks - status.f_bfree) * status.f_frsize


def _wait_for_lock(world: World) -> None:
    channel = world.channel("locked")
    channel.make()
    with channel.locked():
        publisher = world.client.start("publish", "locked", "8x8", "bgrx", 1)
        time.sleep(0.5)
        world.check("it waits for the publishers' lock", publisher.poll() is None
                    and channel.latest()[0] == 0, "it did not wait")
    world.check("it waits for the publishers' lock", publisher.wait(patience.seconds) == 0, "it gave up")
    publisher.communicate()


def _give_up_on_lock(world: World) -> None:
    channel = world.channel("kept")
    channel.make()
    channel.publish(8, 8)
    with channel.locked():
        with open(channel.path / "lock", "r+b") as lock:
            lock.write(b"process 1 (keeper)")
        started = time.monotonic()
        ended = world.client.publish("kept", "8x8")
        waited = time.monotonic() - started
    world.check("after five seconds it names the holder of the lock",
                ended.is_refusal and "process 1 (keeper)" in ended.errors and waited > 4,
                f"{waited:.1f} s: {ended}")


# Takes the lock, leaves it to a child, and prints which one that is.
_LEAVE_LOCK = """
import fcntl, os, sys, time
lock = os.open(sys.argv[1], os.O_RDWR)
fcntl.flock(lock, fcntl.LOCK_EX)
os.pwrite(lock, b"process %d (parent)" % os.getpid(), 0)
child = os.fork()
if child:
    print(child)
else:
    os.close(1)
    time.sleep(60)
"""


def _name_heir_of_lock(world: World) -> None:
    channel = world.channel("heir")
    channel.make()
    child = subprocess.run(
        [sys.executable, "-c", _LEAVE_LOCK, channel.path / "lock"], stdout=subprocess.PIPE,
        text=True, check=True).stdout.strip()
    ended = world.client.publish("heir", "8x8")
    os.kill(int(child), signal.SIGKILL)
    world.check("of a lock that was inherited it names who took it, and who has it",
                ended.is_refusal and "(parent)" in ended.errors and child in ended.errors,
                f"process {child}: {ended}")
