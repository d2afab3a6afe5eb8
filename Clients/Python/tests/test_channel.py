"""Publishing and reading, in one process and in several."""

import contextlib
import copy
import datetime
import errno
import fcntl
import gc
import multiprocessing
import os
import pickle
import resource
import shutil
import signal
import stat
import sys
import threading
import time

import numpy as np
import pytest

import shmview
from conftest import TIMEOUT, run_python
from shmview import _lifecycle, _linux, _publishing, _viewers, showing
from shmview import channel as channels
from shmview import frame as frames
from shmview._files import Descriptor, open_directory, open_file, open_root
from shmview._frame_file import FrameFile
from shmview._linux import Inotify
from shmview._memory import Mapping
from shmview._presence import Presence
from shmview._reader import Reader


def plain(value, width=40, height=30):
    return np.full((height, width, 3), value, np.uint8)


def value_of(frame):
    """The one value of a plain frame; torn ones have several."""
    low, high = int(frame.bgr.min()), int(frame.bgr.max())
    assert low == high, f"generation {frame.generation} is torn: {low} to {high}"
    return low


def frame_files(root):
    return [name for name in os.listdir(root / "cam") if name.startswith("frame-")]


def test_frames_come_back_as_they_went(channel):
    assert channel.publish(plain(7), "a tïtle\n") == 1
    frame = shmview.read("cam")
    assert (frame.generation, frame.width, frame.height, frame.format) == (1, 40, 30, "rgb24")
    assert frame.title == "a tïtle\ufffd"
    assert abs(frame.published_at - time.time()) < TIMEOUT
    assert value_of(frame) == 7
    assert frame.pixels() == bytes((7, 7, 7)) * 1200
    assert not frame.array.flags.writeable


def test_frames_leave_nothing_behind(channel):
    def blocks_after(count):
        for value in range(count):
            channel.publish(plain(value % 256))
            with shmview.read("cam"):
                pass
        return sys.getallocatedblocks()

    gc.collect()
    gc.disable()  # a collection gives spare memory back
    try:
        assert -blocks_after(100) + blocks_after(200) < 60
    finally:
        gc.enable()


def test_the_memory_is_shared(channel):
    frame = channel.frame(40, 30, "bgra")
    frame.array[...] = 9
    assert frame.publish("x") == 1
    with shmview.read("cam") as read:
        assert read.format == "bgra" and (read.array == 9).all()


def test_the_fourth_byte_is_255_whatever_was_there(channel):
    for _ in range(4):
        with channel.frame(40, 30, "bgra") as frame:
            frame.array[...] = 9
            frame.publish()
    for value in range(8):
        with channel.frame(40, 30) as frame:
            frame.array[..., :3] = value
            frame.publish()
        with shmview.read("cam") as read:
            assert (read.array[..., 3] == 255).all() and value_of(read) == value


def test_formats_that_frames_do_not_have_are_refused_by_name(channel):
    with pytest.raises(ValueError, match="'bgr25' is not a format of frames: these are bgrx, bgra,"):
        channel.frame(40, 30, "bgr25")
    for size in ((0, 1), (1, 65536), (65536, 1)):
        with pytest.raises(ValueError, match="1 to 65535"):
            channel.frame(*size)


def test_a_published_frame_gets_nothing_that_is_written_later(channel):
    frame = channel.frame(40, 30)
    array = frame.array
    array[..., :3] = 1
    frame.publish()
    array[...] = 2
    with shmview.read("cam") as read:
        assert value_of(read) == 1
    for use in (lambda: frame.array, lambda: frame.publish(), lambda: frame.write(b"")):
        with pytest.raises(ValueError, match="published or abandoned"):
            use()


def test_an_array_that_is_kept_keeps_its_pixels(channel):
    channel.publish(plain(1))
    with shmview.read("cam") as frame:
        kept, view = frame.array, frame.bgr[3:5]
    for value in range(2, 9):
        channel.publish(plain(value))
    assert (kept[..., :3] == 1).all() and (view == 1).all()
    with pytest.raises(ValueError, match="released"):
        frame.array


def test_a_pinned_frame_is_lent_to_nobody(channel):
    channel.publish(plain(1))
    frame = shmview.read("cam")
    for value in range(2, 30):
        channel.publish(plain(value))
    assert value_of(frame) == 1


