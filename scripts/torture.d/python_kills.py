"""Kills programs of the Python package at each of their system calls, and looks what is left.

Started by scripts/torture. Exits with 1, and the command that tries it again, at the first promise
that did not hold.
"""

import argparse
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2] / "Clients" / "Python"
sys.path.insert(0, str(PACKAGE))

import shmview  # noqa: E402
from shmview._event_log import Record, tell  # noqa: E402
from shmview._files import open_directory, open_root  # noqa: E402

WIDTH, HEIGHT = 60, 40

# What the victims do; without numpy, whose start is long. Each picture is of one value.
_PICTURE = f"memoryview(bytes([VALUE]) * {WIDTH * HEIGHT * 3}).cast('B', ({HEIGHT}, {WIDTH}, 3))"
JOBS = {
    "publishing": f"""
value = int(sys.argv[1])
channel = shmview.Channel("cam")
for VALUE in (value, value + 1):
    channel.publish({_PICTURE})
""",
    "reading": """
for frame in shmview.follow("cam", timeout=0):
    frame.pixels()
""",
    "lending and abandoning": f"""
with shmview.Channel("cam").frame({WIDTH}, {HEIGHT}) as frame:
    frame.memory[:4] = b"1234"
""",
    "listening": """
events = shmview.Channel("cam").events()
events.next_event(0)
events.close()
""",
    "removing": """
shmview.Channel("cam").remove()
""",
}
_PRELUDE = "import sys; sys.modules['numpy'] = None; import shmview\n"


class Broken(Exception):
    """A promise that did not hold."""


def demand(holds: bool, what: str) -> None:
    if not holds:
        raise Broken(what)


def command(job: str, value: int) -> list:
    return [sys.executable, "-B", "-c", _PRELUDE + JOBS[job], str(value)]


def environment() -> dict:
    return {**os.environ, "PYTHONPATH": str(PACKAGE)}


def calls(job: str, value: int, folder: Path) -> list:
    """The system calls of one run, with their count so far, from the opening of the root on."""
    log = folder / "calls"
    subprocess.run(
        ["strace", "-f", "-o", str(log), *command(job, value)], check=True, env=environment())
    counts, found, is_begun = {}, [], False
    for line in log.read_text().splitlines():
        match = re.match(r"\d+ +(\w+)\(", line)
        if not match:
            continue
        name = match[1]
        counts[name] = counts.get(name, 0) + 1
        is_begun = is_begun or os.environ["SHMVIEW_DIR"] in line
        if is_begun and name not in ("exit_group", "execve"):
            found.append((name, counts[name]))
    return found


class Aftermath:
    """A channel with a picture, before and after each kill."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._value = 10

    def next_value(self) -> int:
        self._value = self._value % 200 + 10
        return self._value

    def publish(self, value: int) -> int:
        picture = bytes([value]) * (WIDTH * HEIGHT * 3)
        with shmview.Channel("cam") as channel:
            return channel.publish(memoryview(picture).cast("B", (HEIGHT, WIDTH, 3)))

    def shown(self):
        """Generation and value of the newest frame, which must be whole."""
        with shmview.read("cam") as frame:
            pixels = set(frame.pixels()) - {255}
            demand(len(pixels) == 1, f"generation {frame.generation} is torn")
            return frame.generation, pixels.pop()

    def check(self, job: str, before: int, value: int) -> None:
        if job == "removing":
            frame = shmview.read("cam")
            if frame is not None:
                demand(frame.generation == before, "a half-removed channel changed")
                frame.release()
        elif job == "publishing":
            generation, found = self.shown()
            expected = {before: {value - 1}, before + 1: {value}, before + 2: {value + 1}}
            demand(found in expected.get(generation, ()), f"generation {generation} has {found}")
        else:
            demand(self.shown() == (before, value - 1), "what only looked has changed something")
        self._goes_on()

    def _goes_on(self) -> None:
        """The next programs work, at once, and nothing stays but the channel."""
        held = shmview.read("cam")
        generation = held.generation if held else 0
        if held:
            held.release()
        for step in range(1, 4):
            demand(self.publish(5) == generation + step, "the next generation is not the next")
        frames = [name for name in os.listdir(self._root / "cam") if name.startswith("frame-")]
        demand(len(frames) <= 3, f"there are {len(frames)} frames")
        with open_root(str(self._root)) as root, open_directory("cam", root) as channel:
            tell(channel, Record(1, 0, 0, 0, 0, 0, 97, 0, 0, 0, 0, ""))
        demand(not (self._root / "cam" / "events").exists(), "a log of events is left")
        made = [name for name in os.listdir(self._root) if name != "cam"]
        if made:
            shmview.Channel("cam").remove()  # which sweeps
            self.publish(6)
            made = [name for name in os.listdir(self._root) if name != "cam"]
        demand(not made, f"{made} are left")


def try_job(job: str, step: int, folder: Path, aftermath: Aftermath) -> int:
    aftermath.publish(3)
    plan = calls(job, 7, folder)
    kills = 0
    for name, occurrence in plan[random.randrange(step) :: step]:
        value = aftermath.next_value()
        before = aftermath.publish(value - 1)
        kill = f"inject={name}:signal=KILL:when={occurrence}"
        victim = subprocess.run(
            ["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=" + name, "-e", kill,
             *command(job, value)],
            env=environment(), stderr=subprocess.PIPE, text=True)
        was_killed = victim.returncode in (-9, 137)
        demand(was_killed or victim.returncode == 0, f"{job}: {victim.stderr}")
        kills += was_killed
        try:
            aftermath.check(job, before, value)
        except (Broken, shmview.ChannelError, OSError) as error:
            raise Broken(f"{job}, killed at {name} number {occurrence}: {error}") from error
    return kills


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="every ninth call")
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 32))
    arguments = parser.parse_args()
    random.seed(arguments.seed)
    path = tempfile.mkdtemp(prefix="shmview-torture.", dir="/dev/shm")
    os.environ["SHMVIEW_DIR"] = f"{path}/root"
    try:
        aftermath = Aftermath(Path(path) / "root")
        for job in JOBS:
            kills = try_job(job, 9 if arguments.quick else 1, Path(path), aftermath)
            print(f"python    {kills:6} kills while {job}", flush=True)
    except Broken as error:
        again = " --quick" if arguments.quick else ""
        print(f"torture: broken: {error}\nAgain: python3 {__file__}{again} --seed {arguments.seed}",
              file=sys.stderr)
        return 1
    finally:
        shutil.rmtree(path, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
