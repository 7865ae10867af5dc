"""Figure of "Is this loss curve normal?", after the guess: what a log does not show."""

from collections.abc import Mapping
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
    format_number,
    pale,
)

LEFT, RIGHT, TOP = -9.0, 11.0, 1.6  # of the densities' panel
MOST = 0.76  # of JS, a little above log 2
STEP = "training step"


def behind(
    places: np.ndarray,
    real: np.ndarray,
    smooth: Mapping[str, np.ndarray],
    losses: tuple[float, float],
    at: Mapping[str, np.ndarray],
) -> go.Figure:
    """The densities and D; below, on one time axis, losses and distances.

    Args:
        places: grid of x.
        real: the target's density on it.
        smooth: the smoothed losses of ``D`` and ``G``, one number per step.
        losses: the range of their axis.
        at: per position ``step``, ``density`` of the fakes and ``judge`` (D) on the
            grid, ``middle`` of the fakes, ``js``, ``w1``, and ``least``, which L_D
            cannot go below.
    """
    steps, far = at["step"], 1.08 * max(1.0, float(at["w1"].max()))
    figure = Scrubbable(layout=_layout(steps[-1], losses, far))
    moving: dict[int, dict[str, Any]] = {}
    _draw_densities(figure, moving, places, real, at)
    _draw_history(figure, smooth, at)
    _draw_cursor(figure, moving, steps, *losses, panel=2)
    _draw_cursor(figure, moving, steps, 0.0, MOST, panel=3)
    here = add(figure, dot("JS at your step", DISCRIMINATOR), 3, showlegend=False)
    moving[here] = {"x": steps.astype(float), "y": at["js"]}
    readouts = {
        "JS, at most log 2": at["js"],
        "W1, units of x": at["w1"],
        "loss of D": smooth["D"][steps],
        "least it can be": at["least"],
    }
    sentences = [
        f"After {step} steps JS is {format_number(js, 3)} "
        f"and W1 {format_number(w1, 3)}."
        for step, js, w1 in zip(steps, at["js"], at["w1"], strict=True)
    ]
    return figure.scrub(
        [f"{step}" for step in steps], moving, label=STEP, readouts=readouts,
        sentences=sentences, handles=[here],
    )  # fmt: skip


# -- Parts -----------------------------------------------------------------------------


def _layout(stop: int, losses: tuple[float, float], far: float) -> dict:
    """Three panels, one below the other: the lower two share their axis."""
    time = axis(STEP, -0.02 * stop, 1.02 * stop)
    layout = {
        "height": 720,
        "xaxis": axis("place x", LEFT, RIGHT, anchor="y"),
        "yaxis": axis("density", 0.0, TOP, domain=[0.62, 1.0]),
        "xaxis2": {
            "range": time["range"], "anchor": "y2", "matches": "x3",
            "showticklabels": False,
        },
        "yaxis2": axis("loss, nats", *losses, domain=[0.28, 0.5]),
        "xaxis3": {**time, "anchor": "y3"},
        "yaxis3": axis("JS, nats", 0.0, MOST, domain=[0.0, 0.22]),
        "yaxis4": axis(
            "D, probability of real", 0.0, 1.03, overlaying="y", side="right",
            anchor="x", showgrid=False, tickvals=[0, 0.5, 1],
        ),
        "yaxis5": axis(
            "W1, units of x", 0.0, far, overlaying="y3", side="right", anchor="x3",
            showgrid=False, tickmode="auto", nticks=4,
        ),
    }  # fmt: skip
    return {**layout, "meta": {"narrow": {"height": 700}}}


def _draw_densities(
    figure: go.Figure,
    moving: dict[int, dict[str, Any]],
    places: np.ndarray,
    real: np.ndarray,
    at: Mapping[str, np.ndarray],
) -> None:
    """Target, fakes and D; a mark where the fakes are, at the edge if beyond it."""
    target = curve(places, real, "real", REAL, width=2)
    add(figure, target, fill="tozeroy", fillcolor=pale(REAL))
    fakes = curve(places, at["density"][0], "fake", FAKE, width=2)
    bell = add(figure, fakes, fill="tozeroy", fillcolor=pale(FAKE))
    moving[bell] = {"y": at["density"]}
    judge = curve(places, at["judge"][0], "D", DISCRIMINATOR)
    moving[add(figure, judge, yaxis="y4")] = {"y": at["judge"]}
    middle = dot("mean of the fakes", FAKE, symbol="triangle-up", size=13)
    where = np.clip(at["middle"], LEFT + 0.2, RIGHT - 0.2)
    moving[add(figure, middle, showlegend=False)] = {
        "x": where,
        "y": np.full_like(where, 0.05),
    }


def _draw_history(
    figure: go.Figure, smooth: Mapping[str, np.ndarray], at: Mapping[str, np.ndarray]
) -> None:
    """Losses with the least that D's can be; JS and W1, each on its own axis."""
    steps = np.arange(at["step"][-1] + 1)
    # D's line is thick: where G's lies on it, both are seen.
    loss_d = curve(steps, smooth["D"], "loss of D", DISCRIMINATOR, width=4.5)
    loss_g = curve(steps, smooth["G"], "loss of G", FAKE, width=2)
    least = curve(at["step"], at["least"], "least of D", READER, dash="dash", width=2)
    for line in (loss_d, loss_g, least):
        add(figure, line, 2, showlegend=line is least)
    add(figure, curve(at["step"], at["js"], "JS", DISCRIMINATOR, dash="dot"), 3)
    w1 = curve(at["step"], at["w1"], "W1", FAKE, dash="dashdot")
    add(figure, w1, 3, yaxis="y5")


def _draw_cursor(
    figure: go.Figure, moving: dict, at: np.ndarray, low: float, high: float, panel: int
) -> None:
    """A line across a panel at every position."""
    line = curve(np.zeros(2), np.zeros(2), "your step", READER, width=1.5)
    moving[add(figure, line, panel, showlegend=False, hoverinfo="skip")] = {
        "x": np.repeat(at[:, None], 2, axis=1).astype(float),
        "y": np.tile([low, high], (len(at), 1)),
    }
