"""What starts and wake-ups cost, beside the least that they can."""

import time

from bench import Bench
from peers import built, empty_swift_program, peer, settle
from pictures import paint
from programs import HEIGHT, SHMSHARE, WIDTH, run
from results import Series


def start(bench: Bench) -> list[Series]:
    """Whole runs of programs that do next to nothing."""
    empty = empty_swift_program(bench.folder)
    runs = {"shmshare --version": [SHMSHARE, "--version"], "an empty Swift program": [empty]}
    series = {name: Series("start and end", name, "ms") for name in runs}
    for turn in range(bench.rounds + 1):
        for name, command in runs.items():
            time.sleep(0.02)
            taken = run(*command)
            if turn > 0:  # the first use of a program is another measurement
                series[name].values.append(taken)
    return list(series.values())


def wake(bench: Bench) -> list[Series]:
    """From the commit of a frame of one pixel until `shmshare follow` has written it to a pipe."""
    title = "wake-up by a commit"
    ours, header = Series(title, "shmshare follow", "us"), Series(title, "the C header", "us")
    least = Series(title, "inotify in bare C", "us")
    turns = str(2 * bench.rounds)
    for _ in range(5):
        publisher = ["publish", bench.folder, "wake", "wake", turns]
        ours.values += peer(*publisher, SHMSHARE, "follow", "--format", "raw", "--channel", "wake")
        header.values += peer(*publisher, built("publish", bench.folder), "follow", "wake")
        least.values += peer("wake", bench.folder, str(bench.folder), turns)
    return [ours, header, least]


def decoder(bench: Bench) -> list[Series]:
    """Whole runs of shmshare FILE, by the size of the picture, beside the decoder alone."""
    sizes = {0.1: (400, 250), 0.5: (900, 560), 2.1: (WIDTH, HEIGHT), 8: (3464, 2309)}
    sizes |= {24: (6000, 4000), 48: (8000, 6000)}
    series = []
    for megapixels, (width, height) in sizes.items():
        file = str(paint(bench.folder, width, height, "jpg", 1)[0].path)
        title = f"JPEG of {megapixels} megapixels"
        ours, least = Series(title, "shmshare FILE", "ms"), Series(title, "libjpeg alone", "ms")
        rounds = bench.rounds if megapixels < 8 else max(9, bench.rounds // 3)
        run(SHMSHARE, "-q", "--channel", "decoder", file)
        for _ in range(rounds):
            settle()
            ours.values.append(run(SHMSHARE, "-q", "--channel", "decoder", file))
            least.values += peer("decode", bench.folder, file, "1")
        series += [ours, least]
    return series
