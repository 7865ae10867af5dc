"""The best answer at one place, found by hand: arrays in, ``go.Figure`` out."""

from collections.abc import Mapping, Sequence

import numpy as np
import plotly.graph_objects as go

from core.plotting.slider import Scrubbable
from core.plotting.theme import (
    DISCRIMINATOR,
    FAKE,
    REAL,
    add,
    axis,
    curve,
    dot,
    panels,
    said,
)


def by_hand(
    densities: Mapping[str, np.ndarray],
    place: Mapping[str, float],
    probs: np.ndarray,
    worth: Mapping[str, np.ndarray],
    names: Sequence[str],
    at: Mapping[str, np.ndarray],
) -> go.Figure:
    """The two heights at one place, and what each answer D is worth there.

    Args:
        densities: grid ``x``, and ``real`` and ``fake`` on it.
        place: ``x``, the heights ``a`` (real) and ``b`` (fake) there, and ``best``, D*.
        probs: grid of answers D.
        worth: on that grid the terms ``real``, a log D, and ``fake``, b log(1 - D), and
            their sum ``value``.
        names: slider positions as text.
        at: per position the answer ``D``, and ``worth`` there with its ``slope``.
    """
    figure = Scrubbable(layout=panels(2, 380))
    _heights(figure, densities, place)
    for key, name, color, line in (
        ("real", "a·log D", REAL, {"dash": "dash"}),
        ("fake", "b·log(1 − D)", FAKE, {"dash": "dot"}),
        ("value", "sum", DISCRIMINATOR, {"width": 4}),
    ):
        add(figure, curve(probs, worth[key], name, color, **line), 2)
    few = add(figure, dot("the terms", size=9), 2, showlegend=False)
    yours = add(figure, dot("your D"), 2)
    moving = {
        few: {
            "x": np.stack([at["D"], at["D"]], axis=1),
            "y": np.stack([at["real"], at["fake"]], axis=1),
        },
        yours: {"x": at["D"], "y": at["value"]},
    }
    both = place["a"] + place["b"]
    low, high = (-3.0 * both, 0.3 * both) if both > 0.0 else (-1.0, 0.1)
    _mark(figure, place["best"])
    figure.update_layout(
        xaxis2=axis("answer D at this place", -0.02, 1.02),
        yaxis2=axis("worth to D", low, high),
    )
    readouts = {
        "a·log D": at["real"],
        "b·log(1 − D)": at["fake"],
        "their sum": at["value"],
        "slope of the sum": at["slope"],
    }
    sentences = [
        f"With D = {name} the sum is {said(value)} and its slope {said(slope)}."
        for name, value, slope in zip(names, at["value"], at["slope"], strict=True)
    ]
    return figure.scrub(
        names, moving, label="D", readouts=readouts, sentences=sentences,
        handles=[yours],
    )  # fmt: skip


def _heights(
    figure: go.Figure, densities: Mapping[str, np.ndarray], place: Mapping[str, float]
) -> None:
    """Both densities, and their heights where the reader stands."""
    x = densities["x"]
    for key, name, color in (("real", "real", REAL), ("fake", "fakes", FAKE)):
        area = curve(x, densities[key], name, color, width=1.5)
        if color == FAKE:  # hatched, so that colour is not all that tells
            area.update(fillpattern={"shape": "/", "size": 6, "solidity": 0.25})
        add(figure, area, fill="tozeroy", showlegend=False)
    # Side by side, so that of equal heights none hides the other.
    for key, name, color, aside in (
        ("a", "a (real)", REAL, -0.15),
        ("b", "b (fakes)", FAKE, 0.15),
    ):
        at, tall = place["x"] + aside, place[key]
        stem = curve(np.array([at, at]), np.array([0.0, tall]), name, color, width=6)
        add(figure, stem)
    top = 1.12 * float(max(densities["real"].max(), densities["fake"].max()))
    figure.update_layout(
        xaxis=axis("place x", float(x[0]), float(x[-1])),
        yaxis=axis("density", -0.03 * top, top),
    )


def _mark(figure: go.Figure, best: float) -> None:
    """A labelled line at D*; where nothing ever lands there is none."""
    look = {"yref": "y2 domain", "y": 0, "yanchor": "bottom", "showarrow": False}
    if np.isnan(best):
        text = "no sample lands here: any D will do"
        figure.add_annotation(text=text, xref="x2 domain", x=0.5, **look)
        return
    side = "left" if best <= 0.5 else "right"
    text = f" D* = {said(best)} "
    figure.add_annotation(text=text, xref="x2", x=best, xanchor=side, **look)
    figure.add_shape(
        type="line", xref="x2", x0=best, x1=best, yref="y2 domain", y0=0, y1=1,
        line={"width": 1.5, "dash": "dot"},
    )  # fmt: skip
