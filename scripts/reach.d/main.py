"""What scripts/reach runs: see there."""

import argparse
import asyncio
import os
import resource
import sys
import tempfile
import time
from pathlib import Path

import plots
from broker import Broker
from screens import Crowd, Publisher

DOCS = Path(__file__).resolve().parents[2] / "docs"
# After the last picture, and after a restart, all screens have this long.
PATIENCE = 120
BEGIN, END = "<!-- figures of scripts/reach -->", "<!-- end of figures -->"


class Run:
    """Screens, pictures and a restart of the broker, with samples of what the broker uses."""

    def __init__(self, options, folder: Path):
        self.options = options
        self.broker = Broker(folder)
        self.crowd = None
        self.samples: list[tuple[float, int, float]] = []
        self.restart = None
        self.recovery = None
        self.finish = None

    async def run(self):
        options = self.options
        self.broker.start()
        self.crowd = Crowd(self.broker.port, options.screens, options.flapping)
        self.publisher = Publisher(self.crowd, options.bytes)
        self.began = time.monotonic()
        sampling = asyncio.ensure_future(self._sample())
        await self._timed("all screens are connected", self.crowd.gather())
        self.crowd.flap()
        for number in range(1, options.pictures + 1):
            due = time.monotonic() + options.interval
            if number == options.pictures:
                self.crowd.calm()
            await self.publisher.publish()
            if number == options.pictures // 2:
                await self._restart()
            elif number < options.pictures:
                await asyncio.sleep(max(0, due - time.monotonic()))
        last = time.monotonic()
        self.finish = await self._all_have_it(last)
        sampling.cancel()
        self.crowd.end()
        self.broker.stop()

    async def _restart(self):
        """In the midst of a picture's deliveries."""
        self.restart = time.monotonic() - self.began
        await asyncio.to_thread(self.broker.stop)
        await asyncio.sleep(2)
        await asyncio.to_thread(self.broker.start)
        self.recovery = await self._all_have_it(time.monotonic())

    async def _all_have_it(self, since: float) -> float:
        """How long it took until all screens had the newest picture; flapping ones may be away."""
        while behind := self.crowd.behind(self.publisher.sequence):
            if time.monotonic() - since > PATIENCE:
                raise SystemExit(
                    f"reach: {behind} screens do not have picture {self.publisher.sequence} "
                    f"after {PATIENCE} s")
            await asyncio.sleep(0.1)
        return time.monotonic() - since

    async def _timed(self, what, work):
        since = time.monotonic()
        await work
        print(f"reach: {what} after {time.monotonic() - since:.1f} s", file=sys.stderr)

    async def _sample(self):
        while True:
            at = time.monotonic() - self.began
            self.samples.append((at, self.broker.memory(), self.broker.processor_seconds()))
            await asyncio.sleep(0.5)

    def delays(self) -> tuple[list[float], list[float]]:
        """Seconds from the begin of a picture's publication until a screen had it: of all pictures
        but the one that the restart fell into, and of that one."""
        struck = self.options.pictures // 2
        others = [delay for sequence, delay, _ in self.crowd.deliveries if sequence != struck]
        return others, [delay for sequence, delay, _ in self.crowd.deliveries if sequence == struck]


def quantile(values: list[float], share: float) -> float:
    values = sorted(values)
    return values[min(len(values) - 1, int(share * len(values)))]


def report(run: Run) -> list[tuple[str, str]]:
    options = run.options
    steady, struck = run.delays()
    span = run.samples[-1][0]
    peak = max(memory for _, memory, _ in run.samples)
    used = run.samples[-1][2]
    own = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    shares = ", ".join(
        f"{name} {quantile(steady, share):.2f} s"
        for name, share in [("p50", 0.5), ("p90", 0.9), ("p99", 0.99), ("p99.9", 0.999)])
    return [
        ("screens, of which lose their connection every 1 to 5 s",
         f"{options.screens:,}, {options.flapping:,}"),
        ("pictures", f"{options.pictures} of {options.bytes:,} bytes, every {options.interval:g} s"),
        ("deliveries", f"{len(run.crowd.deliveries):,}, {run.crowd.byte_count / 1e9:.1f} GB"),
        ("from the publication to a screen", f"{shares}, longest {max(steady):.2f} s"),
        ("the picture that the restart fell into",
         f"p50 {quantile(struck, 0.5):.1f} s, longest {max(struck):.1f} s"),
        ("all screens have the newest picture after the broker's return", f"{run.recovery:.1f} s"),
        ("all screens have the last picture after its publication", f"{run.finish:.1f} s"),
        ("broker, memory", f"{peak / 2**20:.0f} MiB at most"),
        ("broker, processor", f"{used:.1f} s in {span:.0f} s: {100 * used / span:.0f} % of one"),
        ("all simulated screens together, processor", f"{own:.1f} s"),
    ]


def draw(run: Run, folder: Path):
    steady, struck = run.delays()
    plots.distribution(
        folder / "delays.svg", "From the publication to a screen (percent of deliveries)", "seconds",
        {"otherwise": steady, "restart in between": struck})
    mark = (run.restart, "restart")
    plots.lines(
        folder / "memory.svg", "Memory of the broker (MiB)", "seconds",
        {"memory": [(at, memory / 2**20) for at, memory, _ in run.samples]}, mark)
    # Over two seconds each.
    pairs = zip(run.samples, run.samples[4:])
    shares = [
        (at, max(0.0, 100 * (used - before) / (at - since)))
        for (since, _, before), (at, _, used) in pairs]
    plots.lines(
        folder / "processor.svg", "Processor of the broker (percent of one)", "seconds",
        {"processor": shares}, mark)


def write_docs(rows, note: str):
    file = DOCS / "REACH.md"
    text = file.read_text()
    start, rest = text.split(BEGIN)
    table = "\n".join(["| | |", "|---|---|", *(f"| {name} | {value} |" for name, value in rows)])
    file.write_text(f"{start}{BEGIN}\n{table}\n\n{note}\n{END}{rest.split(END)[1]}")


def main():
    parser = argparse.ArgumentParser(prog="reach", add_help=False)
    parser.add_argument("--screens", type=int, default=10_000)
    parser.add_argument("--flapping", type=int, default=100)
    parser.add_argument("--pictures", type=int, default=10)
    parser.add_argument("--interval", type=float, default=10)
    parser.add_argument("--bytes", type=int, default=200_000)
    parser.add_argument("--plots", type=Path)
    parser.add_argument("--docs", action="store_true")
    options = parser.parse_args()
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    if options.screens + 50 > hard:
        raise SystemExit(
            f"reach: a process may have {hard} files here; raise ulimit -n, or give fewer --screens")
    with tempfile.TemporaryDirectory() as folder:
        run = Run(options, Path(folder))
        try:
            asyncio.run(run.run())
        finally:
            run.broker.stop()
    rows = report(run)
    for name, value in rows:
        print(f"{name}: {value}")
    if options.plots or options.docs:
        draw(run, options.plots or DOCS / "reach")
    if options.docs:
        load = Path("/proc/loadavg").read_text().split()[0]
        note = (
            "`scripts/reach --docs` has written this. Broker, screens and publisher shared one machine\n"
            f"of {len(os.sched_getaffinity(0))} processors; the load, other work included, was {load} "
            "in the end"
            + (f", and the run's priority nice {priority}." if (priority := os.nice(0)) else "."))
        write_docs(rows, note)


main()
