"""What the arguments of words may be, for those who check types."""

from __future__ import annotations

from typing import Iterable, Literal, Union

Order = Literal["rgb", "bgr"]
Table = Literal["viridis", "turbo", "magma", "twilight"]
Transfer = Literal["srgb", "linear"]
#: A pair of numbers.
Range = Union[Iterable[float], Literal["auto"]]
FormatName = Literal[
    "bgrx", "bgra", "gray8", "rgb24", "bgr24", "rgba", "bgra64le", "gray16le", "rgb48le",
    "bgr48le", "rgba64le", "bgraf32le", "grayf32le", "rgbf32le", "bgrf32le", "rgbaf32le",
    "rgb24-planar", "bgr24-planar", "rgba-planar", "rgb48le-planar", "bgr48le-planar",
    "rgba64le-planar", "rgbf32le-planar", "bgrf32le-planar", "rgbaf32le-planar",
]
Kind = Literal[
    "key", "press", "release", "wheel", "rectangle", "opened", "resized", "closed", "motion", "lost",
]
