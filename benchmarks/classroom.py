"""A class on one server: ``python -m benchmarks.classroom --readers 30 100``.

Each reader is a session as a browser makes it (``benchmarks/_reader.py``) on one of
four pages, and lets a slider go every three seconds, all at their own moments. The
plain page of ``benchmarks/_naive.py`` is put through the same, one after the other.

In the row *under figures* they move only the sliders under figures, in *the app* also
those among the choices, which have figures drawn anew.

With ``--processes 4`` as many serve, behind nginx as ``deploy/nginx.conf`` has it.

Printed: seconds from release to answer (half of them, and 95 of 100, are faster), the
servers' processor time for each answer, their memory for each reader, the readers who
got no answer within a minute or lost the line, and how many of the machine's cores were
busy: with the servers, and with the readers, who run on the same machine. When both
together come near to all there are, it is the machine that is measured.
"""

import argparse
import asyncio
import contextlib
import functools
import random
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import _naive, _serve
from benchmarks._reader import Reader
from tests.browser.proxy import Proxy
from tests.browser.serving import Server

Come = Callable[[str, int], list[Reader]]  # so many readers of an address

PAGES = ("gradients", "bce_curve", "vanishing_gradients", "optimal_discriminator")
PAUSE = 3.0  # seconds from one release to the next
AT_ONCE = 8  # readers whose page is being opened


@dataclass
class Lesson:
    """What happened to a class."""

    readers: int
    opened: list[float] = field(default_factory=list)
    answers: list[float] = field(default_factory=list)
    cpu: float = 0.0
    memory: float = 0.0
    lost: int = 0
    seconds: float = 0.0
    driving: float = 0.0  # processor seconds of the readers themselves

    def row(self, name: str) -> list[str]:
        """As a line of the table."""
        cuts = statistics.quantiles(self.answers or [float("nan")] * 2, n=20)
        return [
            name,
            f"{self.readers}",
            f"{statistics.median(self.opened):.2f}",
            f"{cuts[9]:.3f}",
            f"{cuts[18]:.3f}",
            f"{1e3 * self.cpu / max(1, len(self.answers)):.1f}",
            f"{self.memory / self.readers:.2f}",
            f"{self.lost}",
            f"{self.cpu / self.seconds:.2f}",
            f"{self.driving / self.seconds:.2f}",
        ]


def memory(servers: Sequence[Server]) -> float:
    """Megabytes that the processes hold."""
    return sum(_serve.megabytes(server) for server in servers)


def cpu(servers: Sequence[Server]) -> float:
    """Processor seconds that they have used so far."""
    return sum(_serve.cpu_seconds(server) for server in servers)


async def hold(
    servers: Sequence[Server], readers: Sequence[Reader], seconds: float
) -> Lesson:
    """Opens all pages, then lets everybody move sliders for so long."""
    lesson, door = Lesson(len(readers)), asyncio.Semaphore(AT_ONCE)
    before = memory(servers)

    async def come(reader: Reader) -> Reader | None:
        async with door:
            try:
                lesson.opened.append(await reader.open())
                return reader
            except Exception:  # whatever it was, this reader has no page
                return None

    async def stay(reader: Reader, number: int, end: float) -> None:
        chance = random.Random(number)
        await asyncio.sleep(PAUSE * chance.random())
        while (begun := time.perf_counter()) < end:
            try:
                lesson.answers.append(await reader.release(chance))
            except Exception:  # the line is cut, or no answer came
                lesson.lost += 1
                return
            await asyncio.sleep(max(0.0, begun + PAUSE - time.perf_counter()))

    came = [one for one in await asyncio.gather(*map(come, readers)) if one]
    lesson.lost = len(readers) - len(came)
    used, driven, begun = cpu(servers), time.process_time(), time.perf_counter()
    end = begun + seconds
    await asyncio.gather(*(stay(one, n, end) for n, one in enumerate(came)))
    lesson.seconds = time.perf_counter() - begun
    lesson.cpu, lesson.driving = cpu(servers) - used, time.process_time() - driven
    lesson.memory = memory(servers) - before
    await asyncio.gather(*(one.close() for one in came), return_exceptions=True)
    return lesson


def of_app(url: str, count: int, *, figures_only: bool = False) -> list[Reader]:
    """Readers of the app, spread over the pages."""
    return [
        Reader(socket(url), PAGES[i % len(PAGES)], figures_only=figures_only)
        for i in range(count)
    ]


def of_plain(url: str, count: int, shown: list[_naive.Shown]) -> list[Reader]:
    """Readers of the plain page, spread over its figures."""
    queries = [shown[i % len(shown)].plain()[1:] for i in range(count)]
    return [Reader(socket(url), "", query) for query in queries]


def socket(url: str) -> str:
    """An address for a WebSocket."""
    return url.replace("http", "ws", 1)


@contextlib.contextmanager
def site(folder: Path, processes: int) -> Iterator[tuple[list[Server], str]]:
    """So many processes of one app, and the address where they are all to be had."""
    with _serve.serving(*[folder] * processes) as servers:
        if processes == 1:
            yield servers, servers[0].url
            return
        with tempfile.TemporaryDirectory() as parent:
            proxy = Proxy(Path(parent) / "nginx", servers)
            try:
                yield servers, proxy.url
            finally:
                proxy.stop()


def lesson(folder: Path, come: Come, count: int, given: argparse.Namespace) -> Lesson:
    """A lesson on fresh processes; first visits, so that no measured reader is one."""
    with site(folder, given.processes) as (servers, url):
        for server in servers:
            asyncio.run(hold([server], come(server.url, 8), PAUSE))
        for server in servers:
            _serve.settled(server)
        return asyncio.run(hold(servers, come(url, count), given.seconds))


def main() -> None:
    """Holds a lesson for each number of readers and prints a table."""
    parser = _serve.parser(__doc__, rounds=1)
    parser.add_argument("--readers", type=int, nargs="+", default=[30, 100])
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--processes", type=int, default=1)
    given = parser.parse_args()
    name = "one process" if given.processes == 1 else f"{given.processes} processes"
    head = [name, "readers", "open s", "p50 s", "p95 s", "CPU ms", "MB", "lost"]
    rows = []
    with _serve.workshop() as folder:
        shown = [one for one in _naive.figures() if one.page in PAGES]
        plain = _serve.copy(folder, "plain", _naive.PAGE)
        shutil.rmtree(plain / ".streamlit")
        _naive.furnish(plain, shown)
        app = _serve.copy(folder, "app")
        come = functools.partial(of_plain, shown=shown)
        for _ in range(given.rounds):
            for count in given.readers:
                under = functools.partial(of_app, figures_only=True)
                rows.append(lesson(app, under, count, given).row("under figures"))
                rows.append(lesson(app, of_app, count, given).row("the app"))
                rows.append(lesson(plain, come, count, given).row("a plain page"))
    print(_serve.table([*head, "cores", "readers'"], rows))


if __name__ == "__main__":
    main()
