"""Figures of the page "Where do the numbers break?": arrays in, figure out."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import plotly.graph_objects as go

from core.plotting.slider import Scrubbable
from core.plotting.theme import DISCRIMINATOR, READER, add, axis, curve

QUANTITIES = ("value", "gradient")
LOGIT = "logit ℓ"
EDGE = 125.0
# The gradient is positive for label 0 and negative for 1. Fractions that float32 holds,
# so that the cursor's grip, at the lower end, is not taken to lie outside.
LOSS = axis("loss, nats", -12.0, 138.0, tickvals=[0, 50, 100])
GRADIENT = {
    0: axis("gradient, dL/dℓ", -0.125, 1.25, tickvals=[0, 1]),
    1: axis("gradient, dL/dℓ", -1.25, 0.125, tickvals=[-1, 0]),
}
# Where in a panel the sign of a broken stretch stands: beside the curves, not on them.
HEIGHTS = {"value": {"∞": 0.86, "NaN": 0.3}, "gradient": {}}


class Run(NamedTuple):
    """A stretch of logits on which PyTorch's answer is broken, and what it is there."""

    low: float
    high: float
    sign: str


class Way(NamedTuple):
    """One way to write the loss, on the grid of logits; all empty if PyTorch refuses.

    Attributes:
        name: what it is called.
        broken: where it breaks first, in words.
        answer: ``value``, the loss in nats, and ``gradient``, its slope in the logit.
        runs: the stretches on which each of the two is broken.
        firsts: the logits to mark for each of the two.
    """

    name: str
    broken: str
    answer: Mapping[str, np.ndarray]
    runs: Mapping[str, Sequence[Run]]
    firsts: Mapping[str, Sequence[float]]


def ways(
    logits: np.ndarray,
    exact: Mapping[str, np.ndarray],
    rows: Sequence[Way],
    label: int,
    names: Sequence[str],
    at: np.ndarray,
    readouts: Mapping[str, np.ndarray],
    sentences: Sequence[str],
) -> go.Figure:
    """Loss and gradient of each way, a row each, over the whole range of logits.

    Args:
        logits: grid of logits.
        exact: on the grid, the true ``value`` and ``gradient``.
        rows: the ways, from top to bottom.
        label: 0 or 1.
        names: slider positions as text.
        at: the positions.
        readouts: title to one number per position.
        sentences: what a screen reader hears, per position.
    """
    columns = (LOSS, GRADIENT[label])
    titles = [f"<b>{way.name}</b>: {way.broken}" for way in rows]
    figure = Scrubbable(layout=_rows(titles, columns, 580))
    moving, handles = {}, []
    for row, way in enumerate(rows):
        for column, what in enumerate(QUANTITIES):
            panel = 2 * row + column + 1
            _mark(figure, panel, what, way)
            first, whose = {"showlegend": panel == 1}, _whose(way.name, panel)
            band = curve(logits, exact[what], "exact" + whose, READER, width=9)
            add(figure, band, panel, opacity=0.45, **first)
            if what in way.answer:
                name = "what PyTorch returns" + whose
                line = curve(logits, way.answer[what], name, DISCRIMINATOR)
                add(figure, line, panel, **first)
            last = row == len(rows) - 1
            line = _cursor(whose, columns[column]["range"], grip=last)
            cursor = add(figure, line, panel, **first)
            moving[cursor] = {"x": np.stack([at, at], axis=1)}
            if last:
                handles.append(cursor)
    return figure.scrub(
        names, moving, label="ℓ", readouts=readouts, sentences=sentences,
        handles=handles,
    )  # fmt: skip


