"""Figure of "Is this loss curve normal?", after the guess: what a log does not show."""

from typing import TYPE_CHECKING, Any

import numpy as np
import plotly.graph_objects as go

from core.lessons.loss_curves import cases, notices
from core.lessons.loss_curves.figures import STEP, draw_cursor, draw_log, span, unit
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
    pale,
    panel_title,
)

if TYPE_CHECKING:
    from core.training.history import History

LEFT, RIGHT, TOP = -9.0, 11.0, 1.6  # of the densities' panel
MOST = 0.76  # of JS, a little above log 2
PANELS = (
    {"title": "The log", "x": "x", "y": "y"},
    {"title": "Behind it: fakes and D over x", "x": "x2", "y": "y2", "over": "y4"},
    {"title": "How far the fakes are off", "x": "x3", "y": "y3", "over": "y5"},
)


def behind(case: int) -> go.Figure:
    """The log; beside it the densities and D, and below them JS and Wasserstein-1.

    It is the run of ``core.lessons.loss_curves.figures.log``, with what a log does not
    show; the dashed line in the log is what L_D cannot go below, if it is that of BCE.
    """
    run, smooth = cases.run(case), cases.smoothed(case)
    steps = run.iterations
    figure = Scrubbable(layout=_layout(run, case))
    moving, handles = draw_log(figure, case)
    least = 2.0 * np.log(2.0) - 2.0 * run.js
    bounded = cases.kind(case) not in cases.UNBOUNDED
    if bounded:
        add(figure, curve(steps, least, "least of D", READER, dash="dash", width=2))
    moving |= _draw_densities(figure, run)
    moving |= draw_cursor(figure, steps, 0.0, MOST, panel=3)
    add(figure, curve(steps, run.js, "JS", DISCRIMINATOR, dash="dot"), 3)
    add(figure, curve(steps, run.w1, "W₁", FAKE, dash="dashdot"), 3, yaxis="y5")
    here = add(figure, dot("JS at your step", DISCRIMINATOR), 3, showlegend=False)
    moving[here] = {"x": steps.astype(float), "y": run.js}
    readouts = {
        "JS, at most log 2": run.js,
        "W₁, units of x": run.w1,
        "loss of D": smooth["D"][steps],
    } | ({"least of D, ± noise": least} if bounded else {})
    sentences = [
        f"After {step} steps JS is {format_number(js, 3)} "
        f"and W₁ {format_number(w1, 3)}."
        for step, js, w1 in zip(steps, run.js, run.w1, strict=True)
    ]
    return figure.scrub(
        [f"{step}" for step in steps], moving, label=STEP, readouts=readouts,
        sentences=sentences, notices=notices.of_recording(case),
        handles=[*handles, here],
    )  # fmt: skip


# -- Parts -----------------------------------------------------------------------------


def _layout(run: "History", case: int) -> dict[str, Any]:
    """The log on the left; on the right two panels, each with a second axis."""
    stop, far = run.iterations[-1], 1.08 * max(1.0, float(run.w1.max()))
    time, right = axis(STEP, -0.02 * stop, 1.02 * stop), [0.58, 0.95]
    judge = "critic, scaled" if cases.kind(case) == "same-sign" else "D"
    second = {"side": "right", "showgrid": False}
    return {
        "height": 430,
        "xaxis": {**time, "domain": [0.0, 0.49]},
        "yaxis": axis(unit(case), *span(run)),
        "xaxis2": axis("", LEFT, RIGHT, anchor="y2", domain=right),
        "yaxis2": axis("density", 0.0, TOP, anchor="x2", domain=[0.6, 1.0]),
        "xaxis3": {**time, "anchor": "y3", "domain": right},
        "yaxis3": axis("JS, nats", 0.0, MOST, anchor="x3", domain=[0.0, 0.37]),
        "yaxis4": axis(
            judge, 0.0, 1.03, overlaying="y2", anchor="x2", tickvals=[0, 0.5, 1],
            **second,
        ),
        "yaxis5": axis(
            "W₁", 0.0, far, overlaying="y3", anchor="x3", tickmode="auto", nticks=4,
            **second,
        ),
        "annotations": [panel_title(**panel) for panel in PANELS],
        "meta": {"panels": list(PANELS), "main": 1},
    }  # fmt: skip


def _draw_densities(figure: go.Figure, run: "History") -> dict[int, dict[str, Any]]:
    """Target, fakes and D; a mark where the fakes are, at the edge if beyond it."""
    from core.training.look import X

    target = curve(X, run.target.pdf(X), "real", REAL, width=2)
    add(figure, target, 2, fill="tozeroy", fillcolor=pale(REAL))
    fakes = curve(X, run.density[0], "fake", FAKE, width=2)
    bell = add(figure, fakes, 2, fill="tozeroy", fillpattern=FAKE_HATCH)
    output = curve(X, run.output[0], "D", DISCRIMINATOR)
    at = add(figure, output, 2, yaxis="y4")
    middle = dot("mean of the fakes", FAKE, symbol="triangle-up", size=13)
    where = np.clip(run.fakes.mean(axis=1), LEFT + 0.2, RIGHT - 0.2)
    return {
        bell: {"y": run.density},
        at: {"y": run.output},
        add(figure, middle, 2, showlegend=False): {
            "x": where,
            "y": np.full_like(where, 0.05),
        },
    }
