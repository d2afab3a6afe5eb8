"""The backend of Matplotlib, mostly without a viewer: what is published, and when."""

import os
import pty
import signal
import sys
import time

import pytest
from conftest import TIMEOUT, needs, run_python

import shmview
from shmview import Event


@pytest.fixture
def pyplot(monkeypatch):
    needs("matplotlib")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.setenv("SHMVIEW_PROGRAM", "shmview")
    import matplotlib.pyplot as pyplot

    pyplot.switch_backend("module://shmview.matplotlib")
    yield pyplot
    pyplot.ioff()
    pyplot.close("all")


@pytest.fixture
def figure(pyplot):
    return pyplot.figure(figsize=(1, 1))


def generation(name="figure-1"):
    with shmview.read(name) as frame:
        return frame.generation


def test_an_animation_runs_while_the_script_waits(pyplot, figure):
    from matplotlib.animation import FuncAnimation

    line, = figure.add_subplot().plot([0, 1])
    steps = []

    def step(number):
        steps.append(number)
        line.set_ydata([number, 1])
        if number == 3:
            figure.canvas.stop_event_loop()
        return line,

    for blit in (False, True):
        steps.clear()
        animation = FuncAnimation(figure, step, range(4), interval=5, repeat=False, blit=blit)
        pyplot.pause(TIMEOUT)
        before = generation()
        assert steps[-4:] == [0, 1, 2, 3] and before >= 4
        del animation


def test_a_timer_that_goes_with_the_interpreter_goes_quietly(figure, monkeypatch):
    timer = figure.canvas.new_timer(5)
    timer.start()
    with monkeypatch.context() as patch:
        patch.setattr("shmview._matplotlib_timers._running", None)  # as Python leaves a module's names
        timer.stop()
    timer.stop()


def test_timers_run_until_they_are_stopped(pyplot, figure):
    calls = []
    canvas = figure.canvas
    often, once, never = [canvas.new_timer(5) for _ in range(3)]

    def call():
        calls.append("often")
        if calls.count("often") == 6:
            canvas.stop_event_loop()

    often.add_callback(call)
    once.single_shot = True
    once.add_callback(lambda: calls.append("once"))
    never.add_callback(calls.append, "never")
    begin = time.monotonic()
    for timer in (often, once, never):
        timer.start()
    never.stop()
    pyplot.pause(TIMEOUT)
    assert 6 * 0.005 <= time.monotonic() - begin < TIMEOUT / 2
    assert calls.count("once") == 1 and calls.count("often") == 6 and "never" not in calls
    often.stop()
    count = len(calls)
    pyplot.pause(0.02)
    assert len(calls) == count


def test_a_timers_call_may_wait_itself_and_is_not_called_meanwhile(pyplot, figure):
    depths = [0]
    deepest = []

    def wait():
        depths[0] += 1
        deepest.append(depths[0])
        figure.canvas.start_event_loop(0.02)
        depths[0] -= 1
        if len(deepest) == 2:
            figure.canvas.stop_event_loop()
        return len(deepest) < 2

    timer = figure.canvas.new_timer(1, [(wait, (), {})])
    timer.start()
    pyplot.pause(TIMEOUT)
    assert deepest == [1, 1]


def test_a_figure_without_a_pixel_leaves_the_picture_and_is_no_error(pyplot, figure):
    figure.canvas.draw()
    before = generation()
    for size in ((0, 0), (0, 1), (1, 0.001)):
        figure.set_size_inches(*size)
        figure.canvas.draw()
        pyplot.pause(0.001)
        assert generation() == before
    figure.set_size_inches(2, 1)
    figure.canvas.draw()
    with shmview.read("figure-1") as frame:
        assert frame.generation > before and frame.width == 2 * frame.height


def test_blitting_publishes(pyplot, figure):
    line, = figure.add_subplot().plot([0, 1], animated=True)
    canvas = figure.canvas
    canvas.draw()
    assert canvas.supports_blit
    background, before = canvas.copy_from_bbox(figure.bbox), generation()
    pixels = shmview.read("figure-1").pixels()
    for step in range(1, 6):
        canvas.restore_region(background)
        figure.draw_artist(line)
        canvas.blit(figure.bbox)
        canvas.flush_events()
        assert generation() == before + step
    assert shmview.read("figure-1").pixels() != pixels


