"""What the package brings into a program's process, and what that leaves behind."""

import subprocess
import sys
from pathlib import Path

import pytest

import shmview

PACKAGES = Path(__file__).resolve().parents[1]


def run(code):
    """Runs a program of its own, which may import the package; its output."""
    program = f"import sys\nsys.path.insert(0, {str(PACKAGES)!r})\n{code}"
    done = subprocess.run([sys.executable, "-B", "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("numpy", ["", "sys.modules['numpy'] = None"], ids=["numpy", "none"])
def test_a_program_that_ends_leaves_its_last_picture(numpy):
    run(f"""{numpy}
import shmview
for value in (1, 2):
    shmview.imshow("cam", memoryview(bytes([value]) * 24).cast("B", (2, 4, 3)))
""")
    with shmview.read("cam") as frame:
        assert frame.generation == 2 and (frame.rgb == 2).all() and frame.rgb.shape == (2, 4, 3)


def test_no_window_system_comes_into_the_process():
    libraries = run("""
import shmview
shmview.imshow("cam", [[0.0, 1.0]])
shmview.read("cam").release()
print(open("/proc/self/maps").read())
""")
    assert "libc" in libraries
    for library in ("libX11", "libxcb", "libwayland", "libQt", "libgtk", "libGL"):
        assert library not in libraries, library


def test_a_fork_waits_for_what_a_thread_imports():
    run("""
import os, signal, threading, time
import numpy, shmview
begun = threading.Event()

class Slow:
    def find_spec(self, name, path=None, target=None):
        if name == "shmview._numpy_picture":
            begun.set()
            time.sleep(0.2)

sys.meta_path.insert(0, Slow())
threading.Thread(target=shmview.imshow, args=("cam", [[0.0, 1.0]])).start()
begun.wait()
child = os.fork()
if child == 0:
    signal.alarm(20)
    shmview.imshow("cam", [[0.0, 1.0]])
    os._exit(0)
assert os.waitpid(child, 0)[1] == 0
""")
