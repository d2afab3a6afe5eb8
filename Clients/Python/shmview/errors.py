"""What can go wrong with a channel."""

from __future__ import annotations


class ChannelError(Exception):
    """Whatever keeps a program from using a channel."""


class Distrusted(ChannelError):
    """A file or directory that this user's programs would not have made like this."""


class Damaged(ChannelError):
    """Bytes that the protocol does not allow."""


class ChannelRemoved(ChannelError):
    """The channel's name is another directory now, or none."""


def removed(channel: str) -> ChannelRemoved:
    """What is raised where a channel is not there any more."""
    return ChannelRemoved(f"channel {channel} was removed")


class ChannelBusy(ChannelError):
    """Another publisher has had the channel's lock for too long, or this thread has it, and a
    signal's handler wants it. What was lent still is."""


class NoSpace(ChannelError):
    """The file system that channels lie on is full. The frame before is still shown."""


class NoViewer(ChannelError):
    """There is no viewer, and none could be started."""
