"""The figure of the front page: arrays in, ``go.Figure`` out."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from core.plotting.slider import Scrubbable
from core.plotting.theme import (
    DISCRIMINATOR,
    FAKE,
    READER,
    REAL,
    add,
    axis,
    curve,
    dot,
    said,
)

LOW, HIGH = -1.1, 7.1  # of θ in the lower panels
SPANS = {"J": (-1.6, 0.2), "W": (-1.2, 7.2)}
UNITS = {"J": "nats", "W": "units of x"}
SAYS = {
    "J": "<b>J</b>: how different they look<br>to the best discriminator",
    "W": "<b>W</b>: how far the fakes<br>have to be carried",
}
NARROW_SAYS = {
    "J": "<b>J</b>: how different<br>they look to the<br>best discriminator",
    "W": "<b>W</b>: how far<br>the fakes have<br>to be carried",
}
HALF = 1.0  # a tangent reaches so far to both sides
# Above the densities each of the two has a lane for its arrow, a slope times 3 long.
LANES = {"J": 0.49, "W": 0.59}
ARROW = 3.0


def apart(
    x: np.ndarray,
    density: np.ndarray,
    thetas: np.ndarray,
    curves: Mapping[str, np.ndarray],
    names: Sequence[str],
    at: Mapping[str, np.ndarray],
) -> go.Figure:
    """Two densities to pull apart; below them J goes flat while W stays straight.

    Args:
        x: grid for a density around 0.
        density: of the real data on that grid; that of the fakes is as high.
        thetas: grid of distances.
        curves: on that grid ``J`` and ``W``.
        names: slider positions as text.
        at: per position ``theta``, ``J``, ``W``, ``slope of J`` and ``slope of W``;
            a slope that does not exist is not a number.
    """
    figure = Scrubbable(layout=_layout(x))
    theta = at["theta"]
    add(figure, curve(x, density, "real", REAL).update(fill="tozeroy"), 1)
    hatched = {"shape": "/", "size": 6, "solidity": 0.25}
    fakes = curve(x, density, "fake", FAKE)
    fakes.update(fill="tozeroy", fillpattern=hatched)
    moving = {add(figure, fakes, 1): {"x": theta[:, None] + x}}
    middle = add(figure, dot("middle of the fakes", FAKE), 1, showlegend=False)
    moving[middle] = {"x": theta, "y": np.full_like(theta, density.max())}
    handles = [middle]
    for panel, name in enumerate(SAYS, start=2):
        line = curve(thetas, curves[name], name, DISCRIMINATOR)
        add(figure, line, panel, showlegend=False)
        slope = at[f"slope of {name}"]
        arrow = curve(x, density, f"pull of {name}", DISCRIMINATOR, width=3.5)
        pull = add(figure, arrow, 1, showlegend=False, hoverinfo="skip")
        moving[pull] = _arrow(theta, np.nan_to_num(slope), LANES[name])
        yours = add(figure, _tangent(name), panel, showlegend=False)
        moving[yours] = _touching(theta, at[name], slope)
        handles.append(yours)
    return _told(figure, names, moving, handles, at)


# -- Parts -----------------------------------------------------------------------------


def _layout(x: np.ndarray) -> dict[str, Any]:
    """One wide panel above, two side by side below, whatever the width."""
    heights, lanes = [0.0, 0.2, 0.4], list(LANES.values())
    layout: dict[str, Any] = {
        "height": 500,
        "xaxis": axis("x", float(x[0]), HIGH + 2.5, domain=[0.0, 1.0], anchor="y"),
        "yaxis": axis("density", 0.0, 0.66, domain=[0.62, 1.0], anchor="x"),
    }
    layout["yaxis"] |= {
        "tickvals": heights + lanes,
        "ticktext": ["0", "0.2", "0.4", *(f"pull of {name}" for name in LANES)],
    }
    narrow: dict[str, Any] = {"height": 470, "yaxis.domain": [0.65, 1.0]}
    layout["annotations"] = []
    sides = ([0.0, 0.44], [0.56, 1.0]), ([0.0, 0.41], [0.59, 1.0])
    for i, (name, side, tight) in enumerate(zip(SAYS, *sides, strict=True)):
        end = i + 2
        layout[f"xaxis{end}"] = axis("distance θ", LOW, HIGH, dtick=2) | {
            "domain": side,
            "anchor": f"y{end}",
        }
        layout[f"yaxis{end}"] = axis(f"{name}, {UNITS[name]}", *SPANS[name]) | {
            "domain": [0.0, 0.33],
            "anchor": f"x{end}",
            "nticks": 5,
        }
        layout["annotations"].append(
            {
                "text": SAYS[name], "showarrow": False, "align": "left",
                "x": 0.0, "xref": f"x{end} domain", "xanchor": "left",
                "y": 1.04, "yref": f"y{end} domain", "yanchor": "bottom",
            }
        )  # fmt: skip
        narrow[f"xaxis{end}.domain"] = tight
        narrow[f"annotations.{i}.text"] = NARROW_SAYS[name]
    return {**layout, "meta": {"narrow": narrow}}


def _tangent(name: str) -> go.Scatter:
    """The reader's dot on a curve, with the curve's slope drawn through it."""
    line = dot(f"your {name} and its slope").update(mode="lines+markers")
    sizes = {"size": [15, 0, 0], "opacity": [1, 0, 0]}
    return line.update(line={"color": READER, "width": 4}, marker=sizes)


def _touching(
    theta: np.ndarray, value: np.ndarray, slope: np.ndarray
) -> dict[str, np.ndarray]:
    """The dot, then the tangent's two ends: none where there is no slope."""
    steps = np.array([-HALF, HALF])
    ends = value[:, None] + slope[:, None] * steps
    return {
        "x": np.column_stack([theta, theta[:, None] + steps]),
        "y": np.column_stack([value, ends]),
    }


def _arrow(theta: np.ndarray, slope: np.ndarray, lane: float) -> dict[str, np.ndarray]:
    """Arrows from the fakes towards home, heads and all nothing where the slope is."""
    length = ARROW * slope
    tip, head = theta - length, np.minimum(0.35, 0.4 * length)
    wing = 0.06 * head
    return {
        "x": np.stack([theta, tip, tip + head, tip, tip + head], axis=1),
        "y": lane + np.stack([0 * wing, 0 * wing, wing, 0 * wing, -wing], axis=1),
    }


def _told(
    figure: Scrubbable,
    names: Sequence[str],
    moving: Mapping[int, Mapping[str, np.ndarray]],
    handles: Sequence[int],
    at: Mapping[str, np.ndarray],
) -> go.Figure:
    """The frames, with the live numbers and a sentence for each."""
    slopes = {
        name: ["none" if np.isnan(v) else said(v) for v in at[f"slope of {name}"]]
        for name in SAYS
    }
    sentences = [
        f"At θ = {name} the slope of J is {j}, the slope of W {w}."
        for name, j, w in zip(names, slopes["J"], slopes["W"], strict=True)
    ]
    figure.scrub(
        names, moving, label="θ", readouts={}, sentences=sentences, handles=handles
    )
    layout: Any = figure.layout
    for name in SAYS:
        title = f"{name}, {UNITS[name]}"
        layout.meta["readouts"][title] = [said(value) for value in at[name]]
        layout.meta["readouts"][f"slope of {name}"] = slopes[name]
    return figure
