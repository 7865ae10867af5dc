"""The figure of the front page: arrays in, ``go.Figure`` out."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from core.figures.theme import (
    DISCRIMINATOR,
    FAKE,
    READER,
    REAL,
    add,
    axis,
    curve,
    dot,
    said,
    scrub,
)

# Above the densities, one lane for the arrow of each of the two.
LANES = {"J": 0.49, "W": 0.585}
ARROW = 2.0  # lengths are slopes times this
HALF = 0.9  # a tangent reaches so far to both sides
LOW, HIGH = -1.0, 7.0
SPANS = {"J": (-1.56, 0.16), "W": (-0.6, 7.0)}
SAYS = {
    "J": "<b>J</b>: how different they look<br>to the best discriminator",
    "W": "<b>W</b>: how far the fakes<br>have to be carried",
}
NARROW_SAYS = {
    "J": "<b>J</b>: how different<br>they look to the<br>best discriminator",
    "W": "<b>W</b>: how far the<br>fakes have to be<br>carried",
}


def apart(
    x: np.ndarray,
    density: np.ndarray,
    thetas: np.ndarray,
    curves: Mapping[str, np.ndarray],
    names: Sequence[str],
    at: Mapping[str, np.ndarray],
) -> go.Figure:
    """Two densities to pull apart; below, J goes flat and W stays straight.

    Args:
        x: grid for a density around 0.
        density: of the real data, on that grid; the fakes have the same.
        thetas: grid of distances.
        curves: on that grid ``J``, in nats, and ``W``.
        names: slider positions as text.
        at: per position ``theta``, ``J``, ``W``, and their slopes ``J slope`` and
            ``W slope``.
    """
    figure = go.Figure(layout=_layout(float(x[0])))
    theta = at["theta"]
    add(figure, curve(x, density, "real", REAL).update(fill="tozeroy"), 1)
    fakes = curve(x, density, "fake", FAKE).update(
        fill="tozeroy", fillpattern={"shape": "/", "size": 6, "solidity": 0.25}
    )
    moving = {add(figure, fakes, 1): {"x": theta[:, None] + x}}
    quiet = {"showlegend": False}
    for panel, name in enumerate(SAYS, start=2):
        add(figure, curve(thetas, curves[name], name, DISCRIMINATOR), panel, **quiet)
        slope = at[f"{name} slope"]
        arrow = curve(x[:1], x[:1], f"pull of {name}", DISCRIMINATOR, width=3.5)
        moving[add(figure, arrow, 1, hoverinfo="skip", **quiet)] = _arrow(
            theta, np.nan_to_num(slope), LANES[name]
        )
        moving[add(figure, _tangent(name), panel, **quiet)] = {
            "x": np.stack([theta, theta - HALF, theta + HALF], axis=1),
            "y": at[name][:, None] + slope[:, None] * np.array([0.0, -HALF, HALF]),
        }
    # Where there is no slope, the value itself is still there: no 0 times nan.
        moving[len(figure.data) - 1]["y"][:, 0] = at[name]
    handle = dot("middle of the fakes", FAKE)
    moving[add(figure, handle, 1, **quiet)] = {
        "x": theta,
        "y": np.full_like(theta, density.max()),
    }
    readouts = {
        "J, nats": at["J"],
        "slope of J": at["J slope"],
        "W": at["W"],
        "slope of W": at["W slope"],
    }
    return figure
