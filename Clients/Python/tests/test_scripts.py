"""Scripts as people have them, unchanged but for one import or one variable of the environment."""

import os
import signal

import pytest
from conftest import TIMEOUT, click, drag, needs, press, run_python

import shmview

PLOT = """
import matplotlib.pyplot as pyplot
figure, axes = pyplot.subplots()
figure.canvas.mpl_connect("key_press_event", lambda event: print("key", event.key, flush=True))
figure.canvas.mpl_connect(
    "button_press_event", lambda event: print("button", int(event.button), event.x, event.y, flush=True))
figure.canvas.mpl_connect("close_event", lambda event: print("gone"))
line, = axes.plot([1, 2, 3], [1, 4, 9])
pyplot.show(block=False)
for step in range(3):
    line.set_ydata([step, 2 * step, 3 * step])
    pyplot.pause(0.01)
print("drawn", flush=True)
pyplot.show()
print("closed", pyplot.get_fignums())
"""


@pytest.fixture
def plotting(monkeypatch, ends_viewers):
    needs("matplotlib")
    monkeypatch.setenv("MPLBACKEND", "module://shmview.matplotlib")
    ends_viewers("figure-1")


def begin_plot():
    script = run_python(PLOT)
    assert script.stdout.readline() == "drawn\n"
    channel = shmview.Channel("figure-1")
    assert channel.wait_shown(shmview.read("figure-1").generation, TIMEOUT)
    return script, channel, channel.viewers()[0].process


def test_a_plot(plotting):
    script, _, viewer = begin_plot()
    with shmview.read("figure-1") as frame:
        assert (frame.width, frame.height, frame.title) == (640, 480, "Figure 1")
        assert frame.rgb.min() < 100 and frame.rgb.max() == 255
    window = press(viewer, "x", "Return", "ctrl+Left")
    assert [script.stdout.readline() for _ in range(3)] == [
        "key x\n", "key enter\n", "key ctrl+left\n"]
    click(window, 100, 30, 3)
    assert script.stdout.readline() == "button 3 100 449\n"
    os.kill(viewer, signal.SIGTERM)
    assert script.communicate(timeout=TIMEOUT)[0] == "gone\nclosed []\n"


def test_a_plot_is_closed_by_its_own_key(plotting):
    script, channel, viewer = begin_plot()
    press(viewer, "q")
    assert script.communicate(timeout=TIMEOUT)[0].endswith("closed []\n")
    assert channel.viewers() == []


ASKING = """
import matplotlib.pyplot as pyplot
pyplot.imshow([[1, 2], [3, 4]])
pyplot.show(block=False)
print("asked", flush=True)
print(pyplot.waitforbuttonpress())
print(len(pyplot.ginput(1)))
"""


def test_a_plot_asks_for_a_key_and_a_place(plotting):
    script = run_python(ASKING)
    assert script.stdout.readline() == "asked\n"
    channel = shmview.Channel("figure-1")
    assert channel.wait_shown(1, TIMEOUT)
    viewer = channel.viewers()[0].process
    window = press(viewer, "x")
    assert script.stdout.readline() == "True\n"
    click(window, 320, 240)
    assert script.communicate(timeout=TIMEOUT)[0] == "1\n"


OPENCV = """
import cv2
import numpy as np

def clicked(event, x, y, flags, parameter):
    if event == cv2.EVENT_LBUTTONDOWN:
        print("clicked", x, y, flush=True)
    if event == cv2.EVENT_MOUSEMOVE and flags & cv2.EVENT_FLAG_LBUTTON and (x, y) == (50, 60):
        print("dragged", flush=True)

cv2.namedWindow("camera", cv2.WINDOW_NORMAL)
cv2.setMouseCallback("camera", clicked)
step = 0
while True:
    image = np.zeros((120, 160, 3), np.uint8)
    cv2.rectangle(image, (20, 30), (140, 90), (0, 160, 255), -1)
    cv2.putText(image, str(step), (60, 70), cv2.FONT_HERSHEY_SIMPLEX, 1, (255, 255, 255), 2)
    cv2.imshow("camera", cv2.GaussianBlur(image, (3, 3), 0))
    key = cv2.waitKey(20) & 0xFF
    if key == ord("q") or cv2.getWindowProperty("camera", cv2.WND_PROP_VISIBLE) < 1:
        break
    if key == ord("s"):
        print("step", flush=True)
    step += 1
cv2.destroyAllWindows()
print("done")
"""


