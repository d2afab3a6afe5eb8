"""What arrays look like as frames."""

import array as arrays
import ctypes

import numpy as np
import pytest

import shmview
from shmview._numpy_picture import NumpyPicture
from shmview._plain_picture import PlainPicture

SHAPES = [(1, 1), (1, 2), (7, 5), (33, 300), (129, 257)]


def bgra(picture):
    memory = bytearray(picture.width * picture.height * 4)
    picture.write(memoryview(memory))
    return np.frombuffer(memory, np.uint8).reshape(picture.height, picture.width, 4)


def numpy_pixels(array, order="rgb", range=None, table=None):
    return bgra(NumpyPicture(array, order, range, table))


def plain_pixels(array, order="rgb", range=None, table=None):
    return bgra(PlainPicture(np.ascontiguousarray(array), order, range, table))


BOTH = pytest.mark.parametrize("pixels", [numpy_pixels, plain_pixels])


def noise(*shape):
    return np.random.default_rng(sum(shape)).integers(0, 256, shape).astype(np.uint8)


@BOTH
@pytest.mark.parametrize("shape", SHAPES)
def test_colors_stand_in_the_order_that_was_said(pixels, shape):
    picture = noise(*shape, 3)
    for given in (picture, np.ascontiguousarray(picture.transpose(2, 0, 1))):
        if shape[1] in (1, 2, 3, 4) and given is not picture:
            continue  # that could be either, or is refused
        rgb, bgr = pixels(given), pixels(given, order="bgr")
        assert (rgb[..., 2::-1] == picture).all() and (rgb[..., 3] == 255).all()
        assert (bgr[..., :3] == picture).all() and (bgr[..., 3] == 255).all()


@BOTH
@pytest.mark.parametrize("order, places", [("rgb", (2, 1, 0, 3)), ("bgr", (0, 1, 2, 3))])
def test_alpha_is_kept_where_it_is_used(pixels, order, places):
    picture = noise(20, 30, 4)
    assert (pixels(picture, order=order)[..., places] == picture).all()
    picture[..., 3] = 255
    assert (pixels(picture, order=order)[..., places] == picture).all()


def test_an_opaque_picture_goes_the_faster_way():
    picture = noise(20, 30, 4)
    assert NumpyPicture(picture, "rgb", None, None).format == "bgra"
    picture[..., 3] = 255
    assert NumpyPicture(picture, "rgb", None, None).format == "bgrx"
    assert PlainPicture(picture, "rgb", None, None).format == "bgrx"


@BOTH
@pytest.mark.parametrize("shape", SHAPES)
def test_gray_is_gray(pixels, shape):
    picture = noise(*shape)
    for given in (picture, picture[..., np.newaxis]):
        shown = pixels(given)
        assert all((shown[..., channel] == picture).all() for channel in range(3))
        assert (shown[..., 3] == 255).all()


@BOTH
@pytest.mark.parametrize("dtype, value, level", [
    (np.bool_, True, 255), (np.uint16, 65535, 255), (np.uint16, 128 * 257, 128),
    (np.float32, 1, 255), (np.float64, 0.5, 128), (np.float32, 7, 255), (np.float32, -7, 0),
    (np.float16, 0.5, 128), (np.float16, np.inf, 255),
    (np.float32, np.inf, 255), (np.float32, -np.inf, 0),
])
def test_samples_of_other_types(pixels, dtype, value, level):
    assert (pixels(np.full((5, 6), value, dtype))[..., :3] == level).all()
    assert (pixels(np.full((5, 6, 3), value, dtype))[..., :3] == level).all()


@BOTH
def test_a_range_is_black_to_white(pixels):
    depth = np.array([[1000, 2000, 3000, 4000, 5000]], np.uint16)
    assert pixels(depth, range=(2000, 4000))[0, :, 0].tolist() == [0, 0, 128, 255, 255]
    assert pixels(depth, range="auto")[0, :, 0].tolist() == [0, 64, 128, 191, 255]
    labels = np.array([[-3, 0, 3]], np.int32)
    assert pixels(labels)[0, :, 0].tolist() == [0, 128, 255]
    eight = np.array([[10, 20, 30]], np.uint8)
    assert pixels(eight, range=(10, 30))[0, :, 0].tolist() == [0, 128, 255]
    assert pixels(np.full((2, 2), 5, np.int64), range="auto").max() == 255


