"""Starting the app as a process of its own, from a clean working copy."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent.parent
PARTS = ("app.py", "server.py", "pages", "core", ".streamlit")


def working_copy(folder: Path) -> Path:
    """What a fresh clone holds of the app: nothing generated."""
    folder.mkdir()
    for part in PARTS:
        source = PROJECT / part
        if source.is_dir():
            caches = shutil.ignore_patterns("__pycache__")
            shutil.copytree(source, folder / part, ignore=caches)
        else:
            shutil.copy(source, folder / part)
    return folder


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """One Streamlit process; ``url`` ends with a slash."""

    def __init__(self, folder: Path, script: str = "server.py", base: str = ""):
        self.folder, self.script, self.base = folder, script, base
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}/{base}"
        self.start()

    def start(self) -> None:
        flags = {
            "server.headless": "true",
            "server.address": "127.0.0.1",
            "server.port": str(self.port),
            "server.fileWatcherType": "none",
            "server.baseUrlPath": self.base,
        }
        command = [sys.executable, "-m", "streamlit", "run", self.script]
        command += [f"--{name}={value}" for name, value in flags.items()]
        environment = os.environ | {"PYTHONPATH": str(self.folder)}
        with (self.folder / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=self.folder, env=environment, stdout=log, stderr=log
            )
        self._wait()

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def log(self) -> str:
        return (self.folder / "server.log").read_text(encoding="utf-8")

    def _wait(self) -> None:
        for _ in range(300):
            try:
                with urllib.request.urlopen(f"{self.url}_stcore/health", timeout=2):
                    return
            except (urllib.error.URLError, OSError):
                assert self.process.poll() is None, self.log()
                time.sleep(0.1)
        raise AssertionError(f"the server did not come up:\n{self.log()}")