def test_a_camera_of_opencv(ends_viewers):
    needs("cv2")
    ends_viewers("camera")
    script = run_python(OPENCV.replace("import cv2\n", "from shmview import cv2compat as cv2\n"))
    channel = shmview.Channel("camera")
    assert channel.wait_shown(1, TIMEOUT)
    viewer = channel.viewers()[0].process
    with shmview.read("camera") as frame:
        assert (frame.width, frame.height, frame.title) == (160, 120, "camera")
        assert frame.bgr[40, 30].tolist() == [0, 160, 255]
    window = press(viewer, "s")
    assert script.stdout.readline() == "step\n"
    click(window, 30, 40)
    assert script.stdout.readline() == "clicked 30 40\n"
    drag(window, (30, 40), (50, 60))
    assert [script.stdout.readline() for _ in range(2)] == ["clicked 30 40\n", "dragged\n"]
    press(viewer, "q")
    assert script.communicate(timeout=TIMEOUT)[0] == "done\n"
    assert channel.viewers() == []


TORCH = """
import torch
import shmview

torch.manual_seed(1)
model = torch.nn.Sequential(torch.nn.Conv2d(3, 3, 3, padding=1), torch.nn.Sigmoid())
optimizer = torch.optim.Adam(model.parameters(), lr=0.05)
batch = torch.rand(4, 3, 48, 64)
for step in range(30):
    output = model(batch)
    loss = torch.nn.functional.mse_loss(output, batch)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if step % 10 == 0:
        grid = torch.cat(list(output), dim=2)  # 3 x height x width, with a gradient
        shmview.imshow("samples", grid, title=f"step {step}")
        print("shown", flush=True)
print(grid.sum().item())
"""


def test_a_torch_loop(start_viewer):
    needs("torch")
    viewer = start_viewer("samples", "--geometry", "256x48")
    script = run_python(TORCH)
    total = float(script.communicate(timeout=TIMEOUT)[0].splitlines()[-1])
    with shmview.read("samples") as frame:
        assert (frame.generation, frame.width, frame.height) == (3, 256, 48)
        assert frame.format == "rgbf32le-planar" and frame.title == "step 20"
        assert abs(frame.array.sum(dtype=float) - total) < 0.01 * total
    assert shmview.Channel("samples").wait_shown(3, TIMEOUT) and viewer.poll() is None


QT = """
import sys
from {qt}.QtCore import QSocketNotifier, QTimer
from {qt}.QtWidgets import QApplication, QLabel
import numpy
import shmview

application = QApplication(sys.argv)
label = QLabel("beside it")
label.show()
channel = shmview.Channel("beside")
events = channel.events()
notifier = QSocketNotifier(events.fileno(), QSocketNotifier.Type.Read)

def hear():
    while True:
        event = events.next_event(0)
        if event is None:
            return
        if event.kind == "key":
            print("key", event.key, flush=True)
            application.quit()

notifier.activated.connect(hear)
timer = QTimer()
timer.timeout.connect(lambda: channel.publish(numpy.full((60, 80, 3), 90, numpy.uint8)))
timer.start(20)
getattr(application, "exec", None)()
print("over")
"""


@pytest.mark.parametrize("qt", ["PyQt5", "PyQt6"])
def test_beside_qt(start_viewer, monkeypatch, qt):
    needs(qt)
    # Qt's own window is shown where its plugin for X finds its libraries.
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    script = run_python(QT.format(qt=qt))
    viewer = start_viewer("beside", "--send-keys")
    channel = shmview.Channel("beside")
    assert channel.wait_shown(1, TIMEOUT)
    press(viewer.pid, "k")
    assert script.communicate(timeout=TIMEOUT)[0] == "key k\nover\n"
