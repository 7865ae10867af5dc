"""The figure of "What still reaches the generator?".

Real data are N(0, 1), fakes N(θ, 1), and the discriminator or critic is the best one.
"""

from statistics import NormalDist

import numpy as np
import plotly.graph_objects as go

from core.lessons.vanishing_gradients import words
from core.maths import optimal, sliders
from core.maths.bce import Floats, sigmoid
from core.maths.densities import Normal
from core.plotting.slider import Scrubbable
from core.plotting.theme import (
    DISCRIMINATOR,
    FAKE,
    FAKE_HATCH,
    REAL,
    add,
    axis,
    curve,
    dot,
    format_number,
    pale,
    panel_title,
)

THETAS = np.linspace(0.0, 10.0, 101).round(1)
UNIT = Normal(0.0, 1.0)
# Seven fakes, at evenly spaced quantiles: no luck of the draw.
FAKES = np.array([NormalDist().inv_cdf((row + 0.5) / 7) for row in range(7)])
PLACES = np.linspace(-4.0, 14.0, 300)
DASHES = {
    "non-saturating": "solid",
    "saturating": "dash",
    "least-squares": "dashdot",
    "hinge": "longdash",
    "wasserstein": "dot",
}
# What the discriminator or critic returns: its axis.
PROBABILITY = axis("D*, probability of real", -0.68, 1.08, tickvals=(0, 0.5, 1))
SCORES = {
    "hinge": axis("best score, sign of ℓ", -2.35, 1.2, tickvals=(-1, 0, 1)),
    "wasserstein": axis(
        "best critic, slope −1", -16.0, 9.5, tickvals=(-8, -4, 0, 4, 8)
    ),
}


def mean(loss: str, theta: float) -> float:
    """Mean gradient of one loss at one distance; nan at a kink."""
    means = optimal.mean_generator_gradients(UNIT, UNIT, [theta], [loss])
    return float(means[loss][0])


def arrows(loss: str, theta: float) -> Floats:
    """Gradient of the loss at each of the seven fakes; training moves them against it.

    Raises:
        ValueError: if there is no loss of that name.
    """
    return optimal.generator_gradient(loss, UNIT, Normal(theta, 1.0), theta + FAKES)


def push(loss: str) -> go.Figure:
    """Seven fakes with the gradient of the loss on each; below, the mean gradients.

    An arrow is as long as the gradient is large: 1 is one unit of x.
    """
    figure = Scrubbable(layout=_layout(SCORES.get(loss, PROBABILITY)))
    real = curve(PLACES, UNIT.pdf(PLACES), "real", REAL, width=2)
    add(figure, real, fill="tozeroy", fillcolor=pale(REAL))
    fake = curve(PLACES, PLACES, "fake", FAKE, width=2)
    moving = {
        add(figure, fake, fill="tozeroy", fillpattern=FAKE_HATCH): {
            "y": np.stack([Normal(theta, 1.0).pdf(PLACES) for theta in THETAS])
        }
    }
    returned = curve(PLACES, PLACES, "discriminator or critic", DISCRIMINATOR)
    moving[add(figure, returned, yaxis="y4")] = {
        "y": np.stack([_output(loss, theta) for theta in THETAS])
    }
    moving |= _draw_arrows(figure, loss)
    means = optimal.mean_generator_gradients(UNIT, UNIT, THETAS)
    here = _draw_means(figure, means, loss)
    names = sliders.names(THETAS)
    sentences = [
        f"At distance {name} the mean gradient of the {loss} loss is "
        f"{format_number(value)}."
        for name, value in zip(names, means[loss], strict=True)
    ]
    sure = optimal.optimal_game(UNIT, UNIT, THETAS).fake_probability
    readouts = {
        "mean gradient": means[loss],
        "mean of D* on the fakes": sure,
        "slope of D*'s logit": THETAS,
    }
    notices = [
        words.notice(loss, *state)
        for state in zip(THETAS, means[loss], sure, strict=True)
    ]
    return figure.scrub(
        names, moving | here, label="θ", readouts=readouts, sentences=sentences,
        notices=notices, handles=list(here),
    )  # fmt: skip


