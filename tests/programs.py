"""Sees to what the tests run beside Python: ``python tests/programs.py``.

For each program it takes, in this order: the one that the environment variable
``CHROMIUM`` or ``NGINX`` names, one that is installed, one that it can get. Where none
is to be had it says so and exits with 1: those tests are never skipped.
"""

import functools
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import TypeGuard

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PLAYWRIGHTS = """
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""
UNPACKED = Path(sys.prefix) / "nginx"
SBIN = os.pathsep.join(["/usr/sbin", "/usr/local/sbin", f"{UNPACKED}/usr/sbin"])
NONE = """\
The tests need {what}, and none was found. Any of these helps:
  - install it so that it is on the PATH,
  - set {variable} to its executable,
  - run `python tests/programs.py`, which gets one {where}."""


@functools.cache
def chromium() -> str:
    """The Chromium that the browser tests drive.

    Raises:
        RuntimeError: if there is none, with what to do about it.
    """
    return _first(
        [*map(shutil.which, CHROMIUMS), _playwrights()],
        "--version",
        what="a Chromium or Chrome",
        variable="CHROMIUM",
        where="as root on Debian, or from Playwright",
    )


def nginx() -> str:
    """The nginx that the test of ``deploy/nginx.conf`` runs.

    Raises:
        RuntimeError: if there is none, with what to do about it.
    """
    return _first(
        [shutil.which("nginx"), shutil.which("nginx", path=SBIN)],
        "-v",
        what="an nginx",
        variable="NGINX",
        where="on Debian, as root if apt has no lists",
    )


def get_chromium() -> None:
    """Debian's package, or else Playwright's own build; whichever can be had."""
    root = os.name == "posix" and os.geteuid() == 0
    debian = root and shutil.which("apt-get") is not None
    if debian:
        _try("apt-get", "update")
        packages = ("chromium", "fonts-dejavu-core", "libatomic1")  # for Playwright
        _try("apt-get", "install", "-y", "--no-install-recommends", *packages)
    if not (debian and any(_runs(shutil.which(name)) for name in CHROMIUMS)):
        libraries = ("--with-deps",) if debian else ()
        _try(sys.executable, "-m", "playwright", "install", *libraries, "chromium")


def get_nginx() -> None:
    """Debian's package, unpacked into the Python environment: it starts no service."""
    if shutil.which("apt-get") is None:
        return
    with tempfile.TemporaryDirectory() as folder:
        if not _try("apt-get", "download", "nginx", cwd=folder):
            _try("apt-get", "update")
            _try("apt-get", "download", "nginx", cwd=folder)
        for package in Path(folder).glob("*.deb"):
            _try("dpkg-deb", "-x", str(package), str(UNPACKED))


def main() -> None:
    """Prints where each program is, got first if there was none."""
    for find, get in ((chromium, get_chromium), (nginx, get_nginx)):
        try:
            path = find()
        except RuntimeError:
            if os.environ.get(find.__name__.upper()):
                raise
            get()
            path = find()
        sys.stdout.write(f"{path}\n")


def _first(
    paths: Iterable[str | None], asked: str, *, what: str, variable: str, where: str
) -> str:
    """The one that the variable names, or else the first that runs."""
    if named := os.environ.get(variable):
        if not _runs(shutil.which(named), asked):
            raise RuntimeError(f"{variable} names {named}, which does not run.")
        return named
    for path in paths:
        if _runs(path, asked):
            return path
    raise RuntimeError(NONE.format(what=what, variable=variable, where=where))


def _try(*command: str, cwd: str | None = None) -> bool:
    sys.stderr.write(f"$ {' '.join(command)}\n")
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    return (
        subprocess.run(command, cwd=cwd, env=quiet, stdout=sys.stderr).returncode == 0
    )


def _runs(path: str | None, asked: str = "--version") -> TypeGuard[str]:
    """Whether it starts: Ubuntu's ``chromium-browser`` can be an empty shell."""
    if path is None:
        return False
    if os.name == "nt":
        return True  # there, asking Chrome for its version opens a window
    return subprocess.run([path, asked], capture_output=True).returncode == 0


def _playwrights() -> str | None:
    """Playwright's own Chromium if it was downloaded.

    A process of its own asks, for the caller may be in the middle of using Playwright.
    On a bare Debian it does not even start: it lacks a library.
    """
    command = [sys.executable, "-c", PLAYWRIGHTS]
    asked = subprocess.run(command, capture_output=True, text=True)
    return shutil.which(asked.stdout.strip())


if __name__ == "__main__":
    try:
        main()
    except RuntimeError as none:
        sys.exit(str(none))