def test_changes_while_interactive_are_drawn_once_the_script_waits(pyplot):
    pyplot.ion()
    draws = []
    figure, axes = pyplot.subplots(2, 2)
    figure.canvas.mpl_connect("draw_event", draws.append)
    for each in axes.flat:
        each.plot([1, 2], label="a")
        each.set_title("title")
        each.grid()
        each.legend()
    assert draws == []
    figure.canvas.flush_events()
    assert len(draws) == 1 and generation() == 1
    figure.canvas.flush_events()
    assert len(draws) == 1
    pyplot.title("another")
    pyplot.pause(0.001)
    assert len(draws) == 2
    pyplot.show()  # which does not wait while interactive


def test_drawing_that_is_asked_for_is_done_at_once(pyplot, figure):
    pyplot.draw()
    assert generation() == 1


def test_a_figure_of_another_size_is_drawn_and_told(pyplot, figure):
    told = []
    figure.canvas.mpl_connect("resize_event", lambda event: told.append((event.width, event.height)))
    figure.canvas.draw()
    figure.set_size_inches(2, 1)
    with shmview.read("figure-1") as frame:
        assert (frame.width, frame.height) == (200, 100) and told == [(200, 100)]


def test_figures_without_a_viewer_are_said_once_and_published(pyplot, figure, capsys):
    for _ in range(2):
        pyplot.show()
    with pytest.warns(UserWarning, match="DISPLAY is not set"):
        pyplot.figure(figsize=(1, 1)).show()
    assert pyplot.ginput(1, timeout=0.01) == []
    error = capsys.readouterr().err
    assert error.count("shmview: no viewer shows channel figure-1, and DISPLAY is not set") == 1
    assert generation() == 1 and generation("figure-2")


def test_closing_is_told_once(pyplot, figure):
    told = []
    figure.canvas.mpl_connect("close_event", lambda event: told.append(event.name))
    pyplot.close()
    assert told == ["close_event"] and pyplot.get_fignums() == []


def test_people_act_as_in_another_window(pyplot, figure):
    from shmview._clicks import Clicks
    from shmview._matplotlib_events import figure_events

    clicks = Clicks()

    def told(kind, code=1, seconds=0.0, **others):
        event = Event(kind, code=code, x=10.5, y=20.5, time=seconds, **others)
        return figure_events(figure.canvas, event, clicks)

    keys = told("key", key="a")
    assert [(one.name, one.key) for one in keys] == [
        ("key_press_event", "a"), ("key_release_event", "a")]
    presses = [told("press", seconds=seconds)[0] for seconds in (0.0, 0.3, 0.5, 1.0)]
    assert [press.dblclick for press in presses] == [False, True, False, False]
    assert [told("press", 3, 1.1)[0].dblclick, told("press", 1, 1.2)[0].dblclick] == [False] * 2
    assert (presses[0].x, presses[0].y, presses[0].key) == (10, 79, None)
    assert told("motion", modifiers=frozenset({"shift"}))[0].key == "shift"
    assert told("motion", modifiers=frozenset({"shift", "control"}))[0].key == "ctrl+shift"


CLOSING = """
import matplotlib.pyplot as plt
figure = plt.figure()
while plt.fignum_exists(1):
    plt.pause(0.01)
print("closed")
plt.figure(2)
plt.pause(0.1)
plt.close()
plt.figure(3)
plt.pause(0.1)
"""


def test_windows_and_figures_close_each_other(monkeypatch, ends_viewers):
    needs("matplotlib")
    monkeypatch.setenv("MPLBACKEND", "module://shmview.matplotlib")
    ends_viewers("figure-3")
    script = run_python(CLOSING)
    channel = shmview.Channel("figure-1")
    assert channel.wait_shown(1, TIMEOUT)
    os.kill(channel.viewers()[0].process, signal.SIGTERM)
    assert script.communicate(timeout=TIMEOUT)[0] == "closed\n" and script.returncode == 0
    assert shmview.Channel("figure-2").viewers() == []
    assert len(shmview.Channel("figure-3").viewers()) == 1  # which outlives the program


def test_figures_live_at_pythons_prompt(monkeypatch):
    needs("matplotlib")
    monkeypatch.setenv("MPLBACKEND", "module://shmview.matplotlib")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
    monkeypatch.setenv("PYTHON_BASIC_REPL", "1")
    monkeypatch.delenv("DISPLAY", raising=False)
    process, terminal = pty.fork()
    if process == 0:
        os.execv(sys.executable, [sys.executable, "-Bqi"])
    try:
        os.write(terminal, b"import matplotlib.pyplot as p; p.ion(); p.plot([1, 2]); p.title('a')\n")
        frame = shmview.read("figure-1", timeout=TIMEOUT)
        assert frame.generation == 1
        os.write(terminal, b"p.title('another')\n")
        assert next(frame for frame in shmview.follow("figure-1", timeout=TIMEOUT)
                    if frame.generation > 1)
    finally:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        os.close(terminal)
