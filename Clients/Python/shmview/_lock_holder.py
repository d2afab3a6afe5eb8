"""Which process has the publishers' lock, for the error of one that has waited too long."""

from __future__ import annotations

import glob
import os
import re

from ._files import Descriptor


def holder_of(lock: Descriptor) -> str:
    """What `lock` says of its holder; if that process is gone, also who has inherited the lock."""
    named = lock.read(64, 0).rstrip(b"\0").decode(errors="replace")
    process = re.match(r"process (\d+)", named)
    if not process or os.path.exists(f"/proc/{process[1]}"):
        return named
    heir = _process_that_has(lock.status().st_ino)
    return f"{named}, which is gone; process {heir} has inherited the lock" if heir else named


def _process_that_has(inode: int) -> str | None:
    """/proc/locks names the process that took a lock, the descriptors tell who has it."""
    for path in glob.iglob("/proc/[0-9]*/fdinfo/*"):
        try:
            with open(path) as information:
                if any(line.startswith("lock:") and f":{inode} " in line for line in information):
                    return path.split("/")[2]
        except OSError:
            continue  # it has ended, or is another user's
    return None
