"""Sees to a Chromium for the browser tests: run ``python tests/chromium.py``.

It takes, in this order: the one that the environment variable ``CHROMIUM`` names, one
that is installed, Debian's package where root allows it, Playwright's own download.
Where none is to be had it says so and exits with 1: browser tests are never skipped.
"""

import functools
import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PLAYWRIGHTS = """
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""
NONE = """\
The browser tests need a Chromium, and none was found. Any of these helps:
  - install Chromium or Chrome so that it is on the PATH,
  - set CHROMIUM to its executable,
  - run `python tests/chromium.py`: it installs one, as root on Debian, or wherever
    Playwright's download is within reach."""


@functools.cache
def executable() -> str:
    """The Chromium that the tests drive.

    Raises:
        RuntimeError: if there is none, with what to do about it.
    """
    if named := os.environ.get("CHROMIUM"):
        if not _runs(shutil.which(named)):
            raise RuntimeError(f"CHROMIUM names {named}, which does not run.")
        return named
    for path in (*map(shutil.which, NAMES), _playwrights()):
        if path and _runs(path):
            return path
    raise RuntimeError(NONE)


def install() -> None:
    """Debian's package, or else Playwright's own build; whichever can be had."""
    root = os.name == "posix" and os.geteuid() == 0
    debian = root and shutil.which("apt-get") is not None
    if debian:
        _try("apt-get", "update")
        packages = ("chromium", "fonts-dejavu-core")
        _try("apt-get", "install", "-y", "--no-install-recommends", *packages)
    if not (debian and any(_runs(shutil.which(name)) for name in NAMES)):
        libraries = ("--with-deps",) if debian else ()
        _try(sys.executable, "-m", "playwright", "install", *libraries, "chromium")


def _try(*command: str) -> None:
    sys.stderr.write(f"$ {' '.join(command)}\n")
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(command, env=quiet, stdout=sys.stderr)


def _runs(path: str | None) -> bool:
    """Whether it starts: Ubuntu's ``chromium-browser`` can be an empty shell."""
    if path is None:
        return False
    if os.name == "nt":
        return True  # there, asking Chrome for its version opens a window
    asked = subprocess.run([path, "--version"], capture_output=True)
    return asked.returncode == 0


def _playwrights() -> str | None:
    """Playwright's own Chromium if it was downloaded.

    A process of its own asks, for the caller may be in the middle of using Playwright.
    """
    command = [sys.executable, "-c", PLAYWRIGHTS]
    asked = subprocess.run(command, capture_output=True, text=True, check=True)
    return shutil.which(asked.stdout.strip())


def main() -> str:
    """The executable, installed first if there was none."""
    try:
        return executable()
    except RuntimeError:
        if "CHROMIUM" not in os.environ:
            install()
        return executable()


if __name__ == "__main__":
    try:
        sys.stdout.write(f"{main()}\n")
    except RuntimeError as none:
        sys.exit(str(none))
