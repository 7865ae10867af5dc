"""A class on one server: ``python -m benchmarks.classroom --readers 30 100``.

Each reader is a session as a browser makes it (``benchmarks/_reader.py``) on one of
four pages, and lets a slider go every three seconds, all at their own moments. The
plain page of ``benchmarks/_naive.py`` is put through the same, one after the other.

Printed: seconds from release to answer (half of them, and 95 of 100, are faster), the
server's processor time for each answer, its memory for each reader, and the readers who
got no answer within a minute or lost the line. The readers run on the same machine and
share its processors with the server.
"""

import asyncio
import random
import shutil
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import _naive, _serve
from benchmarks._reader import Reader
from tests.browser.serving import Server

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
        ]


def memory(server: Server) -> float:
    """Megabytes that the process holds (Linux)."""
    lines = Path(f"/proc/{server.process.pid}/status").read_text("utf-8").splitlines()
    (held,) = (line.split()[1] for line in lines if line.startswith("VmRSS"))
    return int(held) / 1024


async def hold(server: Server, readers: Sequence[Reader], seconds: float) -> Lesson:
    """Opens all pages, then lets everybody move sliders for so long."""
    lesson, door = Lesson(len(readers)), asyncio.Semaphore(AT_ONCE)
    before = memory(server)

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
    used, end = _serve.cpu_seconds(server), time.perf_counter() + seconds
    await asyncio.gather(*(stay(one, n, end) for n, one in enumerate(came)))
    lesson.cpu = _serve.cpu_seconds(server) - used
    lesson.memory = memory(server) - before
    await asyncio.gather(*(one.close() for one in came), return_exceptions=True)
    return lesson


def socket(server: Server) -> str:
    """The server's address for a WebSocket."""
    return server.url.replace("http", "ws", 1)


def of_app(server: Server, count: int) -> list[Reader]:
    """Readers of the app, spread over the pages."""
    return [Reader(socket(server), PAGES[i % len(PAGES)]) for i in range(count)]


def of_plain(server: Server, count: int, shown: list[_naive.Shown]) -> list[Reader]:
    """Readers of the plain page, spread over its figures."""
    address = socket(server)
    queries = [shown[i % len(shown)].plain()[1:] for i in range(count)]
    return [Reader(address, "", query) for query in queries]


async def warm(server: Server, readers: Sequence[Reader]) -> None:
    """First visits, so that no measured reader is one."""
    await hold(server, readers, PAUSE)
    await asyncio.to_thread(_serve.settled, server)


def main() -> None:
    """Holds a lesson for each number of readers and prints a table."""
    parser = _serve.parser(__doc__, rounds=1)
    parser.add_argument("--readers", type=int, nargs="+", default=[30, 100])
    parser.add_argument("--seconds", type=float, default=20.0)
    given = parser.parse_args()
    rows = []
    with _serve.workshop() as folder:
        shown = [one for one in _naive.figures() if one.page in PAGES]
        plain = _serve.copy(folder, "plain", _naive.PAGE)
        shutil.rmtree(plain / ".streamlit")
        _naive.furnish(plain, shown)
        app = _serve.copy(folder, "app")
        for _ in range(given.rounds):
            for count in given.readers:
                with _serve.serving(app) as (server,):
                    asyncio.run(warm(server, of_app(server, 8)))
                    held = hold(server, of_app(server, count), given.seconds)
                    rows.append(asyncio.run(held).row("the app"))
                with _serve.serving(plain) as (server,):
                    asyncio.run(warm(server, of_plain(server, 8, shown)))
                    held = hold(server, of_plain(server, count, shown), given.seconds)
                    rows.append(asyncio.run(held).row("a plain page"))
    head = [
        "one process",
        "readers",
        "open s",
        "p50 s",
        "p95 s",
        "CPU ms",
        "MB",
        "lost",
    ]
    print(_serve.table(head, rows))


if __name__ == "__main__":
    main()
