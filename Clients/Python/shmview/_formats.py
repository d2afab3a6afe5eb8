"""The formats of frames: one table, for headers, arrays and messages alike."""

from __future__ import annotations

from typing import NamedTuple


class Format(NamedTuple):
    """How a frame's pixels lie in memory."""

    name: str
    number: int
    pixel_size: int
    #: The order of the bytes of a pixel.
    samples: str


FORMATS: dict[str, Format] = {
    format.name: format
    for format in (Format("bgrx", 1, 4, "BGRX"), Format("bgra", 2, 4, "BGRA"))
}

_BY_NUMBER = {format.number: format for format in FORMATS.values()}


def format_of(number: int) -> Format | None:
    """The format of a header's field; None for one that is not in the table."""
    return _BY_NUMBER.get(number)


def named_format(name: str) -> Format:
    """The format of that name, or `ValueError` saying which there are."""
    if name not in FORMATS:
        accepted = " or ".join(repr(known) for known in FORMATS)
        raise ValueError(
            f"a frame's format is {accepted}, not {name!r}; "
            "imshow and Channel.publish convert other arrays")
    return FORMATS[name]
