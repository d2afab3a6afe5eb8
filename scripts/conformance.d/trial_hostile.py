"""Headers that lie, and files that are not what they should be."""

import os
import shutil
import struct
from pathlib import Path

from protocol import FIELDS, LATEST, NEXT_SERIAL
from world import World

#: Values that a reader must refuse, by field.
_BAD = {
    "magic": [b"SHMVFRAN", bytes(8)], "version": [0, 2, 2**32 - 1], "size": [0, 4095, 2**32 - 1],
    "channel id": [bytes(16)], "generation": [0, 1, 2**64 - 1], "serial": [0, 2**64 - 1],
    "width": [0, 65_536, 2**31, 2**32 - 1], "height": [0, 9, 65_536, 2**32 - 1],
    "stride": [0, 28, 33, 65_535 * 16 + 4, 2**32 - 4], "format": [0, 7, 0x101, 0x10001, 2**32 - 1],
    "title size": [1025, 2**32 - 1],
}


def run(world: World) -> None:
    world.attempt(_lie_in_headers)
    world.attempt(_spoil_frames)
    world.attempt(_spoil_control)
    world.attempt(_use_numbers_up)
    world.attempt(_plant_frames)
    world.attempt(_spoil_root)
    world.attempt(_publish_beside_orphan)


def _lie_in_headers(world: World) -> None:
    channel = world.channel("lies")
    channel.make()
    reader = world.client.reader("lies")
    for field, values in _BAD.items():
        for value in values:
            bad = channel.publish(8, 8, number=1, change={field: value})
            good = channel.publish(8, 8, number=2)
            _expect_next(world, reader, bad, good, f"{field} of {value!r}")
    world.lives(reader.end(), "read")


def _expect_next(world: World, reader, bad: int, good: int, what: str) -> None:
    seen = reader.wait_for(lambda line: line.generation == good)
    world.check("a bad frame does not keep it from the next one", seen and reader.is_alive(), what)
    believed = [line for line in reader.lines if line.generation == bad]
    world.check("it believes no header that the protocol does not allow", not believed,
                f"{what}: {believed}")


def _spoil_frames(world: World) -> None:
    channel = world.channel("spoilt")
    channel.make()
    outside = world.fresh() / "valid"
    reader = world.client.reader("spoilt")
    copy = lambda path: shutil.copy(path, outside) and path.unlink()
    for what, spoil in {
        "cut in its pixels": lambda path: os.truncate(path, 4196),
        "cut in its header": lambda path: os.truncate(path, 100),
        "empty": lambda path: os.truncate(path, 0),
        "open to others": lambda path: path.chmod(0o644),
        "with a second name": lambda path: _link(path, outside),
        "missing": lambda path: path.unlink(),
        "a link to a valid frame": lambda path: (copy(path), path.symlink_to(outside)),
        "a pipe": lambda path: (path.unlink(), os.mkfifo(path, 0o600)),
        "a directory": lambda path: (path.unlink(), path.mkdir(0o700)),
    }.items():
        outside.unlink(missing_ok=True)
        bad = channel.publish(8, 8, number=1, spoil=spoil)
        path = channel.frame_path(channel.latest()[1])
        good = channel.publish(8, 8, number=2)
        _expect_next(world, reader, bad, good, f"a frame that is {what}")
        if path.is_dir():
            path.rmdir()
        elif path.exists() or path.is_symlink():
            path.unlink()
    world.lives(reader.end(), "read")


def _link(path: Path, other: Path) -> None:
    other.unlink(missing_ok=True)
    os.link(path, other)


def _spoil_control(world: World) -> None:
    for file, change in {
        "control": lambda path: _overwrite(path, 0, b"SHMVCTRX"),
        "control ": lambda path: _overwrite(path, 8, struct.pack("<I", 2)),
        "control  ": lambda path: _overwrite(path, 12, struct.pack("<I", 63)),
        "control   ": lambda path: os.truncate(path, 40),
        "control    ": lambda path: path.unlink(),
        "control     ": lambda path: path.chmod(0o666),
        "lock": lambda path: path.unlink(),
        "lock ": lambda path: (path.unlink(), os.mkfifo(path, 0o600)),
        "lock  ": lambda path: (path.unlink(), path.symlink_to("control")),
    }.items():
        channel = world.channel("damaged")
        shutil.rmtree(channel.path, ignore_errors=True)
        channel.make()
        channel.publish(8, 8)
        reader = world.client.reader("damaged")
        reader.wait_for(lambda line: True)
        change(channel.path / file.strip())
        ended = world.client.publish("damaged", "8x8")
        world.lives(ended, f"publish into a channel with a bad {file.strip()}")
        world.check("it refuses to publish into a damaged channel, and says why", ended.is_refusal,
                    f"{file.strip()}: {ended}")
        shutil.rmtree(channel.path)
        channel.make()
        channel.publish(9, 9)
        seen = reader.wait_for(lambda line: line.width == 9)
        world.check("it reads on when the channel is whole again", seen, f"{file.strip()}")
        world.lives(reader.end(), "read")


