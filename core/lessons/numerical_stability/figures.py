"""Figures of "Where do the numbers break?": four ways to write one loss, and errors."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

from core.lessons.numerical_stability import breaks
from core.lessons.numerical_stability.breaks import GRID, POSITIONS, ROUNDING, Way
from core.lessons.numerical_stability.layout import axis_end, note, of_panel, rows
from core.maths import bce, sliders
from core.plotting.slider import Scrubbable
from core.plotting.theme import (
    DISCRIMINATOR,
    READER,
    add,
    axis,
    curve,
    format_number,
)

QUANTITIES = ("value", "gradient")
PRESETS = {
    0: {"sure and wrong": "17", "very sure and wrong": "37", "sure and right": "-17"},
    1: {"sure and wrong": "-17", "very sure and wrong": "-37", "sure and right": "17"},
}
# The gradient is positive for label 0 and negative for 1. Fractions that float32 holds,
# so that the cursor's grip, at the lower end, is not taken to lie outside.
LOSS = axis("loss, nats", -12.0, 138.0, tickvals=[0, 50, 100])
GRADIENT = {
    0: axis("gradient, dL/dℓ", -0.125, 1.25, tickvals=[0, 1]),
    1: axis("gradient, dL/dℓ", -1.25, 0.125, tickvals=[-1, 0]),
}
# Where in a panel the sign of a broken stretch stands: beside the curves, not on them.
HEIGHTS = {"value": {"∞": 0.86, "NaN": 0.3}, "gradient": {}}
NEARBY = np.linspace(-0.125, 0.125, 17)  # around a grid point, for its worst error


def ways(dtype: str, label: int) -> go.Figure:
    """Loss and gradient of each way beside the exact ones, a row each, to ℓ = ±120."""
    found, columns = breaks.ways(dtype, label), (LOSS, GRADIENT[label])
    exact = bce.bce_with_logits(GRID, label), bce.bce_with_logits_grad(GRID, label)
    titles = [f"<b>{way.name}</b>: {way.broken}" for way in found]
    figure = Scrubbable(layout=rows(titles, columns, 580))
    moving, handles = {}, []
    for row, way in enumerate(found):
        last = row == len(found) - 1
        for column, what in enumerate(QUANTITIES):
            panel = 2 * row + column + 1
            _mark(figure, panel, what, way)
            first, whose = {"showlegend": panel == 1}, of_panel(way.name, panel)
            band = curve(GRID, exact[column], "exact" + whose, READER, width=9)
            add(figure, band, panel, opacity=0.45, **first)
            if what in way.answer:
                name = "what PyTorch returns" + whose
                line = curve(GRID, way.answer[what], name, DISCRIMINATOR)
                add(figure, line, panel, **first)
            line = _cursor(whose, columns[column]["range"], grip=last)
            cursor = add(figure, line, panel, **first)
            moving[cursor] = {"x": np.stack([POSITIONS, POSITIONS], axis=1)}
            if last:
                handles.append(cursor)
    answered = [way for way in found if way.answer]
    return figure.scrub(
        sliders.names(POSITIONS),
        moving,
        label="ℓ",
        readouts={f"dL/dℓ: {way.name}": way.slopes for way in answered},
        sentences=_sentences(label, answered),
        handles=handles,
    )


def errors(dtype: str, label: int) -> go.Figure:
    """Relative error of loss and of gradient, a row for each way, logarithmic.

    At each logit the worst error nearby; the band is that of rounding once.
    """
    from core.precision import torch_bce

    least = float(np.log10(ROUNDING[dtype])) - 1.5
    step = 2 if least > -6.0 else 4 if least > -10.0 else 8
    scale = {"type": "log", "tick0": 0, "dtick": step, "exponentformat": "power"}
    columns = (
        axis("relative error, loss", least, 1.5, **scale),
        axis("relative error, gradient", least, 1.5, **scale),
    )
    answers = {
        way: torch_bce.measure(dtype, way, label, GRID[:, None] + NEARBY)
        for way in breaks.WAYS
    }
    worst = {
        way: (answer.relative_value_error, answer.relative_gradient_error)
        for way, answer in answers.items()
        if isinstance(answer, torch_bce.Measurement)
    }
    figure = go.Figure(layout=rows([f"<b>{way}</b>" for way in worst], columns, 480))
    ends, once = GRID[[0, -1]], np.full(2, ROUNDING[dtype])
    for row, (way, pair) in enumerate(worst.items()):
        for panel, error in enumerate(pair, start=2 * row + 1):
            first, whose = {"showlegend": panel == 1}, of_panel(way, panel)
            name = "a number rounded once" + whose
            band = curve(ends, once, name, READER, width=9)
            add(figure, band, panel, opacity=0.45, **first)
            name = "error of what PyTorch returns" + whose
            line = curve(GRID, error.max(axis=1), name, DISCRIMINATOR)
            add(figure, line, panel, **first)
    return figure


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
    end = axis_end(panel)
    axes = {"xref": f"x{end}", "yref": f"y{end} domain"}
    for low, high, sign in way.runs.get(what, ()):
        figure.add_shape(
            type="rect", x0=low, x1=high, y0=0, y1=1, **axes,
            fillcolor=READER, opacity=0.22, line={"width": 0}, layer="below",
        )  # fmt: skip
        place = {"x": 0.5 * (low + high), "y": HEIGHTS[what].get(sign, 0.5)}
        figure.add_annotation(note(sign, **place, **axes))
    for first in way.firsts.get(what, ()):
        figure.add_shape(
            type="line", x0=first, x1=first, y0=0, y1=1, **axes,
            line={"width": 1.5, "dash": "dot"},
        )  # fmt: skip


def _sentences(label: int, answered: Sequence[Way]) -> list[str]:
    exact = bce.bce_with_logits_grad(POSITIONS, label)
    return [
        f"At logit {name} the gradient should be {format_number(right)}. "
        + " ".join(f"{way.name}: {format_number(way.slopes[at])}." for way in answered)
        for at, (name, right) in enumerate(
            zip(sliders.names(POSITIONS), exact, strict=True)
        )
    ]