@BOTH
@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("dtype, numbers, range", [
    ("f8", [-1e308, 0, 1e308], "auto"), ("f8", [0, 1e-323, 2e-323], "auto"),
    ("f8", [-1e308, 0.5, 1e308], None), ("f8", [-1e308, 1e-40, 1e308], (0, 2e-40)),
    ("i8", [-(2**63), 0, 2**63 - 1], "auto"), ("u8", [0, 2**63, 2**64 - 1], "auto"),
    ("f2", [-1, 0, 1], (-1e38, 3e38)), ("u1", [0, 0, 1], (-1e-40, 1e-40)),
])
def test_numbers_and_ranges_may_be_as_large_and_as_small_as_they_come(pixels, dtype, numbers, range):
    levels = pixels(np.array([numbers], dtype), range=range)[0, :, 0].tolist()
    assert levels == {"f2": [64] * 3, "u1": [128, 128, 255]}.get(dtype, [0, 128, 255])


@BOTH
@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("dtype, number, level", [
    ("u1", 7, 7), ("u2", 0, 0), ("u2", 65535, 255), ("u2", 4000, 128), ("i4", 5, 128),
    ("u8", 2**63, 128), ("f8", 0.25, 64), ("f8", -3, 128), ("f8", 1e300, 128),
    ("f8", 1.7e308, 128), ("f8", 1.7976931348623157e308, 255), ("f2", 9, 128),
])
def test_a_picture_of_one_number_is_shown_as_the_viewer_does(pixels, dtype, number, level):
    assert (pixels(np.full((2, 2), number, dtype), range="auto")[..., :3] == level).all()


def test_the_range_of_one_number_is_one_that_a_header_can_hold(channel):
    for number in (1e10, -1e10, 3.4028234663852886e38, 0.5, 0):
        channel.publish(np.full((2, 2), number, np.float32), range="auto")
        low, high = shmview.read("cam").range or (0, 1)
        assert low <= number <= high and low < high


@BOTH
def test_what_is_not_a_number_has_a_color_of_its_own(pixels):
    picture = np.array([[0, np.nan, 1]], np.float32)
    for range in (None, "auto"):
        assert pixels(picture, range=range)[0, :, :3].tolist() == [[0] * 3, [255, 0, 255], [255] * 3]


@BOTH
def test_a_color_table(pixels):
    ends = np.array([[0, 255]], np.uint8)
    assert pixels(ends, table="viridis")[0, :, :3].tolist() == [[84, 1, 68], [37, 231, 253]]
    assert (pixels(ends / 255, table="viridis") == pixels(ends, table="viridis")).all()


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.float16, np.float32, np.float64, np.int32])
@pytest.mark.parametrize("shape", [(40, 50), (40, 50, 3), (40, 50, 4), (3, 40, 50)])
def test_with_and_without_numpy_is_the_same(dtype, shape):
    picture = noise(*shape).astype(dtype)
    if dtype in (np.float16, np.float32, np.float64):
        picture /= 255
    for range in (None, "auto", (10, 100)):
        difference = numpy_pixels(picture, range=range).astype(int) - plain_pixels(
            picture, range=range)
        assert abs(difference).max() <= (1 if picture.dtype.kind == "f" else 0)


def test_any_strides():
    picture = noise(60, 70, 3)
    for view in (picture[::2, ::3], picture[::-1], picture[:, ::-1], picture[:, 5:9],
                 picture[..., ::-1], np.asfortranarray(picture), picture.transpose(1, 0, 2)):
        assert (numpy_pixels(view, order="bgr")[..., :3] == view).all()
        assert (numpy_pixels(view)[..., 2::-1] == view).all()


