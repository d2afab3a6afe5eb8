"""The formats of frames: one table, for headers, arrays and messages alike."""

from __future__ import annotations

from typing import NamedTuple, cast

from ._types import FormatName

#: Bytes of a sample, by its number in a format's; and what `struct` and numpy call it.
_SAMPLES = {0: (1, "u1"), 1: (2, "<u2"), 2: (4, "<f4")}
_LAYOUTS = {1: "BGRX", 2: "BGRA", 3: "Y", 4: "RGB", 5: "BGR", 6: "RGBA"}


class Format(NamedTuple):
    """How a frame's pixels lie in memory (PROTOCOL.md, section 5)."""

    name: FormatName
    number: int
    #: The order of the samples of a pixel; `Y` is gray.
    samples: str
    #: What numpy calls a sample.
    dtype: str
    sample_size: int
    #: Whether all rows of one channel come first, then those of the next.
    is_planar: bool
    #: Bytes of a pixel, in all planes.
    pixel_size: int
    #: Bytes from a pixel of a row to the next.
    column_size: int

    @property
    def planes(self) -> int:
        return len(self.samples) if self.is_planar else 1

    @property
    def row_unit(self) -> int:
        """Bytes of which the distance of two rows is a multiple."""
        return 4 if self.number in (1, 2) else self.sample_size

    @property
    def longest_row(self) -> int:
        """The most bytes from one row to the next."""
        return 65_535 * (4 if self.number in (1, 2) else 16)

    @property
    def has_alpha(self) -> bool:
        return self.samples.endswith("A")


def _name(layout: str, sample: int) -> str:
    name = "gray" if layout == "Y" else layout.lower()
    if sample == 2:
        return name + "f32le"
    if sample == 1:
        return f"{name}{16 * len(layout)}le"
    return {"gray": "gray8", "rgb": "rgb24", "bgr": "bgr24"}.get(name, name)


def _table() -> dict[str, Format]:
    formats: dict[str, Format] = {}
    for is_planar in (False, True):
        for sample, (size, dtype) in _SAMPLES.items():
            for layout, samples in _LAYOUTS.items():
                if layout == 1 and sample or is_planar and layout < 4:
                    continue
                name = _name(samples, sample) + ("-planar" if is_planar else "")
                number = layout | sample << 8 | is_planar << 16
                pixel = len(samples) * size
                formats[name] = Format(
                    cast(FormatName, name), number, samples, dtype, size, is_planar, pixel,
                    size if is_planar else pixel)
    return formats


FORMATS = _table()

_BY_NUMBER = {format.number: format for format in FORMATS.values()}


def format_of(number: int) -> Format | None:
    """The format of a header's field; None for one that is not in the table."""
    return _BY_NUMBER.get(number)


def named_format(name: str) -> Format:
    """The format of that name, or `ValueError` saying which there are."""
    if not isinstance(name, str) or name not in FORMATS:
        raise ValueError(f"{name!r} is not a format of frames: these are {', '.join(FORMATS)}")
    return FORMATS[name]
