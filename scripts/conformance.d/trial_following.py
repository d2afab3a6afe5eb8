"""Waiting, bursts, removal and making anew, and what history keeps."""

import fcntl
import shutil
import signal
import threading
import time

from clients import Line, patience
from protocol import FORMATS, HISTORY, checksum
from world import World, expected


def run(world: World) -> None:
    for step in (
        _wait_for_channel, _follow_bursts, _hold_while_reading, _never_torn, _leave_history,
        _heed_wishes, _heed_wish_of_newcomer, *(() if world.is_quick else (_limit_wishes,)),
        _publish_through_removals, _follow_removals, _tell_channels_apart,
    ):
        world.attempt(step)


def _wait_for_channel(world: World) -> None:
    channel = world.channel("later")
    reader = world.client.reader("later")
    time.sleep(0.3)
    world.check("it makes no channel to read from", not channel.path.exists(), "read")
    channel.make()
    generation = channel.publish(5, 4)
    seen = reader.wait_for(lambda line: line.generation == generation)
    world.check("it waits for a channel that does not exist yet", seen, str(reader.process.args))
    world.check("a reader without news sleeps", reader.rests(0.5),
                f"no half second of {patience.seconds:g} s went by without a wake")
    world.lives(reader.end(), "read")


def _follow_bursts(world: World) -> None:
    channel = world.channel("bursts")
    reader = world.client.reader("bursts")
    channel.make()
    for burst in range(3 if world.is_quick else 20):
        for number in range(40):
            last = channel.publish(30, 20 + number % 3, number=number)
        seen = reader.wait_for(lambda line: line.generation == last)
        if not world.check("it never misses the last update", seen, f"burst {burst}: {last}"):
            break
    generations = [line.generation for line in reader.end().lines]
    world.check("generations only rise", generations == sorted(set(generations)),
                str(generations[:50]))


def _hold_while_reading(world: World) -> None:
    """A frame so large that to read it takes its time, and a publisher who
    would like to have it."""
    channel = world.channel("held")
    channel.make()
    generation = channel.publish(4000, 4000)
    with open(channel.frame_path(channel.latest()[1]), "rb") as frame:
        reader = world.client.start("read", "held", 1)
        looks = refusals = 0
        deadline = time.monotonic() + patience.seconds
        while reader.poll() is None and time.monotonic() < deadline:
            looks += 1
            try:
                fcntl.flock(frame, fcntl.LOCK_EX | fcntl.LOCK_NB)
                fcntl.flock(frame, fcntl.LOCK_UN)
            except BlockingIOError:
                refusals += 1
            time.sleep(1e-3)
    if reader.poll() is None:
        patience.lose("read held 1: it has not ended")
    reader.kill()
    output, errors = reader.communicate()
    world.check("it reads what others publish", [Line.parse(line) for line in output.splitlines()]
                == [(generation, *expected("4000x4000", "bgrx", 1))], f"64 MB: {output}{errors}")
    world.check("it has a frame locked while it reads it", refusals > 0,
                f"in {looks} looks while it read 64 MB the frame was free")


def _never_torn(world: World) -> None:
    """Two publishers at full speed, of two sizes; each line must be of one of their frames."""
    count = 150 if world.is_quick else 1500
    sizes = {(120, 90): "120x90", (100, 130): "100x130"}
    whole = {(*size, checksum(*size, FORMATS["bgrx"], k))
             for size in sizes for k in range(1, count + 1)}
    readers = [world.client.reader("torn"), *(peer.reader("torn") for peer in world.peers.values())]
    publishers = [
        world.client.start("publish", "torn", size, "bgrx", count) for size in sizes.values()]
    outputs = [publisher.communicate(timeout=5 * patience.seconds) for publisher in publishers]
    for publisher, (_, errors) in zip(publishers, outputs):
        world.check("two of it publish into one channel", publisher.returncode == 0, errors[-300:])
    generations = sorted(
        int(line.split()[0]) for output, _ in outputs for line in output.splitlines())
    world.check("each frame has a generation of its own, one above the last",
                generations == list(range(1, 2 * count + 1)), f"{len(generations)} of {2 * count}")
    for reader in readers:
        reader.wait_for(lambda line: line.generation == 2 * count)
        torn = [line for line in reader.end().lines
                if (line.width, line.height, line.checksum) not in whole]
        world.check("no frame is torn", not torn, f"{reader.process.args}: {torn[:3]}")
    world.check("frame files stay few", len(world.channel("torn").frames()) <= 2 * len(readers) + 4,
                f"{world.channel('torn').frames()}")


def _leave_history(world: World) -> None:
    channel = world.channel("history")
    channel.make()
    channel.set(HISTORY, "I", 5)
    world.lives(world.client.publish("history", "20x10", count=20), "publish")
    kept = channel.generations()
    world.check("it leaves the generations alone that history keeps",
                set(range(15, 21)) <= kept and len(kept) <= 8, str(kept))


_WISHES = "it keeps what a viewer wishes for, while the viewer lives"


