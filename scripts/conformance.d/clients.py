"""The commands under test: what they print, how they end, and how long they may take."""

import os
import queue
import signal
import subprocess
import threading
import time
from typing import NamedTuple

#: After so many waits in vain nothing more is tried: each takes its time.
MOST_WAITS = 3


class GaveUp(Exception):
    """What was waited for did not come, again and again."""


class _Patience:
    """With all commands: how long something is waited for, which is less
    after each wait in vain."""

    def __init__(self) -> None:
        self._waits = 0
        #: Seconds after which a program that does nothing is called hung.
        self.seconds = 60.0

    def lose(self, what: str) -> None:
        """Notes that something was waited for in vain."""
        self._waits += 1
        self.seconds /= 2
        if self._waits >= MOST_WAITS:
            raise GaveUp(f"{what}; waited in vain {self._waits} times")


patience = _Patience()
_started: list = []


def _kill(process: subprocess.Popen) -> None:
    """With what it has started: a script's children hold its output open."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass


def end_all() -> None:
    """Ends the commands that are still at work."""
    for process in _started:
        if process.poll() is None:
            _kill(process)
            process.wait()


class Line(NamedTuple):
    """What a command prints of a frame."""

    generation: int
    width: int
    height: int
    format: str
    checksum: int

    @classmethod
    def parse(cls, text: str) -> "Line":
        """What is no such line equals none: its generation is -1, and its format the text."""
        try:
            generation, width, height, format, checksum = text.split()
            return cls(int(generation), int(width), int(height), format, int(checksum, 16))
        except ValueError:
            return cls(-1, 0, 0, repr(text[:80]), 0)


class Ended(NamedTuple):
    """How a command has ended."""

    code: int
    lines: list
    errors: str

    @property
    def has_crashed(self) -> bool:
        """By a signal, or by a sanitizer's report."""
        return self.code < 0 or "Sanitizer" in self.errors or "runtime error" in self.errors

    @property
    def is_refusal(self) -> bool:
        """It has said what is wrong, and exited."""
        return self.code > 0 and not self.has_crashed and self.errors.strip() != ""

    def __str__(self) -> str:
        how = f"signal {-self.code}" if self.code < 0 else f"exit code {self.code}"
        return f"{how}: {self.errors.strip()[-300:] or 'without a word'}"


class Client:
    """A command, as scripts/conformance gets it."""

    def __init__(self, words: list) -> None:
        self.words = words
        #: Which formats it has, as far as it was asked.
        self.known: dict = {}
        #: How it ended the last time.
        self.last = None

    def publish(self, channel: str, size: str, format: str = "bgrx", count: int = 1) -> Ended:
        return self.run("publish", channel, size, format, count)

    def run(self, *words) -> Ended:
        process = self.start(*words)
        seconds, has_hung = patience.seconds, False
        try:
            output, errors = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            _kill(process)
            output, errors = process.communicate()
            errors += f" (hung for {seconds:g} s)"
            has_hung = True
        lines = [Line.parse(line) for line in output.splitlines()]
        self.last = Ended(process.returncode, lines, errors)
        if has_hung:
            patience.lose(f"{' '.join(map(str, words))}: {self.last}")
        return self.last

    def start(self, *words) -> subprocess.Popen:
        process = subprocess.Popen(
            [*self.words, *map(str, words)], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True, errors="replace", start_new_session=True)
        _started.append(process)
        return process

    def reader(self, channel: str, count: int = 1_000_000_000) -> "Reader":
        return Reader(self.start("read", channel, count))


class Reader:
    """A command that reads, in the background."""

    def __init__(self, process: subprocess.Popen) -> None:
        self.process = process
        self.lines: list = []
        self._errors: list = []
        self._queue: queue.Queue = queue.Queue()
        self._threads = [
            threading.Thread(target=self._read, daemon=True),
            threading.Thread(target=lambda: self._errors.extend(process.stderr), daemon=True)]
        for thread in self._threads:
            thread.start()

    def _read(self) -> None:
        for text in self.process.stdout:
            self._queue.put(Line.parse(text))
        self._queue.put(None)

    def wait_for(self, is_it) -> Line:
        """The next line of which that is true; None when the time is up, or the command ends."""
        deadline = time.monotonic() + patience.seconds
        while True:
            try:
                line = self._queue.get(timeout=max(0, deadline - time.monotonic()))
            except queue.Empty:
                patience.lose(f"{' '.join(map(str, self.process.args))}: printed {self.lines[-3:]}")
                return None
            if line is None:
                self._queue.put(None)
                return None
            self.lines.append(line)
            if is_it(line):
                return line

    def is_alive(self) -> bool:
        return self.process.poll() is None

    def rests(self, seconds: float) -> bool:
        """Whether it sleeps for so long, once it has done what there was to do."""
        deadline = time.monotonic() + patience.seconds
        while time.monotonic() < deadline:
            before = self._state()
            time.sleep(seconds)
            # What waits for a processor is not at rest.
            if before[0] == "S" and self._state() == before:
                return True
        return False

    def _state(self) -> tuple:
        """What it does, and how often the kernel has put it to sleep (proc(5))."""
        with open(f"/proc/{self.process.pid}/status") as status:
            fields = dict(line.split(":", 1) for line in status)
        return fields["State"].split()[0], int(fields["voluntary_ctxt_switches"])

    def end(self) -> Ended:
        """Ends it; its code is 0 if it had to be ended."""
        is_ended_here = self.process.poll() is None
        if is_ended_here:
            self.process.send_signal(signal.SIGTERM)
        self.process.wait(patience.seconds)
        for thread in self._threads:
            thread.join(patience.seconds)
        code = 0 if is_ended_here else self.process.returncode
        return Ended(code, self.lines, "".join(self._errors))