def errors(
    logits: np.ndarray, worst: Mapping[str, Mapping[str, np.ndarray]], rounding: float
) -> go.Figure:
    """Relative error of loss and of gradient, a row for each way, logarithmic.

    Args:
        logits: grid of logits.
        worst: way to its relative error in ``value`` and ``gradient`` on the grid.
        rounding: the relative error of rounding once, in this precision.
    """
    least = float(np.log10(rounding)) - 1.5
    step = 2 if least > -6.0 else 4 if least > -10.0 else 8
    scale = {"type": "log", "tick0": 0, "dtick": step, "exponentformat": "power"}
    columns = (
        axis("relative error, loss", least, 1.5, **scale),
        axis("relative error, gradient", least, 1.5, **scale),
    )
    figure = go.Figure(layout=_rows([f"<b>{way}</b>" for way in worst], columns, 480))
    ends, once = np.array([logits[0], logits[-1]]), np.full(2, rounding)
    for row, (way, error) in enumerate(worst.items()):
        for panel, what in enumerate(QUANTITIES, start=2 * row + 1):
            first, whose = {"showlegend": panel == 1}, _whose(way, panel)
            name = "a number rounded once" + whose
            band = curve(ends, once, name, READER, width=9)
            add(figure, band, panel, opacity=0.45, **first)
            name = "error of what PyTorch returns" + whose
            line = curve(logits, error[what], name, DISCRIMINATOR)
            add(figure, line, panel, **first)
    return figure


# -- Parts -----------------------------------------------------------------------------


def _rows(
    titles: Sequence[str], columns: Sequence[Mapping[str, Any]], height: int
) -> dict[str, Any]:
    """Layout of a row of panels for each title; the columns' axes, titles on top."""
    head, above, gap = 30.0 / height, 33.0 / height, 0.1
    wide, high = (1.0 - gap) / 2, (1.0 - head) / len(titles)
    layout: dict[str, Any] = {"height": height}
    texts = []
    for row, title in enumerate(titles):
        last, bottom = row == len(titles) - 1, (len(titles) - 1 - row) * high
        top = bottom + high - above
        texts.append(_text(title, x=0.0, y=top, xanchor="left", yanchor="bottom"))
        for column, vertical in enumerate(columns):
            end, left = _end(2 * row + column + 1), column * (wide + gap)
            layout[f"xaxis{end}"] = {
                **axis(LOGIT if last else "", -EDGE, EDGE, showticklabels=last),
                "tickvals": [-100, -50, 0, 50, 100],
                "domain": [left, left + wide],
                "anchor": f"y{end}",
            }
            place = {"title": {}, "domain": [bottom, top], "anchor": f"x{end}"}
            layout[f"yaxis{end}"] = {**vertical, **place}
            if row == 0:
                name = vertical["title"]["text"]
                texts.append(_text(name, x=left + wide / 2, y=1.0, yanchor="top"))
    return {**layout, "annotations": texts}


def _end(panel: int) -> str:
    """How Plotly numbers its axes: x, x2, x3."""
    return "" if panel == 1 else str(panel)


def _whose(way: str, panel: int) -> str:
    """What tells the curves of a panel apart in the table; the first is the legend."""
    return "" if panel == 1 else f": {way}, {'gradient' if panel % 2 == 0 else 'loss'}"


def _cursor(whose: str, span: Sequence[float], grip: bool) -> go.Scatter:
    """The reader's logit: a line across the panel, with a grip in the last row."""
    line = curve(np.zeros(2), np.array(span), "your logit" + whose, READER, width=2)
    if grip:
        ring = {"color": "#FFFFFF", "width": 2}
        sizes = {"size": [15, 0], "opacity": [1.0, 0.0]}
        line.update(mode="lines+markers", cliponaxis=False)
        line.update(marker={"color": READER, "line": ring, **sizes})
    return line.update(hoverinfo="skip")


def _mark(figure: go.Figure, panel: int, what: str, way: Way) -> None:
    """Blocks over broken stretches with their signs, a line at each first logit."""
    end = _end(panel)
    axes = {"xref": f"x{end}", "yref": f"y{end} domain"}
    for low, high, sign in way.runs.get(what, ()):
        figure.add_shape(
            type="rect", x0=low, x1=high, y0=0, y1=1, **axes,
            fillcolor=READER, opacity=0.22, line={"width": 0}, layer="below",
        )  # fmt: skip
        place = {"x": 0.5 * (low + high), "y": HEIGHTS[what].get(sign, 0.5)}
        figure.add_annotation(_text(sign, **place, **axes))
    for first in way.firsts.get(what, ()):
        figure.add_shape(
            type="line", x0=first, x1=first, y0=0, y1=1, **axes,
            line={"width": 1.5, "dash": "dot"},
        )  # fmt: skip


def _text(text: str, **place: Any) -> dict[str, Any]:
    where = {"xref": "paper", "yref": "paper", "xanchor": "center", **place}
    return {"text": text, "showarrow": False, "font": {"size": 13}, **where}
