"""The systemd user units under a systemd that is real, in a machine made of namespaces.

Started by scripts/torture. The machine has processes, a network, shared memory, control groups and
a home directory of its own; a user's service manager runs there as it does behind a login, beside
an X server that a session starts. To kill its first process is a power cut. Exits with 1 at the
first promise that did not hold.
"""

import argparse
import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BIN = Path(os.environ["SHMVIEW_BIN_DIR"]).resolve()
PROJECT = Path(__file__).resolve().parents[2]
SYSTEMD = "/usr/lib/systemd/systemd"
UNITS = ["shmview-frame.service", "shmview-publish.service", "shmview-subscribe.service"]
FRAME, PUBLISH, SUBSCRIBE = UNITS
# In the machine.
PROGRAMS = "/run/shmview/bin"
USER, HOME = 61234, "/home/frame"
RUNTIME = f"/run/user/{USER}"
ENVIRONMENT = {"HOME": HOME, "XDG_RUNTIME_DIR": RUNTIME, "PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin"}
AS_USER = ["setpriv", f"--reuid={USER}", f"--regid={USER}", "--clear-groups", "env", "--chdir", HOME, "-i",
           *(f"{name}={value}" for name, value in ENVIRONMENT.items())]
PASSWORD = "not on any command line"


def demand(holds: bool, what: str) -> None:
    if not holds:
        sys.exit(f"torture: units: {what}")


def obstacle() -> str | None:
    """Why there can be no such machine here; None where there can."""
    if os.geteuid() != 0:
        return "only root can make namespaces with a systemd in them"
    for program in (SYSTEMD, "mosquitto", "Xvfb", "openbox", "xset", "ip", "nsenter", "setpriv"):
        if shutil.which(program, path="/usr/bin:/bin:/usr/sbin:/sbin") is None:
            return f"{program} is not installed"
    try:
        with control_group() as group:
            subprocess.run(
                into(group, ["unshare", *NAMESPACES, "mount", "-t", "cgroup2", "none", "/sys/fs/cgroup"]),
                check=True, capture_output=True, text=True)
    except (OSError, subprocess.CalledProcessError, StopIteration) as error:
        words = error.stderr.strip() if isinstance(error, subprocess.CalledProcessError) else error
        return f"namespaces and control groups cannot be made: {words}"
    return None


# --- The machine, from within ---------------------------------------------------------------------


NAMESPACES = ["--mount", "--pid", "--fork", "--kill-child", "--mount-proc", "--ipc", "--net", "--uts", "--cgroup"]


def boot(home: str, session: str) -> None:
    """The machine's first process: what the kernel, PID 1 and a login do, as
    far as the units see it."""
    def mount(*arguments: str) -> None:
        subprocess.run(["mount", *arguments], check=True)

    mount("-t", "tmpfs", "none", "/run")
    Path(PROGRAMS).mkdir(parents=True)
    mount("--bind", str(BIN), PROGRAMS)
    mount("-t", "tmpfs", "none", "/home")
    Path(HOME).mkdir()
    mount("--bind", home, HOME)
    mount("-t", "tmpfs", "none", "/dev/shm")
    mount("-t", "tmpfs", "none", "/tmp")
    mount("-t", "cgroup2", "none", "/sys/fs/cgroup")
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    # A user's manager refuses to run unless the system was booted with systemd: sd_booted(3).
    Path("/run/systemd/system").mkdir(parents=True)
    Path(RUNTIME).mkdir(parents=True, mode=0o700)
    os.chown(RUNTIME, USER, USER)
    groups = [Path("/sys/fs/cgroup") / name for name in ("session", "user")]
    for group in groups:
        group.mkdir()
    (groups[0] / "cgroup.procs").write_text("0")
    for file in (groups[1], groups[1] / "cgroup.procs", groups[1] / "cgroup.subtree_control"):
        os.chown(file, USER, USER)
    subprocess.Popen(into(groups[1], [*AS_USER, SYSTEMD, "--user"]))
    systemctl = [*AS_USER, "systemctl", "--user"]
    while subprocess.run([*systemctl, "is-active", "default.target"], capture_output=True).returncode != 0:
        time.sleep(0.05)
    if session == "none":
        reap(None)
    display = Path(HOME, "display")
    while True:
        display.write_text("")
        # The console logs in again whenever the X server has ended.
        server = subprocess.Popen(
            [*AS_USER, "sh", "-c",
             "exec Xvfb :0 -screen 0 320x240x24 -noreset -nolisten tcp -displayfd 1 2>said-by-x"],
            stdout=display.open("w"))
        while server.poll() is None and not display.read_text():
            time.sleep(0.02)
        client = subprocess.Popen([*AS_USER, "DISPLAY=:0", "sh", f".{session}"])
        reap(server.pid)
        client.kill()
        # What a session's end does to what belongs to it: systemd.special(7),
        # graphical-session.target.
        subprocess.run([*systemctl, "stop", "desktop.target"], capture_output=True)


