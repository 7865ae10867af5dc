"""Figure of the page "Is this loss curve normal?": the training log of a case."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import plotly.graph_objects as go

from core.lessons.loss_curves import cases, notices
from core.lessons.loss_curves.levels import levels
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

if TYPE_CHECKING:
    from core.training.history import History

PLAYERS = {"D": DISCRIMINATOR, "G": FAKE}
WIDTHS = {"D": 4.5, "G": 2.0}  # where the two lie on each other, both are seen
STEP = "training step"


def log(case: int) -> go.Figure:
    """The two losses of a case's training log, and a line at the reader's step.

    Nothing in it tells more than they do: thin every batch, thick the smoothed ones.
    """
    run, smooth = cases.run(case), cases.smoothed(case)
    at, (low, high) = run.iterations, span(run)
    layout = {
        "height": 430,
        "xaxis": axis(STEP, -0.02 * at[-1], 1.02 * at[-1]),
        "yaxis": axis(unit(case), low, high),
    }
    figure = Scrubbable(layout=layout)
    moving, handles = draw_log(figure, case)
    sentences = [
        f"At step {step} the loss of D is {format_number(d, 3)}, "
        f"that of G {format_number(g, 3)}."
        for step, d, g in zip(at, smooth["D"][at], smooth["G"][at], strict=True)
    ]
    return figure.scrub(
        [f"{step}" for step in at], moving, label=STEP,
        readouts={f"loss of {name}": smooth[name][at] for name in PLAYERS},
        sentences=sentences, notices=notices.of_log(case), handles=handles,
    )  # fmt: skip


def unit(case: int) -> str:
    """The title of a loss axis: a critic's score is in no unit."""
    return "loss" if cases.kind(case) == "same-sign" else "loss, nats"


def span(run: "History") -> tuple[float, float]:
    """The range of a loss axis: 0 and 2 log 2 are always on it."""
    low = min(float(run.loss_d.min()), float(run.loss_g.min()))
    high = max(float(run.loss_d.max()), float(run.loss_g.max()))
    return min(-0.15, 1.05 * low), max(1.6, 1.05 * high)


# -- Parts -----------------------------------------------------------------------------


def draw_log(
    figure: go.Figure, case: int
) -> tuple[dict[int, dict[str, Any]], list[int]]:
    """Draws the log in the first panel; what moves in it, and its two handles."""
    run, smooth = cases.run(case), cases.smoothed(case)
    losses, at = {"D": run.loss_d, "G": run.loss_g}, run.iterations
    steps = np.arange(at[-1] + 1)
    for player, color in PLAYERS.items():
        raw = curve(steps, losses[player], f"loss of {player}, batch", color, width=1)
        add(figure, raw, opacity=0.35, showlegend=False, hoverinfo="skip")
    _draw_levels(figure, levels(case), steps[-1])
    moving = draw_cursor(figure, at, *span(run))
    handles = []
    for player, color in PLAYERS.items():
        name, width = f"loss of {player}", WIDTHS[player]
        add(figure, curve(steps, smooth[player], name, color, width=width))
        here = dot(f"{name} at your step", color, size=10 + 2 * width)
        handles.append(add(figure, here, showlegend=False))
        moving[handles[-1]] = {"x": at.astype(float), "y": smooth[player][at]}
    return moving, handles


def _draw_levels(figure: go.Figure, named: Mapping[str, float], stop: int) -> None:
    """A line at each level, which carries its name."""
    across = np.linspace(-0.02 * stop, 1.02 * stop, 61)
    for name, level in named.items():
        flat = np.full_like(across, level)
        add(figure, curve(across, flat, name, READER, dash="dot", width=1.5))


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
