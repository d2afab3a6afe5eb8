"""A frame that a program looks at."""

from __future__ import annotations

import fcntl
import threading
from types import TracebackType
from typing import Any, cast

from . import _fork
from ._files import Descriptor
from ._formats import Format, format_of
from ._memory import Lease, Mapping
from ._picture import needed_numpy
from ._records import PAGE, FrameHeader
from ._types import FormatName, Table, Transfer
from ._uncopied import Uncopied
from .errors import Damaged


# A frame's `range` is another.
_count = range


class PinnableFile:
    """A frame file as its readers see it. Locks do not nest, so that pins are counted."""

    def __init__(self, file: Descriptor) -> None:
        self.file = file
        self._pins = 0
        # The collector of garbage releases frames wherever a thread is, also within these.
        self._mutex = threading.RLock()
        self._mapping: Mapping | None = None
        _fork.register(self)

    def after_fork(self) -> None:
        self._mutex = threading.RLock()

    def pin(self) -> bool:
        with self._mutex:
            if self._pins == 0 and not self.file.try_lock(fcntl.LOCK_SH):
                return False
            self._pins += 1
            return True

    def unpin(self) -> None:
        with self._mutex:
            self._pins -= 1
            if self._pins == 0:
                self.file.unlock()

    def mapping(self, byte_count: int) -> Mapping:
        """The file's memory, kept from pin to pin."""
        with self._mutex:
            if self.file.status().st_size < byte_count:
                raise Damaged("the frame was cut by another program")
            if self._mapping is None or self._mapping.byte_count < byte_count:
                self._mapping = Mapping(self.file, byte_count, writable=False)
            return self._mapping

    def forget(self, mapping: Mapping) -> None:
        with self._mutex:
            if self._mapping is mapping:
                self._mapping = None


class Frame(Uncopied):
    """A pinned frame: no publisher takes it until it is released.

    A context manager; a frame that nobody refers to any more is released as well. Hold at most two
    of a channel at once: publishers make new ones meanwhile.
    """

    def __init__(self, pinned: PinnableFile, header: FrameHeader) -> None:
        self._pinned: PinnableFile | None = pinned
        self.header = header
        self._lease: Lease | None = None
        self._array: Any = None

    # What the header says.

    @property
    def generation(self) -> int:
        """The number of the frame in its channel, from 1."""
        return self.header.generation

    @property
    def width(self) -> int:
        """Columns."""
        return self.header.width

    @property
    def height(self) -> int:
        """Rows."""
        return self.header.height

    @property
    def format(self) -> FormatName:
        """What the pixels are, such as `bgrx`, `gray16le` or `rgbf32le-planar`."""
        return self._known_format().name

    @property
    def title(self) -> str:
        """What the publisher calls it."""
        return self.header.title

    @property
    def published_at(self) -> float:
        """When it was published: seconds since the epoch, as `time.time()`."""
        return self.header.nanoseconds / 1e9

    @property
    def range(self) -> tuple[float, float] | None:
        """The samples that are black and white; None for all that their type has."""
        return self.header.range

    @property
    def table(self) -> Table | None:
        """The color table that a gray picture is to be shown in."""
        return cast("Table | None", self.header.table)

    @property
    def transfer(self) -> Transfer:
        """What the samples say of light: `linear` where twice the number is twice the light."""
        return self.header.transfer

    @property
    def captured_at(self) -> float | None:
        """When it was taken: seconds since the epoch; None where nobody knows."""
        return self.header.captured / 1e9 if self.header.captured else None

    @property
    def details(self) -> str:
        """Lines of `key: value`, such as `camera: X100`."""
        return self.header.details

    @property
    def position(self) -> tuple[bytes | None, int]:
        """Which frame of which channel this is."""
        return (self.header.channel_id, self.header.generation)

    # The pixels.

    @property
    def array(self) -> Any:
        """The shared memory itself, read-only, as a numpy array: height x width of gray, else
        height x width x 3 or 4 in the order of the format's name (in `bgrx` the fourth is 255),
        also where the planes stand apart.

        An array that is kept after `release` keeps its pixels: it gets a copy of them then.
        """
        if self._array is None:
            numpy = needed_numpy("array", "pixels()")
            format, stride = self._known_format(), self.header.stride
            channels = len(format.samples)
            step = stride * self.height if format.is_planar else format.sample_size
            array = numpy.ndarray(
                (self.height, self.width, channels), format.dtype, self._memory(),
                strides=(stride, format.column_size, step))
            self._array = array[..., 0] if channels == 1 else array
        return self._array

    @property
    def bgr(self) -> Any:
        """Three channels of `array`, in the order of OpenCV; of gray the same three times."""
        return self._colors("BGR")

    @property
    def rgb(self) -> Any:
        """Three channels of `array`, in the order of most other libraries."""
        return self._colors("RGB")

    def _colors(self, order: str) -> Any:
        array, samples = self.array, self._known_format().samples
        if samples == "Y":
            numpy = needed_numpy("rgb", "pixels()")
            return numpy.broadcast_to(array[..., None], (*array.shape, 3))
        return array[..., :3] if samples.startswith(order) else array[..., 2::-1]

    def pixels(self) -> bytes:
        """A copy of the rows, packed, plane after plane; safe even where another program cuts the
        file meanwhile."""
        pinned = self._pin()
        header = self.header
        format = self._known_format()
        row_size, rows = self.width * format.column_size, self.height * format.planes
        if row_size == header.stride:
            pixels = pinned.file.read(row_size * rows, PAGE)
        else:
            pixels = b"".join(
                pinned.file.read(row_size, PAGE + y * header.stride) for y in _count(rows))
        if len(pixels) != row_size * rows:
            raise Damaged("the frame was cut by another program")
        return pixels

    def release(self) -> None:
        """Lets publishers have the frame again."""
        pinned, self._pinned = self._pinned, None
        if pinned is None:
            return
        self._array = None
        lease, self._lease = self._lease, None
        try:
            if lease and lease.end():
                pinned.forget(lease.mapping)
                lease.mapping.keep_copy()
        finally:
            pinned.unpin()

    def __enter__(self) -> Frame:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()

    def __del__(self) -> None:
        if getattr(self, "_pinned", None):
            self.release()

    def __repr__(self) -> str:
        return (f"<shmview.Frame generation {self.generation}, {self.width}x{self.height} "
                f"{self.format}>")

    def _known_format(self) -> Format:
        format = format_of(self.header.format)
        assert format is not None, "headers are checked"
        return format

    def _pin(self) -> PinnableFile:
        if self._pinned is None:
            raise ValueError("the frame has been released")
        if self._pinned.file.number < 0:
            raise ValueError("the frame belongs to the parent process; read it again")
        return self._pinned

    def _memory(self) -> memoryview:
        pinned = self._pin()
        byte_count = PAGE + self.header.stride * self.height * self._known_format().planes
        if self._lease is None:
            self._lease = Lease(pinned.mapping(byte_count))
        return self._lease.memory()[PAGE:byte_count].toreadonly()
