"""What fork(2) must not share: descriptors (their locks would have two owners) and mappings.

A child of `fork` closes what it has of its parent's in the moment in which it begins, and opens its
own when it needs them. So parent and child may both publish into one channel, or read from it.
"""

from __future__ import annotations

import os
import threading
import weakref
from typing import Protocol


class Forkable(Protocol):
    def after_fork(self) -> None:
        """Gives up, in a child of fork, what belongs to the parent."""


_all: "weakref.WeakSet[Forkable]" = weakref.WeakSet()

# Held from the call that opens something until it is registered, and by
# fork: so that none is missed.
gate = threading.RLock()


def register(thing: Forkable) -> None:
    """Has `thing.after_fork` called in every child of fork, for as long as
    there is such a thing."""
    with gate:
        _all.add(thing)


def _in_child() -> None:
    gate._at_fork_reinit()  # type: ignore[attr-defined]
    for thing in list(_all):
        thing.after_fork()


os.register_at_fork(before=gate.acquire, after_in_parent=gate.release, after_in_child=_in_child)
