"""What is of one process, and there but once."""

from __future__ import annotations

from typing import Any


class Uncopied:
    """Has descriptors, locks or memory: a copy would close, unlock or unmap them a second time."""

    def __reduce_ex__(self, protocol: Any) -> Any:
        """What `copy` and `pickle` ask, also to hand something over to another process."""
        raise TypeError(
            f"a {type(self).__name__} cannot be copied, nor sent to another process; "
            "open the channel by its name where it is needed")
