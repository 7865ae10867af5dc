"""What a page's figures cost before they are kept: ``python -m benchmarks.figures``.

The figures are those that each page draws with a slider when it is opened without
parameters. Each is computed anew, in turns, with every cache of ``core`` emptied first
and everything imported; the heap is frozen as on the server. Counted is the processor
time of this process, in milliseconds; the median of the rounds.

- *maths*: the arrays, and the figure as it stands at the first position;
- *packing*: the bytes for the browser, every position in them.

The baseline is the same figure with Plotly's own frames made first, as a figure for a
notebook has them (``core.plotting.slider``).

Read: the sum of a page, wanted below 150; and how much of the baseline is left.

Last, what is asked for against everything there is: J's slope and its two means
(``envelope``) for a pair of mixtures at 101 distances. The baseline computes J and all
five divergences with their slopes, as one call for all of them has to.
"""

import gc
import itertools
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np
from streamlit.testing.v1 import AppTest

from benchmarks import _serve
from core.maths import divergences, optimal, shapes
from core.maths.envelope import envelope
from core.ui import explorable, nav, rest, warm
from core.ui.packing import pack

Draw = tuple[Callable[..., Any], tuple]


def drawn_by(stem: str) -> Iterator[Draw]:
    """What a page draws with a slider: figures of its lesson, with arguments."""
    calls: list[Draw] = []

    def drawn(draw: Callable[..., Any], **_: int) -> Callable[..., explorable.Drawn]:
        def called(*args: Any) -> explorable.Drawn:
            made = explorable.once(draw(*args))
            if made.names:
                calls.append((draw, args))
            return made

        return called

    def show(figure: explorable.Drawn, *, key: str, default: str, **_: Any) -> str:
        return rest.settle(key, figure.names, default)[0]

    with (
        mock.patch.object(explorable, "drawn", drawn),
        mock.patch.object(explorable, "show", show),
        mock.patch.object(explorable, "still"),
        mock.patch.object(explorable, "preload"),
        mock.patch.object(warm, "start"),
    ):
        root = Path(explorable.__file__).parents[2]
        app = AppTest.from_file(str(root / "app.py"), default_timeout=60)
        app.query_params["hide"] = ["code", "share"]
        app.run()
        if stem != "home":
            calls.clear()  # the way to a page leads over the front page
            app.switch_page(nav.path(stem)).run()
        assert not app.exception, app.exception
    once = {(draw.__module__, draw.__name__): (draw, args) for draw, args in calls}
    yield from once.values()


def forget() -> None:
    """Empties every cache that a module of ``core`` keeps."""
    for name, module in list(sys.modules.items()):
        if name.startswith("core."):
            for value in vars(module).values():
                if hasattr(value, "cache_clear"):
                    value.cache_clear()


def cost(draw: Callable[..., Any], args: tuple) -> list[float]:
    """Processor time in milliseconds of one figure: maths, packing, Plotly's frames."""
    forget()
    clock = [time.process_time()]
    figure = draw(*args)
    clock.append(time.process_time())
    pack(figure)
    clock.append(time.process_time())
    assert figure.frames
    clock.append(time.process_time())
    return [1000.0 * (b - a) for a, b in itertools.pairwise(clock)]


def asked_and_all(rounds: int) -> list[list[str]]:
    """Milliseconds of ``envelope`` and of everything, in turns; and their ratio."""
    thetas = np.linspace(0.0, 10.0, 101)
    pair = *shapes.pair("mixture", 1.0), thetas

    def everything() -> None:
        optimal.optimal_game(*pair)
        divergences.kl(*pair)
        divergences.reverse_kl(*pair)
        divergences.jensen_shannon(*pair)
        divergences.total_variation(*pair)
        divergences.wasserstein(*pair)

    spent = []
    for _ in range(rounds):
        clock = [time.process_time()]
        envelope("mixture", 1.0, thetas)
        clock.append(time.process_time())
        everything()
        clock.append(time.process_time())
        spent.append([1000.0 * (b - a) for a, b in itertools.pairwise(clock)])
    asked, every = np.median(spent, axis=0)
    return [["envelope", f"{asked:.1f}", f"{every:.1f}", f"{asked / every:.2f}"]]


def main() -> None:
    """Measures in turns and prints a table."""
    rounds = _serve.parser(__doc__, rounds=7).parse_args().rounds
    pages = {page.stem: list(drawn_by(page.stem)) for page in nav.PAGES}
    gc.collect()
    gc.freeze()
    costs: dict[tuple[str, str], list[list[float]]] = defaultdict(list)
    for turn in range(rounds + 1):
        for stem, draws in pages.items():
            for draw, args in draws:
                spent = cost(draw, args)
                if turn:  # the first round imports what Plotly imports late
                    costs[stem, draw.__name__].append(spent)
    report(costs)
    print()
    print(_serve.table(["", "asked", "everything", "of it"], asked_and_all(rounds)))


def report(costs: dict[tuple[str, str], list[list[float]]]) -> None:
    """Medians of the rounds, figure by figure and page by page."""
    rows, sums = [], defaultdict(lambda: [0.0] * 4)
    for key, spent in costs.items():
        maths, packing, _ = np.median(spent, axis=0)
        ours = np.median([a + b for a, b, _ in spent])
        numbers = [maths, packing, ours, np.median(np.sum(spent, axis=1))]
        rows.append(_row(" ".join(key), numbers))
        sums[key[0]] = [a + b for a, b in zip(sums[key[0]], numbers, strict=True)]
    head = ["maths", "packing", "all", "baseline", "of it"]
    print(_serve.table(["figure", *head], rows), end="\n\n")
    whole = [_row(stem, numbers) for stem, numbers in sums.items()]
    print(_serve.table(["page", *head], whole))


def _row(name: str, numbers: list[float]) -> list[str]:
    *_, ours, baseline = numbers
    return [name, *(f"{n:.0f}" for n in numbers), f"{ours / baseline:.2f}"]


if __name__ == "__main__":
    main()