def _layout(returned: dict) -> dict:
    """The fakes on the left; on the right the mean gradients, on two scales."""
    theta = axis("", -0.3, 10.3)
    right = {"overlaying": "y", "side": "right", "anchor": "x", "showgrid": False}
    decades = {"type": "log", "dtick": 2, "exponentformat": "power"}
    column = {"domain": [0.68, 1.0]}
    titles = (
        "each fake and its arrow",
        "mean gradient of five losses",
        "the same, logarithmic",
    )
    pairs = ("x", "y"), ("x2", "y2"), ("x3", "y3")
    panels = [
        {"title": title, "x": x, "y": y}
        for title, (x, y) in zip(titles, pairs, strict=True)
    ]
    shown = [
        {**panel, "over": "y4"} if panel["y"] == "y" else panel for panel in panels
    ]
    for panel in shown[1:]:
        panel["xtitle"] = "distance θ"
    return {
        "height": 460,
        "meta": {"panels": shown},
        "annotations": [panel_title(**panel) for panel in panels],
        "xaxis": axis("place x", -4.0, 14.0, domain=[0.0, 0.52], anchor="y"),
        "yaxis": axis(
            "density", -0.28, 0.44, domain=[0.0, 1.0], tickvals=[0.0, 0.2, 0.4]
        ),
        "xaxis2": {**theta, **column, "anchor": "y2", "showticklabels": False},
        "xaxis3": {**theta, **column, "anchor": "y3", "title": {"text": "distance θ"}},
        "yaxis2": axis("", -0.1, 2.4, anchor="x2", domain=[0.58, 1.0]),
        "yaxis3": axis("", -6.6, 1.4, anchor="x3", **decades, domain=[0.0, 0.42]),
        "yaxis4": {**returned, **right},
    }


def _output(loss: str, theta: float) -> Floats:
    """What the best discriminator or critic of that game returns along x."""
    logits = optimal.optimal_discriminator_logit(UNIT, Normal(theta, 1.0), PLACES)
    match loss:
        case "hinge":
            return np.sign(logits)
        case "wasserstein":  # slope -1 for θ > 0; its height is free: 0 halfway
            return np.sign(theta) * (theta / 2.0 - PLACES)
    return sigmoid(logits)


def _draw_arrows(figure: go.Figure, loss: str) -> dict[int, dict[str, np.ndarray]]:
    """One row for each fake under the densities, so that no arrow hides another."""
    fakes = THETAS[:, None] + FAKES
    tips = fakes - np.stack([arrows(loss, theta) for theta in THETAS])
    rows = -0.05 - 0.032 * np.arange(FAKES.size)
    gaps = np.full_like(fakes, np.nan)
    ends = np.stack([fakes, tips, gaps], axis=2).reshape(len(fakes), -1)
    shafts = curve(ends[0], np.repeat(rows, 3), "arrows", FAKE, width=3)
    shaft = add(figure, shafts, showlegend=False, hoverinfo="skip")
    heads = dot("where the gradient sends it", FAKE, size=11, symbol="triangle-left")
    heads.update(marker={"line": {"width": 0}})
    head = add(figure, heads, showlegend=False)
    bodies = dot("seven fakes, each with its gradient", FAKE, size=11)
    body = add(figure, bodies.update(marker={"line": {"width": 1}}))
    still = np.tile(rows, (len(fakes), 1))
    return {
        shaft: {"x": ends},
        head: {"x": tips, "y": still},
        body: {"x": fakes, "y": still},
    }


def _draw_means(
    figure: go.Figure, means: dict[str, Floats], loss: str
) -> dict[int, dict[str, np.ndarray]]:
    """The five mean gradients in both lower panels; the points to grab."""
    moving = {}
    for panel in (2, 3):
        for name, dash in DASHES.items():
            thick, strong = (4.0, 1.0) if name == loss else (1.5, 0.7)
            heights = np.where(means[name] > 0.0, means[name], np.nan)
            line = curve(THETAS, heights, name, FAKE, dash=dash, width=thick)
            look = {"legendgroup": name, "showlegend": panel == 2}
            add(figure, line, panel, opacity=strong, **look)
        here = add(figure, dot("your distance"), panel, showlegend=False)
        moving[here] = {"x": THETAS, "y": means[loss]}
    return moving
