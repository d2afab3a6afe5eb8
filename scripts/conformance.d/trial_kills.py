"""The command is killed at each of its system calls; what is left must be harmless."""

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from protocol import FORMATS, checksum
from world import World

_SIZE, _OTHER = (40, 30), (200, 150)


def run(world: World) -> None:
    promise = "killed at any call, it leaves a whole channel"
    if not shutil.which("strace"):
        world.ledger.leave_out(promise, "there is no strace")
        return
    for what, words in {
        "publishing into a recycled frame": ("publish", "killed", "40x30", "bgrx", 1),
        "publishing where no frame fits": ("publish", "killed", "200x150", "bgrx", 1),
        "making a channel": ("publish", "made", "40x30", "bgrx", 1),
        "reading": ("read", "killed", 1),
    }.items():
        world.attempt(_kill_at_each_call, what, words)


def _kill_at_each_call(world: World, what: str, words: tuple) -> None:
    step, calls = world.kill_step, _calls(world, words)
    if not calls:
        raise ValueError("it makes no call that names the root")
    chosen = set(range(world.random.randrange(min(step, len(calls))), len(calls), step))
    # What follows a write to control tells whether the frame was whole before it was named.
    chosen |= {k + 1 for k, (_, _, is_commit) in enumerate(calls[:-1]) if is_commit}
    for name, occurrence, _ in (calls[k] for k in sorted(chosen)):
        generation = _prepare(world, words)
        subprocess.run(
            ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={name}", "-e",
             f"inject={name}:signal=KILL:when={occurrence}", *world.client.words, *map(str, words)],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if not _check(world, words, generation, f"{what}, at {name} number {occurrence}"):
            break


def _calls(world: World, words: tuple) -> list:
    """The command's calls, from its first look at the root on: the name, its count so far, and
    whether it writes into `control`."""
    _prepare(world, words)
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "calls"
        subprocess.run(["strace", "-f", "-y", "-o", log, *world.client.words, *map(str, words)],
                       stdout=subprocess.DEVNULL)
        found, counts, is_begun = [], {}, False
        for line in log.read_text().splitlines():
            match = re.match(r"\d+ +(\w+)\(", line)
            if not match:
                continue
            counts[match[1]] = counts.get(match[1], 0) + 1
            is_begun = is_begun or str(world.root) in line
            if is_begun and match[1] not in ("exit_group", "execve"):
                is_commit = "write" in match[1] and "/control>" in line
                found.append((match[1], counts[match[1]], is_commit))
    return found


def _prepare(world: World, words: tuple) -> int:
    """The channel with a picture and a free frame, or none; returns the latest generation."""
    channel = world.channel(words[1])
    if words[1] == "made":
        shutil.rmtree(channel.path, ignore_errors=True)
        return 0
    world.client.publish("killed", "40x30", count=2)
    return channel.latest()[0]


def _check(world: World, words: tuple, before: int, where: str) -> bool:
    channel = world.channel(words[1])
    if not channel.path.exists():
        is_whole = words[1] == "made"
    else:
        generation = channel.latest()[0]
        is_whole = before <= generation <= before + (words[0] == "publish")
        if generation > 0:
            frame = channel.newest()
            size = (frame.width, frame.height)
            is_whole &= frame.generation == generation and size in (_SIZE, _OTHER)
            is_whole &= frame.known_format is not None and frame.checksum() in {
                checksum(*size, FORMATS["bgrx"], number) for number in (1, 2)}
    world.check("killed at any call, it leaves a whole channel", is_whole, where)
    generation = channel.latest()[0] if channel.path.exists() else 0
    ended = world.client.publish(words[1], "40x30", count=3)
    goes_on = [line.generation for line in ended.lines] == [generation + k for k in (1, 2, 3)]
    world.check("the next one goes on as if nothing had happened", goes_on, f"{where}: {ended}")
    world.check("a kill leaves no frames behind", len(channel.frames()) <= 3,
                f"{where}: {channel.frames()}")
    _sweep(world, where)
    return is_whole and goes_on


def _sweep(world: World, where: str) -> None:
    """At most a directory that nobody has locked, for the next sweep."""
    left = [path for path in world.root.iterdir() if path.name.startswith((".new-", ".dead-"))]
    held = [path.name for path in left if subprocess.run(["flock", "-n", path, "true"]).returncode]
    world.check("what a kill leaves in the root is locked by nobody", len(left) <= 1 and not held,
                f"{where}: {[path.name for path in left]}")
    for path in left:
        shutil.rmtree(path)
