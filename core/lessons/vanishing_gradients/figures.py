"""Figure of the page "What still reaches the generator?": arrays in, figure out."""

from collections.abc import Mapping, Sequence

import numpy as np
import plotly.graph_objects as go

from core.plotting.slider import Scrubbable
from core.plotting.theme import DISCRIMINATOR, FAKE, REAL, add, axis, curve, dot, said

DASHES = {
    "non-saturating": "solid",
    "saturating": "dash",
    "least-squares": "dashdot",
    "hinge": "longdash",
    "wasserstein": "dot",
}
# What the discriminator or critic returns: its name, its axis' range, and its ticks.
JUDGES = {
    "hinge": ("best score, sign of ℓ", (-2.35, 1.2), (-1, 0, 1)),
    "wasserstein": ("best critic, slope −1", (-16.0, 9.5), (-8, -4, 0, 4, 8)),
}
PROBABILITY = ("D*, probability of real", (-0.68, 1.08), (0, 0.5, 1))
PALE = {REAL: "rgba(0, 158, 115, 0.25)", FAKE: "rgba(213, 94, 0, 0.25)"}


def push(
    places: np.ndarray,
    real: np.ndarray,
    means: Mapping[str, np.ndarray],
    loss: str,
    names: Sequence[str],
    at: Mapping[str, np.ndarray],
) -> go.Figure:
    """Seven fakes with the gradient of the loss on each; below, the mean gradients.

    An arrow is as long as the gradient is large: 1 is one unit of x.

    Args:
        places: grid of x.
        real: the real density on it.
        means: for each loss the mean gradient at every position.
        loss: the one the reader chose.
        names: slider positions as text.
        at: per position ``theta``, ``fake density`` and ``judge`` on the grid,
            ``fakes`` and ``arrows`` of the seven fakes, ``sure``, the mean of D* over
            all fakes.
    """
    figure = Scrubbable(layout=_layout(*JUDGES.get(loss, PROBABILITY)))
    moving = {}
    add(
        figure,
        curve(places, real, "real", REAL, width=2),
        fill="tozeroy",
        fillcolor=PALE[REAL],
    )
    bell = curve(places, at["fake density"][0], "fake", FAKE, width=2)
    moving[add(figure, bell, fill="tozeroy", fillcolor=PALE[FAKE])] = {
        "y": at["fake density"]
    }
    returned = curve(places, at["judge"][0], "discriminator or critic", DISCRIMINATOR)
    moving[add(figure, returned, yaxis="y4")] = {"y": at["judge"]}
    _draw_arrows(figure, moving, at["fakes"], at["arrows"])
    handles = _draw_means(figure, moving, means, loss, at["theta"])
    pushes = means[loss]
    sentences = [
        f"At distance {name} the mean gradient of the {loss} loss is {said(mean)}."
        for name, mean in zip(names, pushes, strict=True)
    ]
    readouts = {
        "mean gradient of this loss": pushes,
        "mean of D* on the fakes": at["sure"],
        "slope of D*'s logit, |dℓ/dx|": at["theta"],
    }
    return figure.scrub(
        names, moving, label="θ", readouts=readouts, sentences=sentences,
        handles=handles,
    )  # fmt: skip


def _layout(judge: str, span: tuple[float, float], ticks: Sequence[float]) -> dict:
    """The fakes above; below them the mean gradients, linear and logarithmic."""
    place = axis("place x", -4.0, 14.0, domain=[0.0, 1.0], anchor="y")
    theta = axis("distance θ", -0.3, 10.3)
    size = axis("mean gradient", -0.1, 2.4, domain=[0.0, 0.36], anchor="x2")
    decades = axis(
        "logarithmic", -6.6, 1.4, type="log", dtick=2, exponentformat="power"
    )
    narrow = {
        "height": 780,
        "yaxis.domain": [0.62, 1.0],
        "yaxis2.domain": [0.31, 0.52],
        "yaxis3.domain": [0.0, 0.21],
        "xaxis2.domain": [0.0, 1.0],
        "xaxis3.domain": [0.0, 1.0],
    }
    return {
        "height": 660,
        "meta": {"narrow": narrow},
        "xaxis": place,
        "yaxis": axis(
            "density", -0.28, 0.44, domain=[0.5, 1.0], tickvals=[0.0, 0.2, 0.4]
        ),
        "xaxis2": {**theta, "domain": [0.0, 0.44], "anchor": "y2"},
        "xaxis3": {**theta, "domain": [0.56, 1.0], "anchor": "y3"},
        "yaxis2": size,
        "yaxis3": {**decades, "domain": [0.0, 0.36], "anchor": "x3"},
        "yaxis4": axis(
            judge,
            *span,
            overlaying="y",
            side="right",
            anchor="x",
            showgrid=False,
            tickvals=ticks,
        ),
    }


def _draw_arrows(
    figure: go.Figure, moving: dict, fakes: np.ndarray, arrows: np.ndarray
) -> None:
    """One row for each fake under the densities, so that no arrow hides another."""
    rows = -0.05 - 0.032 * np.arange(fakes.shape[1])
    tips = fakes - arrows
    gaps = np.full_like(fakes, np.nan)
    ends = np.stack([fakes, tips, gaps], axis=2).reshape(len(fakes), -1)
    shafts = curve(ends[0], np.repeat(rows, 3), "arrows", FAKE, width=3)
    moving[add(figure, shafts, showlegend=False, hoverinfo="skip")] = {"x": ends}
    still = np.tile(rows, (len(fakes), 1))
    heads = dot("where the gradient sends it", FAKE, size=11, symbol="triangle-left")
    heads.update(marker={"line": {"width": 0}})
    moving[add(figure, heads, showlegend=False)] = {"x": tips, "y": still}
    bodies = dot("seven fakes, each with its gradient", FAKE, size=11)
    bodies.update(marker={"line": {"width": 1}})
    moving[add(figure, bodies)] = {"x": fakes, "y": still}


def _draw_means(
    figure: go.Figure,
    moving: dict,
    means: Mapping[str, np.ndarray],
    loss: str,
    thetas: np.ndarray,
) -> list[int]:
    """The five mean gradients in both lower panels; returns the points to grab."""
    handles = []
    for panel in (2, 3):
        for name, dash in DASHES.items():
            thick, strong = (4.0, 1.0) if name == loss else (1.5, 0.7)
            heights = np.where(means[name] > 0.0, means[name], np.nan)
            line = curve(thetas, heights, name, FAKE, dash=dash, width=thick)
            look = {"legendgroup": name, "showlegend": panel == 2}
            add(figure, line, panel, opacity=strong, **look)
        here = add(figure, dot("your distance"), panel, showlegend=False)
        moving[here] = {"x": thetas, "y": means[loss]}
        handles.append(here)
    return handles
