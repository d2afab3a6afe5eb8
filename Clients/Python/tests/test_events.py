"""What comes back from viewers."""

import errno
import fcntl
import os
import resource
import signal
import threading
import time

import pytest

import shmview
from conftest import TIMEOUT, run_python
from shmview._event_log import Listening, Record, tell
from shmview._files import open_directory, open_root
from shmview._linux import Inotify
from shmview._window import Window, wait_for_any

NAN = float("nan")


def event(code=97, kind=1, **others):
    fields = dict(
        kind=kind, viewer=7, process=os.getpid(), modifiers=0, generation=3,
        nanoseconds=time.time_ns(), code=code, x=1.5, y=2.5, width=0, height=0, name="a")
    return Record(**{**fields, **others})


@pytest.fixture
def viewer(channel, root):
    """Tells of events as a viewer does; whether anybody listened."""

    def send(record):
        with open_root(str(root)) as opened, open_directory("cam", opened) as directory:
            return tell(directory, record)

    return send


def test_events_come_as_they_were_told(channel, viewer):
    assert not viewer(event())
    with channel.events() as events:
        assert viewer(event(0x41, modifiers=1 | 4, name="A"))
        assert viewer(event(3, kind=2, x=-4.25, y=NAN, name=""))
        key = next(events)
        assert (key.kind, key.key, key.code, key.x, key.y) == ("key", "A", 0x41, 1.5, 2.5)
        assert key.modifiers == {"shift", "control"}
        assert (key.generation, key.viewer, key.process) == (3, 7, os.getpid())
        assert abs(key.time - time.time()) < TIMEOUT
        press = next(events)
        assert (press.kind, press.key, press.code, press.x) == ("press", "", 3, -4.25)
        assert events.next_event(0) is None


def test_where_nobody_listens_nothing_is_left(channel, viewer, root):
    with channel.events():
        assert (root / "cam" / "events").exists()
    assert not viewer(event())
    assert not (root / "cam" / "events").exists()


def test_every_listener_hears(channel, viewer):
    first, second = channel.events(), channel.events()
    for code in range(97, 107):
        viewer(event(code))
    for listener in (first, second):
        assert [next(listener).key for _ in range(10)] == list("abcdefghij")
    first.close()
    assert viewer(event(122))
    assert next(second).key == "z"


@pytest.mark.parametrize("code, name, key", [
    (0x20, "space", " "), (0xE4, "adiaeresis", "ä"), (0x0100_20AC, "EuroSign", "€"),
    (0xFF0D, "Return", "Return"), (0xFFC2, "F5", "F5"), (0x06C6, "Cyrillic_ef", "Cyrillic_ef"),
])
def test_keys_have_names(channel, viewer, code, name, key):
    assert channel.wait_key(0) is None
    viewer(event(code, name=name))
    assert channel.wait_key(TIMEOUT) == key


def test_waiting_for_a_key_passes_over_the_rest(channel, viewer):
    assert channel.wait_key(0.05) is None
    viewer(event(1, kind=2))
    viewer(event(98))
    assert channel.wait_key(TIMEOUT) == "b"
    assert channel.wait_key(0.05) is None


def test_listeners_sleep_until_something_happens(channel, viewer):
    heard = []
    listener = channel.events()
    thread = threading.Thread(target=lambda: heard.append(listener.next_event(TIMEOUT)))
    thread.start()
    time.sleep(0.05)
    viewer(event())
    thread.join(TIMEOUT)
    assert heard[0].key == "a"


def test_who_falls_behind_is_told_once(channel, viewer, root):
    listener = channel.events()
    with open_root(str(root)) as opened, open_directory("cam", opened) as directory:
        for code in range(1, 12_000):
            tell(directory, event(code))
    log = os.stat(root / "cam" / "events")
    assert log.st_size == 11_999 * 128 and log.st_blocks * 512 <= 600_000
    heard = []
    while True:
        one = listener.next_event(0)
        if one is None:
            break
        heard.append(one)
    assert heard[0].kind == "lost" and [one.kind for one in heard].count("lost") == 1
    codes = [one.code for one in heard[1:]]
    assert codes == list(range(codes[0], 12_000)) and len(codes) >= 2048


