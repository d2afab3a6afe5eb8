"""What the viewer makes of samples, to the last bit: against numpy, by its --snapshot."""

import subprocess

import numpy as np
import pytest
from conftest import program

import shmview
from shmview._formats import FORMATS
from shmview._tables import table_of

OWN = {"u1": (0, 255), "<u2": (0, 65535), "<f4": (0, 1)}
OPAQUE = [name for name, format in FORMATS.items() if not format.has_alpha]
TRANSLUCENT = [name for name in FORMATS if name not in OPAQUE]


def samples(format, shape):
    generator = np.random.default_rng(5)
    if format.dtype != "<f4":
        return generator.integers(0, OWN[format.dtype][1], shape, format.dtype, endpoint=True)
    array = generator.uniform(-0.5, 1.5, shape).astype("<f4")
    array.reshape(-1)[[3, 20, 40]] = [np.nan, np.inf, -np.inf]
    return array


def levels(array, low, high):
    """As docs/VIEWER.md has it, in float32."""
    factor = np.float32(255 / (float(np.float32(high)) - float(np.float32(low))))
    scaled = (array.astype(np.float32) - np.float32(low)) * factor
    with np.errstate(invalid="ignore"):
        return np.rint(np.clip(scaled, 0, 255)).astype(np.uint8)


def expected(array, format, limits, table):
    levels_of = levels(array, *limits)
    if format.samples == "Y":
        colors = np.repeat(levels_of[..., None], 3, axis=2)
        if table:
            bgrx = np.frombuffer(table_of(table), np.uint8).reshape(256, 4)
            colors = bgrx[levels_of][..., 2::-1]
    else:
        colors = levels_of[..., :3] if format.samples.startswith("RGB") else levels_of[..., 2::-1]
    colors = colors.copy()
    wrong = ~np.isfinite(array) if array.ndim == 2 else ~np.isfinite(array).all(axis=2)
    colors[wrong] = (255, 0, 255)
    return colors


def snapshot(width, height):
    taken = subprocess.run(
        [program("shmview"), "cam", "--snapshot", "-"], check=True, capture_output=True)
    header = f"P6\n{width} {height}\n255\n".encode()
    assert taken.stdout.startswith(header)
    return np.frombuffer(taken.stdout[len(header):], np.uint8).reshape(height, width, 3)


@pytest.mark.parametrize("name", TRANSLUCENT)
@pytest.mark.parametrize("limits", [None, (10, 200), (-0.25, 0.75)])
def test_alpha_has_its_own_range_and_lets_squares_through(channel, name, limits):
    """Colors that are multiplied by alpha are rounded on the way, others are exact."""
    format = FORMATS[name]
    own = OWN[format.dtype]
    with channel.frame(37, 21, name) as frame:
        array = samples(format, frame.array.shape)
        array[:, ::3, 3], array[:, 1::3, 3] = own[1], own[0]
        frame.array[...] = array
        frame.publish(range=limits)
    shown = snapshot(37, 21)
    colors = expected(array, format, limits or own, None).astype(float)
    alpha = levels(array[..., 3], *own).astype(float)
    alpha[~np.isfinite(array).all(axis=2)] = 255
    rows, columns = np.indices((21, 37))
    squares = np.where((rows // 16 + columns // 16) % 2 == 0, 0x38, 0x50).astype(float)
    share = alpha[..., None] / 255
    wanted = colors * share + squares[..., None] * (1 - share)
    away = np.abs(shown - wanted)
    assert away.max() <= 2, (name, limits)
    assert not away[(alpha == 0) | (alpha == 255)].any(), (name, limits)


@pytest.mark.parametrize("name", OPAQUE)
def test_samples_are_shown_as_the_rule_says(channel, name):
    format = FORMATS[name]
    ranges = [None, (10, 200), (-0.25, 0.75)]
    tables = [None, "viridis", "turbo", "magma", "twilight"] if format.samples == "Y" else [None]
    for limits in ranges:
        for table in tables:
            with channel.frame(19, 7, name) as frame:
                array = samples(format, frame.array.shape)
                if name == "bgrx":
                    array[..., 3] = 255
                frame.array[...] = array
                frame.publish(range=limits, table=table)
            shown = snapshot(19, 7)
            wanted = expected(array, format, limits or OWN[format.dtype], table)
            assert (shown == wanted).all(), (name, limits, table)


def test_the_viewers_choice_goes_before_the_publishers(channel):
    array = np.arange(1, 11, dtype=np.uint16).reshape(2, 5) * 1000
    channel.publish(array, range=(0, 50000), table="turbo")
    taken = subprocess.run(
        [program("shmview"), "cam", "--snapshot", "-", "--range", "auto", "--color-table", "none"],
        check=True, capture_output=True)
    shown = np.frombuffer(taken.stdout[-30:], np.uint8).reshape(2, 5, 3)
    assert (shown[..., 1] == levels(array, 1000, 10000)).all()


@pytest.mark.parametrize("options, words", [
    (["--range", "1:1"], "takes LOW:HIGH"), (["--range", "nan:1"], "takes LOW:HIGH"),
    (["--color-table", "jet"], 'no color table "jet"'),
])
def test_choices_that_mean_nothing_are_refused(channel, options, words):
    refused = subprocess.run(
        [program("shmview"), "cam", *options], capture_output=True, text=True)
    assert refused.returncode == 64 and words in refused.stderr
