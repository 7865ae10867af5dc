"""Whether memory grows without bound: ``python -m benchmarks.memory --minutes 60``.

Readers come in waves to pages of their own choice, move sliders, train a little where
there is something to train, and go (``benchmarks/_reader.py``). Printed, every few
minutes: the visits so far, those that failed, and the megabytes that the server holds.
Then everybody has gone for three minutes, when Streamlit has forgotten their sessions,
and the last line says how much the second half of the visits has added.
"""

import argparse
import asyncio
import random
import time

import numpy as np

from benchmarks import _serve
from benchmarks._reader import Reader
from core.ui import nav
from tests.browser.serving import Server

PAUSE = 3.0  # seconds between two things that a reader does
FORGOTTEN = 180.0  # seconds: Streamlit keeps a lost session for 120
Line = tuple[float, int, float]  # minutes, visits, megabytes


async def visit(server: Server, chance: random.Random, seconds: float) -> bool:
    """One reader comes, stays for so long and goes; whether all was answered."""
    page = chance.choice(nav.PAGES).stem
    address = server.url.replace("http", "ws", 1)
    reader = Reader(address, "" if page == "home" else page)
    end = time.monotonic() + seconds * chance.uniform(0.5, 1.0)
    await asyncio.sleep(PAUSE * chance.random())
    try:
        await reader.open()
        while time.monotonic() < end:
            if reader.film:
                await reader.train()
            elif reader.sliders:
                await reader.release(chance)
            await asyncio.sleep(PAUSE)
    except Exception as failure:  # the line is cut, or no answer came
        print(f"{page}: {failure!r}", flush=True)
        return False
    finally:
        await reader.close()
    return True


async def watch(server: Server, minutes: float, every: float, readers: int) -> None:
    """Wave after wave, and a line of the table now and then."""
    chance, lines = random.Random(0), list[Line]()
    begun, visits, failed = time.monotonic(), 0, 0

    def note() -> None:
        past, held = (time.monotonic() - begun) / 60, _serve.megabytes(server)
        lines.append((past, visits, held))
        print(f"{past:7.1f}  {visits:6}  {failed:6}  {held:7.1f}", flush=True)

    print("minutes  visits  failed       MB")
    note()
    while lines[-1][0] < minutes:
        wave = [visit(server, chance, 30.0) for _ in range(readers)]
        answered = await asyncio.gather(*wave)
        visits, failed = visits + readers, failed + answered.count(False)
        if time.monotonic() - begun > 60 * (lines[-1][0] + every):
            note()
    await asyncio.sleep(FORGOTTEN)
    note()
    late = np.array([line for line in lines[:-1] if line[0] > minutes / 2])
    if len(late) > 1:
        slope = np.polyfit(late[:, 1], late[:, 2], 1)[0]
        print(f"{100 * slope:+.1f} MB for each 100 visits of the second half")


def main() -> None:
    """Serves the app and lets readers come and go."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--every", type=float, default=3.0)
    parser.add_argument("--readers", type=int, default=10)
    given = parser.parse_args()
    with _serve.workshop() as folder, _serve.serving(_serve.copy(folder, "app")) as one:
        watched = watch(one[0], given.minutes, given.every, given.readers)
        asyncio.run(watched)


if __name__ == "__main__":
    main()
