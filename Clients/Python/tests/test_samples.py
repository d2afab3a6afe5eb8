"""Samples as they are: published and read back exactly, with what the header says of them."""

import numpy as np
import pytest

import shmview
from shmview._formats import FORMATS


def picture(shape, dtype, seed=1):
    generator = np.random.default_rng(seed)
    if np.dtype(dtype).kind == "f":
        array = generator.normal(size=shape).astype(dtype)
        array.reshape(-1)[:3] = [np.nan, np.inf, -0.0]
        return array
    return generator.integers(0, np.iinfo(dtype).max, shape, dtype, endpoint=True)


@pytest.mark.parametrize("shape, dtype, order, name", [
    ((5, 7), np.uint8, "rgb", "gray8"), ((5, 7, 1), np.uint16, "rgb", "gray16le"),
    ((5, 7), np.float32, "rgb", "grayf32le"), ((5, 7, 3), np.uint8, "rgb", "rgb24"),
    ((5, 7, 3), np.uint8, "bgr", "bgr24"), ((5, 7, 4), np.uint8, "rgb", "rgba"),
    ((5, 7, 4), np.uint8, "bgr", "bgra"), ((5, 7, 3), np.uint16, "bgr", "bgr48le"),
    ((5, 7, 4), np.uint16, "rgb", "rgba64le"), ((5, 7, 4), np.float32, "bgr", "bgraf32le"),
    ((3, 5, 7), np.float32, "rgb", "rgbf32le-planar"), ((4, 5, 7), np.uint16, "rgb", "rgba64le-planar"),
    ((4, 5, 7), np.uint8, "bgr", "bgra"), ((1, 5, 7), np.uint16, "rgb", "gray16le"),
])
def test_samples_are_read_as_they_were_published(channel, shape, dtype, order, name):
    array = picture(shape, dtype)
    channel.publish(array, order=order)
    with shmview.read("cam") as frame:
        assert (frame.format, frame.width, frame.height) == (name, 7, 5)
        assert frame.array.dtype == dtype
        expected = array
        if len(shape) == 3 and shape[0] in (1, 3, 4):
            expected = array.transpose(1, 2, 0)
        if 1 in expected.shape[2:]:
            expected = expected[..., 0]
        # Bit for bit, whatever is no number.
        assert np.ascontiguousarray(frame.array).tobytes() == np.ascontiguousarray(expected).tobytes()
        assert frame.range is None and frame.table is None and frame.captured_at is None


@pytest.mark.parametrize("shape, name", [
    ((5, 7), "gray8"), ((5, 7, 3), "rgb24"), ((3, 5, 7), "rgb24-planar")])
def test_truths_are_bytes_from_0_to_1(channel, shape, name):
    array = picture(shape, np.uint8) > 99
    channel.publish(array)
    with shmview.read("cam") as frame:
        assert (frame.format, frame.range) == (name, (0, 1)) and frame.pixels() == array.tobytes()
    channel.publish(np.ones((5, 7, 4), bool))  # alpha has its type's own range
    with shmview.read("cam") as frame:
        assert frame.format == "bgrx" and frame.array.min() == 255


@pytest.mark.parametrize("array", [
    np.zeros((4, 5), ">u2"), np.arange(80, dtype=np.uint16).reshape(8, 10)[::2, ::-2],
    np.asfortranarray(np.arange(20, dtype=np.float32).reshape(4, 5)),
])
def test_any_strides_and_orders_of_bytes_are_taken(channel, array):
    channel.publish(array)
    with shmview.read("cam") as frame:
        assert (frame.array == array).all()


def test_the_header_says_what_the_samples_mean(channel):
    depth = picture((6, 8), np.uint16)
    channel.publish(
        depth, "depth", range=(400, 4000.5), table="turbo", captured=1700000000.25,
        details="camera: X\niso: 100\n\u200f\x07\n\n")
    with shmview.read("cam") as frame:
        assert frame.range == (400, 4000.5) and frame.table == "turbo"
        assert frame.captured_at == pytest.approx(1700000000.25, abs=1e-6)
        assert frame.details == "camera: X\niso: 100\n\ufffd"
    channel.publish(depth)  # into a frame that has been used: nothing is left of the first
    channel.publish(depth)
    with shmview.read("cam") as frame:
        assert (frame.range, frame.table, frame.captured_at, frame.details) == (None, None, None, "")


def test_an_automatic_range_is_that_of_the_finite_samples(channel):
    array = np.array([[np.nan, -2.5, np.inf, 7]], np.float32)
    channel.publish(array, range="auto")
    with shmview.read("cam") as frame:
        assert frame.range == (-2.5, 7)
    channel.publish(np.full((2, 2, 4), 5, np.uint8), range="auto")
    with shmview.read("cam") as frame:
        assert frame.range == (0, 255)  # of one number, as the viewer has it


@pytest.mark.parametrize("name", FORMATS)
def test_a_frame_of_any_format_is_filled_and_read(channel, name):
    with channel.frame(5, 3, name) as frame:
        given = picture(frame.array.shape, frame.array.dtype)
        if name == "bgrx":
            given[..., 3] = 255
        frame.array[...] = given
        frame.publish(range=(1, 2))
    with shmview.read("cam") as frame:
        assert frame.format == name and frame.range == (1, 2)
        assert np.ascontiguousarray(frame.array).tobytes() == given.tobytes()
        assert len(frame.pixels()) == given.nbytes


@pytest.mark.parametrize("range", [(1, 1), (0, float("inf")), (1, 1 + 1e-12), (0, 1e39), "auto"])
def test_a_range_that_no_header_can_say_is_refused(channel, range):
    frame = channel.frame(2, 2, "gray16le")
    frame.array[...] = 0
    with pytest.raises(ValueError, match="range"):
        frame.publish(range=range)
    frame.abandon()
