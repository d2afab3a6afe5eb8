"""Until when to wait."""

from __future__ import annotations

import math
import time


def deadline_after(timeout: float | None) -> float | None:
    """The moment, by `time.monotonic`, when so many seconds will have passed; None for never."""
    if timeout is None:
        return None
    try:
        seconds = float(timeout + 0)  # `+ 0` refuses text, which `float` would parse
    except TypeError:
        raise TypeError(f"timeout is seconds, or None for no limit, not {timeout!r}") from None
    except OverflowError:  # a whole number that no float can hold
        seconds = math.inf if timeout > 0 else -math.inf
    if math.isnan(seconds):
        raise ValueError("timeout is seconds, or None for no limit, not NaN")
    return time.monotonic() + seconds
