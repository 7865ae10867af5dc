"""Figures of "Where do the numbers break?": four ways to write one loss, and errors."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from core.lessons.numerical_stability import breaks, rows, words
from core.lessons.numerical_stability.breaks import GRID, POSITIONS, ROUNDING, Way
from core.maths import bce, sliders
from core.plotting.drawing import Trace
from core.plotting.slider import Scrubbable
from core.plotting.theme import (
    DISCRIMINATOR,
    READER,
    add,
    axis,
    curve,
    format_number,
    panels,
)

QUANTITIES = ("value", "gradient")
PRESETS = {
    0: {"sure and wrong": "17", "very sure and wrong": "37", "sure and right": "-17"},
    1: {"sure and wrong": "-17", "very sure and wrong": "-37", "sure and right": "17"},
}
TITLES = ("loss, in nats", "its slope in the logit, dL/dℓ")
LOGIT = axis("logit ℓ", -125.0, 125.0, tickvals=[-100, -50, 0, 50, 100])
NEARBY = np.linspace(-0.5, 0.5, 65)  # around a logit, for its worst error
CENTRES = GRID[::4]


def ways(dtype: str, label: int) -> go.Figure:
    """Loss and gradient to ℓ = ±120, exact and in four ways; where each is broken."""
    found = breaks.ways(dtype, label)
    figure = Scrubbable(layout=_layout(label))
    exact = (bce.bce_with_logits, bce.bce_with_logits_grad)
    moving, handles = {}, []
    for panel, (what, right) in enumerate(zip(QUANTITIES, exact, strict=True), 1):
        band = curve(GRID, right(GRID, label), "exact", READER, width=11)
        add(figure, band, panel, opacity=0.4)
        for way in found:
            rows.mark(figure, panel, what, label, way)
        for name, looks in rows.LINES.items():
            way = found[breaks.WAYS.index(name)]
            if what in way.answer:
                named = name == "BCELoss"  # the rows have the names of all
                answer = way.answer[what]
                _draw(figure, panel, name, GRID, answer, named=named, **looks)
        moved = add(figure, _cursor(what, label), panel, showlegend=False)
        moving[moved] = {"x": np.stack([POSITIONS] * 3, axis=1)}
        handles.append(moved)
    answered = [way for way in found if way.answer]
    return figure.scrub(
        sliders.names(POSITIONS),
        moving,
        label="ℓ",
        readouts={f"dL/dℓ: {way.name}": way.here["gradient"] for way in answered},
        sentences=_sentences(label, answered),
        notices=words.notices(dtype, label, answered),
        handles=handles,
    )


def _layout(label: int) -> dict[str, Any]:
    layout = panels(2, 380, titles=TITLES, short=("loss", "slope"))
    loss, slope = (rows.upright(what, label) for what in QUANTITIES)
    layout["meta"]["exact"] = True  # 0 and next to 0 are what this is about
    # The rows' names stand once; on a phone each panel is alone and has its own.
    layout["meta"]["narrow"]["yaxis2.ticktext"] = slope["ticktext"]
    count = len(breaks.WAYS)
    once = {**slope, "ticktext": [""] * count + slope["ticktext"][count:]}
    for end, upright in ("", loss), ("2", once):
        layout[f"xaxis{end}"] |= LOGIT
        layout[f"yaxis{end}"] |= upright
    return layout


def errors(dtype: str, label: int) -> go.Figure:
    """Relative errors of loss and of gradient, a curve for each way, logarithmic.

    At each logit the worst error nearby; the band is that of rounding once.
    """
    from core.precision import torch_bce

    least = float(np.log10(ROUNDING[dtype])) - 1.5
    step = 1 if least > -6.0 else 2 if least > -10.0 else 4
    scale = {"type": "log", "tick0": 0, "dtick": step, "exponentformat": "power"}
    answers = {
        way: torch_bce.measure(dtype, way, label, CENTRES[:, None] + NEARBY)
        for way in breaks.WAYS
    }
    worst = {
        way: (answer.relative_value_error, answer.relative_gradient_error)
        for way, answer in answers.items()
        if isinstance(answer, torch_bce.Measurement)
    }
    titles = ("of the loss", "of the slope")
    figure = go.Figure(layout=panels(2, 380, titles=titles, short=titles))
    ends, once = GRID[[0, -1]], np.full(2, ROUNDING[dtype])
    for panel in (1, 2):
        band = curve(ends, once, "rounded once", READER, width=11)
        add(figure, band, panel, opacity=0.4)
        for name in [name for name in rows.LINES if name in worst]:
            error = worst[name][panel - 1].max(axis=1)
            _draw(figure, panel, name, CENTRES, error, **rows.LINES[name])
    upright = axis("error, as a part of the exact number", least, 1.2, **scale)
    figure.update_layout(
        xaxis=LOGIT, xaxis2=LOGIT, yaxis=upright, yaxis2={**upright, "title": {}}
    )
    return figure


def _draw(
    figure: go.Figure,
    panel: int,
    name: str,
    x: np.ndarray,
    y: np.ndarray,
    named: bool = True,
    opacity: float = 1.0,
    **line: Any,
) -> None:
    drawn = curve(x, y, name, DISCRIMINATOR, **line)
    add(figure, drawn, panel, opacity=opacity, showlegend=named)


def _cursor(what: str, label: int) -> Trace:
    """The reader's logit: a line across the panel, with a grip above the rows."""
    bottom, low, top = rows.ends(what, label)
    line = curve(np.zeros(3), np.array([low, top, bottom]), "your logit", READER)
    ring = {"color": "#FFFFFF", "width": 2}
    sizes = {"size": [15, 0, 0], "opacity": [1.0, 0.0, 0.0]}
    marker = {"color": READER, "line": ring, **sizes}
    return line.update(mode="lines+markers", hoverinfo="skip", marker=marker)


def _sentences(label: int, answered: Sequence[Way]) -> list[str]:
    exact = bce.bce_with_logits_grad(POSITIONS, label)
    slopes: Mapping[str, np.ndarray] = {w.name: w.here["gradient"] for w in answered}
    return [
        f"At logit {format_number(logit)} the gradient should be "
        f"{format_number(right)}. "
        + " ".join(f"{way}: {format_number(all_[at])}." for way, all_ in slopes.items())
        for at, (logit, right) in enumerate(zip(POSITIONS, exact, strict=True))
    ]