@pytest.mark.parametrize("given, words", [
    (np.zeros((5, 4, 2)), "shape (5, 4, 2) and dtype float64 is not a picture"),
    (np.zeros((4, 5, 2), np.uint8), "shape (4, 5, 2) and dtype uint8 could be 4 x 5 pixels of two "
     "channels, which cannot be shown, or 4 channels of 5 x 2 pixels"),
    (np.zeros((1, 5, 2)), "could be 1 x 5 pixels of two"),
    (np.zeros((2, 4, 5)), "shape (2, 4, 5) and dtype float64 is not a picture"),
    (np.zeros((3, 0, 2)), "shape (3, 0, 2)"), (np.zeros((), np.uint8), "shape ()"),
    (np.zeros((4, 5), [("x", "u1")]), "dtype [('x', 'u1')] is not a picture"),
    (np.zeros((4, 5), "M8[s]"), "dtype datetime64[s] is not a picture"),
    ([[1, 2], [3]], "cannot be taken as an array"),
    (np.zeros(5), "shape (5,) and dtype float64"),
    (np.zeros((4, 5), complex), "dtype complex128"),
    (np.zeros((0, 5)), "1 to 65535 rows"),
    (np.zeros((4, 5), object), "dtype object is not a picture"),
    ("a picture", "is not a picture"),
    (None, "NoneType is not an array of numbers"),
])
def test_what_is_no_picture_is_refused_by_name(channel, given, words):
    with pytest.raises((ValueError, TypeError)) as caught:
        channel.publish(given)
    assert words in str(caught.value)
    assert shmview.read("cam") is None


@pytest.mark.parametrize("options, words", [
    ({"order": "grb"}, "order is 'rgb' or 'bgr', not 'grb'"), ({"order": ""}, "not ''"),
    ({"range": (3, 3)}, "that differ"), ({"range": (0, float("nan"))}, "that differ"),
    ({"range": (float("nan"), 0)}, "that differ"), ({"range": (0, float("-inf"))}, "that differ"),
    ({"captured": -1}, "seconds since the epoch"),
    ({"captured": float("nan")}, "seconds since the epoch"),
    ({"captured": 1e30}, "seconds since the epoch"),
    ({"captured": 10**400}, "seconds since the epoch"),
    ({"range": "all"}, "'auto' or a pair"), ({"table": "jet"}, "viridis, turbo, magma, twilight"),
    ({"transfer": "pq"}, "srgb, linear, not 'pq'"),
    ({"range": (0, 10**400)}, "'auto' or a pair"), ({"table": ["jet"]}, "viridis, turbo, magma"),
])
def test_options_that_mean_nothing_are_refused(channel, options, words):
    with pytest.raises(ValueError) as caught:
        channel.publish(np.zeros((3, 3)), **options)
    assert words in str(caught.value)


@pytest.mark.parametrize("options, words", [
    ({"title": 5}, "title is text, not 5"), ({"details": ["x"]}, "details is text, not"),
])
def test_what_is_not_text_is_refused(channel, options, words):
    with pytest.raises(TypeError, match=words):
        channel.publish(np.zeros((3, 3)), **options)
    assert channel.publish(np.zeros((3, 3)), None, details="") == 1


def test_a_size_that_is_not_whole_is_refused(channel):
    for size in ((3.5, 2), ("3", 2), (3, None)):
        with pytest.raises(TypeError, match="is a whole number, not"):
            channel.frame(*size)
    assert channel.frame(np.int64(3), np.uint8(2)).array.shape == (2, 3, 4)


@BOTH
def test_a_range_may_go_down(pixels):
    depth = np.array([[1000, 2000, 3000, 4000, 5000]], np.uint16)
    assert pixels(depth, range=(4000, 2000))[0, :, 0].tolist() == [255, 255, 128, 0, 0]


@pytest.mark.filterwarnings("ignore::PendingDeprecationWarning")
def test_arrays_with_ways_of_their_own_are_arrays(channel):
    masked = np.ma.masked_less(np.arange(12.0).reshape(3, 4), 5)
    for given in (np.matrix([[0.0, 0.5, 1.0]]), masked, np.broadcast_to(np.uint8(7), (5, 6)),
                  np.frombuffer(bytes(49), np.uint8)[1:].view("<f4").reshape(3, 4)):
        channel.publish(given)
        with shmview.read("cam") as frame:
            assert (frame.height, frame.width) == given.shape


def test_a_color_table_needs_one_channel(channel):
    with pytest.raises(ValueError, match="a color table is for one channel"):
        channel.publish(noise(3, 3, 3), table="magma")
    for format in ("bgrx", "rgb48le", "bgrf32le-planar"):
        frame = channel.frame(3, 3, format)
        with pytest.raises(ValueError, match=f"for one channel, not for a {format} frame"):
            frame.publish(table="magma")
        frame.publish()  # it is still there
    frame = channel.frame(3, 3, "grayf32le")
    assert frame.publish(table="magma") == 4


