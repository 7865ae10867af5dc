"""The figure of the front page: two distributions to pull apart."""

from typing import Any

import numpy as np
import plotly.graph_objects as go

from core.maths import sliders
from core.maths.bce import Floats
from core.maths.densities import Normal
from core.maths.divergences import wasserstein
from core.maths.optimal import optimal_game
from core.plotting.drawing import Trace
from core.plotting.slider import Scrubbable
from core.plotting.theme import (
    DISCRIMINATOR,
    FAKE,
    FAKE_HATCH,
    READER,
    REAL,
    add,
    axis,
    curve,
    dot,
    format_number,
    panel_title,
)

DISTANCES = np.linspace(0.0, 6.0, 121).round(2)
X = np.linspace(-4.0, 4.0, 65)  # for a density around 0
BETWEEN = {"J": optimal_game, "W": wasserstein}
LOW, HIGH = -1.1, 7.1  # of θ in the lower panels
SPANS = {"J": (-1.6, 0.2), "W": (-1.2, 7.2)}
UNITS = {"J": "nats", "W": "units of x"}
SAYS = {"J": "J, how different they look to D", "W": "W, how far to carry the fakes"}
HALF = 1.0  # a tangent reaches so far to both sides
# Above the densities each of the two has a lane for its arrow, a slope times 3 long.
LANES = {"J": 0.49, "W": 0.59}
ARROW = 3.0

Moving = dict[int, dict[str, Floats]]


def apart() -> go.Figure:
    """Unit normals θ = 0 to 6 apart, to pull: J goes flat, W stays straight.

    The fakes carry two arrows, as long as the slopes of J and of W.
    """
    bell, theta = Normal(), DISTANCES
    grid = np.linspace(LOW, HIGH, 165).round(2)  # with 0, W's corner
    figure = Scrubbable(layout=_layout())
    moving, handles = _draw_densities(figure, bell.pdf(X))
    readouts: dict[str, list[str]] = {}
    for panel, (name, value_and_slope) in enumerate(BETWEEN.items(), start=2):
        here = value_and_slope(bell, bell, theta)
        line = curve(grid, value_and_slope(bell, bell, grid).value, name, DISCRIMINATOR)
        add(figure, line, panel, showlegend=False)
        arrow = curve(X, X, f"pull of {name}", DISCRIMINATOR, width=3.5)
        pull = add(figure, arrow, 1, showlegend=False, hoverinfo="skip")
        moving[pull] = _arrow(theta, np.nan_to_num(here.slope), LANES[name])
        yours = add(figure, _tangent(name), panel, showlegend=False)
        moving[yours] = _touching(theta, here.value, here.slope)
        handles.append(yours)
        readouts[f"{name}, {UNITS[name]}"] = [format_number(v) for v in here.value]
        readouts[f"slope of {name}"] = [_slope(v) for v in here.slope]
    names = sliders.names(theta)
    sentences = [
        f"At θ = {at} the slope of J is {j}, the slope of W {w}."
        for at, j, w in zip(
            names, readouts["slope of J"], readouts["slope of W"], strict=True
        )
    ]
    slopes = readouts["slope of J"]
    notices = [_notice(*at) for at in zip(theta, names, slopes, strict=True)]
    return figure.scrub(
        names, moving, label="θ", readouts=readouts, sentences=sentences,
        notices=notices, handles=handles,
    )  # fmt: skip


# -- Parts -----------------------------------------------------------------------------


def _draw_densities(figure: go.Figure, density: Floats) -> tuple[Moving, list[int]]:
    """The real data, and the fakes at their distance, with a dot to pull them by."""
    add(figure, curve(X, density, "real", REAL).update(fill="tozeroy"), 1)
    fakes = curve(X, density, "fake", FAKE)
    fakes.update(fill="tozeroy", fillpattern=FAKE_HATCH)
    moving: Moving = {add(figure, fakes, 1): {"x": DISTANCES[:, None] + X}}
    middle = add(figure, dot("middle of the fakes", FAKE), 1, showlegend=False)
    moving[middle] = {"x": DISTANCES, "y": np.full_like(DISTANCES, density.max())}
    return moving, [middle]


