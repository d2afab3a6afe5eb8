"""A mosquitto of the run's own on loopback, and what it uses."""

import os
import resource
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")


class Broker:
    def __init__(self, folder: Path):
        self._folder = folder
        with socket.create_server(("127.0.0.1", 0)) as server:
            self.port = server.getsockname()[1]
        lines = [
            f"listener {self.port} 127.0.0.1", "allow_anonymous true", "log_dest none",
            "persistence true", f"persistence_location {folder}/"]
        if os.getuid() == 0:
            lines.append("user root")
        (folder / "mosquitto.conf").write_text("\n".join(lines) + "\n")
        self._process = None
        self._used_before = 0.0

    def start(self):
        program = shutil.which("mosquitto") or "/usr/sbin/mosquitto"
        # It ends with this process, however that ends.
        command = ["setpriv", "--pdeathsig", "KILL", program, "-c", self._folder / "mosquitto.conf"]
        self._process = subprocess.Popen(
            command, stderr=subprocess.DEVNULL, preexec_fn=_allow_files)
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise SystemExit("reach: mosquitto does not answer")

    def stop(self):
        """By SIGTERM, upon which it writes down what is retained."""
        if self._process:
            self._used_before = self.processor_seconds()
            self._process.send_signal(signal.SIGTERM)
            self._process.wait()
            self._process = None

    def memory(self) -> int:
        """Resident, in bytes; 0 while it does not run."""
        if not self._process:
            return 0
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        return int(status.split("VmRSS:")[1].split()[0]) * 1024

    def processor_seconds(self) -> float:
        """What it used so far, those before a restart included."""
        if not self._process:
            return self._used_before
        fields = Path(f"/proc/{self._process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return self._used_before + (int(fields[11]) + int(fields[12])) / _TICKS


def _allow_files():
    """As many connections as the system lets a process have."""
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
