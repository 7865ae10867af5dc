"""What the benchmarks share: servers, a browser, and the pages to compare with.

Every server runs a working copy of the project in a temporary folder, all with the same
settings; the pages to compare with are the only page of their copy, and are served as
Streamlit comes, without ``server.py``.
"""

import argparse
import contextlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests import programs
from tests.browser.serving import Server, working_copy

FLAGS = ["--no-sandbox", "--disable-quic", "--disable-background-networking"]
EMPTY = 'import streamlit as st\n\nst.text("x")\n'


def parser(doc: str | None, rounds: int) -> argparse.ArgumentParser:
    """A command line that asks for a number of rounds."""
    parser = argparse.ArgumentParser(
        description=doc, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=rounds)
    return parser


def copy(parent: Path, name: str, script: str | None = None) -> Path:
    """A working copy of the app; given a script, that is all there is to see in it."""
    folder = working_copy(parent / name)
    if script is not None:
        shutil.rmtree(folder / "pages")
        (folder / "server.py").unlink()  # Streamlit as it comes
        (folder / "app.py").write_text(script, encoding="utf-8")
    return folder


@contextlib.contextmanager
def workshop() -> Iterator[Path]:
    """A folder for the copies, gone at the end."""
    with tempfile.TemporaryDirectory() as parent:
        yield Path(parent)


@contextlib.contextmanager
def serving(*folders: Path) -> Iterator[list[Server]]:
    """A server for each folder, stopped at the end."""
    with contextlib.ExitStack() as stack:
        servers = []
        for folder in folders:
            ours = (folder / "server.py").exists()
            servers.append(Server(folder, "server.py" if ours else "app.py"))
            stack.callback(servers[-1].stop)
        yield servers


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """A headless browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=programs.chromium(), args=FLAGS
        )
        yield browser
        browser.close()


@contextlib.contextmanager
def tab(
    browser: Browser, script: str = "", window: tuple[int, int] = (1280, 900)
) -> Iterator[Page]:
    """A page in a profile of its own, nothing cached; the script runs first of all."""
    context = browser.new_context(viewport={"width": window[0], "height": window[1]})
    context.set_default_timeout(60_000)
    context.add_init_script(script)
    yield context.new_page()
    context.close()


STILL = """() => {
  const state = document.querySelector("[data-testid=stApp]")?.dataset.testScriptState;
  const figures = [...document.querySelectorAll(".explorable .plot")];
  const drawn = figures.filter((figure) => figure.querySelector(".main-svg"));
  const finished = state === "notRunning" && drawn.length === figures.length;
  const now = `${finished} ${document.querySelectorAll("*").length}`;
  if (now !== window.stillAt || !finished || !figures.length) {
    window.stillAt = now;
    window.stillSince = performance.now();
  }
  return performance.now() - window.stillSince > 1000;
}"""


def ready(page: Page) -> None:
    """Waits until every figure is drawn and nothing has come or gone for a second."""
    page.wait_for_function(STILL, polling=100)


def cpu_seconds(server: Server) -> float:
    """Processor time that a server has used so far (Linux)."""
    stat = Path(f"/proc/{server.process.pid}/stat").read_text(encoding="utf-8")
    user, system = stat.rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def megabytes(server: Server) -> float:
    """Memory that a server holds (Linux)."""
    lines = Path(f"/proc/{server.process.pid}/status").read_text("utf-8").splitlines()
    (held,) = (line.split()[1] for line in lines if line.startswith("VmRSS"))
    return int(held) / 1024


def settled(server: Server) -> None:
    """Waits until a server has been idle for four seconds: its warm-up is over."""
    used, since = cpu_seconds(server), time.monotonic()
    while time.monotonic() - since < 4.0:
        time.sleep(0.25)
        now = cpu_seconds(server)
        if now - used > 0.05:
            used, since = now, time.monotonic()


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns as wide as they need to be, numbers to the right."""
    lines = [head, *rows]
    wide = [max(len(line[i]) for line in lines) for i in range(len(head))]
    return "\n".join(
        "  ".join([line[0].ljust(wide[0]), *map(str.rjust, line[1:], wide[1:])])
        for line in lines
    )