def test_abandoned_frames_are_seen_by_nobody(channel, root):
    channel.publish(plain(1))
    for _ in range(10):
        with channel.frame(40, 30) as frame:
            frame.array[...] = 2
    channel.frame(40, 30).array[...] = 3
    gc.collect()
    assert channel.publish(plain(4)) == 2
    assert len(frame_files(root)) <= 3


def test_sizes_change_and_memory_does_not_grow(channel, root):
    for size in range(1, 120, 7):
        channel.publish(plain(size, size * 9, size * 5))
        with shmview.read("cam") as frame:
            assert (frame.width, frame.height, value_of(frame)) == (size * 9, size * 5, size)
    assert len(frame_files(root)) <= 3


def test_publishing_takes_few_files_and_no_descriptors(channel, root):
    channel.publish(plain(0))
    before = len(os.listdir("/proc/self/fd"))
    for value in range(300):
        channel.publish(plain(value % 256))
        with shmview.read("cam") as frame:
            assert value_of(frame) == value % 256
    assert len(os.listdir("/proc/self/fd")) <= before + 4
    assert len(frame_files(root)) <= 3


def test_memory_is_taken_in_pieces_that_fit_between_two_signals(channel, monkeypatch):
    taken = []
    allocate = os.posix_fallocate

    def note(file, offset, count):
        assert offset == sum(taken)
        taken.append(count)
        allocate(file, offset, count)

    monkeypatch.setattr(os, "posix_fallocate", note)
    channel.publish(plain(7, 1920, 1080))
    assert max(taken) <= 1 << 18 and sum(taken) > 1920 * 1080 * 3


def large_pages():
    """Bytes of large pages in which this process has frames mapped."""
    with open("/proc/self/smaps") as maps:
        pieces = maps.read().split("VmFlags:")
    return sum(
        int(line.split()[1]) << 10 for piece in pieces if "/cam/frame-" in piece
        for line in piece.splitlines() if line.startswith("ShmemPmdMapped:"))


def test_frames_that_are_used_for_long_get_large_pages_once_and_keep_their_pixels(
    channel, monkeypatch,
):
    taken = []
    take = _linux.take_large_pages
    monkeypatch.setattr(_linux, "take_large_pages", lambda *where: taken.append(take(*where)))
    noise = np.random.default_rng(1).integers(0, 256, (1080, 1920, 3), np.uint8)
    for value in range(24):
        channel.publish(noise if value % 2 else 255 - noise)
        with shmview.read("cam") as frame:
            assert (frame.array[::97] == (noise if value % 2 else 255 - noise)[::97]).all()
    assert len(taken) == len(channel._opened._frames)
    if all(taken):  # as the kernel had them at the time
        assert large_pages() >= len(taken) * (4 << 20)


def test_where_memory_ends_in_the_middle_of_a_frame_none_is_kept(channel, root, monkeypatch):
    allocate = os.posix_fallocate

    def end(file, offset, count):
        if offset > 1 << 20:
            raise OSError(errno.ENOSPC, "no space")
        allocate(file, offset, count)

    held = []
    room = os.fstatvfs

    def look(file):
        status = os.fstat(file)
        if stat.S_ISREG(status.st_mode):
            held.append(status.st_blocks)
        return room(file)

    monkeypatch.setattr(os, "posix_fallocate", end)
    monkeypatch.setattr(os, "fstatvfs", look)
    with pytest.raises(shmview.NoSpace):
        channel.publish(plain(7, 1920, 1080))
    assert held == [0]  # the pieces that were taken are not missing in what is said to be free
    assert frame_files(root) == []


def test_where_no_file_has_room_that_is_told(root, monkeypatch):
    def full(*_, **__):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(_lifecycle, "create_file", full)
        with pytest.raises(shmview.NoSpace, match="cam cannot be made: shared memory is full; re"):
            shmview.imshow("cam", plain(1))
    assert os.listdir(root) == []
    with monkeypatch.context() as patch:
        patch.setattr(_publishing, "create_file", full)
        with pytest.raises(shmview.NoSpace, match="needs a file, and shared memory is full; remove"):
            shmview.imshow("cam", plain(1))
    assert shmview.imshow("cam", plain(1)) == 1


