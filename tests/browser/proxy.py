"""``deploy/nginx.conf`` run for real, in front of processes on this machine."""

import getpass
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path

from tests import programs
from tests.browser.serving import PROJECT, Server, free_port

COMMITTED = PROJECT / "deploy" / "nginx.conf"
# What Debian's and Docker's nginx put around it; everything that is written lies in
# the folder, and the log says who answered.
AROUND = """\
user {user};
worker_processes auto;
worker_rlimit_nofile 16384;
daemon off;
pid nginx.pid;
events {{ worker_connections 4096; }}
http {{
    log_format who "$request_uri $status $upstream_addr";
    access_log access.log who;
    client_body_temp_path body;
    proxy_temp_path proxy;
    fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi;
    scgi_temp_path scgi;
    include app.conf;
}}
"""


class Proxy:
    """nginx in front of some servers; ``url`` ends with a slash."""

    def __init__(self, folder: Path, servers: Sequence[Server], prefix: str = ""):
        folder.mkdir()
        self.folder, self.port = folder, free_port()
        self.url = f"http://127.0.0.1:{self.port}/{prefix}"
        (folder / "app.conf").write_text(self._settings(servers, prefix), "utf-8")
        around = AROUND.format(user=getpass.getuser())
        (folder / "nginx.conf").write_text(around, encoding="utf-8")
        where = ["-p", f"{folder}/", "-c", "nginx.conf", "-e", "error.log"]
        self.process = subprocess.Popen([programs.nginx(), *where])
        self._wait()

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=10)

    def who(self, path: str) -> list[str]:
        """Who was asked, one after the other, when somebody last asked for a path."""
        for _ in range(100):  # it is written down when the answer is out
            text = (self.folder / "access.log").read_text(encoding="utf-8")
            for line in reversed(text.splitlines()):
                asked_for, _, addresses = line.split(" ", 2)
                if path in asked_for:
                    return addresses.split(", ")
            time.sleep(0.05)
        raise AssertionError(f"nobody asked for {path}")

    def _settings(self, servers: Sequence[Server], prefix: str) -> str:
        text = COMMITTED.read_text(encoding="utf-8")
        (named,) = (line for line in text.splitlines() if "server app:8501" in line)
        each = [named.replace("app:8501", address(server)) for server in servers]
        for here, there in (
            (named, "\n".join(each)),
            ("listen 80;", f"listen 127.0.0.1:{self.port};"),
            ("location /", f"location /{prefix}"),
        ):
            assert here in text, here
            text = text.replace(here, there)
        return text

    def _wait(self) -> None:
        for _ in range(100):
            try:
                with urllib.request.urlopen(f"{self.url}_stcore/health", timeout=5):
                    return
            except (urllib.error.URLError, OSError):
                assert self.process.poll() is None, self.errors()
                time.sleep(0.05)
        raise AssertionError(f"nginx did not come up:\n{self.errors()}")

    def errors(self) -> str:
        return (self.folder / "error.log").read_text(encoding="utf-8")


def address(server: Server) -> str:
    """As nginx names it."""
    return f"127.0.0.1:{server.port}"
