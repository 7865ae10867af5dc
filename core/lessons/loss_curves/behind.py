"""Figure of "Is this loss curve normal?", after the guess: what a log does not show."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import plotly.graph_objects as go

from core.lessons.loss_curves import cases
from core.lessons.loss_curves.figures import draw_cursor, span
from core.maths.densities import Floats
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

if TYPE_CHECKING:
    from core.training.history import History

LEFT, RIGHT, TOP = -9.0, 11.0, 1.6  # of the densities' panel
MOST = 0.76  # of JS, a little above log 2
STEP = "training step"


def behind(case: int) -> go.Figure:
    """The densities and D; below, on one time axis, losses and distances.

    It is the run of ``core.lessons.loss_curves.figures.log``, with what a log does not
    show: the fakes' density and D, JS, Wasserstein-1 and what L_D cannot go below.
    """
    run, smooth = cases.run(case), cases.smoothed(case)
    steps, far = run.iterations, 1.08 * max(1.0, float(run.w1.max()))
    low, high = span(smooth)
    figure = Scrubbable(layout=_layout(steps[-1], (low, high), far))
    moving = _draw_densities(figure, run)
    least = 2.0 * np.log(2.0) - 2.0 * run.js
    _draw_history(figure, smooth, run, least)
    moving |= draw_cursor(figure, steps, low, high, panel=2)
    moving |= draw_cursor(figure, steps, 0.0, MOST, panel=3)
    here = add(figure, dot("JS at your step", DISCRIMINATOR), 3, showlegend=False)
    moving[here] = {"x": steps.astype(float), "y": run.js}
    readouts = {
        "JS, at most log 2": run.js,
        "W1, units of x": run.w1,
        "loss of D": smooth["D"][steps],
        "least it can be": least,
    }
    sentences = [
        f"After {step} steps JS is {format_number(js, 3)} "
        f"and W1 {format_number(w1, 3)}."
        for step, js, w1 in zip(steps, run.js, run.w1, strict=True)
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


def _draw_densities(figure: go.Figure, run: "History") -> dict[int, dict[str, Any]]:
    """Target, fakes and D; a mark where the fakes are, at the edge if beyond it."""
    from core.training.snapshot import X

    target = curve(X, run.target.pdf(X), "real", REAL, width=2)
    add(figure, target, fill="tozeroy", fillcolor=pale(REAL))
    fakes = curve(X, run.density[0], "fake", FAKE, width=2)
    bell = add(figure, fakes, fill="tozeroy", fillcolor=pale(FAKE))
    output = curve(X, run.output[0], "D", DISCRIMINATOR)
    at = add(figure, output, yaxis="y4")
    middle = dot("mean of the fakes", FAKE, symbol="triangle-up", size=13)
    where = np.clip(run.fakes.mean(axis=1), LEFT + 0.2, RIGHT - 0.2)
    return {
        bell: {"y": run.density},
        at: {"y": run.output},
        add(figure, middle, showlegend=False): {
            "x": where,
            "y": np.full_like(where, 0.05),
        },
    }


def _draw_history(
    figure: go.Figure, smooth: Mapping[str, np.ndarray], run: "History", least: Floats
) -> None:
    """Losses with the least that D's can be; JS and W1, each on its own axis."""
    at = run.iterations
    steps = np.arange(at[-1] + 1)
    # D's line is thick: where G's lies on it, both are seen.
    loss_d = curve(steps, smooth["D"], "loss of D", DISCRIMINATOR, width=4.5)
    loss_g = curve(steps, smooth["G"], "loss of G", FAKE, width=2)
    bound = curve(at, least, "least of D", READER, dash="dash", width=2)
    for line in (loss_d, loss_g, bound):
        add(figure, line, 2, showlegend=line is bound)
    add(figure, curve(at, run.js, "JS", DISCRIMINATOR, dash="dot"), 3)
    add(figure, curve(at, run.w1, "W1", FAKE, dash="dashdot"), 3, yaxis="y5")