def _use_numbers_up(world: World) -> None:
    for what, prepare in {
        "the highest generation": lambda channel: channel.set(LATEST, "Q", 2**64 - 1),
        "the highest next serial": lambda channel: channel.set(NEXT_SERIAL, "Q", 2**64 - 1),
        "a next serial of 0": lambda channel: channel.set(NEXT_SERIAL, "Q", 0),
        "the highest serial as latest": lambda channel: channel.set(LATEST + 8, "Q", 2**64 - 1),
        "the highest serial in use": lambda channel: shutil.copy(
            channel.frame_path(1), channel.frame_path(2**64 - 1)),
    }.items():
        channel = world.channel("numbers")
        shutil.rmtree(channel.path, ignore_errors=True)
        channel.make()
        channel.publish(8, 8)
        prepare(channel)
        ended = world.client.publish("numbers", "60x60", count=2)
        world.lives(ended, what)
        world.check("it publishes or refuses, whatever the numbers are",
                    ended.is_refusal or len(ended.lines) == 2, f"{what}: {ended}")
        lines = [line.generation for line in ended.lines]
        world.check("generations only rise", lines == sorted(lines), f"{what}: {lines}")


def _overwrite(path: Path, offset: int, data: bytes) -> None:
    with open(path, "r+b", buffering=0) as file:
        os.pwrite(file.fileno(), data, offset)


def _plant_frames(world: World) -> None:
    """Publishers leave alone what they would not have made."""
    channel = world.channel("planted")
    channel.make()
    channel.publish(8, 8)
    outside = world.fresh() / "victim"
    outside.write_bytes(bytes(5000))
    outside.chmod(0o600)
    (channel.path / "frame-900").symlink_to(outside)
    os.link(outside, channel.path / "frame-901")
    os.mkfifo(channel.path / "frame-902", 0o600)
    (channel.path / "frame-903").mkdir(0o700)
    (channel.path / "frame-904").write_bytes(bytes(5000))
    (channel.path / "frame-904").chmod(0o644)
    for name in ("frame-007", "frame-", "frame-x", "frame--1", "frame-99999999999999999999999"):
        (channel.path / name).write_bytes(bytes(5000))
        (channel.path / name).chmod(0o600)
    before = sorted(os.listdir(channel.path))
    ended = world.client.publish("planted", "8x8", count=5)
    world.lives(ended, "publish beside planted files")
    world.check("it publishes beside files that are not frames", ended.code == 0, str(ended))
    left = [name for name in before if name not in os.listdir(channel.path)]
    world.check("it leaves alone what it does not trust",
                set(left) <= {"frame-1"} and outside.read_bytes() == bytes(5000), str(left))


def _spoil_root(world: World) -> None:
    root = world.root
    folder = world.fresh()
    (folder / "open").mkdir(mode=0o755)
    (folder / "open").chmod(0o755)
    (folder / "real").mkdir(mode=0o700)
    (folder / "link").symlink_to("real")
    (folder / "file").write_text("")
    places = [folder / "open", folder / "link", Path(f"{folder}/link/"), folder / "file"]
    if os.stat("/var/tmp").st_dev != os.stat("/dev/shm").st_dev:
        disk = Path("/var/tmp") / folder.name
        disk.mkdir(mode=0o700)
        places.append(disk)
    for place in places:
        world.use_root(place)
        os.environ["SHMVIEW_DIR"] = f"{place}/" if place.name == "link" else str(place)
        ended = world.client.publish("cam", "8x8")
        world.lives(ended, f"publish below {place}")
        world.check("it refuses a root that is not safe, and names it",
                    ended.is_refusal and str(place) in ended.errors, f"{place}: {ended}")
        world.check("it makes nothing where it is not safe", not list(folder.glob("*/cam")),
                    str(place))
        if not str(place).startswith(str(folder)):
            shutil.rmtree(place)
    world.use_root(root)


def _publish_beside_orphan(world: World) -> None:
    """A publisher that died between header and commit has left a frame of a generation to come."""
    channel = world.channel("orphan")
    channel.make()
    channel.publish(8, 8)
    offset, layout = FIELDS["generation"]
    orphan = bytearray(channel.frame_path(1).read_bytes())
    struct.pack_into("<" + layout, orphan, offset, 7)
    path = channel.frame_path(500)
    path.write_bytes(orphan)
    path.chmod(0o600)
    ended = world.client.publish("orphan", "60x60", count=1)
    world.check("it goes on after a publisher that died before its commit",
                [line.generation for line in ended.lines] == [2], str(ended))
    is_believed = path.exists() and path.read_bytes()[32:40] == bytes(orphan[32:40])
    world.check("it invalidates what was never committed", not is_believed, "frame-500")