def reap(until: int | None) -> None:
    """Collects processes that have ended, as the first one must, until that one has."""
    while True:
        try:
            if os.waitpid(-1, 0)[0] == until:
                return
        except ChildProcessError:
            time.sleep(0.05)


# --- The machine, from outside --------------------------------------------------------------------


@contextlib.contextmanager
def control_group():
    """A group of control groups of our own, wherever this process is."""
    mount = next(line.split()[4] for line in Path("/proc/self/mountinfo").read_text().splitlines()
                 if line.partition(" - ")[2].startswith("cgroup2 "))
    own = next(line[3:] for line in Path("/proc/self/cgroup").read_text().splitlines() if line.startswith("0::"))
    group = Path(mount + own.rstrip("/")) / f"shmview-units-{os.getpid()}"
    group.mkdir()
    try:
        yield group
    finally:
        for folder in [*sorted((one for one in group.rglob("*") if one.is_dir()), reverse=True), group]:
            # Killed processes leave it a moment later.
            for _ in range(100):
                with contextlib.suppress(OSError):
                    folder.rmdir()
                    break
                time.sleep(0.05)


def into(group: Path, command: list[str]) -> list[str]:
    """The command, which then runs in that group."""
    return ["sh", "-c", 'echo $$ >"$0/cgroup.procs" && exec "$@"', str(group), *command]


class Machine:
    """One that is switched on, with a session of that kind: `desktop`, `xinitrc` or `none`."""

    def __init__(self, group: Path, home: Path, session: str) -> None:
        self.home = home
        self._log = (home / "systemd").open("w")
        self._process = subprocess.Popen(
            ["setpriv", "--pdeathsig", "KILL",
             *into(group, ["unshare", *NAMESPACES, sys.executable, "-B", __file__, "--boot", str(home), session])],
            stdin=subprocess.DEVNULL, stdout=self._log, stderr=subprocess.STDOUT, text=True)
        self._first = until("a machine begins", self._child)

    def _child(self) -> int | None:
        demand(self._process.poll() is None, f"no machine begins:\n{self.words()}")
        children = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children").read_text().split()
        return int(children[0]) if children else None

    def words(self) -> str:
        """What the service manager and the units have said."""
        return "\n".join(
            f"{name}: {(self.home / name).read_text(errors='replace')[-4000:]}"
            for name in ("systemd", "said", "said-by-x") if (self.home / name).exists())

    def cut_power(self) -> None:
        """Kills everything at once."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self._first, signal.SIGKILL)
        self._process.wait()
        self._log.close()

    def run(self, *command: str) -> subprocess.CompletedProcess:
        """A command of the user's."""
        return subprocess.run(
            ["nsenter", f"--target={self._first}", "--mount", "--pid", "--ipc", "--net", "--uts", "--cgroup",
             *AS_USER, *command], capture_output=True, text=True, stdin=subprocess.DEVNULL)

    def do(self, *command: str) -> str:
        """A command that must do what it is asked."""
        done = self.run(*command)
        demand(done.returncode == 0, f"{' '.join(command)}: {done.stderr}\n{self.words()}")
        return done.stdout

    def systemctl(self, *arguments: str) -> str:
        return self.do("systemctl", "--user", *arguments)

    def unit(self, name: str) -> dict[str, str]:
        """What the service manager says of a unit; nothing before it can be asked."""
        done = self.run("systemctl", "--user", "show", name)
        return dict(line.split("=", 1) for line in done.stdout.splitlines() if "=" in line)

    def state(self, name: str) -> str:
        return self.unit(name).get("ActiveState", "")

    def restarts(self, name: str) -> int:
        return int(self.unit(name).get("NRestarts", "0"))

    def signal(self, number: signal.Signals, *pattern: str) -> None:
        """Sends it to the processes that pkill(1) finds by that."""
        self.do("pkill", f"--signal={number.value}", *pattern)

    def listed(self, channel: str) -> dict | None:
        done = self.run(f"{PROGRAMS}/shmshare", "list", "--json")
        channels = json.loads(done.stdout) if done.returncode == 0 else []
        return next((one for one in channels if one["channel"] == channel), None)

    def is_showing(self, folder: str) -> bool:
        """Whether the frame shows that folder, in a window."""
        channel = self.listed("frame")
        show = channel and channel["show"]
        shown = channel and [one["generation"] for one in channel["viewers"]]
        return bool(show and show["state"] == "playing" and show["directory"].endswith(folder)
                    and any(generation > 0 for generation in shown))

    def until(self, what: str, condition, seconds: float = 60):
        """Waits for a condition; what it says."""
        def holds():
            demand(self._process.poll() is None, f"the machine has ended:\n{self.words()}")
            return condition()

        return until(what, holds, seconds, self.words)


