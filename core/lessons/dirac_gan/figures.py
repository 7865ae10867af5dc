"""Figures of "Why does it go round in circles?": the field with an orbit."""

from typing import Any

import numpy as np
import plotly.graph_objects as go

from core.lessons.dirac_gan import words
from core.lessons.dirac_gan.runs import (
    REACH,
    Run,
    Setting,
    run,
    start_name,
    starts,
)
from core.maths.bce import Floats
from core.maths.dirac import METHODS
from core.maths.dirac_eigenvalues import spectral_radius
from core.maths.dirac_steps import direction
from core.plotting.drawing import Trace
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
    pale,
    panel_title,
)

EDGE = REACH + 0.6
SPACING = 0.6  # between two arrows
THETA = axis("θ, where the fake is", -EDGE, EDGE, dtick=1)
PSI = axis("ψ, the slope of D's logit", -EDGE, EDGE, dtick=1)
TITLES = "where each step leads", "distance from (0, 0)", "what each player pays"
SHORT = "field", "distance", "losses"
LOSSES = axis("loss", -3.2, 4.2, dtick=2)
RIGHT = 0.64  # where the second column begins, as a share of the width


def field(method: str, update: str, lr: float, momentum: float) -> go.Figure:
    """Arrows that say where a step leads, and the orbit from the reader's start.

    On the right its distance from the equilibrium, where a straight line down is
    linear convergence, and both losses, over the steps.
    """
    setting = Setting(method, update, lr, momentum)
    begun = np.array(starts())
    whole = run(setting, *begun.T)
    figure = Scrubbable(layout=_layout(whole))
    add(figure, arrows(method, lr), showlegend=False, hoverinfo="skip")
    rest = dot("equilibrium", REAL, size=10, symbol="diamond")
    add(figure, rest, showlegend=False)
    moving = _draw_runs(figure, method, whole)
    handle = add(figure, dot("your start"), showlegend=False, cliponaxis=False)
    moving[handle] = {"x": begun[:, 0], "y": begun[:, 1]}
    notices = [words.notice(whole, column) for column in range(len(begun))]
    readouts = {
        "distance at the start": whole.distance[0],
        f"after {whole.steps[-1]} steps": whole.distance[-1],
    }
    radius = spectral_radius(METHODS[method], update, lr, momentum)
    if not np.isnan(radius):
        readouts["largest |eigenvalue|"] = np.full(len(begun), radius)
    return figure.scrub(
        [start_name(*start) for start in begun], moving, label="θ, ψ",
        readouts=readouts, notices=notices, handles=[handle],
        sentences=[_plain(notice) for notice in notices],
    )  # fmt: skip


def arrows(method: str, lr: float) -> Trace:
    """The field as one broken line; an arrow's length goes with the root of the speed.

    With a field that looks ahead, it is the one that a step follows.
    """
    ticks = np.arange(-6.0, 7.0) * SPACING
    theta, psi = np.array([grid.ravel() for grid in np.meshgrid(ticks, ticks)])
    ahead = np.array(direction(METHODS[method], theta, psi, lr))
    speed = np.hypot(*ahead)
    size = 0.85 * SPACING * np.sqrt(speed / speed.max())
    along = size * ahead / np.where(speed == 0.0, 1.0, speed)
    across = np.array([-along[1], along[0]])
    place = np.array([theta, psi])
    tail, tip = place - along / 2, place + along / 2
    barbs = [tip - 0.3 * along + sign * 0.2 * across for sign in (1, -1)]
    gap = np.full_like(tip, np.nan)
    x, y = np.stack([tail, tip, barbs[0], tip, barbs[1], gap], axis=-1)
    return curve(x.ravel(), y.ravel(), "field", pale(READER, 0.6), width=1.2)


# -- Parts -----------------------------------------------------------------------------


def _draw_runs(
    figure: go.Figure, method: str, whole: Run
) -> dict[int, dict[str, Floats]]:
    """Orbit, distance and both losses, of the first start; returns what moves."""
    steps = whole.steps
    first = np.zeros(steps.size)
    orbit = add(figure, curve(first, first, "orbit", READER), hoverinfo="skip")
    moving = {orbit: {"x": whole.theta.T, "y": whole.psi.T}}
    far = curve(steps, first, "", READER)
    moving[add(figure, far, 2, showlegend=False)] = {"y": whole.distance.T}
    level = METHODS[method].losses(np.zeros(()), np.zeros(()))[1]
    rest = curve(steps[[0, -1]], np.full(2, level), "D at rest", READER, dash="dot")
    add(figure, rest.update(line={"width": 1}), 3)
    for name, color, loss, dash in (
        ("D", DISCRIMINATOR, whole.loss_d, "solid"),
        ("G", FAKE, whole.loss_g, "dash"),
    ):
        line = curve(steps, first, name, color, dash=dash)
        moving[add(figure, line, 3)] = {"y": loss.T}
    return moving


def _layout(whole: Run) -> dict[str, Any]:
    """The field on the left, distance above losses on the right."""
    end = float(whole.steps[-1])
    layout: dict[str, Any] = {
        "height": 420,
        "xaxis": {**THETA, "domain": [0.0, RIGHT - 0.12]},
        "yaxis": PSI,
        "xaxis2": axis("", 0.0, end, anchor="y2", domain=[RIGHT, 1.0], nticks=5),
        "yaxis2": axis("", -3.2, 1.4, anchor="x2", domain=[0.57, 1.0], type="log"),
        "xaxis3": axis("steps", 0.0, end, anchor="y3", domain=[RIGHT, 1.0], nticks=5),
        "yaxis3": {**LOSSES, "anchor": "x3", "domain": [0.0, 0.4]},
    }
    layout["xaxis2"]["showticklabels"] = False
    layout["yaxis2"] |= {"dtick": 1, "exponentformat": "power"}
    ends = ("x", "y"), ("x2", "y2"), ("x3", "y3")
    pairs = [*zip(TITLES, ends, strict=True)]
    layout["annotations"] = [panel_title(title, *where) for title, where in pairs]
    shown = [
        {"title": short, "x": x, "y": y}
        for short, (x, y) in zip(SHORT, ends, strict=True)
    ]
    shown[1]["xtitle"] = "steps"
    layout["meta"] = {"panels": shown, "narrow": {}, "free": True}
    return layout


def _plain(notice: str) -> str:
    return notice.replace("<b>", "").replace("</b>", "")
