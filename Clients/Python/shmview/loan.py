"""A frame that a program fills."""

from __future__ import annotations

import time
from types import TracebackType
from typing import TYPE_CHECKING, Any, Callable, Iterable, NamedTuple

from ._formats import Format
from ._frame_file import FrameFile
from ._memory import Lease
from ._picture import checked_range, needed_numpy
from ._publishing import OpenChannel
from ._records import PAGE, FrameHeader, check_transfer
from ._tables import check_table
from ._types import FormatName, Table, Transfer
from ._uncopied import Uncopied
from .errors import ChannelBusy, ChannelRemoved, NoSpace

if TYPE_CHECKING:
    from .channel import Channel


# Seconds since the epoch that a header has room for.
_LATEST = 2**64 / 1e9 - 1


class _Caption(NamedTuple):
    """What a header says beside where the pixels are, in its order."""

    title: str
    range: tuple[float, float] | None
    table: str | None
    captured: int
    details: str
    transfer: Transfer


def _text(text: str | None, what: str) -> str:
    if not isinstance(text, (str, type(None))):
        raise TypeError(f"{what} is text, not {text!r}")
    return text or ""


def _caption(
    format: Format, title: str | None, range: Iterable[float] | None, table: Table | None,
    captured: float | None, details: str, transfer: Transfer,
) -> _Caption:
    """What is said, once it has been looked at; nothing mostly is."""
    if table is not None:
        check_table(table)
        if len(format.samples) != 1:
            raise ValueError(f"a color table is for one channel, not for a {format.name} frame")
    if isinstance(range, str):
        raise ValueError(f"range is None or a pair (low, high) of numbers here, not {range!r}")
    check_transfer(transfer)
    return _Caption(
        title if type(title) is str else _text(title, "title"),
        None if range is None else checked_range(range), table,
        0 if captured is None else _nanoseconds(captured),
        details if type(details) is str else _text(details, "details"), transfer)


def _nanoseconds(captured: float) -> int:
    """Of a time in seconds, to the microsecond."""
    try:
        captured = float(captured)
    except (TypeError, ValueError):
        raise TypeError(
            f"captured is seconds since the epoch, as time.time() or datetime.timestamp(), not "
            f"{captured!r}") from None
    except OverflowError:  # a whole number that no float can hold
        raise ValueError(f"captured is seconds since the epoch, not {captured!r}") from None
    if not 0 <= captured < _LATEST:
        raise ValueError(f"captured is seconds since the epoch, not {captured!r}")
    return round(captured * 1e6) * 1000


