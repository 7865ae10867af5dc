"""Figures of the page "Is this loss curve normal?": arrays in, ``go.Figure`` out."""

from collections.abc import Mapping
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

PLAYERS = {"D": DISCRIMINATOR, "G": FAKE}
WIDTHS = {"D": 4.5, "G": 2.0}  # where the two lie on each other, both are seen
LEVELS = {"log 2": float(np.log(2.0)), "2 log 2": float(2.0 * np.log(2.0))}
PALE = {REAL: "rgba(0, 158, 115, 0.25)", FAKE: "rgba(213, 94, 0, 0.25)"}
LEFT, RIGHT, TOP = -9.0, 11.0, 1.6  # of the densities' panel
STEP = "training step"


def log(
    losses: Mapping[str, np.ndarray],
    smooth: Mapping[str, np.ndarray],
    at: np.ndarray,
) -> go.Figure:
    """Two losses as a training log shows them, and a line at the reader's step.

    Args:
        losses: of ``D`` and ``G``, one number per step, from step 0 on.
        smooth: the same, smoothed.
        at: the steps at which the slider stops.
    """
    steps = np.arange(len(losses["D"]))
    low, high = span(losses)
    figure = go.Figure(
        layout={
            "height": 430,
            "meta": {"narrow": {"height": 360, "yaxis2.ticktext": list(LEVELS)}},
            "xaxis": _time(steps[-1]),
            "yaxis": axis("loss, nats", low, high),
        }
    )
    _draw_levels(figure, steps[-1])
    for player, color in PLAYERS.items():
        raw = curve(steps, losses[player], f"loss of {player}, batch", color, width=1)
        add(figure, raw, opacity=0.35, showlegend=False, hoverinfo="skip")
    moving = {}
    line = curve(np.zeros(2), np.zeros(2), "your step", READER, width=1.5)
    moving[add(figure, line, showlegend=False, hoverinfo="skip")] = _upright(
        at, low, high
    )
    handles = []
    for player, color in PLAYERS.items():
        line = curve(steps, smooth[player], f"loss of {player}", color)
        add(figure, line.update(line={"width": WIDTHS[player]}))
        size = 10 + 2 * WIDTHS[player]
        here = dot(f"loss of {player} at your step", color, size=size)
        handles.append(add(figure, here, showlegend=False))
        moving[handles[-1]] = {"x": at.astype(float), "y": smooth[player][at]}
    readouts = {f"loss of {name}": smooth[name][at] for name in PLAYERS}
    sentences = [
        f"At step {step} the loss of D is {said(smooth['D'][step], 3)}, that of G "
        f"{said(smooth['G'][step], 3)}."
        for step in at
    ]
    return scrub(
        figure, [f"{step}" for step in at], moving, label=STEP, readouts=readouts,
        sentences=sentences, handles=handles,
    )  # fmt: skip


def behind(
    places: np.ndarray,
    real: np.ndarray,
    smooth: Mapping[str, np.ndarray],
    at: Mapping[str, np.ndarray],
) -> go.Figure:
    """What a log does not show: the densities and D; below, losses and distances.

    Args:
        places: grid of x.
        real: the target's density on it.
        smooth: the smoothed losses of ``D`` and ``G``, one number per step.
        at: per position ``step``, ``density`` of the fakes and ``judge`` (D) on the
            grid, ``middle`` of the fakes, ``js``, ``w1``, and ``least``, which L_D
            cannot go below.
    """
    steps, stop = at["step"], at["step"][-1]
    low, high = span({name: smooth[name] for name in PLAYERS})
    far = 1.08 * max(1.0, float(at["w1"].max()))
    figure = go.Figure(layout=_behind_layout(stop, (low, high), far))
    moving: dict[int, dict[str, Any]] = {}
    _draw_densities(figure, moving, places, real, at)
    for name, color in PLAYERS.items():
        line = curve(np.arange(stop + 1), smooth[name], f"loss of {name}", color)
        line.update(line={"width": WIDTHS[name]})
        add(figure, line, 2, showlegend=False)
    least = curve(steps, at["least"], "least of D", READER, dash="dash", width=2)
    add(figure, least, 2)
    add(figure, curve(steps, at["js"], "JS", DISCRIMINATOR, dash="dot"), 3)
    add(figure, curve(steps, at["w1"], "W1", FAKE, dash="dashdot"), 3, yaxis="y5")
    for panel, ends in ((2, (low, high)), (3, (0.0, 0.76))):
        line = curve(np.zeros(2), np.zeros(2), "your step", READER, width=1.5)
        index = add(figure, line, panel, showlegend=False, hoverinfo="skip")
        moving[index] = _upright(steps, *ends)
    here = add(figure, dot("JS at your step", DISCRIMINATOR), 3, showlegend=False)
    moving[here] = {"x": steps.astype(float), "y": at["js"]}
    readouts = {
        "JS, at most log 2": at["js"],
        "W1, units of x": at["w1"],
        "loss of D": smooth["D"][steps],
        "least it can be": at["least"],
    }
    sentences = [
        f"After {step} steps JS is {said(js, 3)} and W1 {said(w1, 3)}."
        for step, js, w1 in zip(steps, at["js"], at["w1"], strict=True)
    ]
    return scrub(
        figure, [f"{step}" for step in steps], moving, label=STEP, readouts=readouts,
        sentences=sentences, handles=[here],
    )  # fmt: skip