def test_bytes_that_are_no_record_are_passed_over(channel, viewer, root):
    listener = channel.events()
    with open(root / "cam" / "events", "ab") as log:
        log.write(b"SHMEx" * 40)
    viewer(event(98))
    viewer(event(99, kind=77))
    viewer(event(100))
    assert [listener.next_event(TIMEOUT).key for _ in range(2)] == ["b", "d"]


def test_a_log_that_was_deleted_is_made_again(channel, viewer, root):
    listener = channel.events()
    os.unlink(root / "cam" / "events")
    assert listener.next_event(0) is None
    viewer(event(98))
    assert listener.next_event(TIMEOUT).key == "b"


def test_a_removed_channel_is_waited_for(channel, viewer):
    listener = channel.events()
    channel.remove()
    assert listener.next_event(0) is None
    shmview.Channel("cam")
    assert listener.next_event(0.5) is None
    viewer(event(98))
    assert listener.next_event(TIMEOUT).key == "b"


def test_what_was_closed_hears_nothing_more(channel, viewer, root):
    listener = channel.events()
    assert channel.wait_key(0) is None
    listener.close()
    listener.close()
    assert list(listener) == []
    for ask in (lambda: listener.next_event(0), listener.fileno):
        with pytest.raises(ValueError, match="the listener was closed"):
            ask()
    channel.close()
    for ask in (channel.events, lambda: channel.next_event(0), lambda: channel.wait_key(0)):
        with pytest.raises(ValueError, match="channel cam was closed"):
            ask()
    assert not viewer(event())
    assert not (root / "cam" / "events").exists()


@pytest.mark.parametrize("exists", [True, False])
def test_closing_ends_the_wait_of_another_thread(exists):
    channel = shmview.Channel("cam")
    if not exists:
        channel.remove()
    listener = channel.events()
    ended = []

    def wait_for_key():
        with pytest.raises(ValueError, match="was closed"):
            channel.wait_key(TIMEOUT)
        ended.append("key")

    threads = [threading.Thread(target=lambda: ended.append(list(listener))),
               threading.Thread(target=wait_for_key)]
    for thread in threads:
        thread.start()
    while not (listener._waiting and channel._listener and channel._listener._waiting):
        time.sleep(1e-3)
    begin = time.monotonic()
    listener.close()
    channel.close()
    for thread in threads:
        thread.join(TIMEOUT)
    assert sorted(map(str, ended)) == ["[]", "key"] and time.monotonic() - begin < TIMEOUT / 2
    assert listener._inotify is None


LISTENER = """
import shmview
events = shmview.Channel("cam").events()
print("ready", flush=True)
print(next(events).key)
"""


def test_a_killed_listener_leaves_nothing(channel, viewer, root):
    listener = run_python(LISTENER)
    assert listener.stdout.readline() == "ready\n"
    listener.send_signal(signal.SIGKILL)
    listener.wait()
    assert not viewer(event())
    assert not (root / "cam" / "events").exists()
    other = run_python(LISTENER)
    assert other.stdout.readline() == "ready\n"
    assert viewer(event(122))
    assert other.communicate()[0] == "z\n"


def test_a_child_of_fork_listens_for_itself(channel, viewer):
    listener = channel.events()
    viewer(event(98))
    report, answer = os.pipe()
    ready, go = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            assert listener.next_event(0) is None
            os.write(go, b"1")
            os.write(answer, listener.next_event(TIMEOUT).key.encode())
        finally:
            os._exit(0)
    os.read(ready, 1)
    viewer(event(99))
    assert os.read(report, 1) == b"c"
    os.waitpid(child, 0)
    assert [listener.next_event(TIMEOUT).key for _ in range(2)] == ["b", "c"]