def until(what: str, condition, seconds: float = 60, words=lambda: ""):
    end = time.monotonic() + seconds
    while not (value := condition()):
        demand(time.monotonic() < end, f"waited {seconds:g} s in vain: {what}\n{words()}")
        time.sleep(0.1)
    return value


# --- What is tried --------------------------------------------------------------------------------


class Trial:
    """All of it, with what was tried how often."""

    def __init__(self, home: Path, chance: random.Random, is_quick: bool) -> None:
        self._home, self._chance, self._is_quick = home, chance, is_quick
        self._tally: dict[str, int] = {}

    def count(self, what: str) -> None:
        self._tally[what] = self._tally.get(what, 0) + 1

    @contextlib.contextmanager
    def machine(self, session: str):
        with control_group() as group:
            machine = Machine(group, self._home, session)
            try:
                yield machine
            finally:
                machine.cut_power()

    def run(self) -> str:
        self._prepare()
        self._desktop()
        self._console()
        self._bridges()
        return ", ".join(f"{count} {what}" for what, count in self._tally.items())

    # The home directory, as docs/PHOTO-FRAME.md has it made.

    def _prepare(self) -> None:
        units = self._home / ".config/systemd/user"
        units.mkdir(parents=True)
        for name in UNITS:
            text = (PROJECT / "Packaging" / name).read_text()
            (units / name).write_text(text.replace("@bin@", PROGRAMS))
            # No journal runs here.
            self._add(name, "words", "[Service]\nStandardOutput=append:%h/said\nStandardError=append:%h/said\n")
        if self._is_quick:
            self._add(FRAME, "patience", "[Service]\nWatchdogSec=3\nTimeoutStartSec=6\n")
            for name in (PUBLISH, SUBSCRIBE):
                self._add(name, "patience", "[Service]\nWatchdogSec=3\n")
        # As GNOME's, KDE's and others' sessions are: systemd.special(7).
        (units / "desktop.target").write_text(
            "[Unit]\nBindsTo=graphical-session.target\nBefore=graphical-session.target\n")
        (self._home / ".desktop").write_text(
            "systemctl --user import-environment DISPLAY\nsystemctl --user start desktop.target\n")
        page = (PROJECT / "docs/PHOTO-FRAME.md").read_text()
        block = next(block for block in page.split("\n\n") if block.startswith("    mkdir -p Pictures"))
        lines = "\n".join(line.removeprefix("    ") for line in block.splitlines())
        # Not only at those hours.
        lines = lines.replace("Mon-Fri 7-22, Sat,Sun 9-23", "0-24")
        subprocess.run(["bash", "-euc", lines], cwd=self._home, check=True)
        self._home.joinpath(".xinitrc").rename(self._home / ".xinitrc-of-the-page")
        (self._home / ".xinitrc").write_text("exec sh ~/.xinitrc-of-the-page\n")
        for index, name in enumerate(("a", "b", "c")):
            # PPM: 4x3 pixels of one color each.
            (self._home / "Pictures" / f"{name}.ppm").write_bytes(b"P6 4 3 255\n" + bytes([40 * index + 40] * 36))
        (self._home / "last folder").mkdir()
        shutil.copy(self._home / "Pictures/a.ppm", self._home / "last folder/a.ppm")
        subprocess.run(["chown", "-R", f"{USER}:{USER}", str(self._home)], check=True)

    def _add(self, unit: str, name: str, text: str) -> None:
        folder = self._home / ".config/systemd/user" / f"{unit}.d"
        folder.mkdir(exist_ok=True)
        (folder / f"{name}.conf").write_text(text)

    # A frame of a desktop session, enabled once.

    def _desktop(self) -> None:
        with self.machine("desktop") as machine:
            machine.until("the session runs", lambda: machine.state("desktop.target") == "active")
            machine.systemctl("enable", "--now", FRAME)
            machine.until("the frame shows", lambda: machine.is_showing("Pictures"))
            self._readiness(machine)
            self._kills(machine)
            self._watchdog(machine)
            self._stuck_server(machine)
            machine.signal(signal.SIGKILL, "-x", "Xvfb")
            machine.until("the session has ended", lambda: machine.state(FRAME) != "active")
            machine.until("the next session's frame shows", lambda: machine.is_showing("Pictures"))
            self.count("sessions that ended and began again")
            machine.signal(signal.SIGTERM, "-x", "shmview")
            machine.until("whoever ends the frame has ended it", lambda: machine.state(FRAME) == "inactive")
            demand(machine.unit(FRAME)["Result"] == "success", "a frame that is ended has failed")

    def _readiness(self, machine: Machine) -> None:
        machine.systemctl("stop", FRAME)
        machine.signal(signal.SIGSTOP, "-x", "Xvfb")
        machine.systemctl("start", "--no-block", FRAME)
        machine.until("the viewer runs", lambda: machine.run("pgrep", "-x", "shmview").returncode == 0)
        time.sleep(1)
        demand(machine.state(FRAME) == "activating", "a frame without a window is ready")
        machine.signal(signal.SIGCONT, "-x", "Xvfb")
        machine.until("the frame is ready", lambda: machine.state(FRAME) == "active")
        demand(machine.listed("frame") is not None, "a frame that is ready has no window")
        machine.until("the frame shows", lambda: machine.is_showing("Pictures"))
        self.count("times ready with the window, and not before")

    def _kills(self, machine: Machine) -> None:
        for _ in range(2 if self._is_quick else 10):
            before = machine.restarts(FRAME)
            machine.signal(signal.SIGKILL, "-x", "shmview")
            machine.until("a killed viewer is started again", lambda: machine.restarts(FRAME) > before)
            machine.until("it shows again", lambda: machine.is_showing("Pictures"))
            self.count("viewers killed")
        before, process = machine.restarts(FRAME), machine.unit(FRAME)["MainPID"]
        show = machine.listed("frame")["show"]["pid"]
        machine.do("kill", "-KILL", str(show))
        machine.until(
            "a killed slideshow is started again",
            lambda: machine.is_showing("Pictures") and machine.listed("frame")["show"]["pid"] != show)
        demand(
            (machine.restarts(FRAME), machine.unit(FRAME)["MainPID"]) == (before, process),
            "a killed slideshow ended its viewer")
        self.count("slideshows killed")

    def _watchdog(self, machine: Machine) -> None:
        before = machine.restarts(FRAME)
        machine.signal(signal.SIGSTOP, "-x", "shmview")
        machine.until("a stopped viewer is the watchdog's", lambda: machine.unit(FRAME)["Result"] == "watchdog", 120)
        machine.until("it is replaced", lambda: machine.restarts(FRAME) > before)
        machine.until("it shows again", lambda: machine.is_showing("Pictures"))
        self.count("viewers stopped")

    def _stuck_server(self, machine: Machine) -> None:
        before = machine.restarts(FRAME)
        machine.signal(signal.SIGSTOP, "-x", "Xvfb")
        machine.until("a viewer of a stuck X server is replaced", lambda: machine.restarts(FRAME) > before, 120)
        machine.signal(signal.SIGCONT, "-x", "Xvfb")
        machine.until("it shows again", lambda: machine.is_showing("Pictures"), 180)
        self.count("X servers stuck")

    # A frame of a console that logs in by itself.

    def _console(self) -> None:
        with self.machine("xinitrc") as machine:
            machine.until("the frame shows", lambda: machine.is_showing("Pictures"))
            machine.systemctl("disable", FRAME)
            for _ in range(2 if self._is_quick else 5):
                machine.signal(signal.SIGKILL, "-x", "Xvfb")
                machine.until("the frame has lost its X server", lambda: not machine.is_showing("Pictures"))
                machine.until("the frame is back", lambda: machine.is_showing("Pictures"))
                self.count("X servers killed")
        settings = self._home / ".config/shmview/frame.conf"
        text = settings.read_text()
        settings.write_text(text.replace(f"PICTURES={HOME}/Pictures", f"PICTURES={HOME}/last folder"))
        demand(settings.read_text() != text, "docs/PHOTO-FRAME.md names another folder")
        for _ in range(2 if self._is_quick else 20):
            with self.machine("xinitrc"):
                time.sleep(self._chance.uniform(0, 4))
            with self.machine("xinitrc") as machine:
                machine.until("the frame is back after a power cut", lambda: machine.is_showing("last folder"))
            self.count("power cuts")

    # Bridges, which run without a session.

    def _bridges(self) -> None:
        broker = self._home / "broker"
        broker.mkdir()
        subprocess.run(["mosquitto_passwd", "-c", "-b", str(broker / "passwords"), "home", PASSWORD], check=True)
        (broker / "conf").write_text(
            f"listener 1883 127.0.0.1\npassword_file {HOME}/broker/passwords\npersistence true\n"
            f"persistence_location {HOME}/broker/\n")
        settings = self._home / ".config/shmview/broker.conf"
        settings.write_text(f'SHMVIEW_MQTT_USER=home\nSHMVIEW_MQTT_PASSWORD="{PASSWORD}"\n')
        settings.chmod(0o600)
        (self._home / "login").write_text(f"-u home -P '{PASSWORD}'")
        (self._home / ".config/systemd/user/broker.service").write_text(
            "[Service]\nExecStart=/usr/sbin/mosquitto -c %h/broker/conf\n")
        subprocess.run(["chown", "-R", f"{USER}:{USER}", str(self._home)], check=True)
        with self.machine("none") as machine:
            machine.until("the machine runs", lambda: machine.state("default.target") == "active")
            machine.systemctl("enable", PUBLISH, SUBSCRIBE)
        with self.machine("none") as machine:
            for name in (PUBLISH, SUBSCRIBE):
                machine.until(f"{name} runs after a start", lambda: machine.state(name) == "active")
            self.count("starts of both bridges, without a session and before the broker")
            machine.systemctl("start", "broker")
            self._exchange(machine, 1)
            self._secrecy(machine)
            for name in (PUBLISH, SUBSCRIBE):
                self._kill_bridge(machine, name)
                self._stop_bridge(machine, name)
            self._exchange(machine, 2)
            for name in (PUBLISH, SUBSCRIBE):
                machine.systemctl("stop", name)
                demand(machine.unit(name)["Result"] == "success", f"{name}, ended: {machine.unit(name)['Result']}")
            self._refusal(machine)
        with self.machine("none") as machine:
            machine.until("the bridge runs", lambda: machine.state(SUBSCRIBE) == "active")
            machine.systemctl("start", "broker")
            self._exchange(machine, 3)
            self.count("power cuts of bridges")

    def _client(self, machine: Machine, program: str, arguments: str) -> subprocess.CompletedProcess:
        return machine.run("sh", "-c", f'eval "{program} $(cat login) {arguments}"')

    def _exchange(self, machine: Machine, round_: int) -> None:
        """A picture goes out, and one comes in."""
        machine.do(f"{PROGRAMS}/shmshare", "put", "--channel", "near", "--title", f"round {round_}", "Pictures/a.ppm")

        def is_out() -> bool:
            got = self._client(machine, "mosquitto_sub", "-t shmview/near/meta -C 1 -W 2")
            return f'"title":"round {round_}"' in got.stdout

        machine.until("what is published is at the broker", is_out)
        picture = self._home / "Pictures/b.ppm"
        meta = {"version": 1, "epoch": "elsewhere", "sequence": round_, "bytes": picture.stat().st_size,
                "type": "image/png", "width": 4, "height": 3, "title": f"from afar {round_}", "time": 1}
        (self._home / "meta").write_text(json.dumps(meta))
        for what, file in (("image", "Pictures/b.ppm"), ("meta", "meta")):
            done = self._client(machine, "mosquitto_pub", f"-q 1 -r -t shmview/far/{what} -f {file}")
            demand(done.returncode == 0, f"mosquitto_pub: {done.stderr}")

        def has_come() -> bool:
            channel = machine.listed("far")
            return bool(channel and channel["title"] == f"from afar {round_}")

        machine.until("what is at the broker has come", has_come)
        self.count("pictures sent and received")

    def _secrecy(self, machine: Machine) -> None:
        lines = machine.do("ps", "-eo", "args") + machine.systemctl("show", PUBLISH, SUBSCRIBE)
        demand(PASSWORD not in lines, "the password stands in a command line, or in what systemctl shows")

    def _kill_bridge(self, machine: Machine, name: str) -> None:
        before = machine.restarts(name)
        machine.systemctl("kill", "--kill-whom=main", "--signal=KILL", name)
        machine.until(f"{name} is started again", lambda: machine.restarts(name) > before)
        machine.until(f"{name} runs", lambda: machine.state(name) == "active")
        self.count("bridges killed")

    def _stop_bridge(self, machine: Machine, name: str) -> None:
        before = machine.restarts(name)
        machine.systemctl("kill", "--kill-whom=main", "--signal=STOP", name)
        machine.until(f"{name}, stopped, is replaced", lambda: machine.restarts(name) > before, 600)
        machine.until(f"{name} runs", lambda: machine.state(name) == "active")
        self.count("bridges stopped")

    def _refusal(self, machine: Machine) -> None:
        """A wrong option is told at once to who starts the unit."""
        settings = self._home / ".config/shmview/broker.conf"
        text = settings.read_text()
        settings.write_text(text + "PUBLISH=--no-such-option\n")
        done = machine.run("systemctl", "--user", "start", PUBLISH)
        demand(done.returncode != 0, "a bridge with a wrong option was started")
        demand("--no-such-option" in machine.words(), "the wrong option is not named")
        settings.write_text(text)
        machine.systemctl("stop", PUBLISH)
        self.count("wrong options refused")


def main() -> None:
    parser = argparse.ArgumentParser(prog="scripts/torture units")
    parser.add_argument("--quick", action="store_true", help="shorter watchdogs, and less of each")
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 32), help="repeats random choices")
    parser.add_argument("--boot", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.boot:
        return boot(*options.boot)
    if reason := obstacle():
        return print(f"units: skipped: {reason}")
    with tempfile.TemporaryDirectory(prefix="shmview-units.") as folder:
        home = Path(folder, "home")
        home.mkdir()
        begin = time.monotonic()
        tally = Trial(home, random.Random(options.seed), options.quick).run()
        print(f"units: seed {options.seed}, {time.monotonic() - begin:.0f} s: {tally}", flush=True)


main()
