"""Fakes in the right place and of the wrong width: arrays in, ``go.Figure`` out."""

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

VALUES = {"tickvals": [-1.3863, -1, -0.5, 0], "ticktext": ["−1.39", "−1", "−½", "0"]}


def width(
    real: tuple[np.ndarray, np.ndarray],
    fake: tuple[np.ndarray, np.ndarray],
    best: tuple[np.ndarray, np.ndarray],
    scales: np.ndarray,
    names: Sequence[str],
    at: Mapping[str, np.ndarray],
) -> go.Figure:
    """Densities and D* on the left, J against the width on the right.

    Args:
        real: places and heights of the real density.
        fake: of the fakes' density, one row per position.
        best: of D*, one row per position.
        scales: the fakes' width in units of the real one.
        names: the same as text.
        at: per position ``value`` (J) and ``sure`` (mean of D* over the fakes).
    """
    figure = Scrubbable(layout=panels(2, 340))
    add(figure, curve(*real, "real", REAL), fill="tozeroy")
    moving = {}
    for rows, name, color in (
        (fake, "fakes", FAKE),
        (best, "D*", DISCRIMINATOR),
    ):
        line = curve(rows[0][0], rows[1][0], name, color)
        if color == FAKE:  # hatched, so that colour is not all that tells
            hatch = {"shape": "/", "size": 6, "solidity": 0.25}
            line.update(fill="tozeroy", fillpattern=hatch)
        moving[add(figure, line)] = {"x": rows[0], "y": rows[1]}
    add(
        figure,
        curve(scales, at["value"], "value J", DISCRIMINATOR),
        2,
        showlegend=False,
    )
    yours = add(figure, dot("your width"), 2)
    moving[yours] = {"x": scales, "y": at["value"]}
    edge, top = float(best[0].max()), 1.06 * max(1.0, float(fake[1].max()))
    ticks = {"tickvals": [0.25, 0.5, 1, 2, 4], "ticktext": ["¼", "½", "1", "2", "4"]}
    figure.update_layout(
        xaxis=axis("place x", -edge, edge),
        yaxis=axis("density, and D*", -0.03 * top, top),
        xaxis2=axis("fakes' width / real width", -0.66, 0.66, type="log", **ticks),
        yaxis2=axis("J at θ = 0, nats", -1.46, 0.09, **VALUES),
    )
    sentences = [
        f"With fakes {name} times as wide J is {said(value)} nats, and D star gives "
        f"the fakes {said(sure)} on average."
        for name, value, sure in zip(names, at["value"], at["sure"], strict=True)
    ]
    readouts = {
        "J at θ = 0, nats": at["value"],
        "how sure: mean D*": at["sure"],
    }
    return figure.scrub(
        names, moving, label="scale", readouts=readouts, sentences=sentences,
        handles=[yours],
    )  # fmt: skip