class Loan(Uncopied):
    """A frame of a channel that nobody else has, until it is published or abandoned.

    `array` is the shared memory itself: what is written there needs no copy. What it holds at first
    is undefined. As a context manager a loan that was not published is abandoned at the end.
    """

    _opened: OpenChannel
    _frame: FrameFile

    def __init__(self, channel: Channel, width: int, height: int, format: Format) -> None:
        self.width, self.height = width, height
        #: Bytes of pixels.
        self.byte_count = width * height * format.pixel_size
        self._format = format
        self._channel = channel
        self._lease: Lease | None = None
        self._array: Any = None
        self._is_over = False
        self._has_memory = False

    def borrow(self, opened: OpenChannel) -> None:
        """Borrows a frame, under the lock; what an interrupt then leaves is
        forgotten with the loan."""
        self._frame = opened.take(self.byte_count, self)
        self._opened = opened

    @property
    def format(self) -> FormatName:
        """The name of the format."""
        return self._format.name

    @property
    def serial(self) -> int:
        """The number in the name of the frame's file."""
        return self._frame.serial

    @property
    def memory(self) -> memoryview:
        """The frame's memory, row after row, as bytes."""
        self._check()
        if self._lease is None:
            if not self._frame.is_mapped(self.byte_count):
                self._get_memory()
            self._has_memory = True
            self._lease = Lease(self._frame.mapping(self.byte_count))
        return self._lease.memory()[PAGE : PAGE + self.byte_count]

    @property
    def array(self) -> Any:
        """The frame's memory as a numpy array: height x width of gray, else height x width x 3 or 4
        in the order of the format's name, also where the planes stand apart. In `bgrx`
        the fourth is 255 already.

        After `publish` the array belongs to this process alone: what is written there later changes
        no frame.
        """
        if self._array is None:
            numpy = needed_numpy("array", "memory")
            format, channels = self._format, len(self._format.samples)
            flat = numpy.frombuffer(self.memory, format.dtype)
            if format.is_planar:
                array = flat.reshape(channels, self.height, self.width).transpose(1, 2, 0)
            elif channels == 1:
                array = flat.reshape(self.height, self.width)
            else:
                array = flat.reshape(self.height, self.width, channels)
            self._pad(array)
            self._array = array
        return self._array

    def write(self, pixels: Any) -> None:
        """Writes all rows, packed, from anything with the buffer protocol."""
        self._check()
        view = memoryview(pixels)
        if view.nbytes != self.byte_count:
            raise ValueError(
                f"{view.nbytes} bytes of pixels, where a {self.format} frame of "
                f"{self.width}x{self.height} has {self.byte_count}")
        data = view.cast("B") if view.c_contiguous else view.tobytes()
        self._get_memory()
        self._frame.file.write(data, PAGE)

    def publish(
        self, title: str | None = None,
        before_commit: Callable[[int], None] | None = None, *,
        range: Iterable[float] | None = None, table: Table | None = None,
        captured: float | None = None, details: str = "", transfer: Transfer = "srgb",
    ) -> int:
        """Makes the frame the channel's latest, wakes the viewers, and returns its generation.

        - `range`: the samples that are black and white; without it all that their type has, 0 to 1
          for floats.
        - `table`: the color table that a gray picture is to be shown in.
        - `captured`: when it was taken, as `time.time()`.
        - `details`: lines of `key: value`, such as `camera: X100`.
        - `transfer`: what samples say of light: "srgb", or "linear" where twice the number is twice
          the light. Of no account with a table.

        Of a title and of details control characters become U+FFFD, and what is beyond 1,024 bytes
        of UTF-8 is cut, as by every publisher.

        `before_commit` is for tests: it gets the generation when only the header is written.
        """
        self._check()
        caption = _caption(self._format, title, range, table, captured, details, transfer)
        if self._lease:
            self._let_go_of_memory()
        try:
            with self._channel.mutex:
                generation = self._opened.under_lock(self._commit, caption, before_commit)
                self._channel.published(self._opened.id, generation)
        except ChannelBusy:
            raise  # it may be tried again
        except BaseException:
            self.abandon()
            raise
        if self._frame.padded == (-1, self.byte_count):
            self._frame.padded = (generation, self.byte_count)
        return generation

    def abandon(self) -> None:
        """Gives the frame back unpublished; nobody ever sees it."""
        if not self._is_over:
            self._is_over = True
            self._let_go_of_memory()
            self._give_back()

    def fills_all(self) -> None:
        """Says that the owner of the memory also writes every fourth byte of it."""
        self._frame.padded = (-1, self.byte_count)

    def __enter__(self) -> Loan:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if not self._is_over:
            self.abandon()

    def _check(self) -> None:
        if self._is_over:
            raise ValueError("the frame was published or abandoned; get another one from the channel")
        if self._frame.file.number < 0:
            raise ValueError("the frame belongs to the parent process; get another one")

    def _commit(self, caption: _Caption, before_commit: Callable[[int], None] | None) -> int:
        self._check()  # another thread may have been quicker
        if not self._has_memory:  # not even a header's, perhaps
            self._frame.allocate(self.byte_count)
        frame, format = self._frame, self._format
        latest = self._opened.look_for_commit(frame)
        header = FrameHeader(
            self._opened.id, latest.generation + 1, frame.serial, self.width, self.height,
            self.width * format.column_size, format.number, time.time_ns(), *caption)
        self._opened.commit(frame, header, before_commit)
        self._is_over = True
        return header.generation

    def _get_memory(self) -> None:
        try:
            self._allocate()
        except NoSpace:
            self._is_over = True
            try:
                with self._channel.mutex:
                    self._opened.under_lock(self._opened.discard, self._frame)
            except (ChannelBusy, ChannelRemoved):
                self._give_back()
            raise

    def _give_back(self) -> None:
        if self._frame.is_lent_to(self):  # and not published already when an interrupt came
            self._frame.give_back()

    def _allocate(self) -> None:
        """Gets the memory; where that is short, older frames give theirs, one after the other."""
        while True:
            try:
                self._frame.allocate(self.byte_count)
                self._has_memory = True
                return
            except NoSpace:
                if not self._has_made_room():
                    raise

    def _has_made_room(self) -> bool:
        try:
            with self._channel.mutex:
                return self._opened.under_lock(self._opened.give_up_oldest)
        except (ChannelBusy, ChannelRemoved):
            return False

    def _pad(self, array: Any) -> None:
        """Every fourth byte of BGRX is 255, and mostly still is from the last time."""
        if self._format.name != "bgrx":
            self._frame.padded = None
            return
        if self._frame.padded != (self._frame.held_before, self.byte_count):
            array[..., 3] = 255
        self.fills_all()

    def _let_go_of_memory(self) -> None:
        self._array = None
        lease = self._lease
        if lease and lease.end():
            # Somebody keeps the array: the next frame gets other memory.
            self._frame.forget_mapping()
            lease.mapping.part()
        self._lease = None
