"""Figure of the page "Is this loss curve normal?": the training log of a case."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import plotly.graph_objects as go

from core.lessons.loss_curves import cases
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

PLAYERS = {"D": DISCRIMINATOR, "G": FAKE}
WIDTHS = {"D": 4.5, "G": 2.0}  # where the two lie on each other, both are seen
LEVELS = {"log 2": float(np.log(2.0)), "2 log 2": float(2.0 * np.log(2.0))}


def log(case: int) -> go.Figure:
    """The two losses of a case's training log, and a line at the reader's step.

    Nothing in it tells more than they do: thin every batch, thick the smoothed ones.
    """
    run, smooth = cases.run(case), cases.smoothed(case)
    losses, at = {"D": run.loss_d, "G": run.loss_g}, run.iterations
    steps = np.arange(len(losses["D"]))
    low, high = span(losses)
    figure = Scrubbable(layout=_layout(steps[-1], low, high))
    _draw_levels(figure, steps[-1])
    moving: dict[int, dict[str, Any]] = {}
    handles = []
    for player, color in PLAYERS.items():
        raw = curve(steps, losses[player], f"loss of {player}, batch", color, width=1)
        add(figure, raw, opacity=0.35, showlegend=False, hoverinfo="skip")
    moving |= draw_cursor(figure, at, low, high)
    for player, color in PLAYERS.items():
        width = WIDTHS[player]
        add(
            figure,
            curve(steps, smooth[player], f"loss of {player}", color, width=width),
        )
        here = dot(f"loss of {player} at your step", color, size=10 + 2 * width)
        handles.append(add(figure, here, showlegend=False))
        moving[handles[-1]] = {"x": at.astype(float), "y": smooth[player][at]}
    readouts = {f"loss of {name}": smooth[name][at] for name in PLAYERS}
    sentences = [
        f"At step {step} the loss of D is {format_number(d, 3)}, "
        f"that of G {format_number(g, 3)}."
        for step, d, g in zip(at, smooth["D"][at], smooth["G"][at], strict=True)
    ]
    return figure.scrub(
        [f"{step}" for step in at], moving, label="training step",
        readouts=readouts, sentences=sentences, handles=handles,
    )  # fmt: skip


def span(losses: Mapping[str, np.ndarray]) -> tuple[float, float]:
    """The range of a loss axis: 0 and 2 log 2 are always on it."""
    low = min(float(values.min()) for values in losses.values())
    high = max(float(values.max()) for values in losses.values())
    return min(-0.08, 1.05 * low), max(1.6, 1.05 * high)


# -- Parts -----------------------------------------------------------------------------


def _layout(stop: int, low: float, high: float) -> dict[str, Any]:
    """One panel; the levels are named on an axis of their own at the right."""
    named = [f"{name} = {level:.4f}" for name, level in LEVELS.items()]
    return {
        "height": 430,
        "meta": {"narrow": {"height": 360, "yaxis2.ticktext": list(LEVELS)}},
        "xaxis": axis("training step", -0.02 * stop, 1.02 * stop),
        "yaxis": axis("loss, nats", low, high),
        "yaxis2": {
            "matches": "y",
            "overlaying": "y",
            "side": "right",
            "showgrid": False,
            "tickvals": list(LEVELS.values()),
            "ticktext": named,
        },
    }


def _draw_levels(figure: go.Figure, stop: int) -> None:
    """The two levels that everybody asks about."""
    ends = np.array([-0.02 * stop, 1.02 * stop])
    for name, level in LEVELS.items():
        line = curve(ends, np.full(2, level), name, READER, dash="dot", width=1.5)
        add(figure, line, yaxis="y2", showlegend=False, hoverinfo="skip")


def draw_cursor(
    figure: go.Figure, at: np.ndarray, low: float, high: float, panel: int = 1
) -> dict[int, dict[str, Any]]:
    """A line across a panel at every position; what moves."""
    line = curve(np.zeros(2), np.zeros(2), "your step", READER, width=1.5)
    return {
        add(figure, line, panel, showlegend=False, hoverinfo="skip"): {
            "x": np.repeat(at[:, None], 2, axis=1).astype(float),
            "y": np.tile([low, high], (len(at), 1)),
        }
    }
