"""A row for each way below its curves: the way's line, broken where its answer is."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from core.lessons.numerical_stability import breaks
from core.lessons.numerical_stability.breaks import GRID, Run, Way
from core.plotting.theme import DISCRIMINATOR, READER, add, axis, curve, format_number

# Where two coincide, the dashes of one lie on the thin line of another.
LINES: dict[str, dict[str, Any]] = {
    "BCEWithLogitsLoss": {"width": 6.0, "opacity": 0.5},
    "softplus": {"width": 1.5},
    "BCELoss": {"width": 3.5, "dash": "12px,8px"},
    "naive": {"width": 3.5, "dash": "3px,5px"},
}
# From where to where the curves run, and the ticks. Below them is a row for each way.
# The gradient is positive for label 0 and negative for 1.
CURVES = {
    "value": {0: (-12.0, 138.0, [0, 50, 100]), 1: (-12.0, 138.0, [0, 50, 100])},
    "gradient": {0: (-0.125, 1.25, [0, 1]), 1: (-1.25, 0.125, [-1, 0])},
}
ROWS = 0.36  # of a panel's height, for all rows together


def ends(what: str, label: int) -> tuple[float, float, float]:
    """A panel's lower end, where the rows end and the curves begin, and its upper."""
    low, high, _ = CURVES[what][label]
    return high - (high - low) / (1.0 - ROWS), low, high


def heights(what: str, label: int) -> dict[str, float]:
    """How high in the panel each way's row is."""
    bottom, low, _ = ends(what, label)
    high = (low - bottom) / len(breaks.WAYS)
    return {way: low - (at + 0.5) * high for at, way in enumerate(breaks.WAYS)}


def upright(what: str, label: int) -> dict[str, Any]:
    """A panel's vertical axis: the rows' names below, numbers beside the curves."""
    bottom, _, top = ends(what, label)
    of_ways, ticks = heights(what, label), CURVES[what][label][2]
    texts = [*of_ways, *(format_number(tick) for tick in ticks)]
    places = [*of_ways.values(), *ticks]
    return axis("", bottom, top, tickvals=places, ticktext=texts, showgrid=False)


def mark(figure: go.Figure, panel: int, what: str, label: int, way: Way) -> None:
    """A row: its line as in the curves, blocks where broken, a mark where it begins."""
    end = "" if panel == 1 else str(panel)
    axes = {"xref": f"x{end}", "yref": f"y{end}"}
    places = heights(what, label)
    y, half = places[way.name], 0.4 * (places["naive"] - places["BCELoss"])
    runs = way.runs.get(what, ())
    if way.answer:
        x = np.array([x for stretch in _whole(runs) for x in (*stretch, np.nan)])
        looks = dict(LINES[way.name])
        opacity = looks.pop("opacity", 1.0)
        line = curve(
            x, np.full(x.size, y), f"row of {way.name}", DISCRIMINATOR, **looks
        )
        add(figure, line, panel, opacity=opacity, showlegend=False, hoverinfo="skip")
    for low, high, sign in runs:
        figure.add_shape(
            type="rect", x0=low, x1=high, y0=y - half, y1=y + half, **axes,
            fillcolor=READER, opacity=0.35, line={"width": 0}, layer="below",
        )  # fmt: skip
        wide = high - low > 25.0
        place = {"x": 0.5 * (low + high)} if wide else {"x": low if low > 0 else high}
        side = "center" if wide else "right" if low > 0 else "left"
        figure.add_annotation(
            text=f"<b>{sign}</b>", y=y, xanchor=side, showarrow=False, **place, **axes
        )
    for first in way.firsts.get(what, ()):
        figure.add_shape(
            type="line", x0=first, x1=first, y0=y - half, y1=y + half, **axes,
            line={"width": 2},
        )  # fmt: skip


def _whole(runs: Sequence[Run]) -> Iterator[tuple[float, float]]:
    """What the broken stretches leave of the axis."""
    edges = [GRID[0], *(end for run in runs for end in run[:2]), GRID[-1]]
    for low, high in zip(edges[::2], edges[1::2], strict=True):
        if high - low > 1.0:
            yield float(low), float(high)