def test_many_come_and_go_and_none_is_missed(channel, viewer):
    """Listeners that begin and end all the time do not take the log from one who stays."""
    listener = channel.events()
    is_over = threading.Event()

    def come_and_go():
        while not is_over.is_set():
            shmview.Channel("cam").events().close()

    others = [threading.Thread(target=come_and_go) for _ in range(2)]
    for thread in others:
        thread.start()
    for code in range(1, 501):
        assert viewer(event(code))
    is_over.set()
    for thread in others:
        thread.join()
    assert [listener.next_event(0).code for _ in range(500)] == list(range(1, 501))


def test_a_stopped_viewer_that_has_the_log_locked_holds_nobody_up(channel, viewer, root):
    channel.events().close()  # makes the log
    log = os.open(root / "cam" / "events", os.O_RDWR)
    fcntl.flock(log, fcntl.LOCK_EX | fcntl.LOCK_NB)
    try:
        assert channel.next_event(0) is None
        assert channel.wait_key(0.01) is None
        assert channel.events().next_event(0) is None
    finally:
        os.close(log)
    assert channel.next_event(0) is None
    assert viewer(event(98))
    assert channel.next_event(TIMEOUT).key == "b"


def test_events_are_looked_for_where_the_kernel_has_no_watch_left(channel, viewer, monkeypatch):
    def refuse(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as shortage:
        shortage.setattr(Inotify, "watch", refuse)
        listener = channel.events()
        with pytest.raises(OSError, match="no inotify instance or watch left"):
            listener.fileno()
        teller = threading.Timer(0.1, viewer, (event(98),))
        teller.start()
        assert listener.next_event(TIMEOUT).key == "b"
        teller.join()
    assert listener.next_event(0) is None
    assert listener.fileno() >= 0


@pytest.mark.parametrize("moment", ["drain", "read", "_begin"])
def test_a_signals_handler_may_close_what_its_thread_waits_for(channel, viewer, monkeypatch, moment):
    owner = Inotify if moment == "drain" else Listening
    usual = getattr(owner, moment)
    listener = channel.events()
    if moment == "_begin":
        listener._listening = None

    def interrupted(self, *arguments):
        answer = usual(self, *arguments)
        listener.close()
        return answer

    monkeypatch.setattr(owner, moment, interrupted)
    assert list(listener) == []
    assert listener._inotify is None and not viewer(event())


def test_a_handler_cannot_ask_a_listener_that_its_thread_is_reading(channel, viewer, monkeypatch):
    listener, usual = channel.events(), Listening.read

    def interrupted(self):
        with pytest.raises(shmview.ChannelBusy, match="a signal has interrupted"):
            listener.next_event(0)
        return usual(self)

    monkeypatch.setattr(Listening, "read", interrupted)
    for code in (97, 98):
        assert viewer(event(code))
    assert [listener.next_event(0).key for _ in range(2)] == ["a", "b"]
    assert listener.next_event(0) is None


def test_windows_are_waited_for_however_many_descriptors_a_program_has(viewer, monkeypatch):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < 1200:
        pytest.skip("there may be no more than 1,024")
    window = Window("cam")
    window.listener = window.channel.events()
    resource.setrlimit(resource.RLIMIT_NOFILE, (1200, hard))
    high = fcntl.fcntl(window.listener.fileno(), fcntl.F_DUPFD_CLOEXEC, 1100)
    try:
        monkeypatch.setattr(window.listener, "fileno", lambda: high)
        begin = time.monotonic()
        assert viewer(event())
        wait_for_any([window], TIMEOUT)
        assert time.monotonic() - begin < TIMEOUT / 2
        assert window.listener.next_event(0).key == "a"
        wait_for_any([window], 0)
    finally:
        os.close(high)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        window.end()
