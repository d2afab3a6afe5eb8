"""The C header: frames that it publishes and shmview shows, and its commits alone."""

import time
from contextlib import ExitStack

from bench import Bench
from counters import shown_a_second
from peers import (
    LOOP, LOOP_BESIDE, PAIR, built, peer, put_rate, put_rate_beside, put_rate_of_pair, settle)
from programs import HEIGHT, SHMVIEW, WIDTH, start
from results import Series

_SECONDS = 5
# What a client that keeps descriptors and mappings should reach.
_NEEDED_COMMITS = 20_000


def c_client(bench: Bench) -> list[Series]:
    """1080p BGRX filled by memset, shown a second, beside puts of one picture; and bare commits."""
    title = "1080p raw, published by the C header, shown a second"
    ours, loop = Series(title, "shmview", ""), Series(title, LOOP, "")
    beside, pair = Series(title, LOOP_BESIDE, ""), Series(title, PAIR, "")
    commits = Series("commits a second", "the C header", "")
    needed = Series("commits a second", "needed", "", [float(_NEEDED_COMMITS)])
    for _ in range(max(9, bench.rounds // 3)):
        ours.values.append(_shown(bench))
        settle()
        pair.values.append(put_rate_of_pair(bench.folder, WIDTH, HEIGHT, _SECONDS))
        settle()
        loop.values.append(put_rate(bench.folder, WIDTH, HEIGHT))
        settle()
        publisher = [built("publish", bench.folder), "rate", "alone", str(WIDTH), str(HEIGHT), "60"]
        beside.values.append(put_rate_beside(publisher, bench.folder, WIDTH, HEIGHT))
        settle()
        commits.values += peer("publish", bench.folder, "rate", "commits", "1", "1", "1")
        settle()
    return [ours, loop, beside, pair, commits, needed]


def _shown(bench: Bench) -> float:
    """Frames that a viewer has put a second, as its counters say."""
    log = bench.folder / "stats"
    size = [str(WIDTH), str(HEIGHT)]
    with ExitStack() as stack, log.open("w") as output:
        start(
            stack, SHMVIEW, "c", "--stats", "--geometry", f"{WIDTH}x{HEIGHT}+0+0", output=output)
        time.sleep(1)
        return shown_a_second(
            log, lambda: peer("publish", bench.folder, "rate", "c", *size, str(_SECONDS + 1)))
