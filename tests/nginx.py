"""Sees to an nginx for the test of ``deploy/nginx.conf``: ``python tests/nginx.py``.

It takes, in this order: the one that the environment variable ``NGINX`` names, one that
is installed, Debian's package unpacked into the Python environment. That takes no root
and starts no service. Where none is to be had it says so and exits with 1: the test is
never skipped.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

UNPACKED = Path(sys.prefix) / "nginx"
PLACES = os.pathsep.join(["/usr/sbin", "/usr/local/sbin", f"{UNPACKED}/usr/sbin"])
NONE = """\
The test of deploy/nginx.conf needs an nginx, and none was found. Any of these helps:
  - install nginx so that it is on the PATH or in /usr/sbin,
  - set NGINX to its executable,
  - run `python tests/nginx.py`, which unpacks Debian's package; only where apt has no
    lists yet it takes root, for `apt-get update`."""


def executable() -> str:
    """The nginx that the test runs.

    Raises:
        RuntimeError: if there is none, with what to do about it.
    """
    if named := os.environ.get("NGINX"):
        if not _runs(shutil.which(named)):
            raise RuntimeError(f"NGINX names {named}, which does not run.")
        return named
    for path in (shutil.which("nginx"), shutil.which("nginx", path=PLACES)):
        if path and _runs(path):
            return path
    raise RuntimeError(NONE)


def unpack() -> None:
    """Debian's package, without its service and its settings."""
    if shutil.which("apt-get") is None:
        return
    with tempfile.TemporaryDirectory() as folder:
        if not _try("apt-get", "download", "nginx", cwd=folder):
            _try("apt-get", "update", cwd=folder)
            _try("apt-get", "download", "nginx", cwd=folder)
        for package in Path(folder).glob("*.deb"):
            _try("dpkg-deb", "-x", str(package), str(UNPACKED), cwd=folder)


def _try(*command: str, cwd: str) -> bool:
    sys.stderr.write(f"$ {' '.join(command)}\n")
    return subprocess.run(command, cwd=cwd, stdout=sys.stderr).returncode == 0


def _runs(path: str | None) -> bool:
    asked = path and subprocess.run([path, "-v"], capture_output=True)
    return bool(asked) and asked.returncode == 0


def main() -> str:
    """The executable, unpacked first if there was none."""
    try:
        return executable()
    except RuntimeError:
        if not os.environ.get("NGINX"):
            unpack()
        return executable()


if __name__ == "__main__":
    try:
        sys.stdout.write(f"{main()}\n")
    except RuntimeError as none:
        sys.exit(str(none))