def test_a_lent_frame_has_no_automatic_range(channel):
    with channel.frame(3, 3, "gray8") as frame:
        with pytest.raises(ValueError, match=r"None or a pair \(low, high\) of numbers here"):
            frame.publish(range="auto")


def test_light_is_told_and_a_table_is_none(channel):
    for options, told in (
        ({}, "srgb"), ({"transfer": "linear"}, "linear"),
        ({"transfer": "linear", "table": "magma"}, "srgb"),
    ):
        channel.publish(np.zeros((3, 3), np.float32), **options)
        with shmview.read("cam") as frame:
            assert frame.transfer == told
    loan = channel.frame(3, 2, "grayf32le")
    loan.publish(transfer="linear")
    with shmview.read("cam") as frame:
        assert frame.transfer == "linear"


def test_arrays_on_other_devices_are_refused(channel):
    class OnCard:
        def __dlpack_device__(self):
            return (2, 0)

        def __dlpack__(self, **_):
            raise AssertionError("it must not be asked for")

    with pytest.raises(TypeError, match="not in the CPU's memory"):
        channel.publish(OnCard())


def test_whatever_has_memory_is_taken(channel):
    pixels = arrays.array("B", range(12))
    channel.publish(memoryview(pixels).cast("B", (2, 2, 3)))
    with shmview.read("cam") as frame:
        assert frame.rgb.reshape(-1).tolist() == list(range(12))
    channel.publish([[0.0, 1.0]])
    with shmview.read("cam") as frame:
        assert frame.bgr[0].tolist() == [[0] * 3, [255] * 3]


@pytest.mark.parametrize("range", [
    np.array([10, 20]), np.array([10.0, 20.0], np.float32), [10, 20]])
@pytest.mark.parametrize("dtype", [np.uint8, np.float64, np.bool_])
def test_a_range_is_any_pair(channel, range, dtype):
    picture = np.array([[10, 20]]).astype(dtype)
    channel.publish(picture, range=range)
    with shmview.read("cam") as frame:
        assert frame.range in ((10, 20), None) and (frame.range is None) == (dtype is np.float64)
        if dtype is np.float64:
            assert frame.array[0, :, 0].tolist() == [0, 255]
    with channel.frame(2, 1, "gray8") as loan:
        loan.array[...] = 0
        loan.publish(range=np.array([1, 2]))


@pytest.mark.parametrize("mode, alpha", [
    ("P", False), ("P", True), ("LA", True), ("PA", True), ("La", True), ("RGBa", True),
    ("CMYK", False), ("YCbCr", False), ("HSV", False), ("RGBX", False), ("L", False),
    ("RGBA", True), ("1", False), ("I;16", False), ("F", False)])
def test_pictures_of_pil_look_as_pil_says(channel, mode, alpha):
    Image = pytest.importorskip("PIL.Image")
    source = Image.fromarray(noise(6, 8, 4 if alpha else 3))
    steps = {"La": ["LA"], "PA": ["P"], "LA": ["L"], "RGBX": ["RGB"], "I;16": ["I"]}
    for step in [*steps.get(mode, []), mode]:
        if step == "P":
            source = source.convert("RGB").quantize(16)
            if alpha and mode == "P":
                source.info["transparency"] = 3
        else:
            source = source.convert(step)
    assert source.mode == mode
    channel.publish(source)
    with shmview.read("cam") as frame:
        if mode in ("1", "I;16", "F", "L"):
            samples = frame.array > 0 if mode == "1" else frame.array
            assert (samples == np.asarray(source)).all() and frame.array.ndim == 2
        else:
            through = source.convert("LA") if mode == "La" else source
            wanted = np.asarray(through.convert("RGBA" if alpha else "RGB"))
            assert (frame.array == wanted).all()


def test_a_picture_of_pil_that_cannot_be_converted_is_refused_by_its_mode(channel, monkeypatch):
    Image = pytest.importorskip("PIL.Image")

    def convert(self, mode):
        raise ValueError(f"conversion from {self.mode} to {mode} not supported")

    monkeypatch.setattr(Image.Image, "convert", convert)
    with pytest.raises(TypeError, match=r"PIL of mode LAB cannot be shown \(conversion from LAB to RGB"):
        channel.publish(Image.new("LAB", (4, 4)))


