"""Show pictures in shmview, and look at what others show.

    import shmview
    shmview.imshow("cam", array)               # RGB; order="bgr" for OpenCV's arrays
    for frame in shmview.follow("cam"):        # another program
        print(frame.array.mean())

An array with three or four channels is RGB or RGBA unless `order="bgr"` says otherwise (in
`shmview.cv2compat` it is BGR, as in OpenCV). A viewer is started by `shmview cam`, before or after.

`imshow` is all that most programs need. `Channel` publishes without looking its name up, and lends
the shared memory itself; `follow` and `read` pin frames and show them without a copy. Nothing here
waits for a viewer, opens a window or needs anything but Python; numpy is used where it is.
"""

from ._records import ViewerRecord
from .channel import Channel
from .errors import (
    ChannelBusy,
    ChannelError,
    ChannelRemoved,
    Damaged,
    Distrusted,
    NoSpace,
    NoViewer,
)
from .events import Event, Listener
from .frame import Frame
from .loan import Loan
from .reading import follow, read
from .showing import imshow

__all__ = [
    "Channel",
    "ChannelBusy",
    "ChannelError",
    "ChannelRemoved",
    "Damaged",
    "Distrusted",
    "Event",
    "Frame",
    "Listener",
    "Loan",
    "NoSpace",
    "NoViewer",
    "ViewerRecord",
    "follow",
    "imshow",
    "read",
]