def _heed_wishes(world: World) -> None:
    channel = world.channel("wishes")
    channel.make()
    with channel.viewer(40):
        pass
    with channel.viewer(2), channel.viewer(5):
        world.lives(world.client.publish("wishes", "20x10", count=20), "publish")
        kept = channel.generations()
        if kept.isdisjoint({15, 16}):
            world.ledger.may_leave_out(_WISHES, "it does not look at wishes")
        else:
            world.check(_WISHES, set(range(15, 21)) <= kept, str(kept))
        world.check("it keeps no more than that", len(channel.frames()) <= 8, str(kept))
    world.lives(world.client.publish("wishes", "20x10", count=3), "publish")
    world.check("a wish ends with its viewer", len(channel.frames()) <= 4, str(channel.frames()))


def _heed_wish_of_newcomer(world: World) -> None:
    """A viewer comes while a publisher is at work."""
    channel = world.channel("newcomer")
    channel.make()
    publisher = world.client.start("publish", "newcomer", "20x10", "bgrx", 1_000_000_000)
    reading = threading.Thread(target=lambda: [None for _ in publisher.stdout])
    reading.start()
    _wait_for_generation(channel, 50)
    with channel.viewer(5):
        _wait_for_generation(channel, channel.latest()[0] + 200)
        publisher.kill()
        publisher.wait()
        latest, kept = channel.latest()[0], channel.generations()
        if kept.isdisjoint({latest - 5, latest - 4}):
            world.ledger.may_leave_out(_WISHES, "it does not look at wishes")
        else:
            wanted = set(range(latest - 5, latest + 1))
            world.check(_WISHES, wanted <= kept, f"{kept}, where {latest} is the latest")
    reading.join()
    publisher.communicate()


def _wait_for_generation(channel, generation: int) -> None:
    deadline = time.monotonic() + patience.seconds
    while channel.latest()[0] < generation:
        if time.monotonic() >= deadline:
            return patience.lose(f"publish {channel.name}: it does not come to frame {generation}")
        time.sleep(1e-3)


def _limit_wishes(world: World) -> None:
    channel = world.channel("greedy")
    channel.make()
    with channel.viewer(2**32 - 1):
        world.lives(world.client.publish("greedy", "8x8", count=300), "publish")
    world.check("it keeps 256 generations at most", len(channel.frames()) <= 260,
                str(len(channel.frames())))


def _publish_through_removals(world: World) -> None:
    channel = world.channel("going")
    for how in ("removed", "deleted by hand"):
        publisher = world.client.start(
            "publish", "going", "40x30", "bgrx", 300 if world.is_quick else 3000)
        lines: list = []
        reading = threading.Thread(target=lambda: lines.extend(publisher.stdout))
        reading.start()
        removals, deadline = 0, time.monotonic() + patience.seconds
        while publisher.poll() is None and removals < 20 and time.monotonic() < deadline:
            time.sleep(world.random.uniform(0.002, 0.03))
            try:
                if how == "removed":
                    channel.remove()
                else:
                    shutil.rmtree(channel.path)
                removals += 1
            except FileNotFoundError:
                continue
            except OSError:  # a file came while the directory was deleted
                shutil.rmtree(channel.path, ignore_errors=True)
        reading.join(patience.seconds)
        if publisher.poll() is None:
            publisher.kill()
        code, errors = publisher.wait(), publisher.stderr.read()
        if how == "removed":
            world.check("it publishes into the channel that is made anew", code == 0,
                        f"{how} {removals} times: exit code {code}: {errors[-300:]}")
        world.check("it never crashes or hangs", code >= 0, f"{how}: {errors[-300:]}")
        if how == "removed" and channel.path.exists() and lines:
            last = int(lines[-1].split()[0])
            world.check("what it says to have published is there", channel.latest()[0] == last,
                        f"{channel.latest()} after {lines[-1]}")
        shutil.rmtree(channel.path, ignore_errors=True)


def _follow_removals(world: World) -> None:
    channel = world.channel("anew")
    reader = world.client.reader("anew")
    for how in (channel.remove, lambda: shutil.rmtree(channel.path)) * (1 if world.is_quick else 5):
        channel.make()
        width = world.random.randrange(1, 60_000)
        channel.publish(width, 1, number=3)
        seen = reader.wait_for(lambda line: (line.generation, line.width) == (1, width))
        if not world.check("it follows the name to another channel", seen, f"{reader.lines[-3:]}"):
            break
        how()
    world.lives(reader.end(), "read")


def _tell_channels_apart(world: World) -> None:
    """The channel is made anew while the reader sleeps: the frame there has the same generation,
    serial and size as the one before, and is another one."""
    channel = world.channel("alike")
    reader = world.client.reader("alike")
    hows = (channel.remove, lambda: shutil.rmtree(channel.path)) * (1 if world.is_quick else 10)
    for number, how in enumerate((None, *hows), 1):
        if how:
            reader.process.send_signal(signal.SIGSTOP)
            how()
        channel.make()
        channel.publish(20, 10, number=number)
        if how:
            reader.process.send_signal(signal.SIGCONT)
        wanted = (1, checksum(20, 10, FORMATS["bgrx"], number))
        seen = reader.wait_for(lambda line: (line.generation, line.checksum) == wanted)
        if not world.check("it takes no frame for that of a channel before it", seen,
                           f"{number}: {reader.lines[-3:]}"):
            break
    world.lives(reader.end(), "read")
