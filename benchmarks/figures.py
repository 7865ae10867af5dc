"""What a page's figures cost before they are kept: ``python -m benchmarks.figures``.

The figures are those that each page draws with a slider when it is opened without
parameters. Each is computed anew, in turns, with every cache of ``core`` emptied first
and everything imported; the heap is frozen as on the server. Counted is the processor
time of this process, in milliseconds; the median of the rounds.

- *maths*: the arrays, and the figure as it stands at the first position;
- *frames*: Plotly's frames, one per position (``core.figures.theme.scrub``);
- *packing*: the bytes for the browser.

The baseline is the same figure with every row of a frame handed to Plotly as an array,
as one would without thinking (``theme.SHORT_ROW = 0``).

Read: the sum of a page, wanted below 150; and how much of the baseline is left.
"""

import gc
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest import mock

from streamlit.testing.v1 import AppTest

from benchmarks import _serve
from core.figures import theme
from core.ui import explorable, nav, warm
from core.ui.packing import pack

Draw = tuple[Callable[..., Any], tuple]
PARTS = ("maths", "frames", "packing")


def drawn_by(stem: str) -> Iterator[Draw]:
    """What a page draws with a slider: functions of ``core.scenes``, with arguments."""
    calls: list[Draw] = []

    def keep(draw: Callable[..., Any]) -> Callable[..., explorable.Drawn]:
        def called(*args: Any) -> explorable.Drawn:
            figure = draw(*args)
            if figure.frames:
                calls.append((draw, args))
            names = tuple(frame.name for frame in figure.frames)
            return explorable.Drawn(figure, names, b"", "")

        return called

    with (
        mock.patch.object(explorable, "drawn", keep),
        mock.patch.object(explorable, "show", lambda *_, default, **__: default),
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


def cost(draw: Callable[..., Any], args: tuple, short_row: int) -> dict[str, float]:
    """Processor time in milliseconds of one figure, by part."""
    spent: dict[str, float] = dict.fromkeys(PARTS, 0.0)
    frames = type(theme.go.Figure()).frames
    assign = frames.fset
    assert assign

    def timed(figure: Any, value: Any) -> None:
        start = time.process_time()
        assign(figure, value)
        spent["frames"] += 1000.0 * (time.process_time() - start)

    forget()
    patched = property(frames.fget, timed)
    with (
        mock.patch.object(theme, "SHORT_ROW", short_row),
        mock.patch("plotly.basedatatypes.BaseFigure.frames", patched),
    ):
        start = time.process_time()
        figure = draw(*args)
        spent["maths"] = 1000.0 * (time.process_time() - start) - spent["frames"]
    start = time.process_time()
    pack(figure)
    spent["packing"] = 1000.0 * (time.process_time() - start)
    return spent


def main() -> None:
    """Measures in turns and prints a table."""
    rounds = _serve.parser(__doc__, rounds=7).parse_args().rounds
    pages = {page.stem: list(drawn_by(page.stem)) for page in nav.PAGES}
    gc.collect()
    gc.freeze()
    ours: dict[tuple[str, str], list] = defaultdict(list)
    plain: dict[tuple[str, str], list] = defaultdict(list)
    for turn in range(rounds + 1):
        for stem, draws in pages.items():
            for draw, args in draws:
                key = stem, draw.__name__
                mine = cost(draw, args, theme.SHORT_ROW)
                theirs = sum(cost(draw, args, 0).values())
                if turn:  # the first round imports what Plotly imports late
                    ours[key].append(mine)
                    plain[key].append(theirs)
    report(ours, plain)


def report(ours: dict[tuple[str, str], list], plain: dict) -> None:
    """Medians of the rounds, figure by figure and page by page."""
    rows, sums = [], defaultdict(lambda: [0.0] * 5)
    for key, costs in ours.items():
        parts = [statistics.median(cost[part] for cost in costs) for part in PARTS]
        whole = statistics.median(sum(cost.values()) for cost in costs)
        numbers = [*parts, whole, statistics.median(plain[key])]
        rows.append(_row(" ".join(key), numbers))
        sums[key[0]] = [a + b for a, b in zip(sums[key[0]], numbers, strict=True)]
    head = [*PARTS, "all", "baseline", "of it"]
    print(_serve.table(["figure", *head], rows), end="\n\n")
    whole = [_row(stem, numbers) for stem, numbers in sums.items()]
    print(_serve.table(["page", *head], whole))


def _row(name: str, numbers: list[float]) -> list[str]:
    *_, all_of_it, baseline = numbers
    return [name, *(f"{n:.0f}" for n in numbers), f"{all_of_it / baseline:.2f}"]


if __name__ == "__main__":
    main()