class Described:
    """What has an `__array_interface__` alone."""

    def __init__(self, array, **others):
        self.of = array
        self.__array_interface__ = {**array.__array_interface__, **others}


@pytest.mark.parametrize("kind", [
    ctypes.c_uint8, ctypes.c_uint16, ctypes.c_int16, ctypes.c_int32, ctypes.c_long, ctypes.c_ulong,
    ctypes.c_float, ctypes.c_double, ctypes.c_bool])
def test_without_numpy_arrays_of_any_library_are_taken(kind):
    samples = np.arange(12).reshape(3, 4) > 5 if kind is ctypes.c_bool else np.arange(12).reshape(3, 4)
    array = (kind * 4 * 3)(*map(tuple, samples.tolist()))
    wanted = numpy_pixels(samples.astype(kind), range=(0, 11))
    for given in (array, Described(np.ctypeslib.as_array(array))):
        assert (bgra(PlainPicture(given, "rgb", (0, 11), None)) == wanted).all()


class Lent:
    """What has `__dlpack__` alone."""

    def __init__(self, array):
        self.of = array

    def __dlpack__(self):
        return self.of.__dlpack__()


@pytest.mark.parametrize("kind", [Described, Lent])
@pytest.mark.parametrize("dtype", ["u1", "u2", "i4", "f4", "f2", "f8"])
def test_without_numpy_any_strides_of_any_library_are_taken(kind, dtype):
    samples = np.arange(3 * 12 * 14).reshape(12, 14, 3).astype(dtype)
    for given in (samples, samples[::2, ::3], samples[::-1], samples[:, ::-1], samples[:, 3:7],
                  samples[..., ::-1], np.asfortranarray(samples), samples.transpose(1, 0, 2),
                  samples[..., 1], samples[::-2, ::-3, 1], samples.transpose(2, 0, 1)[:, :, ::2],
                  np.lib.stride_tricks.as_strided(samples, (5, 14, 3), (0, samples.strides[1], 0)),
                  samples[:1, :1]):
        wanted = numpy_pixels(given, range=(0, 503))
        assert (bgra(PlainPicture(kind(given), "rgb", (0, 503), None)) == wanted).all()


@pytest.mark.parametrize("kind", [Described, memoryview])
@pytest.mark.parametrize("dtype", [">u2", ">i4", ">i8", ">f2", ">f4", ">f8"])
def test_without_numpy_the_high_byte_may_come_first(kind, dtype):
    samples = np.arange(3 * 12 * 14).reshape(12, 14, 3).astype(dtype)
    for given in (samples, samples[::-1, ::2], samples[..., 1]):
        wanted = numpy_pixels(given, range=(0, 503))
        assert (bgra(PlainPicture(kind(given), "rgb", (0, 503), None)) == wanted).all()


def test_without_numpy_memory_is_read_as_far_as_it_goes():
    class Short:
        __array_interface__ = {"shape": (4, 5), "typestr": "|u1", "data": b"x" * 21, "version": 3}

    assert bgra(PlainPicture(Short(), "rgb", None, None))[0, 0, 0] == ord("x")
    for wrong in ({"offset": 2}, {"strides": (6, 1)}, {"strides": (-5, 1)}):
        Short.__array_interface__ = {**Short.__array_interface__, "offset": 0, **wrong}
        with pytest.raises(TypeError, match="memory of a Short is shorter than its __array_interface"):
            PlainPicture(Short(), "rgb", None, None)


def test_without_numpy_what_cannot_be_taken_is_told():
    array = np.zeros((6, 8), np.uint8)
    with pytest.raises(ValueError, match=r"shape \(6, 8\) and dtype complex128 is not a picture"):
        PlainPicture(Lent(array.astype(complex)), "rgb", None, None)
    Lent.__dlpack__ = lambda self: object()
    with pytest.raises(TypeError, match="a Lent does not give its memory away"):
        PlainPicture(Lent(array), "rgb", None, None)
    with pytest.raises(ValueError, match=r"dtype \|V2 is not a picture"):
        PlainPicture(Described(array.astype("V2")), "rgb", None, None)
    with pytest.raises(TypeError, match="a list has no memory to look at"):
        PlainPicture([[1, 2], [3, 4]], "rgb", None, None)
