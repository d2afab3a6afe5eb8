"""Every format, both ways: with the bytes themselves, and with the other commands."""

import subprocess
import zlib

from clients import patience
from protocol import FORMATS, PAGE, pattern
from world import LEFT_OUT, World, expected

_SIZES = ("1x1", "31x7", "640x480")


def run(world: World) -> None:
    for format in FORMATS:
        for size in _SIZES[1:2] if world.is_quick else (*_SIZES, "3x2000"):
            world.attempt(_publish, format, size)
            world.attempt(_read, format, size)
    world.attempt(_read_details)
    if world.shmshare:
        world.attempt(_use_programs)


def _publish(world: World, format: str, size: str) -> None:
    channel = world.channel("formats")
    before = channel.latest()[0] if channel.path.exists() else 0
    readers = {name: peer.reader("formats") for name, peer in world.peers.items()
               if _knows(world, peer, format)}
    ended = world.client.publish("formats", size, format, 3)
    what = f"{format} {size}"
    world.lives(ended, f"publish {what}")
    if ended.code == LEFT_OUT:
        world.ledger.leave_out("frames that it publishes are as it says", format)
    else:
        lines = [(before + k, *expected(size, format, k)) for k in (1, 2, 3)]
        is_right = world.check("frames that it publishes are as it says", ended.lines == lines,
                               f"{what}: {ended.lines}, not {lines}; {ended}")
        if channel.path.exists():
            _check_bytes(world, channel, lines[-1], what)
        else:
            world.check("what it publishes is in a channel of that name", False, f"{what}: {ended}")
        for name, reader in readers.items() if is_right else ():
            is_read = reader.wait_for(lambda line: line == lines[-1])
            world.check(f"{name} reads what it publishes", is_read, f"{what}: {reader.end()}")
    for reader in readers.values():
        reader.end()


def _check_bytes(world: World, channel, line: tuple, what: str) -> None:
    frame, control = channel.newest(), channel.control()
    kind = FORMATS[line[3]]
    world.check(
        "its headers have every byte as the protocol has it",
        (frame.magic, frame.version, frame.size) == (b"SHMVFRAM", 1, PAGE)
        and (frame.generation, frame.serial) == channel.latest()
        and frame.channel_id == control[3] and frame.format == kind.number
        and frame.stride % (4 if kind.name in ("bgrx", "bgra") else kind.sample_size) == 0
        and len(frame.pixels) >= frame.stride * frame.height * kind.planes
        and not any(frame.unused) and frame.title == b"frame 3", f"{what}: {frame.__dict__}"[:400])
    world.check("the next serial is above every serial in use", control[6] > frame.serial, what)
    if (frame.format, frame.width, frame.height) == (kind.number, line[1], line[2]):
        world.check("its samples are where the header says", frame.checksum() == line[4], what)


def _read(world: World, format: str, size: str) -> None:
    channel = world.channel("formats")
    channel.make()
    width, height = map(int, size.split("x"))
    kind = FORMATS[format]
    row = width * kind.column_size
    unit = 4 if format in ("bgrx", "bgra") else kind.sample_size
    for stride in (0, row + unit if size != "1x1" else 0):
        generation = channel.publish(width, height, format, 5, stride=stride)
        what = f"{format} {size}, rows {stride or row} bytes apart"
        if _knows(world, world.client, format):
            ended = world.client.run("read", "formats", 1)
            world.lives(ended, f"read {what}")
            world.check("it reads what others publish",
                        ended.lines == [(generation, *expected(size, format, 5))],
                        f"{what}: {ended}")
    for name, peer in world.peers.items():
        if _knows(world, peer, format) and _knows(world, world.client, format):
            published = peer.publish("formats", size, format, 1)
            ended = world.client.run("read", "formats", 1)
            world.check(f"it reads what {name} publishes", ended.lines == published.lines,
                        f"{format} {size}: {ended.lines}, not {published.lines}; {ended}")


def _knows(world: World, client, format: str) -> bool:
    """Whether a client has the format: what it can read it can publish."""
    if format not in client.known:
        client.known[format] = client.publish("known", "1x1", format).code != LEFT_OUT
        if client is world.client and not client.known[format]:
            world.ledger.leave_out("it reads what others publish", format)
    return client.known[format]


def _read_details(world: World) -> None:
    """What a reader must put up with."""
    channel = world.channel("details")
    channel.make()
    for what, change, title in (
        ("a transition that is too long", {"transition": 60_001}, b""),
        ("a title that is not UTF-8", {}, b"\xff\xc3"),
        ("a title with control characters", {}, b"a\x1b[2Jb\0"),
    ):
        generation = channel.publish(8, 8, number=2, change=change, title=title)
        ended = world.client.run("read", "details", 1)
        world.lives(ended, what)
        world.check("it reads a good frame with an odd caption",
                    [line.generation for line in ended.lines] == [generation], f"{what}: {ended}")


def _use_programs(world: World) -> None:
    """shmshare beside it, as people use it."""
    for format in ("bgrx", "bgra"):
        ended = world.client.publish("programs", "31x7", format)
        if not world.check("frames that it publishes are as it says",
                           [line[1:] for line in ended.lines] == [expected("31x7", format, 1)],
                           f"{format} for shmshare: {ended}"):
            continue
        raw = subprocess.run(
            [world.shmshare, "follow", "--channel", "programs", "--format", "raw", "-n", "1"],
            capture_output=True, timeout=patience.seconds)
        world.check("shmshare follow writes what it publishes",
                    raw.stdout == pattern(31, 7, FORMATS[format], 1), f"{format}: {raw.stderr!r}")
    blue, green, red = (bytes([value]) for value in (10, 20, 30))
    picture = b"P6 31 7 255\n" + (red + green + blue) * (31 * 7)
    put = subprocess.run(
        [world.shmshare, "put", "--channel", "programs", "-"], input=picture,
        capture_output=True, timeout=patience.seconds)
    lines = world.client.run("read", "programs", 1).lines
    pixels = (blue + green + red + b"\xff") * (31 * 7)
    world.check("it reads what shmshare puts",
                [line[1:] for line in lines] == [(31, 7, "bgrx", zlib.crc32(pixels))],
                f"{lines}: {put.stderr!r}")