def test_a_removed_channel_is_made_again(channel):
    channel.publish(plain(1))
    shmview.Channel("cam").remove()
    assert channel.publish(plain(2)) == 1
    loan = channel.frame(40, 30)
    shmview.Channel("cam").remove()
    with pytest.raises(shmview.ChannelRemoved, match="^channel cam was removed$"):
        loan.publish()
    assert channel.publish(plain(3)) == 1


def test_what_lacks_a_file_is_waited_for_in_case_it_is_just_being_deleted(root, monkeypatch):
    os.mkdir(root / "cam", 0o700)
    with pytest.raises(shmview.Damaged, match="channel cam lacks one of its files; shmshare rm cam"):
        shmview.imshow("cam", plain(1))
    monkeypatch.setattr(channels, "_DELETING", TIMEOUT)
    deleting = threading.Timer(0.02, os.rmdir, (root / "cam",))
    deleting.start()
    assert shmview.imshow("cam", plain(1)) == 1
    deleting.join()


def test_a_channel_that_is_deleted_by_hand_under_the_lock_is_made_again(channel, root, monkeypatch):
    usual, deleted = _publishing.create_file, []

    def delete(name, directory):
        if not deleted:
            deleted.append(shutil.rmtree(root / "cam"))
        return usual(name, directory)

    monkeypatch.setattr(_publishing, "create_file", delete)
    assert channel.publish(plain(1)) == 1 and deleted
    loan = channel.frame(40, 30)
    monkeypatch.setattr(
        _publishing.OpenChannel, "commit", lambda *_: (shutil.rmtree(root / "cam"), os.stat(root / "cam")))
    with pytest.raises(shmview.ChannelRemoved, match="^channel cam was removed$"):
        loan.publish()


def test_a_root_that_is_deleted_by_hand_is_made_again(root, monkeypatch):
    usual, deleted = channels.sweep, []

    def delete(opened):
        if not deleted:
            deleted.append(shutil.rmtree(root))
        usual(opened)

    monkeypatch.setattr(channels, "sweep", delete)
    assert shmview.imshow("cam", plain(1)) == 1 and deleted


def test_a_frame_that_is_deleted_by_hand_need_not_be_discarded(channel, root, monkeypatch):
    usual, deleted = FrameFile.is_unchanged, []

    def delete(frame):
        is_unchanged = usual(frame)
        os.unlink(root / "cam" / f"frame-{frame.serial}")
        deleted.append(frame.serial)
        return is_unchanged

    for generation in (1, 2):
        assert channel.publish(plain(generation)) == generation
    monkeypatch.setattr(FrameFile, "is_unchanged", delete)
    assert channel.publish(plain(3, 1920, 1080)) == 3 and deleted == [1]


def test_who_is_stopped_with_the_lock_of_a_channel_that_is_gone_is_not_waited_for(
        channel, root, monkeypatch):
    monkeypatch.setattr(_publishing, "_LOCK_SECONDS", 0.02)
    channel.publish(plain(1))
    lock = os.open(root / "cam" / "lock", os.O_RDWR)
    fcntl.flock(lock, fcntl.LOCK_EX)
    with pytest.raises(shmview.ChannelBusy, match="has been locked for 0.02 seconds by process"):
        channel.publish(plain(2))
    os.rename(root / "cam", root / ".dead-0123456789abcdef")
    assert channel.publish(plain(2)) == 1
    os.close(lock)


def test_a_viewer_of_another_channel_has_not_shown_the_frame(channel):
    generation = channel.publish(plain(1))
    other = shmview.Channel("cam")
    other.remove()
    later = [other.publish(plain(2)) for _ in range(3)][-1]
    with open_root(channel.root_path) as root, open_directory("cam", root) as directory:
        viewer = Presence(directory, "a viewer")
        viewer.acknowledge(later)
        assert other.wait_shown(later, 0) and not channel.wait_shown(generation, TIMEOUT)
        assert channel.wait_shown(channel.publish(plain(3)) - 1, 0)
        viewer.close()


@contextlib.contextmanager
def viewer_of(channel):
    with open_root(channel.root_path) as root, open_directory(channel.name, root) as directory:
        viewer = Presence(directory, "a viewer")
        yield viewer
        viewer.close()


