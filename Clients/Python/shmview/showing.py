"""`imshow`: a picture, and no more to think of."""

from __future__ import annotations

import os
import threading
from typing import Any

from . import _starting
from ._types import Order, Range, Table, Transfer
from .channel import Channel, check_name

# The last one is that used last.
_channels: dict[str, Channel] = {}
# Of how many channels to keep descriptors, each of which has some four and one for each frame.
_MOST = 32
# A signal's handler may show something, too, wherever its thread is.
_mutex = threading.RLock()


def _after_fork() -> None:
    global _mutex
    _mutex = threading.RLock()


os.register_at_fork(after_in_child=_after_fork)


def channel_named(name: str) -> Channel:
    """The channel of that name that this process keeps, with its descriptors and mappings.

    Of those that were not used for long, or were removed, it keeps neither.
    """
    if not isinstance(name, str):  # perhaps the picture, which comes second
        check_name(name)
    with _mutex:
        channel = _channels.pop(name, None)
        if channel is None:
            _let_go()
            channel = Channel(name)
        _channels[name] = channel
        return channel


def _let_go() -> None:
    oldest = len(_channels) - _MOST
    for index, (name, channel) in enumerate(list(_channels.items())):
        if (index <= oldest or channel.is_removed()) and not channel.let_go():
            _channels.pop(name, None)


def imshow(
    name: str, array: Any, *, order: Order | None = None,
    range: Range | None = None, table: Table | None = None,
    title: str | None = None, open: bool = False, transfer: Transfer = "srgb",
) -> int:
    """Shows a picture in the channel `name`, and returns its generation. Waits for nobody.

    - `array`: height x width, height x width x 1, 3 or 4, or channels first. Anything with
      `__array_interface__`, `__dlpack__` on the CPU or the buffer protocol: numpy, torch, PIL, ...
      bool, integers and floats.
    - `order`: what three or four channels are: "rgb" (the default) or "bgr".
    - `range`: the samples that become black and white: (low, high), or "auto" for those of this
      picture. Without it 0..255 for uint8, 0..65535 for uint16, 0..1 for bool and floats, and
      "auto" for other integers. In a picture of one channel NaN is magenta.
    - `table`: colors for a picture of one channel: "viridis", "turbo", "magma" or "twilight".
    - `transfer`: what samples say of light: "srgb", or "linear" where twice the number is twice the
      light, as in pictures of OpenEXR. Of no account with a table.
    - `title`: what to call it.
    - `open`: start a viewer if there is none, which sends every key here (`Channel.wait_key`);
      `NoViewer` if that cannot be done. The picture has been published then.
    """
    channel = channel_named(name)
    generation = channel.publish(
        array, title, order=order, range=range, table=table, transfer=transfer)
    if open and not channel.viewers():
        _starting.start_viewer(channel)
    return generation