def span(losses: Mapping[str, np.ndarray]) -> tuple[float, float]:
    """The range of a loss axis: 0 and 2 log 2 are always on it."""
    low = min(float(values.min()) for values in losses.values())
    high = max(float(values.max()) for values in losses.values())
    return min(-0.08, 1.05 * low), max(1.6, 1.05 * high)


# -- Parts -----------------------------------------------------------------------------


def _time(stop: int, **more: Any) -> dict[str, Any]:
    return axis(STEP, -0.02 * stop, 1.02 * stop, **more)


def _draw_levels(figure: go.Figure, stop: int) -> None:
    """The two levels that everybody asks about, named on an axis at the right."""
    ends = np.array([-0.02 * stop, 1.02 * stop])
    for name, level in LEVELS.items():
        line = curve(ends, np.full(2, level), name, READER, dash="dot", width=1.5)
        add(figure, line, yaxis="y2", showlegend=False, hoverinfo="skip")
    figure.update_layout(
        yaxis2={
            "matches": "y", "overlaying": "y", "side": "right", "showgrid": False,
            "tickvals": list(LEVELS.values()),
            "ticktext": [f"{name} = {level:.4f}" for name, level in LEVELS.items()],
        }
    )  # fmt: skip


def _upright(at: np.ndarray, low: float, high: float) -> dict[str, np.ndarray]:
    """A line across a panel at every position."""
    return {
        "x": np.repeat(at[:, None], 2, axis=1).astype(float),
        "y": np.tile([low, high], (len(at), 1)),
    }


def _behind_layout(stop: int, losses: tuple[float, float], far: float) -> dict:
    """Three panels, one below the other: the lower two share their axis."""
    layout = {
        "height": 720,
        "xaxis": axis("place x", LEFT, RIGHT, anchor="y"),
        "yaxis": axis("density", 0.0, TOP, domain=[0.62, 1.0]),
        "xaxis2": _time(stop, anchor="y2", matches="x3", showticklabels=False),
        "yaxis2": axis("loss, nats", *losses, domain=[0.28, 0.5]),
        "xaxis3": _time(stop, anchor="y3"),
        "yaxis3": axis("JS, nats", 0.0, 0.76, domain=[0.0, 0.22]),
        "yaxis4": axis(
            "D, probability of real", 0.0, 1.03, overlaying="y", side="right",
            anchor="x", showgrid=False, tickvals=[0, 0.5, 1],
        ),
        "yaxis5": axis(
            "W1, units of x", 0.0, far, overlaying="y3", side="right", anchor="x3",
            showgrid=False, tickmode="auto", nticks=4,
        ),
    }  # fmt: skip
    layout["xaxis2"]["title"] = None
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
    add(figure, target, fill="tozeroy", fillcolor=PALE[REAL])
    fakes = curve(places, at["density"][0], "fake", FAKE, width=2)
    bell = add(figure, fakes, fill="tozeroy", fillcolor=PALE[FAKE])
    moving[bell] = {"y": at["density"]}
    judge = curve(places, at["judge"][0], "D", DISCRIMINATOR)
    moving[add(figure, judge, yaxis="y4")] = {"y": at["judge"]}
    middle = dot("mean of the fakes", FAKE, symbol="triangle-up", size=13)
    where = np.clip(at["middle"], LEFT + 0.2, RIGHT - 0.2)
    moving[add(figure, middle, showlegend=False)] = {
        "x": where,
        "y": np.full_like(where, 0.05),
    }