def test_viewers_are_told_while_a_publisher_waits_for_its_lock(channel, monkeypatch):
    monkeypatch.setattr(_publishing, "_LOCK_SECONDS", TIMEOUT)  # longer than a busy machine stands still
    with open_root(channel.root_path) as root, open_directory("cam", root) as directory, \
            open_file("lock", directory, os.O_RDWR) as lock:
        assert lock.try_lock()
        publisher = threading.Thread(target=lambda: channel.publish(plain(1)))
        publisher.start()
        while channel.mutex.acquire(blocking=False):
            channel.mutex.release()
        with viewer_of(channel):
            assert len(channel.viewers()) == 1 and channel.wait_viewer(TIMEOUT)
            assert not channel.wait_shown(1, 0)
        assert publisher.is_alive()
        lock.unlock()
        publisher.join(TIMEOUT)


def test_waiting_for_a_viewer_sleeps_until_there_is_one(channel, monkeypatch):
    looks = []
    look = _viewers.living_viewers
    monkeypatch.setattr(_viewers, "living_viewers", lambda of: looks.append(of) or look(of))
    found = []
    for remove in (False, True):
        waiter = threading.Thread(target=lambda: found.append(channel.wait_viewer(TIMEOUT)))
        before = len(looks)
        waiter.start()
        while len(looks) == before:
            time.sleep(1e-3)
        time.sleep(0.6)
        assert len(looks) == before + 1
        if remove:
            shmview.Channel("cam").remove()
            shmview.Channel("cam")
        with viewer_of(channel):
            waiter.join(TIMEOUT)
            assert found.pop()


def test_closing_ends_the_wait_for_a_viewer(channel):
    ended = []

    def wait():
        with pytest.raises(ValueError, match="channel cam was closed"):
            channel.wait_viewer(TIMEOUT)
        ended.append(True)

    waiter = threading.Thread(target=wait)
    waiter.start()
    while not channel._waiting:
        time.sleep(1e-3)
    time.sleep(0.05)
    channel.close()
    waiter.join(TIMEOUT / 2)
    assert ended == [True]


def test_a_closed_channel_says_so(channel):
    channel.close()
    with pytest.raises(ValueError, match="channel cam was closed"):
        channel.publish(plain(1))


@pytest.mark.parametrize("name", ["", ".x", "a/b", "x" * 65, "ü"])
def test_names_that_cannot_be_are_refused(name):
    with pytest.raises(ValueError, match="cannot be a channel's name"):
        shmview.imshow(name, plain(1))


def test_a_channel_that_is_open_to_others_is_refused(channel, root):
    os.chmod(root / "cam", 0o755)
    with pytest.raises(shmview.Distrusted, match="open to others"):
        shmview.Channel("cam")


def test_a_root_that_is_refused_for_its_place_is_not_made(monkeypatch):
    path = f"/var/tmp/shmview-test-{os.getpid()}"
    monkeypatch.setenv("SHMVIEW_DIR", path)
    with pytest.raises(shmview.Distrusted, match="not on a tmpfs"):
        shmview.Channel("cam")
    assert not os.path.exists(path)


def test_a_root_is_made_anew_below_a_link(channel, root, monkeypatch, tmp_path):
    (tmp_path / "link").symlink_to(root)
    monkeypatch.setenv("SHMVIEW_DIR", str(tmp_path / "link" / "other"))
    shmview.Channel("cam")
    assert (root / "other").stat().st_mode & 0o777 == 0o700


def test_many_names_and_removed_channels_keep_no_descriptors(root):
    shmview.imshow("step", plain(1))
    before = len(os.listdir("/proc/self/fd"))
    for number in range(40):
        shmview.imshow(f"step-{number}", plain(1))
    most = len(os.listdir("/proc/self/fd"))
    for number in range(40, 80):
        shmview.imshow(f"step-{number}", plain(1))
    assert len(os.listdir("/proc/self/fd")) == most
    shmview.imshow("step", plain(2))
    assert shmview.read("step").generation == 2
    for number in range(79):
        shmview.Channel(f"step-{number}").remove()
    shmview.imshow("another", plain(1))
    assert len(os.listdir("/proc/self/fd")) <= before + 12


def test_a_name_and_a_picture_that_are_swapped_are_told_apart():
    with pytest.raises(TypeError, match="name is text, not a ndarray"):
        shmview.imshow(plain(1), "cam")