def _layout() -> dict[str, Any]:
    """The densities on the left, J above W on the right."""
    heights, lanes = [0.0, 0.2, 0.4], list(LANES.values())
    density = {"domain": [0.0, 1.0], "anchor": "x", "tickvals": heights + lanes}
    density["ticktext"] = ["0", "0.2", "0.4", *(f"pull of {name}" for name in LANES)]
    side, theta = [0.64, 1.0], axis("", LOW, HIGH, dtick=2)
    panels = [
        {"title": "real data and fakes", "x": "x", "y": "y"},
        {"title": SAYS["J"], "x": "x2", "y": "y2", "xtitle": "distance θ"},
        {"title": SAYS["W"], "x": "x3", "y": "y3"},
    ]
    upper = {"domain": side, "anchor": "y2", "showticklabels": False}
    lower = {"domain": side, "anchor": "y3", "title": {"text": "distance θ"}}
    return {
        "height": 460,
        "xaxis": axis("x", float(X[0]), HIGH + 2.5, domain=[0.0, 0.52], anchor="y"),
        "yaxis": axis("density", 0.0, 0.66) | density,
        "xaxis2": {**theta, **upper},
        "xaxis3": {**theta, **lower},
        "yaxis2": axis(
            UNITS["J"], *SPANS["J"], domain=[0.58, 1.0], anchor="x2", nticks=5
        ),
        "yaxis3": axis(
            UNITS["W"], *SPANS["W"], domain=[0.0, 0.42], anchor="x3", nticks=5
        ),
        "annotations": [panel_title(**panel) for panel in panels],
        "meta": {"panels": panels},
    }


def _tangent(name: str) -> Trace:
    """The reader's dot on a curve, with the curve's slope drawn through it."""
    line = dot(f"your {name} and its slope").update(mode="lines+markers")
    sizes = {"size": [15, 0, 0], "opacity": [1, 0, 0]}
    return line.update(line={"color": READER, "width": 4}, marker=sizes)


def _touching(theta: Floats, value: Floats, slope: Floats) -> dict[str, Floats]:
    """The dot, then the tangent's two ends: none where there is no slope."""
    steps = np.array([-HALF, HALF])
    ends = value[:, None] + slope[:, None] * steps
    return {
        "x": np.column_stack([theta, theta[:, None] + steps]),
        "y": np.column_stack([value, ends]),
    }


def _arrow(theta: Floats, slope: Floats, lane: float) -> dict[str, Floats]:
    """Arrows from the fakes towards home, heads and all nothing where the slope is."""
    length = ARROW * slope
    tip, head = theta - length, np.minimum(0.35, 0.4 * length)
    wing = 0.06 * head
    return {
        "x": np.stack([theta, tip, tip + head, tip, tip + head], axis=1),
        "y": lane + np.stack([0 * wing, 0 * wing, wing, 0 * wing, -wing], axis=1),
    }


def _notice(theta: float, name: str, slope: str) -> str:
    """What there is to notice: J stops calling the fakes home, W does not."""
    if theta == 0.0:
        return (
            "Real data and fakes are the same. Pull the fakes away, by the slider or "
            "by their dot, and watch the two arrows."
        )
    if theta < 3.0:
        return (
            f"At θ = {name} the slope of J is {slope}: the best discriminator still "
            "tells the fakes which way is home. Pull further."
        )
    return (
        f"At θ = {name} the slope of J is {slope}. D is sure, J is nearly flat, and "
        "<b>its arrow fades</b>. W still slopes with 1: it knows how far home is."
    )


def _slope(value: float) -> str:
    """A slope in words: where there is a corner, there is none."""
    return "none" if np.isnan(value) else format_number(value)
