"""Figure of the page "What does your log say?": a log in, ``go.Figure`` out."""

import html
from dataclasses import replace
from typing import Any

import numpy as np
import plotly.graph_objects as go

from core.diagnosis import Log
from core.diagnosis.log import STEPS, Column, Floats
from core.lessons.your_log import marks
from core.plotting.slider import Scrubbable
from core.plotting.theme import (
    DISCRIMINATOR,
    FAKE,
    READER,
    add,
    axis,
    curve,
    dot,
    format_number,
)

POINTS = 2000
PERCENT = np.arange(101)
LARGEST = 1e30  # beyond it nothing is drawn: a figure travels as float32
SHOWN = {
    "d": ("loss of D", DISCRIMINATOR, "solid"),
    "d_real": ("D's loss on real", DISCRIMINATOR, "dash"),
    "d_fake": ("D's loss on fake", DISCRIMINATOR, "dot"),
    "g": ("loss of G", FAKE, "solid"),
}


def curves(
    log: Log,
    loss: str,
    reduction: str,
    group: str = "",
    labels: tuple[float, float] = (1.0, 0.0),
) -> go.Figure:
    """The losses of one pair of players, with the levels that their loss has.

    Args:
        log: the log.
        loss: a name of ``core.diagnosis.LOSSES``; with "unknown" no level is drawn.
        reduction: a name of ``core.diagnosis.REDUCTIONS``.
        group: which of several pairs.
        labels: of the reals and of the fakes, for BCE.

    Raises:
        ValueError: if the log has no loss of that pair.
    """
    shown = {r: _drawable(c) for r in SHOWN if (c := log.column(r, group)) is not None}
    if not shown:
        raise ValueError("the log has no loss of D or of G to draw")
    at, title = _steps(log)
    rows = (PERCENT / 100.0 * (log.rows - 1)).round().astype(int)
    marked = marks.of(set(shown), loss, reduction, labels)
    low, high = _span(shown, [value for value, _ in marked])
    figure = Scrubbable(layout=_layout(at, title, low, high, marked))
    for value, _ in marked:
        ends = np.array([at[0], at[-1]], dtype=np.float64)
        line = curve(ends, np.full(2, value), "level", READER, dash="dot", width=1.5)
        add(figure, line, yaxis="y2", showlegend=False, hoverinfo="skip")
    moving: dict[int, dict[str, Any]] = {}
    cursor = curve(np.zeros(2), np.zeros(2), "your record", READER, width=1.5)
    moving[add(figure, cursor, showlegend=False, hoverinfo="skip")] = {
        "x": np.repeat(at[rows][:, None], 2, axis=1),
        "y": np.tile([low, high], (len(rows), 1)),
    }
    for role, column in shown.items():
        name, color, dash = SHOWN[role]
        x, y = _thinned(at, column.values)
        add(figure, curve(x, y, name, color, dash=dash, width=4 if role == "d" else 2))
        here = add(figure, dot(f"{name} at your record", color), showlegend=False)
        moving[here] = {"x": at[rows], "y": column.values[rows]}
    return figure.scrub(
        [f"{one}" for one in PERCENT], moving, label="How far into the log, %",
        readouts={SHOWN[role][0]: c.values[rows] for role, c in shown.items()},
        sentences=_sentences(shown, at, title, rows),
    )  # fmt: skip


# -- Parts -----------------------------------------------------------------------------


def _drawable(column: Column) -> Column:
    """The same column with gaps where a value is too large to be drawn."""
    with np.errstate(invalid="ignore"):
        small = np.abs(column.values) < LARGEST
    return replace(column, values=np.where(small, column.values, np.nan))


def _steps(log: Log) -> tuple[Floats, str]:
    """Where the records stand: at their steps if those grow, else one after another."""
    for role in reversed(STEPS):
        column = log.column(role)
        if column is not None and np.isfinite(column.values).all():
            steps = column.values
            small = np.abs(steps).max() < LARGEST
            if small and len(steps) > 1 and (np.diff(steps) > 0).all():
                return steps, column.name
    return np.arange(1.0, log.rows + 1.0), "record"


def _thinned(at: Floats, values: Floats) -> tuple[Floats, Floats]:
    """At most ``POINTS`` points; of every stretch the lowest and the highest stay."""
    if len(values) <= POINTS:
        return at, values
    kept = []
    for part in np.array_split(np.arange(len(values)), POINTS // 2):
        known = part[np.isfinite(values[part])]
        if len(known):
            ends = {known[values[known].argmin()], known[values[known].argmax()]}
            kept += sorted(ends)
    return at[kept], values[kept]


def _span(shown: dict[str, Column], marked: list[float]) -> tuple[float, float]:
    """The range of the losses and of their levels, padded; nan and inf left out."""
    values = np.concatenate([c.values for c in shown.values()])
    known = np.concatenate([values[np.isfinite(values)], marked, [0.0]])
    pad = 0.06 * (np.ptp(known) or 1.0)
    return float(known.min() - pad), float(known.max() + pad)


def _layout(
    at: Floats, title: str, low: float, high: float, marked: list[marks.Mark]
) -> dict[str, Any]:
    """One panel; the levels are named on an axis of their own at the right."""
    apart = marks.apart(marked, 0.1 * (high - low))
    values = [float(np.mean([value for value, _ in near])) for near in apart]
    pad = 0.02 * ((at[-1] - at[0]) or 1.0)
    return {
        "height": 430,
        "meta": {
            "narrow": {
                "height": 360,
                "yaxis2.ticktext": [
                    "<br>".join(format_number(value) for value, _ in near)
                    for near in apart
                ],
            }
        },
        "xaxis": axis(html.escape(title), at[0] - pad, at[-1] + pad),
        "yaxis": axis("loss", low, high),
        "yaxis2": {
            "matches": "y",
            "overlaying": "y",
            "side": "right",
            "showgrid": False,
            "tickvals": values,
            "ticktext": ["<br>".join(name for _, name in near) for near in apart],
        },
    }


def _sentences(
    shown: dict[str, Column], at: Floats, title: str, rows: np.ndarray
) -> list[str]:
    """What a screen reader hears: where the reader stands, and the losses there."""
    found = []
    for row in rows:
        said = [
            f"{SHOWN[role][0]} {format_number(column.values[row], 3)}"
            for role, column in shown.items()
        ]
        found.append(f"At {title} {at[row]:g}: {', '.join(said)}.")
    return found