def test_what_is_of_another_type_is_told_by_what_it_is_for(channel):
    for name in (None, b"cam", 5):
        for ask in (shmview.imshow, lambda name, _: shmview.Channel(name)):
            with pytest.raises(TypeError, match="a channel's name is text"):
                ask(name, plain(1))
    with pytest.raises(TypeError, match="captured is seconds since the epoch, .* not datetime"):
        channel.publish(plain(1), captured=datetime.datetime.now())
    with pytest.raises(ValueError, match=r"\['a'\] is not a format of frames"):
        channel.frame(3, 4, ["a"])
    channel.publish(plain(1), captured=np.float32(1.5))
    assert shmview.read("cam").captured_at == 1.5


def test_what_the_kernel_refuses_is_told_with_its_path(channel, root):
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)
    with open_root(str(root)) as opened, pytest.raises(OSError) as raised:
        resource.setrlimit(resource.RLIMIT_NOFILE, (0, limit[1]))
        try:
            open_directory("cam", opened)
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, limit)
    assert raised.value.errno == errno.EMFILE
    assert raised.value.filename == str(root / "cam")


@pytest.mark.parametrize("kind", [Descriptor, Inotify, Mapping])
def test_what_an_interrupt_leaves_half_made_goes_quietly(kind):
    kind.__new__(kind).__del__()


def test_nothing_to_read_is_none():
    assert shmview.read("cam") is None
    assert shmview.read("cam", timeout=0.05) is None
    assert list(shmview.follow("cam", timeout=0.05)) == []


def test_followers_wait_for_the_channel_and_get_the_newest():
    seen = []

    def look():
        for frame in shmview.follow("cam", timeout=TIMEOUT):
            seen.append(value_of(frame))
            if seen[-1] == 99:
                return

    follower = threading.Thread(target=look)
    follower.start()
    for value in range(100):
        shmview.imshow("cam", plain(value))
    follower.join(TIMEOUT)
    assert seen[-1] == 99 and seen == sorted(seen)


def test_a_control_that_was_renamed_may_come_back(root, monkeypatch):
    root = root / "inner"  # in a folder where nothing else happens
    monkeypatch.setenv("SHMVIEW_DIR", str(root))
    shmview.imshow("cam", plain(1))
    reader = Reader("cam")
    reader.next_frame(None, 0).release()
    os.rename(root / "cam" / "control", root / "cam" / "elsewhere")
    with pytest.raises(shmview.ChannelRemoved):
        reader.next_frame((None, 1), TIMEOUT)
    assert reader.next_frame(None, 0) is None
    coming = threading.Timer(
        0.05, os.rename, (root / "cam" / "elsewhere", root / "cam" / "control"))
    coming.start()
    begin = time.monotonic()
    with reader.next_frame(None, TIMEOUT) as frame:
        assert frame.generation == 1 and time.monotonic() - begin < TIMEOUT / 2
    coming.join()


def test_threads_share_a_channel(channel):
    generations = []

    def publish(value):
        for _ in range(50):
            generations.append(channel.publish(plain(value)))

    threads = [threading.Thread(target=publish, args=(value,)) for value in range(4)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        frame = shmview.read("cam")
        if frame:
            value_of(frame)
    assert sorted(generations) == list(range(1, 201))


def test_threads_that_publish_one_loan_publish_it_once(channel, monkeypatch):
    loan = channel.frame(4, 4)
    look, looked, told = loan._check, threading.Event(), []

    def publish():
        try:
            told.append(loan.publish())
        except ValueError as error:
            told.append(str(error))

    def check():
        look()
        looked.set()

    def while_committing(_):
        other.start()
        assert looked.wait(TIMEOUT)  # it has found a loan that is not over, and waits its turn

    other = threading.Thread(target=publish)
    monkeypatch.setattr(loan, "_check", check)
    loan.publish(before_commit=lambda _: (looked.clear(), while_committing(_)))
    other.join()
    assert told == ["the frame was published or abandoned; get another one from the channel"]
    with shmview.read("cam") as frame:
        assert frame.generation == 1


@pytest.mark.parametrize("make", [
    lambda channel: channel, lambda channel: channel.frame(2, 2), lambda channel: channel.events(),
    lambda channel: (channel.publish(plain(1)), shmview.read("cam"))[1],
], ids=["Channel", "Loan", "Listener", "Frame"])
def test_what_is_of_one_process_is_neither_copied_nor_sent(channel, make):
    thing = make(channel)
    name = type(thing).__name__
    for way in (copy.copy, copy.deepcopy, pickle.dumps):
        with pytest.raises(TypeError, match=f"a {name} cannot be copied, nor sent to another"):
            way(thing)


@pytest.mark.parametrize("timeout, error, words", [
    (float("nan"), ValueError, "not NaN"), ("1", TypeError, "not '1'"), ([], TypeError, "seconds"),
])
def test_a_timeout_is_seconds(channel, timeout, error, words):
    waits = (
        lambda: channel.wait_viewer(timeout), lambda: channel.wait_shown(1, timeout),
        lambda: channel.next_event(timeout), lambda: channel.wait_key(timeout),
        lambda: shmview.read("none", timeout=timeout),
        lambda: list(shmview.follow("none", timeout=timeout)))
    for wait in waits:
        with pytest.raises(error, match=words):
            wait()


def test_a_timeout_may_be_longer_than_the_kernel_waits(channel):
    for timeout in (1e10, float("inf"), 10**400):
        later = threading.Timer(0.05, lambda: channel.publish(plain(1)))
        later.start()
        assert shmview.read("cam", timeout=timeout) is not None
        later.join()
        channel.remove()


@pytest.mark.parametrize("timeout", [-1, float("-inf"), -(10**400)])
def test_a_timeout_below_zero_is_over_at_once(channel, timeout):
    channel.publish(plain(1))
    assert not channel.wait_viewer(timeout) and channel.next_event(timeout) is None
    assert shmview.read("none", timeout=timeout) is None


def test_a_generation_is_a_number(channel):
    with pytest.raises(TypeError, match="a generation is what `publish` returns, not None"):
        channel.wait_shown(None, 0)


PUBLISHER = """
import sys, numpy, shmview
for _ in range(int(sys.argv[2])):
    print(shmview.imshow("cam", numpy.full((30, 40, 3), int(sys.argv[1]), numpy.uint8)))
"""


def test_programs_share_a_channel():
    programs = [run_python(PUBLISHER, str(value), "60") for value in range(3)]
    while any(program.poll() is None for program in programs):
        frame = shmview.read("cam")
        if frame:
            assert value_of(frame) < 3
    given = [int(line) for program in programs for line in program.communicate()[0].split()]
    assert sorted(given) == list(range(1, 181))


def test_a_child_of_fork_holds_nothing_of_its_parents(channel):
    channel.publish(plain(1))
    pinned = shmview.read("cam")
    pixels = pinned.array
    loan = channel.frame(40, 30)
    lent = loan.array
    lent[..., :3] = 5
    report, answer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            held = [os.readlink(f"/proc/self/fd/{n}") for n in os.listdir("/proc/self/fd")
                    if os.path.exists(f"/proc/self/fd/{n}")]
            with open("/proc/self/maps") as maps:
                held += [line for line in maps]
            ok = not any("/cam/" in name for name in held)
            lent[...] = 77  # reaches nobody
            ok = ok and not pixels.any()
            for use in (lambda: loan.publish(), lambda: pinned.pixels()):
                try:
                    use()
                    ok = False
                except ValueError as error:
                    ok = ok and "parent process" in str(error)
            channel.publish(plain(2))
            with shmview.read("cam") as frame:
                ok = ok and value_of(frame) == 2
            os.write(answer, b"1" if ok else b"0")
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    assert os.read(report, 1) == b"1"
    assert value_of(pinned) == 1
    assert loan.publish() == 3
    with shmview.read("cam") as frame:
        assert value_of(frame) == 5


def _work(value):
    return shmview.imshow("cam", plain(value))


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_multiprocessing_shows_what_it_works_on():
    shmview.imshow("cam", plain(0))
    with multiprocessing.get_context("fork").Pool(3) as pool:
        generations = pool.map(_work, range(30))
    assert sorted(generations) == list(range(2, 32))


HOLDER = """
import sys, numpy, shmview, time
shmview.imshow("cam", numpy.full((30, 40, 3), 1, numpy.uint8))
frame = shmview.Channel("cam").frame(40, 30)
frame.array[...] = 2
pinned = shmview.read("cam")
print("ready", flush=True)
time.sleep(600)
"""


def test_killed_programs_leave_nothing(channel, root):
    for _ in range(3):
        holder = run_python(HOLDER)
        assert holder.stdout.readline() == "ready\n"
        holder.send_signal(signal.SIGKILL)
        holder.wait()
    before = shmview.read("cam").generation
    assert channel.publish(plain(3)) == before + 1
    channel.publish(plain(4))
    assert len(frame_files(root)) <= 3


def test_an_interrupted_publisher_gives_back_what_it_has(channel):
    channel.publish(plain(1))
    loan = channel.frame(40, 30)

    def interrupt(_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        loan.publish("", interrupt)
    with shmview.read("cam") as frame:
        assert value_of(frame) == 1
    assert channel.publish(plain(2)) == 2
    assert shmview.Channel("cam").publish(plain(3)) == 3


def interrupted_at(count, work):
    """Does `work` with an interrupt at the `count`th place where CPython lets one come.

    That is where a function of Python begins, or a call into C has ended. False where there are not
    so many.
    """
    package = os.path.dirname(shmview.__file__)

    def profile(frame, event, _):
        nonlocal count
        if event in ("call", "c_return") and frame.f_code.co_filename.startswith(package):
            count -= 1
            if count == 0:
                sys.setprofile(None)
                raise KeyboardInterrupt

    sys.setprofile(profile)
    try:
        work()
    except KeyboardInterrupt:
        return True
    finally:
        sys.setprofile(None)
    return False


def free_to_others(path):
    """Whether another process could have the lock of a file."""
    with open(path, "rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


def lend_and_publish(channel):
    with channel.frame(40, 30) as loan:
        loan.array[...] = 1
        loan.publish()


# Where an object goes Python itself prints the interrupt.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("work", [lambda channel: channel.publish(plain(1)), lend_and_publish])
def test_an_interrupt_at_any_place_leaves_nothing_locked_and_nothing_lent(channel, root, work):
    for _ in range(3):
        work(channel)
    place, last = 1, 3
    while interrupted_at(place, lambda: work(channel)):
        assert free_to_others(root / "cam" / "lock"), f"at place {place}"
        for _ in range(2):
            generation = channel.publish(plain(1))
            assert last < generation <= last + 2
            last = generation
        assert not any(frame.is_lent for frame in channel._opened._frames.values())
        names = frame_files(root)
        assert len(names) <= 3 and all(free_to_others(root / "cam" / name) for name in names)
        place += 1
    assert place > 50


def test_a_loan_that_nobody_has_any_more_is_lent_again(channel, root):
    for _ in range(5):
        channel.frame(40, 30).memory[:4] = b"lost"
        kept = channel.frame(40, 30).array
        kept[...] = 7
        channel.publish(plain(1))
        channel.publish(plain(2))
        kept[...] = 9  # is nobody's but ours
        with shmview.read("cam") as frame:
            assert value_of(frame) == 2
    del kept
    for _ in range(2):
        channel.publish(plain(3))
    assert len(frame_files(root)) <= 3


def test_what_is_longer_than_a_header_has_room_for_is_cut(channel):
    channel.publish(plain(1), "é" * 600 + "\n", details="line: " + "x" * 2000 + "\nlast: 1")
    with shmview.read("cam") as frame:
        assert frame.title == "é" * 512
        assert frame.details == "line: " + "x" * 1018


def test_no_text_is_refused_for_its_characters(channel):
    channel.publish(plain(1), "caf\udce9 \ud800", details="\udfff: 1")
    with shmview.read("cam") as frame:
        assert "\ufffd" in frame.title and frame.details.endswith(": 1")


def test_rows_that_stand_apart_are_written_into_a_frame(channel):
    rows = np.arange(60, dtype=np.uint8).reshape(4, 5, 3)
    for given in (rows, rows[::-1], rows[:, ::-1]):
        with channel.frame(5, 4, "rgb24") as loan:
            loan.write(given)
            loan.publish()
        assert (shmview.read("cam").array == given).all()
    for wrong in (rows[::2], np.zeros((0, 5, 3), np.uint8)):
        with pytest.raises(ValueError, match="bytes of pixels, where a rgb24 frame of 5x4 has 60"):
            channel.frame(5, 4, "rgb24").write(wrong)


def test_a_signals_handler_that_publishes_breaks_no_lock(channel):
    """What it interrupts goes on holding the lock, and itself it is told to come again."""
    refused = []

    def publish(_):
        with pytest.raises(shmview.ChannelBusy, match="a signal has interrupted"):
            channel.publish(plain(2))
        with open(f"/proc/self/fdinfo/{channel._opened.lock.number}") as information:
            refused.append("FLOCK" in information.read())

    loan = channel.frame(40, 30, "bgr24")
    loan.array[...] = 1
    assert loan.publish(before_commit=publish) == 1 and refused == [True]
    assert channel.publish(plain(3)) == 2


def test_a_signals_handler_may_show_a_picture_while_a_channel_is_opened(monkeypatch):
    usual, picture = showing.Channel, np.zeros((4, 4), np.uint8)

    def interrupted(name):
        if name == "cam":
            assert shmview.imshow("other", picture) == 1
        return usual(name)

    monkeypatch.setattr(showing, "Channel", interrupted)
    assert [shmview.imshow("cam", picture), shmview.imshow("other", picture)] == [1, 2]


def test_garbage_that_pins_a_frame_may_be_collected_while_it_is_mapped(channel, monkeypatch):
    channel.publish(np.full((4, 4), 7, np.uint8))
    reader = Reader("cam")
    circle = [reader.next_frame(None, 0)]
    circle.append(circle)
    frame = reader.next_frame(None, 0)

    def collecting(*arguments, **options):
        gc.collect()
        return Mapping(*arguments, **options)

    monkeypatch.setattr(frames, "Mapping", collecting)
    del circle
    assert frame.array[0, 0] == 7 and frame._pinned._pins == 1
    frame.release()


@pytest.mark.parametrize("why", [errno.ENOSPC, errno.EDQUOT])
def test_where_nobody_can_be_told_who_has_the_lock_a_frame_goes_out(channel, monkeypatch, why):
    usual = os.pwrite

    def refuse(file, data, offset):
        if bytes(data).startswith(b"process "):
            raise OSError(why, os.strerror(why))
        return usual(file, data, offset)

    monkeypatch.setattr(os, "pwrite", refuse)
    assert channel.publish(np.zeros((4, 4), np.uint8)) == 1


def test_publishing_from_a_handler_gives_no_generation_twice(channel):
    generations = []

    def publish(*_):
        try:
            generations.append(channel.publish(plain(1)))
        except shmview.ChannelBusy:
            pass

    before = signal.signal(signal.SIGVTALRM, publish)
    signal.setitimer(signal.ITIMER_VIRTUAL, 7e-4, 7e-4)
    try:
        for _ in range(500):
            generations.append(channel.publish(plain(2)))
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
    assert len(generations) == len(set(generations)) == max(generations)


def test_a_lock_that_a_forked_child_has_is_told_with_the_child(channel, monkeypatch):
    monkeypatch.setattr("shmview._publishing._LOCK_SECONDS", 0.1)
    channel.publish(plain(7))
    code = """
import fcntl, os, sys, time
lock = os.open(os.environ["SHMVIEW_DIR"] + "/cam/lock", os.O_RDWR)
fcntl.flock(lock, fcntl.LOCK_EX)
os.pwrite(lock, (b"process %d (gone)" % os.getpid()).ljust(64, bytes(1)), 0)
child = os.fork()
if child == 0:
    os.close(1)
    time.sleep(60)
else:
    print(os.getpid(), child)
"""
    parent = run_python(code)
    gone, heir = map(int, parent.communicate()[0].split())
    try:
        with pytest.raises(shmview.ChannelBusy, match=(
            rf"by process {gone} \(gone\), which is gone; process {heir} has inherited the lock")):
            channel.publish(plain(7))
    finally:
        os.kill(heir, 9)
    channel.publish(plain(7))


COUNTED = """
import os, time
import shmview

channel = shmview.Channel("counted")
picture = memoryview(bytes(8 * 8 * 3)).cast("B", (8, 8, 3))
for _ in range(3):
    channel.publish(picture)
time.sleep(0.1)  # until what was found in the channel can be relied on
channel.publish(picture)
os.getpgid(0)
for _ in range(100):
    channel.publish(picture)
os.getpgid(0)
"""


def test_a_frame_costs_few_system_calls(tmp_path):
    if not shutil.which("strace"):
        pytest.skip("strace is not installed")
    trace = tmp_path / "trace"
    script = run_python(COUNTED, before=["strace", "-f", "-o", str(trace)])
    assert script.wait(TIMEOUT) == 0
    calls = [line.split(maxsplit=1)[1] for line in trace.read_text().splitlines()]
    first, last = (index for index, call in enumerate(calls) if call.startswith("getpgid"))
    assert (last - first) // 100 <= 19
